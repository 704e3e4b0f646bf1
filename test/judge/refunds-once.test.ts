import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Exchange, Happening } from '../../src/trace/index.ts';
import {
  asks,
  BUYS,
  closedRefund,
  finds,
  orders,
  QUERY,
  REFUNDS,
  refunds,
  refused,
  unknown,
  wish,
} from './happenings.ts';
import { call, notified } from './traces.ts';

const { answer: _, answerSignature: __, ...unanswered } = call('GET', QUERY);
const later = { wire: '2026-01-15T10:00:05+08:00' };
const told = (opened: unknown): Exchange => notified('', { opened });

const table: Readonly<Record<string, readonly [string, string, readonly Happening[]][]>> = {
  'REFUND-TOTAL': [
    [
      'kept',
      'refunds of another order',
      [
        orders('order-1'),
        asks('/v3/refund/domestic/refunds', { out_trade_no: 'order-2', out_refund_no: 'R0', amount: { refund: 990 } }),
        refunds('R1', 990),
      ],
    ],
    [
      'kept',
      'another after a notification that it was closed',
      [
        orders('order-1'),
        refunds('R1', 990),
        told({ out_refund_no: 'R1', refund_status: 'CLOSED' }),
        refunds('R2', 990),
      ],
    ],
    [
      'kept',
      'another that a notification which is not answered yet has brought about',
      [
        orders('order-1'),
        refunds('R1', 990),
        refunds('R2', 990),
        { ...told({ out_refund_no: 'R1', refund_status: 'CLOSED' }), ...later, took: 4_000 },
      ],
    ],
    [
      'broken',
      'another before a notification that the first was closed',
      [
        orders('order-1'),
        refunds('R1', 990),
        refunds('R2', 990),
        { ...told({ out_refund_no: 'R1', refund_status: 'CLOSED' }), ...later, took: 3_999 },
      ],
    ],
    [
      'broken',
      'another after a notification of success',
      [
        orders('order-1'),
        refunds('R1', 990),
        told({ out_refund_no: 'R1', refund_status: 'SUCCESS' }),
        refunds('R2', 990),
      ],
    ],
    [
      'broken',
      'another after a third was closed',
      [
        orders('order-1'),
        refunds('R1', 990),
        told({ out_refund_no: 'R3', refund_status: 'CLOSED' }),
        refunds('R2', 990),
      ],
    ],
    [
      'broken',
      'another before it was closed',
      [orders('order-1'), refunds('R1', 990), refunds('R2', 990), closedRefund],
    ],
    [
      'broken',
      'another without an answer between',
      [orders('order-1'), refunds('R1', 990), unanswered, refunds('R2', 990)],
    ],
    [
      'kept',
      'each of three applications of one number',
      [orders('order-1'), refunds('R1', 500), refunds('R1', 500), refunds('R2', 490)],
    ],
    [
      'kept',
      'the total of the order that was taken',
      [orders('order-1', { answer: refused }, { amount: { total: 1 } }), orders('order-1'), refunds('R1', 990)],
    ],
    ['broken', 'three parts', [orders('order-1'), refunds('R1', 100), refunds('R2', 800), refunds('R3', 91)]],
    [
      'broken',
      'a part asked for twice',
      [orders('order-1'), refunds('R1', 500), refunds('R1', 500), refunds('R2', 491)],
    ],
    [
      'kept',
      'the total of its own order',
      [orders('order-0', {}, { amount: { total: 1 } }), orders('order-1'), refunds('R1', 990)],
    ],
    ['silent', 'an order without a total', [orders('order-1', {}, { amount: { total: '990' } }), refunds('R1', 991)]],
    [
      'silent',
      'a refund that names no order',
      [
        orders('order-1', {}, { out_trade_no: undefined }),
        asks('/v3/refund/domestic/refunds', { amount: { refund: 991 } }),
      ],
    ],
    [
      'silent',
      'what is done with a refund later',
      [orders('order-1'), asks('/v3/refund/domestic/refunds/5/apply-abnormal-refund', { out_trade_no: 'order-1' })],
    ],
    ['silent', 'a query of a refund', [orders('order-1'), { ...refunds('R1', 991), method: 'GET' }]],
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
    ['broken', 'more than were asked for by then', [BUYS, REFUNDS, refunds('R1', 300), refunds('R2', 300), REFUNDS]],
    ['kept', 'what was given back before, unasked', [BUYS, refunds('R0', 300), REFUNDS, refunds('R1', 300)]],
    ['silent', 'a wish that nothing follows', [BUYS, REFUNDS]],
    [
      'broken',
      'two after something else was done with an amount',
      [BUYS, REFUNDS, wish('readRefund', { amount: 300 }), refunds('R1', 300), refunds('R2', 300)],
    ],
    ['silent', 'no purchase', [REFUNDS, refunds('R1', 300), refunds('R2', 300)]],
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
    for (const [verdict, what, happenings] of cases)
      it(`${verdict}: ${what}`, () => assert.equal(finds(rule, ...happenings), verdict));
  });
}
