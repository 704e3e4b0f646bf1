import { isSuccess } from '../protocol/wire.ts';
import { hours, parseRfc3339, plus } from '../time/index.ts';
import type { MerchantActed, ReadingTaken, TraceEvent } from '../trace/index.ts';
import {
  at,
  type ExchangeEvent,
  exchanges,
  type Finding,
  fromMerchant,
  type Invariant,
  isRefused,
  numberIn,
  provesPayment,
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
    const known = readings.filter(
      ({ seq, state }) =>
        PAID.includes(state) && exchanges(events).some((event) => event.seq < seq && provesPayment(event)),
    );
    return readings.flatMap((reading): Finding[] => {
      const before = known.find(({ seq, outTradeNo }) => seq < reading.seq && outTradeNo === reading.outTradeNo);
      if (!before) return [];
      const refunded = posted(events, REFUND).some(({ seq }) => seq < reading.seq);
      const expected = refunded ? [...PAID, 'closed', 'failed'] : PAID;
      const what = 'what the merchant takes an order for that it knew to be paid';
      return [{ what, matcher: 'one-of', expected, seen: reading.state, evidence: [before.seq, reading.seq] }];
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
      const open = orders.filter(
        (other) =>
          other.seq < order.seq &&
          at(other.request.body, ['out_trade_no']) !== number &&
          canBePaid(events, other, order),
      );
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
  if (!isSuccess(order.answer?.status ?? 0) || order.answerSignature !== 'valid') return false;
  const made = parseRfc3339(order.at);
  const now = parseRfc3339(then.at);
  const expires = parseRfc3339(String(at(order.request.body, ['time_expire']))) ?? (made && plus(made, UNPAID_LIVES));
  if (now !== undefined && expires !== undefined && now >= expires) return false;
  const number = encodeURIComponent(String(at(order.request.body, ['out_trade_no'])));
  // Closed, paid, or never heard of at WeChat Pay: each of them is the end of it.
  return !fromMerchant(events).some(({ seq, url, method, answer }) => {
    if (seq < order.seq || seq > then.seq || numberIn(url) !== number) return false;
    if (method === 'POST') return answer?.status === 204 || String(at(answer?.body, ['code'])).startsWith('ORDER');
    return (
      answer?.status === 404 || ['CLOSED', 'SUCCESS', 'REFUND'].includes(String(at(answer?.body, ['trade_state'])))
    );
  });
}

const refundNumber = (event: ExchangeEvent): string => String(at(event.request.body, ['out_refund_no']));

/** The first applications, one a number, that may give money back besides this one: not refused, not closed. */
function othersAlive(events: readonly TraceEvent[], refund: ExchangeEvent): readonly ExchangeEvent[] {
  const own = refundNumber(refund);
  const order = at(refund.request.body, ['out_trade_no']);
  const before = posted(events, REFUND).filter(
    ({ seq, request }) => seq < refund.seq && at(request.body, ['out_trade_no']) === order,
  );
  const numbers = new Set(before.map(refundNumber).filter((number) => number !== own));
  return [...numbers].flatMap((number) => {
    const applications = before.filter((event) => refundNumber(event) === number && !isRefused(event));
    return applications.length > 0 && !toldClosed(events, number, refund.seq) ? applications.slice(0, 1) : [];
  });
}

/** A refund that was closed gives nothing back, and a new one has another number (D:4012791903). */
const toldClosed = (events: readonly TraceEvent[], number: string, until: number): boolean =>
  exchanges(events).some(({ seq, answer, opened }) => {
    if (seq > until) return false;
    const tells = [opened, answer?.body].find((told) => at(told, ['out_refund_no']) === number);
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
    const since = events.filter(({ kind, seq }) => kind !== 'exchange' || seq > first.seq);
    return posted(since, REFUND).map((refund) => {
      const wishes = wished(events, 'refund').filter(({ seq }) => seq < refund.seq);
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
