import assert from 'node:assert/strict';
import { it, describe as suite } from 'node:test';
import { invariants } from '../../src/judge/invariants.ts';
import { describe, type Happening, holds } from '../../src/trace/index.ts';
import {
  answered,
  asks,
  BUYS,
  handedOut,
  ORDER,
  ordered,
  orders,
  REFUNDS,
  refunds,
  unknown,
  wrongParameter,
} from './happenings.ts';
import { call, eventsOf, notified, reading } from './traces.ts';

const CLOSE = '/v3/pay/transactions/out-trade-no/order-1/close';

/** What is said of the first thing that breaks a rule, and where that is seen. */
function said(rule: string, happenings: readonly Happening[]): readonly unknown[] {
  const broken = invariants
    .filter((invariant) => invariant.rule === rule)
    .flatMap(({ examine }) => examine(eventsOf(happenings)))
    .find((finding) => !holds(finding));
  return broken ? [describe(broken), broken.evidence] : [];
}

suite('of a broken duty is said', () => {
  const table: readonly [string, readonly Happening[], string, readonly number[]][] = [
    [
      'SIGN-REQUESTS',
      [call('POST', ORDER, { requestSignature: 'absent' })],
      'the signature of the request: expected valid, seen absent',
      [1],
    ],
    [
      'SIGN-ANSWERS',
      [call('POST', ORDER, { answerSignature: 'wrong' })],
      'the signature of the answer: expected valid, seen wrong',
      [1],
    ],
    [
      'NOTIFY-SUCCESS',
      [notified('SUCCESS', { opened: undefined })],
      'the notification: expected valid and opens, seen valid and does not open',
      [1],
    ],
    [
      'NOTIFY-SUCCESS',
      [notified('SUCCESS', { requestSignature: 'stale' })],
      'the notification: expected valid and opens, seen stale and opens',
      [1],
    ],
    ['MONEY-FEN', [ordered({ total: 9.9 })], 'amount.total: expected a whole number, seen number 9.9', [1]],
    ['MONEY-FEN', [ordered({ refund: '1' })], 'amount.refund: expected a whole number, seen string 1', [1]],
    [
      'QUERY-BEFORE-CLOSE',
      [answered('SUCCESS'), call('POST', CLOSE)],
      'trade_state in the query before the close: expected NOTPAY, seen SUCCESS',
      [1, 2],
    ],
    [
      'QUERY-BEFORE-CLOSE',
      [call('POST', CLOSE)],
      'trade_state in the query before the close: expected NOTPAY, seen nothing',
      [1],
    ],
    [
      'FRONTEND-NO-PROOF',
      [reading('paid')],
      'proofs of payment before the merchant took the order for paid: expected at least 1, seen 0',
      [1],
    ],
    [
      'NOTIFY-ONCE',
      [handedOut(2)],
      'how often the goods of one order were handed out: expected at most 1, seen 2',
      [1],
    ],
    [
      'FINAL-KEPT',
      [notified('SUCCESS'), reading('paid'), reading('unpaid')],
      'what the merchant takes an order for that it knew to be paid: expected one of ["paid","refunding","refunded"], seen unpaid',
      [2, 3],
    ],
    [
      'ONE-ORDER',
      [BUYS, orders('order-1'), orders('order-2')],
      'other orders of the purchase that could still be paid: expected 0, seen 1',
      [2, 3],
    ],
    [
      'REFUND-TOTAL',
      [orders('order-1'), refunds('R1', 300), refunds('R2', 691)],
      'fen asked back of the order in all: expected at most 990, seen 991',
      [2, 3],
    ],
    [
      'REFUND-RETRY',
      [BUYS, REFUNDS, refunds('R1', 300, unknown), refunds('R2', 300)],
      'refunds that are made of those that were asked for: expected at most 1, seen 2',
      [3, 4],
    ],
    [
      'NOTIFY-URL',
      [asks(ORDER, { notify_url: 'https://shop.example/?a=1' })],
      'the notify_url of the order: expected a whole address with a path, without parameters, seen parameters',
      [1],
    ],
    [
      'NOTIFY-URL',
      [asks('/v3/refund/domestic/refunds', { notify_url: `https://shop.example/${'a'.repeat(236)}` })],
      'the notify_url of the refund: expected a whole address with a path, without parameters, seen 257 characters',
      [1],
    ],
    [
      'PARAMS-ACCEPTED',
      [
        call('GET', `${ORDER}?a=1`, {
          answer: { ...wrongParameter('/body/x'), body: { code: 'PARAM_ERROR', message: 'm' } },
        }),
      ],
      'the parameters of GET /v3/pay/transactions/jsapi: expected taken, seen refused: m',
      [1],
    ],
  ];
  for (const [rule, happenings, words, evidence] of table)
    it(`${rule}: ${words}`, () => assert.deepEqual(said(rule, happenings), [words, evidence]));

  it('whichever invariant it is of', () => {
    assert.deepEqual(new Set(invariants.map(({ rule }) => rule)), new Set(table.map(([rule]) => rule)));
  });
});
