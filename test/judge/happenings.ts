import { invariants } from '../../src/judge/invariants.ts';
import { type Exchange, type Happening, holds } from '../../src/trace/index.ts';
import { call, eventsOf } from './traces.ts';

/** What the invariants of a rule find of a trace: `kept`, `broken`, or `silent` where it says nothing of them. */
export function finds(rule: string, ...happenings: readonly Happening[]): string {
  const findings = invariants
    .filter((invariant) => invariant.rule === rule)
    .flatMap(({ examine }) => examine(eventsOf(happenings)));
  if (findings.length === 0) return 'silent';
  return findings.every(holds) ? 'kept' : 'broken';
}

export const ORDER = '/v3/pay/transactions/jsapi';
export const QUERY = '/v3/pay/transactions/out-trade-no/order-1?mchid=1';
export const REFUND = '/v3/refund/domestic/refunds';
export const CLOSE = '/v3/pay/transactions/out-trade-no/order-1/close';
export const fromCaller = (changes: Partial<Exchange> = {}): Exchange =>
  call('POST', ORDER, { from: 'caller', ...changes });
export const answered = (tradeState: string, changes: Partial<Exchange> = {}): Exchange =>
  call('GET', QUERY, { answer: { status: 200, headers: {}, body: { trade_state: tradeState } }, ...changes });
export const ordered = (amount: unknown): Exchange =>
  call('POST', ORDER, { request: { headers: {}, body: { amount } } });
export const downloaded = (body: unknown): Exchange =>
  call('GET', '/v3/billdownload/file?token=x', {
    answer: { status: 200, headers: {}, body },
    answerSignature: 'absent',
  });
export const asks = (path: string, body: unknown, changes: Partial<Exchange> = {}): Exchange =>
  call('POST', path, { request: { headers: {}, body }, ...changes });
export const wish = (verb: string, detail: unknown): Happening => ({ kind: 'verb', verb, order: 'a', detail });
export const BUYS = wish('placeOrder', { price: 990 });
export const REFUNDS = wish('refund', { amount: 300 });
export const orders = (number: string, changes: Partial<Exchange> = {}, more: object = {}): Exchange =>
  asks(ORDER, { out_trade_no: number, amount: { total: 990 }, ...more }, changes);
export const closes: Exchange = call('POST', CLOSE, { answer: { status: 204, headers: {} } });
export const refunds = (number: string, refund: number, changes: Partial<Exchange> = {}): Exchange =>
  asks(
    '/v3/refund/domestic/refunds',
    { out_trade_no: 'order-1', out_refund_no: number, amount: { refund, total: 990 } },
    changes,
  );
export const handedOut = (fulfilled?: number): Happening => ({
  kind: 'reading',
  of: 'order',
  outTradeNo: 'order-1',
  state: 'paid',
  ...(fulfilled === undefined ? {} : { fulfilled }),
});
export const paidAlready = (changes: Partial<Exchange> = {}): Exchange =>
  call('POST', CLOSE, { answer: { status: 400, headers: {}, body: { code: 'ORDERPAID' } }, ...changes });
export const unknown: Partial<Exchange> = { answer: { status: 500, headers: {}, body: { code: 'SYSTEM_ERROR' } } };
export const closedRefund = call('GET', '/v3/refund/domestic/refunds/R1', {
  answer: { status: 200, headers: {}, body: { out_refund_no: 'R1', status: 'CLOSED' } },
});
export const wrongParameter = (field: string) => ({
  status: 400,
  headers: {},
  body: { code: 'PARAM_ERROR', message: `输入源“${field}”映射到字段“x”必填性规则校验失败，此字段为必填项` },
});
export const refused = { status: 400, headers: {}, body: { code: 'PARAM_ERROR' } };
