import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Exchange, Happening } from '../../src/trace/index.ts';
import {
  answered,
  asks,
  BUYS,
  CLOSE,
  closes,
  finds,
  handedOut,
  ORDER,
  orders,
  paidAlready,
  QUERY,
  refunds,
  refused,
  unknown,
  wish,
} from './happenings.ts';
import { call, notified, reading } from './traces.ts';

/** The same, at another moment. The rest of a trace is at ten o'clock. */
const at = (moment: string, happening: Exchange): Exchange => ({ ...happening, ...{ at: moment } });
const { answer: _, answerSignature: __, ...unanswered } = call('GET', QUERY);
const found = (trade_state: string, status = 200): Exchange =>
  answered(trade_state, { answer: { status, headers: {}, body: { trade_state } } });
const believed = (state: string, outTradeNo = 'order-1'): Happening => ({
  kind: 'reading',
  of: 'order',
  outTradeNo,
  state,
});

const table: Readonly<Record<string, readonly [string, string, readonly Happening[]][]>> = {
  'NOTIFY-ONCE': [
    ['silent', 'other happenings', [notified('SUCCESS')]],
    ['kept', 'goods handed out once', [handedOut(1)]],
    ['kept', 'goods not handed out', [handedOut(0)]],
    ['broken', 'goods handed out twice', [handedOut(1), handedOut(2)]],
    ['silent', 'a merchant that does not tell', [handedOut()]],
    ['silent', 'a refund', [{ kind: 'reading', of: 'refund', outTradeNo: 'order-1', state: 'refunded', fulfilled: 2 }]],
  ],
  'FINAL-KEPT': [
    ['broken', 'refunding, then unpaid', [notified('SUCCESS'), believed('refunding'), believed('unpaid')]],
    ['broken', 'refunded, then unpaid, without more', [notified('SUCCESS'), believed('refunded'), believed('unpaid')]],
    ['kept', 'a refund that failed', [notified('SUCCESS'), reading('paid'), refunds('R1', 990), believed('failed')]],
    [
      'kept',
      'a refund under way, and done',
      [notified('SUCCESS'), reading('paid'), believed('refunding'), believed('refunded')],
    ],
    [
      'broken',
      'failed before a refund was asked for',
      [notified('SUCCESS'), reading('paid'), believed('failed'), refunds('R1', 990)],
    ],
    ['silent', 'what was believed before the proof', [reading('paid'), notified('SUCCESS'), believed('unpaid')]],
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
    ['kept', 'another seven days later', [BUYS, orders('order-1'), at('2026-01-22T10:00:00+08:00', orders('order-2'))]],
    [
      'broken',
      'another a second before',
      [BUYS, orders('order-1'), at('2026-01-22T09:59:59+08:00', orders('order-2'))],
    ],
    [
      'kept',
      'another at time_expire',
      [BUYS, orders('order-1', {}, { time_expire: '2026-01-15T10:00:00+08:00' }), orders('order-2')],
    ],
    [
      'broken',
      'another before it',
      [BUYS, orders('order-1', {}, { time_expire: '2026-01-15T10:00:01+08:00' }), orders('order-2')],
    ],
    [
      'broken',
      'another where nobody can read time_expire',
      [BUYS, orders('order-1', {}, { time_expire: 'soon' }), orders('order-2')],
    ],
    ['broken', 'another at a moment that nobody can read', [BUYS, orders('order-1'), at('soon', orders('order-2'))]],
    [
      'broken',
      'another after one of a moment that nobody can read',
      [BUYS, at('soon', orders('order-1')), orders('order-2')],
    ],
    [
      'kept',
      'another after an answer signed wrong',
      [BUYS, orders('order-1', { answerSignature: 'wrong' }), orders('order-2')],
    ],
    [
      'broken',
      'another after the close of a third',
      [
        BUYS,
        orders('order-1'),
        call('POST', CLOSE.replace('order-1', 'order-3'), { answer: { status: 204, headers: {} } }),
        orders('order-2'),
      ],
    ],
    ['broken', 'another before the close', [BUYS, orders('order-1'), orders('order-2'), closes]],
    ['broken', 'another after a close that came before', [BUYS, closes, orders('order-1'), orders('order-2')]],
    [
      'broken',
      'another after a close without an answer',
      [BUYS, orders('order-1'), { ...unanswered, method: 'POST' }, orders('order-2')],
    ],
    [
      'kept',
      'another after a close that is refused as paid',
      [BUYS, orders('order-1'), paidAlready(), orders('order-2')],
    ],
    [
      'broken',
      'another after a close that is refused otherwise',
      [BUYS, orders('order-1'), paidAlready({ answer: refused }), orders('order-2')],
    ],
    ['kept', 'another where a query says paid', [BUYS, orders('order-1'), found('SUCCESS'), orders('order-2')]],
    ['kept', 'another where a query says refunded', [BUYS, orders('order-1'), found('REFUND'), orders('order-2')]],
    ['broken', 'another where a query says unpaid', [BUYS, orders('order-1'), found('NOTPAY'), orders('order-2')]],
    ['broken', 'another where a query answers 204', [BUYS, orders('order-1'), found('', 204), orders('order-2')]],
    ['broken', 'another where a query is refused', [BUYS, orders('order-1'), found('', 403), orders('order-2')]],
    ['broken', 'a third while one is open', [BUYS, orders('order-1'), closes, orders('order-2'), orders('order-3')]],
    [
      'kept',
      'the number of an order, coded in the path',
      [
        BUYS,
        orders('a*|1'),
        call('POST', '/v3/pay/transactions/out-trade-no/a*%7C1/close', { answer: { status: 204, headers: {} } }),
        orders('order-2'),
      ],
    ],
    [
      'broken',
      'another after something else was done at a price',
      [BUYS, wish('cancelOrder', { price: 990 }), orders('order-1'), orders('order-2')],
    ],
    ['kept', 'the same again, though it is open', [BUYS, orders('order-1'), orders('order-1')]],
    ['silent', 'no purchase', [orders('order-1'), orders('order-2')]],
    ['silent', 'what is no order', [BUYS, asks(`${ORDER}/x`, {}), call('GET', ORDER)]],
    [
      'silent',
      'a purchase that a driver puts in words without a price',
      [wish('placeOrder', { step: 1 }), orders('order-1'), orders('order-2')],
    ],
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
};

for (const [rule, cases] of Object.entries(table)) {
  describe(rule, () => {
    for (const [verdict, what, happenings] of cases)
      it(`${verdict}: ${what}`, () => assert.equal(finds(rule, ...happenings), verdict));
  });
}
