import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Decision } from '../../src/gateway/decision.ts';
import { documentedPolicy, type Policy, policyTable } from '../../src/gateway/policy.ts';
import { days, hours, minutes, plus, seconds, toRfc3339 } from '../../src/time/index.ts';
import { BEGIN, Books, outcome } from './books.ts';

describe('the policy table', () => {
  it('gives each entry a source', () => {
    for (const [name, { source }] of Object.entries(policyTable)) assert.match(source, /^(G§|D:\d{10}|A-\d\d)/, name);
  });

  it('is what the documented policy holds', () => {
    assert.deepEqual(Object.keys(documentedPolicy), Object.keys(policyTable));
    assert.equal(documentedPolicy.prepayIdLifetime, 7_200_000);
    assert.equal(documentedPolicy.timestampTolerance, 300_000);
    assert.equal(documentedPolicy.notificationAnswerTime, 5_000);
    assert.equal(documentedPolicy.refundWindow, 365 * 86_400_000);
  });
});

/** A refusal that only its code or its message tells apart from the documented one. */
const refusals: readonly [Partial<Policy>, (books: Books) => Decision, Parameters<typeof Books.at>[0], string][] = [
  [{ reorderWithOtherParams: 'INVALID_REQUEST' }, (b) => b.order({ attach: 'x' }), 'NOTPAY', '400 INVALID_REQUEST'],
  [{ reorderOfPaid: 'OUT_TRADE_NO_USED' }, (b) => b.order(), 'SUCCESS', '403 OUT_TRADE_NO_USED'],
  [{ reorderOfPaid: 'INVALID_REQUEST' }, (b) => b.order(), 'REFUND', '400 INVALID_REQUEST'],
  [{ reorderOfClosed: 'OUT_TRADE_NO_USED' }, (b) => b.order(), 'CLOSED', '403 OUT_TRADE_NO_USED'],
  [{ reorderOfClosed: 'INVALID_REQUEST' }, (b) => b.order(), 'CLOSED', '400 INVALID_REQUEST'],
  [{ closeOfPaid: 'TRADE_ERROR' }, (b) => b.close(), 'SUCCESS', '403 TRADE_ERROR'],
  [{ closeOfPaid: 'TRADE_ERROR' }, (b) => b.close(), 'REFUND', '403 TRADE_ERROR'],
  [{ closeOfUnknown: 'ORDER_NOT_EXIST' }, (b) => b.close('nobody'), 'NOTPAY', '404 ORDER_NOT_EXIST'],
  [{ refundWithOtherAmounts: 'INVALID_REQUEST' }, (b) => b.refund(31), 'REFUND', '400 INVALID_REQUEST'],
];

describe('the other reading of', () => {
  for (const [changes, act, state, expected] of refusals) {
    const [[name, value] = []] = Object.entries(changes);
    it(`${name} is ${value}: ${state} → ${expected}`, () => {
      assert.equal(outcome(act(Books.at(state, changes))), expected);
      assert.notEqual(outcome(act(Books.at(state))), expected, 'the documented reading is another');
    });
  }

  it('refundTooLate is TRADE_OVERDUE', () => {
    const books = Books.at('SUCCESS', { refundTooLate: 'TRADE_OVERDUE' });
    books.wait(days(366));
    assert.equal(outcome(books.refund(1)), '400 TRADE_OVERDUE');
  });

  it('prepayIdOnReorder gives the same id while it is good, and a new one after', () => {
    const books = Books.at('NOTPAY', { prepayIdOnReorder: 'same' });
    const id = books.find().prepayIds[0]?.id;
    books.wait(hours(2));
    assert.deepEqual(books.order().reply, { kind: 'prepay-id', id });
    books.wait(seconds(1));
    assert.notDeepEqual(books.order().reply, { kind: 'prepay-id', id });
    assert.equal(books.find().prepayIds.length, 2);
  });

  it('autoCloseWithTimeExpire closes after seven days although time_expire is later', () => {
    const books = new Books({ autoCloseWithTimeExpire: 'after-seven-days' });
    books.order({ time_expire: toRfc3339(plus(BEGIN, days(10))) });
    books.wait(days(7));
    assert.equal(books.find().status.tradeState, 'CLOSED');
  });

  it('refundGap refuses a second refund too soon, and the same number then goes through', () => {
    const books = Books.at('REFUND', { refundGap: minutes(1) });
    books.wait(seconds(59));
    assert.equal(outcome(books.refund(1, { out_refund_no: 'second' })), '429 FREQUENCY_LIMITED');
    books.wait(seconds(1));
    assert.equal(outcome(books.refund(1, { out_refund_no: 'second' })), 'refund');
    assert.equal(
      outcome(books.refund(1, { out_refund_no: 'third' })),
      '429 FREQUENCY_LIMITED',
      'it counts from the last',
    );
  });
});

describe('another value of', () => {
  it('largestTotal moves the limit', () => {
    const placed = (total: number) => outcome(new Books({ largestTotal: 50 }).order({ amount: { total } }));
    assert.deepEqual([placed(50), placed(51)], ['prepay-id', '400 INVALID_REQUEST']);
  });

  it('prepayIdLifetime moves its end', () => {
    const books = Books.at('NOTPAY', { prepayIdLifetime: minutes(1) });
    books.wait(seconds(61));
    assert.notEqual(outcome(books.cashier('pay')), 'requestPayment:ok');
  });

  it('unpaidLifetime moves the closing', () => {
    const books = Books.at('NOTPAY', { unpaidLifetime: days(1) });
    books.wait(days(1));
    assert.equal(books.find().status.tradeState, 'CLOSED');
  });

  it('refundsPerOrder moves the limit', () => {
    const books = Books.at('REFUND', { refundsPerOrder: 1 });
    assert.equal(outcome(books.refund(1, { out_refund_no: 'second' })), '400 INVALID_REQUEST');
  });

  it('refundArrival moves the arrival', () => {
    const books = Books.at('REFUND', { refundArrival: days(2) });
    books.wait(days(1));
    assert.equal(books.state.refunds.get('refund-1')?.status, 'PROCESSING');
    books.wait(days(1));
    assert.equal(books.state.refunds.get('refund-1')?.status, 'SUCCESS');
  });

  it('notificationRetries and notificationAccepted move the ladder', () => {
    const books = Books.at('SUCCESS', { notificationRetries: [seconds(1)], notificationAccepted: [299] });
    const [id = ''] = [...books.state.notifications.keys()];
    books.answered(id, 200);
    assert.equal(books.state.notifications.get(id)?.nextAttemptAt, plus(BEGIN, seconds(1)));
    books.answered(id, 299);
    assert.equal(books.state.notifications.get(id)?.nextAttemptAt, undefined);
  });
});
