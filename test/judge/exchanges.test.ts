import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  at,
  before,
  type ExchangeEvent,
  exchanges,
  fromMerchant,
  isRefused,
  numberIn,
  provesPayment,
  succeeded,
} from '../../src/judge/exchanges.ts';
import type { Exchange } from '../../src/trace/index.ts';
import { answered, CLOSE, paidAlready } from './happenings.ts';
import { call, end, eventsOf, notified } from './traces.ts';

const event = (happening: Exchange): ExchangeEvent => {
  const [found] = exchanges(eventsOf([happening]));
  assert.ok(found);
  return found;
};
const { answer: _, ...unanswered } = call('GET', '/v3/x');

describe('of the exchanges of a trace', () => {
  it('those of the merchant are what it sends to the gateway', () => {
    const events = eventsOf([
      end,
      call('GET', '/v3/a'),
      call('GET', '/v3/b', { from: 'caller' }),
      call('GET', '/v3/c', { to: 'payer' }),
      notified('SUCCESS'),
    ]);
    assert.deepEqual(
      fromMerchant(events).map(({ seq }) => seq),
      [2],
    );
    assert.equal(exchanges(events).length, 4);
  });

  it('one comes before another by its place in the trace, and none before itself', () => {
    const [first, second] = exchanges(eventsOf([call('GET', '/a'), call('GET', '/b')]));
    assert.ok(first && second);
    assert.deepEqual([before(second)(first), before(first)(second), before(first)(first)], [true, false, false]);
  });

  it('one is refused by a 4xx that leaves nothing open', () => {
    const refused = [399, 400, 404, 428, 429, 430, 499, 500].filter((status) =>
      isRefused(event(call('POST', '/v3/x', { answer: { status, headers: {} } }))),
    );
    assert.deepEqual(refused, [400, 404, 428, 430, 499]);
    assert.equal(isRefused(event(unanswered)), false);
  });

  it('one has succeeded by a 2xx', () => {
    const right = [199, 200, 204, 299, 300].filter((status) =>
      succeeded(event(call('POST', '/v3/x', { answer: { status, headers: {} } }))),
    );
    assert.deepEqual(right, [200, 204, 299]);
    assert.equal(succeeded(event(unanswered)), false);
  });
});

describe('what an exchange names', () => {
  it('is the out_trade_no of its path', () => {
    const numbers = ['/out-trade-no/a1?mchid=1', '/out-trade-no/a1/close', '/out-trade-no/', '/id/a1'].map((path) =>
      numberIn(`https://api.mch.weixin.qq.com/v3/pay/transactions${path}`),
    );
    assert.deepEqual(numbers, ['a1', 'a1', undefined, undefined]);
  });

  it('is found in JSON by its path, and nowhere else', () => {
    assert.equal(at({ a: { b: 1 } }, ['a', 'b']), 1);
    assert.deepEqual([at({ a: [1] }, ['a', '0']), at(undefined, ['a']), at('a', ['length'])], Array(3).fill(undefined));
  });
});

describe('a payment is proved', () => {
  const paid = { trade_state: 'SUCCESS' };
  const refusal = (code: string, status = 400) => paidAlready({ answer: { status, headers: {}, body: { code } } });
  const table: readonly [boolean, string, Exchange][] = [
    [true, 'a notification', notified('SUCCESS')],
    [false, 'a notification of something else', notified('SUCCESS', { opened: { refund_status: 'SUCCESS' } })],
    [false, 'one signed wrong', notified('SUCCESS', { requestSignature: 'wrong' })],
    [false, 'one that the merchant sent', { ...notified('SUCCESS'), from: 'merchant', to: 'gateway' }],
    [true, 'a query that says paid', answered('SUCCESS')],
    [true, 'a query that says refunded', answered('REFUND')],
    [false, 'a query that says unpaid', answered('NOTPAY')],
    [false, 'a query of somebody else', answered('SUCCESS', { from: 'caller' })],
    [false, 'a query signed wrong', answered('SUCCESS', { answerSignature: 'wrong' })],
    [false, 'a query without an answer', { ...unanswered, opened: paid }],
    [true, 'a refusal that says paid', refusal('ORDERPAID')],
    [true, 'a refusal in the other spelling', refusal('ORDER_PAID')],
    [false, 'a success with such a code', refusal('ORDERPAID', 200)],
    [false, 'a code that ends so', refusal('NOT_ORDERPAID')],
    [false, 'a code that begins so', refusal('ORDERPAID_NOT')],
    [false, 'another refusal', call('POST', CLOSE, { answer: { status: 400, headers: {} } })],
  ];
  for (const [proved, by, exchange] of table)
    it(`${proved ? 'by' : 'not by'} ${by}`, () => assert.equal(provesPayment(event(exchange)), proved));
});
