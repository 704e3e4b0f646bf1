import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Agenda, Due } from '../../src/gateway/agenda.ts';
import type { GatewayEvent } from '../../src/gateway/events.ts';
import { evolve } from '../../src/gateway/evolve.ts';
import { emptyState, type State } from '../../src/gateway/state.ts';
import { fen } from '../../src/money/fen.ts';
import { plus, seconds, toRfc3339 } from '../../src/time/index.ts';
import { BEGIN, Books, MCHID } from './books.ts';

type Move = (books: Books) => void;

const numbers = fc.constantFrom('order-1', 'order-1', 'order-2');
const refundNumbers = fc.constantFrom('refund-1', 'refund-2', 'refund-3');
const waits = fc.constantFrom(0, 1, 15, 60, 300, 3_600, 7_200, 7_201, 86_400, 604_800, 1_296_000, 31_536_001);

const moves: fc.Arbitrary<Move> = fc.oneof(
  fc
    .tuple(
      numbers,
      fc.constantFrom(100, 100, 100, 101),
      fc.option(fc.constantFrom(0, 1_800, 864_000), { nil: undefined }),
    )
    .map(
      ([out_trade_no, total, expires]): Move =>
        (books) => {
          const expiry = expires === undefined ? {} : { time_expire: toRfc3339(plus(BEGIN, seconds(expires))) };
          books.order({ out_trade_no, amount: { total, currency: 'CNY' }, ...expiry });
        },
    ),
  numbers.map(
    (number): Move =>
      (books) =>
        void books.close(number),
  ),
  fc.tuple(numbers, fc.constantFrom('pay', 'pay', 'cancel', 'fail'), fc.nat(2)).map(
    ([number, action, which]): Move =>
      (books) => {
        const ids = books.state.orders.get(number)?.prepayIds ?? [];
        books.cashier(action, { id: ids[which % Math.max(ids.length, 1)]?.id ?? 'none' });
      },
  ),
  fc.tuple(numbers, refundNumbers, fc.constantFrom(1, 40, 60, 100, 110)).map(
    ([out_trade_no, out_refund_no, amount]): Move =>
      (books) => {
        books.refund(amount, { out_trade_no, out_refund_no });
      },
  ),
  fc.tuple(refundNumbers, fc.constantFrom('SUCCESS', 'CLOSED', 'ABNORMAL')).map(
    ([number, status]): Move =>
      (books) => {
        books.settle(status, number);
      },
  ),
  waits.map(
    (wait): Move =>
      (books) => {
        for (const { effects } of books.wait(seconds(wait)))
          for (const { notificationId } of effects) books.answered(notificationId, wait % 2 === 0 ? 500 : 204);
      },
  ),
);

function replayed(events: readonly GatewayEvent[]): State {
  const state = emptyState(MCHID, { balance: fen(1_000) });
  // As from a file: what cannot be written as JSON would be lost.
  for (const event of JSON.parse(JSON.stringify(events)) as GatewayEvent[]) evolve(state, event);
  return state;
}

function drained(agenda: Agenda, after: number): readonly Due[] {
  const all: Due[] = [];
  for (let due = agenda.take(); due; due = agenda.take()) if (due.at > after) all.push(due);
  return all;
}

function nameOf(due: Due): string {
  switch (due.kind) {
    case 'auto-close':
      return due.outTradeNo;
    case 'settle-refund':
      return due.outRefundNo;
    case 'notify':
      return due.notificationId;
  }
}

function check(books: Books): void {
  const { agenda, ...live } = books.state;
  const { agenda: agendaAgain, ...again } = replayed(books.events);
  assert.deepEqual(again, live);
  const waiting = drained(agenda, books.now);
  assert.deepEqual(drained(agendaAgain, books.now), waiting);
  // Nothing that is still open is forgotten.
  const awaited = (kind: Due['kind']): ReadonlySet<string> =>
    new Set(waiting.flatMap((due) => (due.kind === kind ? [nameOf(due)] : [])));
  for (const [number, { status }] of live.orders)
    if (status.tradeState === 'NOTPAY') assert.ok(awaited('auto-close').has(number));
  for (const [number, { status }] of live.refunds)
    if (status === 'PROCESSING') assert.ok(awaited('settle-refund').has(number));
}

describe('the events', () => {
  it('rebuild the state, whatever was asked in whatever order', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.array(moves, { maxLength: 40, size: 'max' }), (sequence) => {
        const books = new Books();
        books.state.account.balance = fen(1_000);
        for (const move of sequence) move(books);
        for (const { type } of books.events) seen.add(type);
        invariants(books.state);
        check(books);
      }),
      // One seed, so that what is seen below is seen every time.
      { numRuns: 250, seed: 1 },
    );
    assert.deepEqual([...seen].sort(), [
      'notification-attempted',
      'notification-made',
      'order-closed',
      'order-paid',
      'order-placed',
      'payment-failed',
      'prepay-id-issued',
      'refund-accepted',
      'refund-settled',
    ]);
  });
});

/** What holds in every state that can be reached. */
function invariants(state: State): void {
  assert.ok((state.account.balance ?? 0) >= 0);
  for (const [number, order] of state.orders) {
    assert.equal(order.request.out_trade_no, number);
    const refunds = order.refunds.flatMap((name) => state.refunds.get(name) ?? []);
    const taken = refunds.reduce((sum, { status, amount }) => sum + (status === 'CLOSED' ? 0 : amount), 0);
    assert.ok(taken <= order.total, 'more was refunded than paid');
    assert.equal(refunds.length > 0, order.status.tradeState === 'REFUND');
    const states = order.history.map(({ event }) => event).filter((event) => event !== 'payment failed');
    assert.ok(
      ['NOTPAY', 'NOTPAY,SUCCESS', 'NOTPAY,CLOSED', 'NOTPAY,SUCCESS,REFUND'].includes(states.join()),
      states.join(),
    );
  }
}
