import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { invariants } from '../../src/judge/invariants.ts';
import { catalogue } from '../../src/rules/catalogue.ts';
import type { Exchange, Happening } from '../../src/trace/index.ts';
import {
  answered,
  asks,
  CLOSE,
  downloaded,
  finds,
  fromCaller,
  ORDER,
  ordered,
  orders,
  paidAlready,
  QUERY,
  REFUND,
  refused,
  wrongParameter,
} from './happenings.ts';
import { call, fault, notified, reading } from './traces.ts';

describe('the invariants', () => {
  it('stand under rules of the catalogue', () => {
    const ids = new Set(catalogue.map(({ id }) => id));
    for (const { rule } of invariants) assert.ok(ids.has(rule), rule);
  });
});

const certificates = (answerSignature: 'wrong' | 'unknown-serial') =>
  call('GET', '/v3/certificates', { answerSignature });
const { answer: _, answerSignature: __, ...unanswered } = call('GET', QUERY);
const detailed = (field: string) => ({
  status: 400,
  headers: {},
  body: { code: 'PARAM_ERROR', message: '参数错误', detail: { field } },
});
const namedPaid = (changes: Partial<Exchange> = {}) =>
  notified('NOTPAY', {
    request: { headers: {}, body: { event_type: 'TRANSACTION.SUCCESS' } },
    opened: { trade_state: 'NOTPAY', out_trade_no: 'order-1' },
    ...changes,
  });
const text = { status: 200, headers: {}, body: '`order-1' };

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
    [
      'silent',
      'a bill that is downloaded: it has a hash',
      [downloaded('`order-1'), call('GET', '/v3/bill/downloadurl?token=x', { answerSignature: 'absent' })],
    ],
    ['broken', 'an answer of another path', [call('GET', '/v3/other?token=x', { answerSignature: 'absent' })]],
    ['silent', 'certificates signed with a key that comes with them', [certificates('unknown-serial')]],
    ['broken', 'certificates signed wrong', [certificates('wrong')]],
    ['broken', 'other answers of an unknown serial', [call('GET', QUERY, { answerSignature: 'unknown-serial' })]],
    ['silent', 'a call without an answer', [unanswered]],
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
    ['broken', 'a query without an answer', [unanswered, call('POST', CLOSE)]],
    ['silent', 'what is only asked at the path of a close', [call('GET', CLOSE)]],
    ['silent', 'other calls', [call('POST', ORDER)]],
    ['silent', 'no close', [answered('NOTPAY')]],
    ['silent', 'a close by the caller', [{ ...call('POST', CLOSE), from: 'caller' }]],
  ],
  'FRONTEND-NO-PROOF': [
    ['kept', 'paid after a notification', [notified('SUCCESS'), reading('paid')]],
    ['kept', 'paid after a notification that is called so', [namedPaid(), reading('paid')]],
    ['broken', 'paid after one that is signed wrong', [namedPaid({ requestSignature: 'wrong' }), reading('paid')]],
    ['broken', 'paid after one that does not open', [namedPaid({ opened: undefined }), reading('paid')]],
    [
      'broken',
      'paid after one of another order',
      [namedPaid({ opened: { trade_state: 'NOTPAY', out_trade_no: 'order-2' } }), reading('paid')],
    ],
    [
      'broken',
      'paid after one of another event that names the order',
      [namedPaid({ request: { headers: {}, body: { event_type: 'REFUND.SUCCESS' } } }), reading('paid')],
    ],
    ['broken', 'paid after the same that the merchant sent', [namedPaid({ to: 'gateway' }), reading('paid')]],
    ['broken', 'paid after one of another event', [notified('NOTPAY'), reading('paid')]],
    ['kept', 'paid after a query', [answered('SUCCESS'), reading('paid')]],
    ['kept', 'paid after a query that said refunded', [answered('REFUND'), reading('paid')]],
    ['kept', 'paid after a bill that has the order', [downloaded('`order-1,`SUCCESS\n总交易单数'), reading('paid')]],
    ['kept', 'paid after a bill that came packed', [downloaded('\u001f\ufffd'), reading('paid')]],
    ['broken', 'paid after a bill of other orders', [downloaded('`order-2,`SUCCESS\n总交易单数'), reading('paid')]],
    ['broken', 'paid after another text that names it', [call('GET', '/v3/x', { answer: text }), reading('paid')]],
    [
      'broken',
      'paid after a bill that did not come',
      [{ ...downloaded(''), answer: { ...text, status: 404 } }, reading('paid')],
    ],
    ['broken', 'paid after a query without an answer', [{ ...unanswered, answerSignature: 'valid' }, reading('paid')]],
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
    [
      'silent',
      'other calls',
      [asks(CLOSE, { notify_url: 'x' }), asks(`${ORDER}/x`, {}), asks(`${REFUND}/x`, { notify_url: 'x' })],
    ],
    ['silent', 'what is only asked', [asks(ORDER, {}, { method: 'GET' })]],
    ['silent', 'what is no JSON', [asks(ORDER, 'notify_url=x')]],
    ['silent', 'a caller', [fromCaller({ request: { headers: {}, body: {} } })]],
  ],
  'PARAMS-ACCEPTED': [
    ['silent', 'what is taken', [orders('order-1')]],
    ['broken', 'an order that is refused', [asks(ORDER, {}, { answer: wrongParameter('/body/description') })]],
    ['broken', 'a query that is refused', [call('GET', QUERY, { answer: wrongParameter('/uri_template/mchid') })]],
    ['silent', 'a notify_url', [asks(ORDER, {}, { answer: wrongParameter('/body/notify_url') })]],
    ['silent', 'an amount that the detail names', [asks(ORDER, {}, { answer: detailed('/body/amount/total') })]],
    ['broken', 'a field that the detail names', [asks(ORDER, {}, { answer: detailed('/body/amounts') })]],
    [
      'silent',
      'the same code with another status',
      [asks(ORDER, {}, { answer: { ...detailed('/body/x'), status: 403 } })],
    ],
    ['silent', 'a call without an answer', [unanswered]],
    ['silent', 'an amount', [asks(ORDER, {}, { answer: wrongParameter('/body/amount/total') })]],
    [
      'silent',
      'another refusal',
      [asks(ORDER, {}, { answer: { status: 400, headers: {}, body: { code: 'INVALID_REQUEST' } } })],
    ],
    ['silent', 'a caller', [fromCaller({ answer: wrongParameter('/body/description') })]],
  ],
};

for (const [rule, cases] of Object.entries(table)) {
  describe(rule, () => {
    for (const [found, what, happenings] of cases) {
      it(`${found}: ${what}`, () => assert.equal(finds(rule, ...happenings), found));
    }
  });
}
