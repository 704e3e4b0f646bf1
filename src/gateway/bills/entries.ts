import type { RefundStatus } from '../../protocol/payments.ts';
import type { Instant } from '../../time/index.ts';
import type { Account, Order, Payment, Refund, State } from '../state.ts';
import { type BillDay, isWithin } from './bill-day.ts';

/** What a bill is made of: an order that was paid, or a refund that was accepted, with the order that it is of. */
export type Entry =
  | { readonly kind: 'payment'; readonly at: Instant; readonly order: Order; readonly payment: Payment }
  | { readonly kind: 'refund'; readonly at: Instant; readonly order: Order; readonly refund: Refund };

export const paymentOf = ({ status }: Order): Payment | undefined => ('payment' in status ? status.payment : undefined);

/** How a refund stood at a moment, and since when. */
export function standingAt(
  refund: Refund,
  moment: Instant,
): { readonly status: RefundStatus; readonly since: Instant } {
  // A refund's history begins when it is accepted, and nobody asks about earlier moments.
  const { status, at } = refund.history.findLast(({ at }) => at <= moment) as Refund['history'][number];
  return { status, since: at };
}

/** The orders and refunds of all of a merchant's timelines, seen as one. */
export class Trades {
  readonly #states: readonly State[];

  constructor(states: readonly State[]) {
    this.#states = states;
  }

  /** A day's payments by their success and refunds by their acceptance, in the order of time (D:4013071246). */
  *entriesOf(day: BillDay, kinds: { readonly payments: boolean; readonly refunds: boolean }): Generator<Entry> {
    // References alone are kept: a row is made when its turn comes, and forgotten.
    const paid = kinds.payments ? this.#paidOn(day) : [];
    const refunded = kinds.refunds ? this.#refundedOn(day) : [];
    let next = 0;
    for (const order of paid) {
      const payment = paymentOf(order) as Payment;
      for (let refund = refunded[next]; refund && refund.createdAt < payment.at; refund = refunded[next]) {
        yield* this.#refundEntry(refund);
        next += 1;
      }
      yield { kind: 'payment', at: payment.at, order, payment };
    }
    for (const refund of refunded.slice(next)) yield* this.#refundEntry(refund);
  }

  /** Whether there is anything to put into the bill of a day. */
  hasAnyOn(day: BillDay, kinds: { readonly payments: boolean; readonly refunds: boolean }): boolean {
    return !this.entriesOf(day, kinds).next().done;
  }

  /** The merchant has one, which all its timelines share. */
  get account(): Account {
    return (this.#states[0] as State).account;
  }

  *orders(): Generator<Order> {
    for (const { orders } of this.#states) yield* orders.values();
  }

  *refunds(): Generator<Refund> {
    for (const { refunds } of this.#states) yield* refunds.values();
  }

  /** The order that a refund is of. */
  orderOf({ outTradeNo }: Refund): Order | undefined {
    for (const { orders } of this.#states) {
      const order = orders.get(outTradeNo);
      if (order) return order;
    }
    return undefined;
  }

  /** All refunds of an order, in the order in which they were accepted. */
  refundsOf(order: Order): readonly Refund[] {
    return order.refunds.flatMap((number) => this.#states.flatMap(({ refunds }) => refunds.get(number) ?? []));
  }

  *#refundEntry(refund: Refund): Generator<Entry> {
    const order = this.orderOf(refund);
    if (order) yield { kind: 'refund', at: refund.createdAt, order, refund };
  }

  #paidOn(day: BillDay): readonly Order[] {
    const paid: Order[] = [];
    for (const order of this.orders()) {
      const payment = paymentOf(order);
      if (payment && isWithin(payment.at, day)) paid.push(order);
    }
    return paid.sort((a, b) => (paymentOf(a) as Payment).at - (paymentOf(b) as Payment).at);
  }

  #refundedOn(day: BillDay): readonly Refund[] {
    const refunded: Refund[] = [];
    for (const refund of this.refunds()) if (isWithin(refund.createdAt, day)) refunded.push(refund);
    return refunded.sort((a, b) => a.createdAt - b.createdAt);
  }
}
