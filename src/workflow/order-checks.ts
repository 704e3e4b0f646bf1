import type { Fen } from '../money/fen.ts';
import { type PaymentParams, prepayIdOf } from '../protocol/pay-sign.ts';
import { isRecord, isSuccess } from '../protocol/wire.ts';
import { between, fromUnixSeconds, hours, minutes, parseRfc3339, wallClock } from '../time/index.ts';
import type { ExchangeEvent, Purchase } from './purchase.ts';
import { fieldOf } from './trade-checks.ts';

const ORDER = /\/v3\/pay\/transactions\/jsapi$/;
const CLOSE = /\/v3\/pay\/transactions\/out-trade-no\/[^/]+\/close$/;
/** G§3.1 */
const PREPAY_ID_LIFETIME = hours(2);

const seqs = (events: readonly ExchangeEvent[]): readonly number[] => events.map((event) => event.seq);

/** The latest payment params are what requestPayment takes, and pay for a prepay_id that the gateway gave and that is still good (D:4012791898). */
export function expectParamsRight(purchase: Purchase): void {
  const { stage } = purchase;
  const params = purchase.latestParams();
  const orders = purchase.calls('POST', ORDER);
  const look = (what: string, expected: unknown, seen: unknown): void =>
    stage.expect({ what, matcher: 'equals', expected, seen }, [purchase.since, ...seqs(orders)]);
  expectPrepayIdGood(purchase);
  look('signType', 'RSA', params.signType);
  look('timeStamp', 'ten digits', /^\d{10}$/.test(params.timeStamp) ? 'ten digits' : params.timeStamp);
  // wx.requestPayment refuses a number where it wants a text.
  look('arguments that are no texts', 'none', numbersIn(purchase).join(', ') || 'none');
  stage.expect(
    {
      what: 'milliseconds between timeStamp and now',
      matcher: 'at-most',
      expected: minutes(5),
      seen: timeOff(purchase, params),
    },
    [purchase.since],
  );
  const length = params.nonceStr.length;
  look('nonceStr', '1 to 32 characters', length >= 1 && length <= 32 ? '1 to 32 characters' : `${length} characters`);
  look('appId', fieldOf(orders.at(-1)?.request.body, 'appid'), params.appId);
  look('paySign', 'valid', stage.cast.gateway.paySignVerifies(params) ? 'valid' : 'wrong');
}

/** The latest payment params pay for a prepay_id that the gateway gave, less than two hours ago (G§3.1). */
export function expectPrepayIdGood(purchase: Purchase): void {
  const orders = purchase.calls('POST', ORDER);
  const expected = goodPrepayIds(purchase, orders);
  const seen = prepayIdOf(purchase.latestParams());
  purchase.stage.expect({ what: 'the prepay_id in package', matcher: 'one-of', expected, seen }, [
    purchase.since,
    ...seqs(orders),
  ]);
}

/** Those that the gateway gave less than two hours ago. */
const goodPrepayIds = ({ stage }: Purchase, orders: readonly ExchangeEvent[]): readonly unknown[] =>
  orders
    .filter(({ answer, at }) => {
      const given = parseRfc3339(at);
      return answer?.status === 200 && given && between(given, stage.cast.gateway.now()) <= PREPAY_ID_LIFETIME;
    })
    .map(({ answer }) => fieldOf(answer?.body, 'prepay_id'));

/** The arguments that the merchant handed over as numbers since the last tap, as the driver noted it. */
function numbersIn({ stage, since }: Purchase): readonly string[] {
  const notes = stage.trace.events.flatMap((event) =>
    event.kind === 'verb' && event.seq > since && isRecord(event.detail) ? (event.detail['notes'] ?? []) : [],
  );
  return notes.flatMap((note) => /^(\S+) is a number\b/.exec(String(note))?.[1] ?? []);
}

/**
 * How far timeStamp is from the time at which the merchant made it, in milliseconds. A merchant makes it by its own clock,
 * which is the wall's unless it is moved; and may hand the same params out again while their prepay_id is good.
 */
function timeOff(purchase: Purchase, params: PaymentParams): number {
  const { cast, trace } = purchase.stage;
  const taps = [purchase.tapThatBrought(params), trace.events.find(({ seq }) => seq === purchase.since)];
  const nows = taps.flatMap((tap) => [
    parseRfc3339(tap?.wire ?? ''),
    cast.capabilities.has('backend-clock') ? parseRfc3339(tap?.at ?? '') : undefined,
  ]);
  const made = fromUnixSeconds(Number(params.timeStamp));
  const times = [...nows, cast.patience && wallClock.now()].flatMap((now) => now ?? []);
  return Math.min(...times.map((now) => Math.abs(now - made)));
}

const ORIGINAL = 'with the original parameters';
const CLOSED_BEFORE = 'under another number, the one before being closed';

/** However often the customer taps Pay, one order can be paid: the first as it was, or another once that is closed (D:4012075249). */
export function expectOneOrder(purchase: Purchase): void {
  const orders = purchase.calls('POST', ORDER);
  for (const [index, again] of orders.entries()) {
    const before = orders[index - 1];
    if (before === undefined) continue;
    const what = 'how it was ordered again';
    const seen = manner(purchase, before, again);
    purchase.stage.expect({ what, matcher: 'one-of', expected: [ORIGINAL, CLOSED_BEFORE], seen }, [
      before.seq,
      again.seq,
    ]);
  }
  const numbers = orders
    .filter((order) => isSuccess(order.answer?.status ?? 0) && !closedBetween(purchase, order))
    .map(({ request }) => fieldOf(request.body, 'out_trade_no'));
  const seen = new Set(numbers).size;
  // What WeChat Pay takes the first time no more than the next is nothing that trying again has done.
  const never = orders
    .map(({ answer }) => fieldOf(answer?.body, 'code'))
    .find((code) => code === 'PARAM_ERROR' || code === 'SIGN_ERROR');
  if (seen === 0 && never !== undefined)
    purchase.stage.stop('prerequisite', `WeChat Pay refuses the order with ${never}, however often it is made`);
  purchase.stage.expect({ what: 'orders that can be paid', matcher: 'equals', expected: 1, seen }, seqs(orders));
}

/** A new prepay_id was asked for since the last tap, for the same order. */
export function expectReordered(purchase: Purchase): void {
  const again = purchase.calls('POST', ORDER, purchase.since);
  purchase.stage.expect({ what: 'orders since then', matcher: 'at-least', expected: 1, seen: again.length }, [
    purchase.since,
    ...seqs(again),
  ]);
  expectOneOrder(purchase);
  purchase.latestParams();
}

/** The prepay_id of an answer that does not verify is none of WeChat Pay's, as far as can be known (D:4013053249). */
export function expectNothingHandedOver(purchase: Purchase): void {
  const { stage } = purchase;
  const ordered = purchase.calls('POST', ORDER, purchase.since);
  if (ordered.length === 0 && purchase.calls('POST', ORDER).length > 0)
    stage.stop('absent', 'the merchant had ordered at WeChat Pay before the customer tapped Pay');
  if (ordered.length === 0)
    stage.stop('prerequisite', purchase.declined ?? 'the merchant has not ordered at WeChat Pay');
  const what = 'payment params that were handed over';
  stage.expect({ what, matcher: 'equals', expected: 0, seen: purchase.params.length }, seqs(ordered));
}

/** In which way an order was made once more. */
function manner(purchase: Purchase, before: ExchangeEvent, again: ExchangeEvent): string {
  const others = differences(before.request.body, again.request.body);
  if (others.length === 0) return ORIGINAL;
  if (!others.includes('out_trade_no')) return `with another ${others.join(', ')}`;
  return closedBetween(purchase, before, again) ? CLOSED_BEFORE : 'under another number, the one before being open';
}

function closedBetween(purchase: Purchase, order: ExchangeEvent, until?: ExchangeEvent): boolean {
  const number = encodeURIComponent(String(fieldOf(order.request.body, 'out_trade_no')));
  return purchase
    .calls('POST', CLOSE, order.seq)
    .some(
      ({ url, answer, seq }) =>
        url.includes(`/${number}/`) && isSuccess(answer?.status ?? 0) && seq < (until?.seq ?? Number.POSITIVE_INFINITY),
    );
}

/** The paths at which two requests differ. */
function differences(one: unknown, other: unknown, path = ''): readonly string[] {
  if (isRecord(one) && isRecord(other)) {
    const names = new Set([...Object.keys(one), ...Object.keys(other)]);
    return [...names].flatMap((name) => differences(one[name], other[name], path === '' ? name : `${path}.${name}`));
  }
  return JSON.stringify(one) === JSON.stringify(other) ? [] : [path];
}

export function expectOrderedTotal(purchase: Purchase, expected: Fen): void {
  const orders = purchase.calls('POST', ORDER);
  const seen = fieldOf(orders.at(-1)?.request.body, 'amount.total');
  purchase.stage.expect({ what: 'amount.total', matcher: 'equals', expected, seen }, seqs(orders));
}
