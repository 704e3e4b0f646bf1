import { hours, parseRfc3339, plus, seconds } from '../time/index.ts';
import type { MerchantActed, ReadingTaken, TraceEvent } from '../trace/index.ts';
import {
  at,
  before,
  type ExchangeEvent,
  exchanges,
  type Finding,
  fromMerchant,
  type Invariant,
  isRefused,
  numberIn,
  provesPayment,
  succeeded,
} from './exchanges.ts';

/** Invariants of what a merchant must do once, or not take back. */

type Reading = TraceEvent & ReadingTaken;

const ORDER = /\/v3\/pay\/transactions\/jsapi$/;
const REFUND = /\/v3\/refund\/domestic\/refunds$/;
/** An unpaid order without a time_expire lives so long (G§4.3). */
const UNPAID_LIVES = hours(7 * 24);

const readingsOfOrders = (events: readonly TraceEvent[]): readonly Reading[] =>
  events.filter((event): event is Reading => event.kind === 'reading' && event.of === 'order');

const posted = (events: readonly TraceEvent[], url: RegExp): readonly ExchangeEvent[] =>
  fromMerchant(events).filter((event) => event.method === 'POST' && url.test(event.url));

/** What was wished of the merchant. How a driver puts it to a backend stands under the same verb, without a sum of money. */
const wished = (events: readonly TraceEvent[], verb: 'placeOrder' | 'refund'): readonly TraceEvent[] =>
  events.filter(
    (event): event is TraceEvent & MerchantActed =>
      event.kind === 'verb' &&
      event.verb === verb &&
      typeof at(event.detail, [verb === 'refund' ? 'amount' : 'price']) === 'number',
  );

const fulfilledOnce: Invariant = {
  rule: 'NOTIFY-ONCE',
  examine: (events) =>
    readingsOfOrders(events).flatMap(({ seq, fulfilled }): Finding[] =>
      fulfilled === undefined
        ? []
        : [
            {
              what: 'how often the goods of one order were handed out',
              matcher: 'at-most',
              expected: 1,
              seen: fulfilled,
              evidence: [seq],
            },
          ],
    ),
};

const PAID = ['paid', 'refunding', 'refunded'];

/** What was paid and is known to be so is never unpaid again; it ends otherwise only by a refund. */
const paidForGood: Invariant = {
  rule: 'FINAL-KEPT',
  examine: (events) => {
    const readings = readingsOfOrders(events);
    const proofs = exchanges(events).filter(provesPayment);
    const known = readings.filter((reading) => PAID.includes(reading.state) && proofs.some(before(reading)));
    return readings.flatMap((reading): Finding[] => {
      const paid = known.filter(before(reading)).find(({ outTradeNo }) => outTradeNo === reading.outTradeNo);
      if (!paid) return [];
      const refunded = posted(events, REFUND).some(before(reading));
      const expected = refunded ? [...PAID, 'closed', 'failed'] : PAID;
      const what = 'what the merchant takes an order for that it knew to be paid';
      return [{ what, matcher: 'one-of', expected, seen: reading.state, evidence: [paid.seq, reading.seq] }];
    });
  },
};

/** While an order can be paid, no other is made for the same purchase. Told only of one purchase: of several, nobody can say which order is whose. */
const oneOrderToPay: Invariant = {
  rule: 'ONE-ORDER',
  examine: (events) => {
    if (wished(events, 'placeOrder').length !== 1) return [];
    const orders = posted(events, ORDER);
    return orders.map((order) => {
      const number = at(order.request.body, ['out_trade_no']);
      const others = orders.filter((other) => at(other.request.body, ['out_trade_no']) !== number);
      const open = others.filter(before(order)).filter((other) => canBePaid(events, other, order));
      const what = 'other orders of the purchase that could still be paid';
      return {
        what,
        matcher: 'equals',
        expected: 0,
        seen: open.length,
        evidence: [...open, order].map(({ seq }) => seq),
      };
    });
  },
};

function canBePaid(events: readonly TraceEvent[], order: ExchangeEvent, then: ExchangeEvent): boolean {
  // One whose answer says nothing, or proves nothing, may have been made: that is for ORDER-RETRY, which asks less.
  if (!succeeded(order) || order.answerSignature !== 'valid') return false;
  const made = parseRfc3339(order.at);
  const now = parseRfc3339(then.at);
  const expires = parseRfc3339(String(at(order.request.body, ['time_expire']))) ?? (made && plus(made, UNPAID_LIVES));
  if (now !== undefined && expires !== undefined && now >= expires) return false;
  const number = encodeURIComponent(String(at(order.request.body, ['out_trade_no'])));
  // Closed, paid, or never heard of at WeChat Pay: each of them is the end of it.
  const since = fromMerchant(events).filter((event) => before(event)(order) && before(then)(event));
  return !since.some(({ url, method, answer }) => {
    if (numberIn(url) !== number || !answer) return false;
    if (method === 'POST') return answer.status === 204 || String(at(answer.body, ['code'])).startsWith('ORDER');
    return answer.status === 404 || ['CLOSED', 'SUCCESS', 'REFUND'].includes(String(at(answer.body, ['trade_state'])));
  });
}

const refundNumber = (event: ExchangeEvent): string => String(at(event.request.body, ['out_refund_no']));

/** The first applications, one a number, that may give money back besides this one: not refused, not closed. */
function othersAlive(events: readonly TraceEvent[], refund: ExchangeEvent): readonly ExchangeEvent[] {
  const own = refundNumber(refund);
  const order = at(refund.request.body, ['out_trade_no']);
  const earlier = posted(events, REFUND)
    .filter(before(refund))
    .filter(({ request }) => at(request.body, ['out_trade_no']) === order);
  const numbers = new Set(earlier.map(refundNumber).filter((number) => number !== own));
  const told = exchanges(events).filter((event) => before(refund)(event) || hasBegun(event, refund));
  return [...numbers]
    .filter((number) => !toldClosed(told, number))
    .flatMap((number) => earlier.filter((event) => refundNumber(event) === number && !isRefused(event)).slice(0, 1));
}

/** A notification stands in the trace once it is answered, and what it makes a merchant do before that stands there earlier. */
const hasBegun = (letter: ExchangeEvent, then: ExchangeEvent): boolean =>
  letter.to === 'merchant' && startOf(letter) <= startOf(then) + ROUNDED;

/** Times are told in whole seconds. */
const ROUNDED = seconds(1);

const startOf = ({ wire, took }: ExchangeEvent): number => Number(parseRfc3339(wire)) - took;

/** A refund that was closed gives nothing back, and a new one has another number (D:4012791903). */
const toldClosed = (told: readonly ExchangeEvent[], number: string): boolean =>
  told.some(({ answer, opened }) => {
    const tells = [opened, answer?.body].find((view) => at(view, ['out_refund_no']) === number);
    return at(tells, ['refund_status']) === 'CLOSED' || at(tells, ['status']) === 'CLOSED';
  });

const refundsWithinTotal: Invariant = {
  rule: 'REFUND-TOTAL',
  examine: (events) =>
    posted(events, REFUND).flatMap((refund): Finding[] => {
      const number = at(refund.request.body, ['out_trade_no']);
      const order = posted(events, ORDER).find(
        (event) => !isRefused(event) && at(event.request.body, ['out_trade_no']) === number,
      );
      const total = at(order?.request.body, ['amount', 'total']);
      if (number === undefined || typeof total !== 'number') return [];
      const all = [...othersAlive(events, refund), refund];
      const sum = all.reduce((fen, { request }) => fen + Number(at(request.body, ['amount', 'refund'])), 0);
      const what = 'fen asked back of the order in all';
      return [{ what, matcher: 'at-most', expected: total, seen: sum, evidence: all.map(({ seq }) => seq) }];
    }),
};

/** A merchant that was asked to refund does not make more refunds of it than that. What it gives back before, unasked, is its own affair. */
const oneRefundForEachWish: Invariant = {
  rule: 'REFUND-RETRY',
  examine: (events) => {
    const [first] = wished(events, 'refund');
    if (!first || wished(events, 'placeOrder').length !== 1) return [];
    const since = events.filter((event) => before(event)(first));
    return posted(since, REFUND).map((refund) => {
      const wishes = wished(events, 'refund').filter(before(refund));
      const all = [...othersAlive(since, refund), refund];
      const what = 'refunds that are made of those that were asked for';
      const expected = wishes.length;
      return { what, matcher: 'at-most', expected, seen: all.length, evidence: all.map(({ seq }) => seq) };
    });
  },
};

export const onceOnly: readonly Invariant[] = [
  fulfilledOnce,
  paidForGood,
  oneOrderToPay,
  refundsWithinTotal,
  oneRefundForEachWish,
];
