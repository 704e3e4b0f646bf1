import type { NamedTrace } from '../../src/judge/judgement.ts';
import type { Happening, TraceEvent } from '../../src/trace/index.ts';

const AT = '2025-06-01T10:00:00+08:00';
type EventOf<K extends Happening['kind']> = Extract<TraceEvent, { kind: K }>;
const times = { seq: 1, at: AT, wire: AT };

/** An event of every kind with every field that it can have: a kind that is added to the trace is missed here by the compiler. */
export const fullEvents: { readonly [K in Happening['kind']]: Required<EventOf<K>> } = {
  scenario: {
    ...times,
    kind: 'scenario',
    name: 'One second too late',
    file: 'features/order/prepay.feature',
    line: 12,
    rules: ['PREPAY-2H'],
    target: 'mock',
    seed: 42,
    steps: [
      { type: 'context', text: 'an order of 1.00 yuan' },
      { type: 'action', text: '2 hours 1 second pass' },
      { type: 'action', text: 'the payer pays' },
      { type: 'outcome', text: 'the cashier refuses' },
    ],
  },
  exchange: {
    ...times,
    kind: 'exchange',
    from: 'merchant',
    to: 'gateway',
    method: 'POST',
    url: 'https://api.mch.weixin.qq.com/v3/pay/transactions/jsapi',
    request: { headers: { accept: 'application/json' }, body: { amount: { total: 1 } } },
    requestSignature: 'valid',
    opened: { trade_state: 'SUCCESS' },
    answer: { status: 200, headers: { 'request-id': '08' }, body: 'text' },
    answerSignature: 'valid',
    failure: 'the connection was reset',
    took: 0,
  },
  cashier: {
    ...times,
    kind: 'cashier',
    action: 'pay',
    params: null,
    coupons: [{ amount: 200, type: 'CASH' }],
    errMsg: 'requestPayment:ok',
    message: '支付成功',
  },
  clock: { ...times, kind: 'clock', from: AT, to: '2025-06-01T12:00:00+08:00', fired: 1 },
  fault: { ...times, kind: 'fault', on: 'notification', fault: 'lost', times: 2 },
  verb: { ...times, kind: 'verb', verb: 'placeOrder', order: 'order-1', detail: { price: 1 } },
  reading: { ...times, kind: 'reading', of: 'order', outTradeNo: '', state: 'paid', fulfilled: 1 },
  expectation: {
    ...times,
    kind: 'expectation',
    rule: 'PREPAY-2H',
    what: 'errMsg',
    matcher: 'equals',
    expected: 'requestPayment:ok',
    seen: null,
    evidence: [1],
  },
  obstacle: { ...times, kind: 'obstacle', why: 'capability', reason: 'the clock cannot be turned' },
  impostor: { ...times, kind: 'impostor', certificate: 'untrusted', told: 'GET /v3/certificates' },
  end: { ...times, kind: 'end' },
};

export const aTrace = (path = 'traces/0007-prepay-2h.ndjson'): NamedTrace => ({
  path,
  events: [fullEvents.scenario, { ...fullEvents.end, seq: 2 }],
});
