import type { Call } from '../actors/index.ts';
import { paths } from '../protocol/payments.ts';
import { days, minus, toRfc3339 } from '../time/index.ts';
import type { Trade } from './trade.ts';

const ABSENT = '50300000000000000000000000000';

const yesterday = ({ stage }: Trade): string => toRfc3339(minus(stage.cast.gateway.now(), days(1))).slice(0, 10);

/** Calls that ask about nothing that the caller has made: who may ask is found out before what is asked for. */
const CALLS = {
  'order-by-id': ({ request }) => ({ method: 'GET', target: paths.orderById(ABSENT.slice(1), request.mchid) }),
  refund: ({ request, stage }) => ({
    method: 'POST',
    target: paths.refund,
    body: {
      out_trade_no: request.out_trade_no,
      out_refund_no: stage.cast.caller.newRefundNumber(),
      amount: { refund: request.amount.total, total: request.amount.total, currency: 'CNY' },
    },
  }),
  'refund-query': ({ stage }) => ({ method: 'GET', target: paths.refundByNumber(stage.cast.caller.newRefundNumber()) }),
  'abnormal-refund': ({ stage }) => ({
    method: 'POST',
    target: paths.abnormalRefund(ABSENT),
    body: { out_refund_no: stage.cast.caller.newRefundNumber(), type: 'MERCHANT_BANK_CARD' },
  }),
  'trade-bill': (trade) => ({ method: 'GET', target: paths.tradeBill(yesterday(trade)) }),
  'fund-flow-bill': (trade) => ({ method: 'GET', target: paths.fundFlowBill(yesterday(trade)) }),
  'self-test': () => ({ method: 'POST', target: paths.securityEcho, body: { echo_message: 'hello' } }),
  certificates: () => ({ method: 'GET', target: paths.certificates }),
} as const satisfies Readonly<Record<string, (trade: Trade) => Call>>;

export type SignedCall = keyof typeof CALLS;

/** Makes such a call. A gateway that has nothing at that address keeps nothing from anybody there (D:4012081717). */
export async function makeCall(trade: Trade, name: SignedCall, sabotage: Call['sabotage']): Promise<void> {
  const call: Call = CALLS[name](trade);
  const { status, body } = await trade.call(sabotage ? { ...call, sabotage } : call);
  if (status === 404 && body === undefined) trade.stage.stop('absent', `the gateway has nothing at ${call.target}`);
}
