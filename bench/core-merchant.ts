import { Gateway } from '../src/gateway/gateway.ts';
import type { Ledger } from '../src/gateway/ledger.ts';
import type { RegisteredMerchant } from '../src/gateway/merchants.ts';
import { systemEntropy } from '../src/protocol/index.ts';
import { type Instant, Timeline, wallClock } from '../src/time/index.ts';
import { nobodysKeys } from './nobodys-keys.ts';

/** What each order costs, in fen. */
export const TOTAL = 990;

const MERCHANT = { mchid: '1900000109', appid: 'wxd678efh567hg6787' } as const;

/** A merchant of a gateway's core, without wire and sockets, on a timeline that is frozen at that moment. */
export const coreMerchant = (at: Instant): RegisteredMerchant =>
  new Gateway({ wire: wallClock, entropy: systemEntropy, carry: async () => ({ status: 204 }) }).register({
    mchid: MERCHANT.mchid,
    appids: [MERCHANT.appid],
    certificates: [],
    apiv3Key: '0123456789abcdefghijklmnopqrstuv',
    keyMode: 'both',
    platformKeys: nobodysKeys,
    timeline: Timeline.frozen(at),
  });

export const outTradeNoOf = (index: number): string => `shop-2026-${String(index).padStart(8, '0')}`;

/** Places the order of that number. Throws where it is refused. */
export function placeOrder(ledger: Ledger, index: number, at: Instant): void {
  const reply = ledger.execute((fresh) => ({
    type: 'place-order',
    ...fresh,
    at,
    request: {
      ...MERCHANT,
      description: 'A pot of tea, and two cups',
      out_trade_no: outTradeNoOf(index),
      notify_url: 'https://shop.example/wechatpay/notify',
      attach: `shelf ${index % 100}`,
      amount: { total: TOTAL, currency: 'CNY' },
      payer: { openid: `oUpF8uMuAJO_M2pxb1Q9${String(index).padStart(8, '0')}` },
    },
  }));
  if (reply.kind !== 'prepay-id') throw new Error(`order ${index} was answered ${reply.kind}`);
}
