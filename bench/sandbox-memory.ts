/** Heap per open order, at 10,000 and at 100,000 of them. */
import { Gateway } from '../src/gateway/gateway.ts';
import { type OrderRequest, systemEntropy } from '../src/protocol/index.ts';
import { Timeline, wallClock } from '../src/time/index.ts';
import { nobodysKeys } from './nobodys-keys.ts';
import { tell } from './row.ts';

const MERCHANT = { mchid: '1900000109', appid: 'wxd678efh567hg6787' } as const;
const COUNTS = [10_000, 100_000] as const;

if (!globalThis.gc) throw new Error('start node with --expose-gc: without it, what is garbage counts as held');

function heapUsed(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

/** As it comes off the wire: every text is one of its own. */
const order = (index: number): OrderRequest =>
  JSON.parse(
    JSON.stringify({
      ...MERCHANT,
      description: 'A pot of tea and two cups',
      out_trade_no: `shop-2026-${String(index).padStart(8, '0')}`,
      notify_url: 'https://shop.example/wechatpay/notify',
      amount: { total: 990, currency: 'CNY' },
      payer: { openid: `oUpF8uMuAJO_M2pxb1Q9${String(index).padStart(8, '0')}` },
    }),
  ) as OrderRequest;

const timeline = Timeline.flowing(wallClock);
const gateway = new Gateway({ wire: wallClock, entropy: systemEntropy, carry: async () => ({ error: 'nobody' }) });
const { ledger } = gateway.register({
  mchid: MERCHANT.mchid,
  appids: [MERCHANT.appid],
  certificates: [],
  keyMode: 'both',
  platformKeys: nobodysKeys,
  timeline,
});

const place = (index: number): void => {
  const reply = ledger.execute((fresh) => ({ type: 'place-order', request: order(index), ...fresh }));
  if (reply.kind !== 'prepay-id') throw new Error(`order ${index} was answered ${reply.kind}`);
};

// What the code itself takes is there before it is measured; these orders stay as well.
let placed = 0;
const placeUpTo = (count: number): void => {
  for (; placed < count; placed += 1) place(placed);
};
placeUpTo(1_000);
const [before, already] = [heapUsed(), placed];
const [small = 0, large = 0] = COUNTS.map((count) => {
  placeUpTo(already + count);
  return (heapUsed() - before) / count;
});
tell({
  what: `heap of an open order, of ${COUNTS[1]}`,
  figure: `${large.toFixed(0)} bytes`,
  beside: `of ${COUNTS[0]} ${small.toFixed(0)} bytes`,
  ratio: large / small,
});
timeline.stop();
