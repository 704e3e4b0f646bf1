import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { invariants } from '../../src/judge/invariants.ts';
import { catalogue } from '../../src/rules/catalogue.ts';
import { type Exchange, type Happening, holds } from '../../src/trace/index.ts';
import { call, eventsOf, fault, notified, reading } from './traces.ts';

/** What the invariants of a rule find of a trace: `kept`, `broken`, or `silent` where it says nothing of them. */
function finds(rule: string, ...happenings: readonly Happening[]): string {
  const findings = invariants
    .filter((invariant) => invariant.rule === rule)
    .flatMap(({ examine }) => examine(eventsOf(happenings)));
  if (findings.length === 0) return 'silent';
  return findings.every(holds) ? 'kept' : 'broken';
}

const ORDER = '/v3/pay/transactions/jsapi';
const QUERY = '/v3/pay/transactions/out-trade-no/order-1?mchid=1';
const REFUND = '/v3/refund/domestic/refunds';
const CLOSE = '/v3/pay/transactions/out-trade-no/order-1/close';
const fromCaller = (changes: Partial<Exchange> = {}): Exchange => call('POST', ORDER, { from: 'caller', ...changes });
const answered = (tradeState: string, changes: Partial<Exchange> = {}): Exchange =>
  call('GET', QUERY, { answer: { status: 200, headers: {}, body: { trade_state: tradeState } }, ...changes });
const ordered = (amount: unknown): Exchange => call('POST', ORDER, { request: { headers: {}, body: { amount } } });
const downloaded = (body: unknown): Exchange =>
  call('GET', '/v3/billdownload/file?token=x', {
    answer: { status: 200, headers: {}, body },
    answerSignature: 'absent',
  });
const asks = (path: string, body: unknown, changes: Partial<Exchange> = {}): Exchange =>
  call('POST', path, { request: { headers: {}, body }, ...changes });
const wish = (verb: string, detail: unknown): Happening => ({ kind: 'verb', verb, order: 'a', detail });
const BUYS = wish('placeOrder', { price: 990 });
const REFUNDS = wish('refund', { amount: 300 });
const orders = (number: string, changes: Partial<Exchange> = {}, more: object = {}): Exchange =>
  asks(ORDER, { out_trade_no: number, amount: { total: 990 }, ...more }, changes);
const closes: Exchange = call('POST', CLOSE, { answer: { status: 204, headers: {} } });
const refunds = (number: string, refund: number, changes: Partial<Exchange> = {}): Exchange =>
  asks(
    '/v3/refund/domestic/refunds',
    { out_trade_no: 'order-1', out_refund_no: number, amount: { refund, total: 990 } },
    changes,
  );
const handedOut = (fulfilled?: number): Happening => ({
  kind: 'reading',
  of: 'order',
  outTradeNo: 'order-1',
  state: 'paid',
  ...(fulfilled === undefined ? {} : { fulfilled }),
});
const paidAlready = (changes: Partial<Exchange> = {}): Exchange =>
  call('POST', CLOSE, { answer: { status: 400, headers: {}, body: { code: 'ORDERPAID' } }, ...changes });
const unknown: Partial<Exchange> = { answer: { status: 500, headers: {}, body: { code: 'SYSTEM_ERROR' } } };
const closedRefund = call('GET', '/v3/refund/domestic/refunds/R1', {
  answer: { status: 200, headers: {}, body: { out_refund_no: 'R1', status: 'CLOSED' } },
});
const wrongParameter = (field: string) => ({
  status: 400,
  headers: {},
  body: { code: 'PARAM_ERROR', message: `输入源“${field}”映射到字段“x”必填性规则校验失败，此字段为必填项` },
});
const refused = { status: 400, headers: {}, body: { code: 'PARAM_ERROR' } };

describe('the invariants', () => {
  it('stand under rules of the catalogue', () => {
    const ids = new Set(catalogue.map(({ id }) => id));
    for (const { rule } of invariants) assert.ok(ids.has(rule), rule);
  });
});

const table: Readonly<Record<string, readonly [string, string, readonly Happening[]][]>> = {
  'SIGN-REQUESTS': [
    ['kept', 'a signed request of the merchant', [call('POST', ORDER)]],
    ['broken', 'one that is not signed', [call('POST', ORDER, { requestSignature: 'absent' })]],
    ['broken', 'one of many signed wrong', [call('GET', QUERY), call('GET', QUERY, { requestSignature: 'wrong' })]],
    ['broken', 'also under faults of the gateway', [fault, call('GET', QUERY, { requestSignature: 'stale' })]],
    ['silent', 'a caller, who may sign as it likes', [fromCaller({ requestSignature: 'wrong' })]],
    ['silent', 'notifications', [notified('SUCCESS')]],
  ],
  'SIGN-ANSWERS': [
    ['kept', 'a signed answer', [call('POST', ORDER)]],
    ['kept', 'a signed answer to a caller', [fromCaller()]],
    ['broken', 'a success that is not signed', [fromCaller({ answerSignature: 'absent' })]],
    ['broken', 'a 204 signed wrong', [fromCaller({ answer: { status: 204, headers: {} }, answerSignature: 'wrong' })]],
    ['silent', 'a refusal without a signature', [fromCaller({ answer: refused, answerSignature: 'absent' })]],
    ['silent', 'a trace in which the stage set a fault', [fault, fromCaller({ answerSignature: 'absent' })]],
    ['silent', 'a trace in which it set one later', [fromCaller({ answerSignature: 'absent' }), fault]],
    ['silent', 'answers to notifications', [notified('SUCCESS')]],
  ],
  'NOTIFY-SUCCESS': [
    ['kept', 'a notification that is signed and opens', [notified('SUCCESS')]],
    ['kept', 'one to the caller', [notified('SUCCESS', { to: 'caller' })]],
    ['broken', 'one signed wrong', [notified('SUCCESS', { requestSignature: 'wrong' })]],
    ['broken', 'one that does not open', [{ ...call('POST', '/n'), from: 'gateway', to: 'merchant' }]],
    ['silent', 'a trace in which the stage set a fault', [fault, notified('SUCCESS', { requestSignature: 'wrong' })]],
    ['silent', 'calls', [call('POST', ORDER)]],
  ],
  'MONEY-FEN': [
    ['kept', 'whole numbers', [ordered({ total: 990 }), ordered({ refund: 1, total: 990 })]],
    ['broken', 'yuan with a point', [ordered({ total: 9.9 })]],
    ['broken', 'a number as text', [ordered({ total: '990' })]],
    ['broken', 'a refund with a point', [ordered({ refund: 0.1, total: 990 })]],
    ['broken', 'null', [ordered({ total: null })]],
    ['silent', 'requests without amounts', [call('GET', QUERY), ordered(undefined), ordered({})]],
    ['silent', 'a caller, who may send anything', [{ ...ordered({ total: 9.9 }), from: 'caller' }]],
  ],
  'QUERY-BEFORE-CLOSE': [
    ['kept', 'a close of what a query called unpaid', [answered('NOTPAY'), call('POST', CLOSE)]],
    ['kept', 'two closes after one query', [answered('NOTPAY'), call('POST', CLOSE), call('POST', CLOSE)]],
    ['broken', 'a close without a query', [call('POST', CLOSE)]],
    ['broken', 'a query that comes after', [call('POST', CLOSE), answered('NOTPAY')]],
    ['broken', 'a close of what is paid', [answered('SUCCESS'), call('POST', CLOSE)]],
    [
      'broken',
      'a close after the latest query said paid',
      [answered('NOTPAY'), answered('SUCCESS'), call('POST', CLOSE)],
    ],
    [
      'broken',
      'a query of another order',
      [
        { ...answered('NOTPAY'), url: 'https://a.b/v3/pay/transactions/out-trade-no/order-2?mchid=1' },
        call('POST', CLOSE),
      ],
    ],
    ['broken', 'a query that failed', [call('GET', QUERY, { answer: refused }), call('POST', CLOSE)]],
    ['broken', 'a query of the caller', [answered('NOTPAY', { from: 'caller' }), call('POST', CLOSE)]],
    ['silent', 'no close', [answered('NOTPAY')]],
    ['silent', 'a close by the caller', [{ ...call('POST', CLOSE), from: 'caller' }]],
  ],
  'FRONTEND-NO-PROOF': [
    ['kept', 'paid after a notification', [notified('SUCCESS'), reading('paid')]],
    ['kept', 'paid after a query', [answered('SUCCESS'), reading('paid')]],
    ['kept', 'paid after a query that said refunded', [answered('REFUND'), reading('paid')]],
    ['kept', 'paid after a bill that has the order', [downloaded('`order-1,`SUCCESS\n总交易单数'), reading('paid')]],
    ['kept', 'paid after a bill that came packed', [downloaded('\u001f\ufffd'), reading('paid')]],
    ['broken', 'paid after a bill of other orders', [downloaded('`order-2,`SUCCESS\n总交易单数'), reading('paid')]],
    ['broken', 'paid after no bill', [downloaded({ code: 'order-1' }), reading('paid')]],
    [
      'broken',
      'paid by a bill of the caller',
      [{ ...downloaded('`order-1\n总交易单数'), from: 'caller' }, reading('paid')],
    ],
    ['kept', 'paid after a signed refusal to close what is paid', [paidAlready(), reading('paid')]],
    ['broken', 'paid after one that is not signed', [paidAlready({ answerSignature: 'absent' }), reading('paid')]],
    ['broken', 'paid after another refusal', [paidAlready({ answer: refused }), reading('paid')]],
    ['broken', 'paid for no reason', [reading('paid')]],
    ['broken', 'paid before the proof', [reading('paid'), notified('SUCCESS')]],
    [
      'broken',
      'paid because the cashier said ok',
      [{ kind: 'cashier', action: 'pay', params: {}, errMsg: 'ok' }, reading('paid')],
    ],
    [
      'broken',
      'paid by a notification signed wrong',
      [notified('SUCCESS', { requestSignature: 'wrong' }), reading('paid')],
    ],
    ['broken', 'paid by an answer signed wrong', [answered('SUCCESS', { answerSignature: 'wrong' }), reading('paid')]],
    ['broken', 'paid by a query that said unpaid', [answered('NOTPAY'), reading('paid')]],
    ['broken', 'paid by a notification to the caller', [notified('SUCCESS', { to: 'caller' }), reading('paid')]],
    ['broken', 'paid by a query of the caller', [answered('SUCCESS', { from: 'caller' }), reading('paid')]],
    ['silent', 'other beliefs', [reading('unpaid'), reading('closed')]],
    ['silent', 'a refund', [{ kind: 'reading', of: 'refund', outTradeNo: 'order-1', state: 'paid' }]],
  ],
  'NOTIFY-ONCE': [
    ['kept', 'goods handed out once', [handedOut(1)]],
    ['kept', 'goods not handed out', [handedOut(0)]],
    ['broken', 'goods handed out twice', [handedOut(1), handedOut(2)]],
    ['silent', 'a merchant that does not tell', [handedOut()]],
    ['silent', 'a refund', [{ kind: 'reading', of: 'refund', outTradeNo: 'order-1', state: 'refunded', fulfilled: 2 }]],
  ],
  'FINAL-KEPT': [
    ['kept', 'paid that stays paid', [notified('SUCCESS'), reading('paid'), reading('paid')]],
    ['kept', 'a refund that comes to nothing', [answered('REFUND'), reading('refunding'), reading('paid')]],
    [
      'kept',
      'an order that ends with its refund',
      [notified('SUCCESS'), reading('paid'), refunds('R1', 990), reading('closed')],
    ],
    ['broken', 'paid, then unpaid', [notified('SUCCESS'), reading('paid'), reading('unpaid')]],
    ['broken', 'paid, then closed', [answered('SUCCESS'), reading('paid'), reading('closed')]],
    ['broken', 'paid by a bare refusal, then unpaid', [paidAlready(), reading('paid'), reading('unpaid')]],
    [
      'broken',
      'refunded, then unpaid',
      [notified('SUCCESS'), reading('paid'), refunds('R1', 990), reading('refunded'), reading('unpaid')],
    ],
    ['silent', 'an error that is put right: nothing was paid', [reading('paid'), reading('unpaid')]],
    [
      'silent',
      'another order',
      [notified('SUCCESS'), reading('paid'), { kind: 'reading', of: 'order', outTradeNo: 'order-2', state: 'unpaid' }],
    ],
    ['silent', 'unpaid, then closed', [notified('SUCCESS'), reading('unpaid'), reading('closed')]],
  ],
  'ONE-ORDER': [
    ['kept', 'one order', [BUYS, orders('order-1')]],
    ['kept', 'the same once more', [BUYS, orders('order-1', unknown), orders('order-1')]],
    ['kept', 'another after a close', [BUYS, orders('order-1'), closes, orders('order-2')]],
    ['kept', 'another where a query says closed', [BUYS, orders('order-1'), answered('CLOSED'), orders('order-2')]],
    [
      'kept',
      'another where there is none',
      [BUYS, orders('order-1'), call('GET', QUERY, { answer: { ...refused, status: 404 } }), orders('order-2')],
    ],
    ['kept', 'another after a refusal', [BUYS, orders('order-1', { answer: refused }), orders('order-2')]],
    [
      'kept',
      'another after time_expire',
      [BUYS, orders('order-1', {}, { time_expire: '2026-01-15T09:59:00+08:00' }), orders('order-2')],
    ],
    ['broken', 'another while the first is open', [BUYS, orders('order-1'), orders('order-2')]],
    ['kept', 'another while nobody knows of the first', [BUYS, orders('order-1', unknown), orders('order-2')]],
    [
      'broken',
      'another after the close of it failed',
      [BUYS, orders('order-1'), { ...closes, ...unknown }, orders('order-2')],
    ],
    ['silent', 'two purchases', [BUYS, orders('order-1'), BUYS, orders('order-2')]],
    ['silent', 'a caller', [BUYS, orders('order-1', { from: 'caller' }), orders('order-2', { from: 'caller' })]],
  ],
  'NOTIFY-URL': [
    ['kept', 'a whole one', [asks(ORDER, { notify_url: 'https://shop.example/notify' })]],
    [
      'broken',
      'one that WeChat Pay refuses',
      [asks(ORDER, { notify_url: 'shop.example/notify' }, { answer: refused })],
    ],
    ['broken', 'an order without one', [asks(ORDER, {}, { answer: refused })]],
    ['broken', 'one with parameters, of a refund', [asks(REFUND, { notify_url: 'https://shop.example/notify?a=1' })]],
    ['silent', 'a refund without one', [asks(REFUND, {})]],
    ['silent', 'what is no JSON', [asks(ORDER, 'notify_url=x')]],
    ['silent', 'a caller', [fromCaller({ request: { headers: {}, body: {} } })]],
  ],
  'PARAMS-ACCEPTED': [
    ['silent', 'what is taken', [orders('order-1')]],
    ['broken', 'an order that is refused', [asks(ORDER, {}, { answer: wrongParameter('/body/description') })]],
    ['broken', 'a query that is refused', [call('GET', QUERY, { answer: wrongParameter('/uri_template/mchid') })]],
    ['silent', 'a notify_url', [asks(ORDER, {}, { answer: wrongParameter('/body/notify_url') })]],
    ['silent', 'an amount', [asks(ORDER, {}, { answer: wrongParameter('/body/amount/total') })]],
    [
      'silent',
      'another refusal',
      [asks(ORDER, {}, { answer: { status: 400, headers: {}, body: { code: 'INVALID_REQUEST' } } })],
    ],
    ['silent', 'a caller', [fromCaller({ answer: wrongParameter('/body/description') })]],
  ],
  'REFUND-TOTAL': [
    ['kept', 'two parts', [orders('order-1'), refunds('R1', 300), refunds('R2', 690)]],
    ['kept', 'one that is asked for twice', [orders('order-1'), refunds('R1', 990, unknown), refunds('R1', 990)]],
    [
      'kept',
      'another after a refusal',
      [orders('order-1'), refunds('R1', 990, { answer: refused }), refunds('R2', 990)],
    ],
    ['kept', 'another after it was closed', [orders('order-1'), refunds('R1', 990), closedRefund, refunds('R2', 990)]],
    ['broken', 'a fen too much', [orders('order-1'), refunds('R1', 300), refunds('R2', 691)]],
    [
      'broken',
      'another while nobody knows of the first',
      [orders('order-1'), refunds('R1', 990, unknown), refunds('R2', 990)],
    ],
    ['broken', 'more than was paid, and refused', [orders('order-1'), refunds('R1', 991, { answer: refused })]],
    ['silent', 'an order that the trace does not have', [refunds('R1', 991)]],
    ['silent', 'a caller', [orders('order-1'), refunds('R1', 991, { from: 'caller' })]],
  ],
  'REFUND-RETRY': [
    ['kept', 'one refund', [BUYS, REFUNDS, refunds('R1', 300)]],
    ['kept', 'the same once more', [BUYS, REFUNDS, refunds('R1', 300, unknown), refunds('R1', 300)]],
    ['kept', 'two that were asked for', [BUYS, REFUNDS, refunds('R1', 300), REFUNDS, refunds('R2', 300)]],
    ['kept', 'another after a refusal', [BUYS, REFUNDS, refunds('R1', 300, { answer: refused }), refunds('R2', 300)]],
    ['broken', 'another under another number', [BUYS, REFUNDS, refunds('R1', 300, unknown), refunds('R2', 300)]],
    [
      'broken',
      'one wish told to a backend in two steps',
      [BUYS, REFUNDS, wish('refund', { step: 1 }), refunds('R1', 300), refunds('R2', 300)],
    ],
    ['silent', 'a refund of its own accord', [BUYS, refunds('R1', 990), refunds('R2', 990)]],
    ['silent', 'two purchases', [BUYS, BUYS, REFUNDS, refunds('R1', 300), refunds('R2', 300)]],
  ],
};

for (const [rule, cases] of Object.entries(table)) {
  describe(rule, () => {
    for (const [found, what, happenings] of cases) {
      it(`${found}: ${what}`, () => assert.equal(finds(rule, ...happenings), found));
    }
  });
}

it('every invariant stands in the table', () => {
  assert.deepEqual(new Set(invariants.map(({ rule }) => rule)), new Set(Object.keys(table)));
});
