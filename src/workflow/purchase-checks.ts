import type { OrderBelief } from '../actors/index.ts';
import type { Fen } from '../money/fen.ts';
import { prepayIdOf } from '../protocol/pay-sign.ts';
import { isSuccess } from '../protocol/wire.ts';
import { fromUnixSeconds, minutes, parseRfc3339, wallClock } from '../time/index.ts';
import type { ExchangeEvent, Purchase } from './purchase.ts';
import { fieldOf } from './trade-checks.ts';
import { lookUntil, outlookOf, quiet } from './waiting.ts';

const ORDER = /\/v3\/pay\/transactions\/jsapi$/;
const QUERY = /\/v3\/pay\/transactions\/(?:out-trade-no|id)\/[^/]+$/;
const CLOSE = /\/v3\/pay\/transactions\/out-trade-no\/[^/]+\/close$/;
const REFUND = /\/v3\/refund\/domestic\/refunds$/;

const seqs = (events: readonly ExchangeEvent[]): readonly number[] => events.map((event) => event.seq);

/** The merchant comes to believe it; what it believes already, and that nothing was paid, it must go on believing. */
export async function expectBelief(purchase: Purchase, expected: OrderBelief): Promise<void> {
  const first = await purchase.readUntil((reading) => outlookOf(reading.state, expected));
  const mustStay = expected === 'unpaid' || expected === 'refunding' || expected === purchase.known;
  const { state, seq } = mustStay && first.state === expected ? await purchase.stillSo(first) : first;
  if (outlookOf(state, expected) === 'not yet') excuse(purchase);
  purchase.stage.expect({ what: 'what the merchant takes the order for', matcher: 'equals', expected, seen: state }, [
    seq,
  ]);
}

export async function expectRefundBelief(purchase: Purchase, expected: OrderBelief): Promise<void> {
  const seen = await purchase.refundBelief(expected);
  if (outlookOf(seen, expected) === 'not yet') excuse(purchase);
  purchase.stage.expect({ what: 'what the merchant takes the refund for', matcher: 'equals', expected, seen });
}

export async function expectFulfilled(purchase: Purchase, times: number): Promise<void> {
  const first = await purchase.readUntil(({ fulfilled = times }) => {
    if (fulfilled === times) return 'there';
    return fulfilled < times ? 'not yet' : 'never';
  });
  const { fulfilled, seq } = first.fulfilled === times ? await purchase.stillSo(first) : first;
  if (fulfilled === undefined)
    purchase.stage.stop('capability', 'this merchant does not tell how often it handed goods out');
  if (fulfilled < times) excuse(purchase);
  purchase.stage.expect(
    { what: 'how often the goods were handed out', matcher: 'equals', expected: times, seen: fulfilled },
    [seq],
  );
}

/** What the customer is shown on coming back; where that says nothing yet, the shop's page is looked at until it does. */
export async function expectShown(purchase: Purchase, expected: OrderBelief): Promise<void> {
  const { shown } = purchase;
  if (shown === undefined || outlookOf(shown, expected) === 'not yet') {
    if (purchase.stage.cast.patience)
      purchase.shown = (await purchase.readUntil(({ state }) => outlookOf(state, expected))).state;
  }
  if (purchase.shown !== expected && purchase.declined !== undefined) excuse(purchase);
  purchase.stage.expect({ what: 'what the customer is shown', matcher: 'equals', expected, seen: purchase.shown });
}

/** Ends the scenario where what is not there says nothing: the merchant refused to do what brings it, or its own clock would have had to move. */
function excuse(purchase: Purchase): void {
  const { stage, declined } = purchase;
  if (declined !== undefined) stage.stop('prerequisite', declined);
  if (purchase.waitsForItsOwnClock()) stage.need('backend-clock');
}

/** The merchant asked WeChat Pay for the order since the last thing that was asked of it. */
export async function expectQueried(purchase: Purchase): Promise<void> {
  const look = (): readonly ExchangeEvent[] => purchase.calls('GET', QUERY, purchase.since);
  const queries = await lookUntil(purchase.stage, look, (seen) => (seen.length > 0 ? 'there' : 'not yet'));
  if (queries.length === 0) excuse(purchase);
  const what = 'queries of the order since then';
  purchase.stage.expect({ what, matcher: 'at-least', expected: 1, seen: queries.length }, [
    purchase.since,
    ...seqs(queries),
  ]);
}

/** The gateway closed the order because the merchant asked; and the merchant had asked for its state before. */
export async function expectClosed(purchase: Purchase, expected: boolean): Promise<void> {
  const look = (): readonly ExchangeEvent[] =>
    purchase.calls('POST', CLOSE).filter((event) => isSuccess(event.answer?.status ?? 0));
  if (expected && purchase.waitsForItsOwnClock() && look().length === 0) excuse(purchase);
  if (!expected) await quiet(purchase.stage);
  const closes = await lookUntil(purchase.stage, look, (seen) => (seen.length > 0 || !expected ? 'there' : 'not yet'));
  if (expected && closes.length === 0) excuse(purchase);
  const seen = closes.length > 0 ? 'closed' : 'not closed';
  const what = 'the order at WeChat Pay';
  purchase.stage.expect({ what, matcher: 'equals', expected: expected ? 'closed' : 'not closed', seen }, seqs(closes));
}

/** The merchant called WeChat Pay, and each of its calls carried the right signature. */
export function expectRequestsSigned(purchase: Purchase): void {
  const sent = [...purchase.calls('GET', /./), ...purchase.calls('POST', /./)];
  const what = 'requests of the merchant';
  purchase.stage.expect({ what, matcher: 'at-least', expected: 1, seen: sent.length }, seqs(sent));
  for (const { seq, requestSignature: seen } of sent) {
    purchase.stage.expect({ what: 'the signature of the request', matcher: 'equals', expected: 'valid', seen }, [seq]);
  }
}

/** Right before each close stands a query whose answer was NOTPAY. */
export function expectQueryBeforeClose(purchase: Purchase): void {
  const sent = [...purchase.calls('GET', QUERY), ...purchase.calls('POST', CLOSE)].sort((a, b) => a.seq - b.seq);
  for (const close of sent.filter((event) => CLOSE.test(event.url))) {
    const before = sent.filter((event) => event.seq < close.seq).at(-1);
    const seen = before && QUERY.test(before.url) ? fieldOf(before.answer?.body, 'trade_state') : undefined;
    const what = 'the query right before the close';
    purchase.stage.expect(
      { what, matcher: 'equals', expected: 'NOTPAY', seen },
      before ? [before.seq, close.seq] : [close.seq],
    );
  }
}

/** The latest payment params are what requestPayment takes, and pay for the prepay_id that the gateway gave last (D:4012791898). */
export function expectParamsRight(purchase: Purchase): void {
  const { stage } = purchase;
  const params = purchase.params.at(-1) ?? stage.stop('prerequisite', 'the merchant handed over no payment params');
  const orders = purchase.calls('POST', ORDER);
  const given = fieldOf(orders.findLast((event) => event.answer?.status === 200)?.answer?.body, 'prepay_id');
  const look = (what: string, expected: unknown, seen: unknown): void =>
    stage.expect({ what, matcher: 'equals', expected, seen }, [purchase.since, ...seqs(orders)]);
  look('the prepay_id in package', given, prepayIdOf(params));
  look('signType', 'RSA', params.signType);
  look('timeStamp', 'ten digits', /^\d{10}$/.test(params.timeStamp) ? 'ten digits' : params.timeStamp);
  // timeStamp is made by the merchant's clock: business time may be hours ahead of it.
  const tapped = stage.trace.events.find(({ seq }) => seq === purchase.since);
  const nows = [tapped?.wire, tapped?.at].flatMap((text) => parseRfc3339(text ?? '') ?? []);
  const made = fromUnixSeconds(Number(params.timeStamp));
  const off = Math.min(
    ...[...nows, ...(stage.cast.patience ? [wallClock.now()] : [])].map((now) => Math.abs(now - made)),
  );
  stage.expect(
    { what: 'milliseconds between timeStamp and now', matcher: 'at-most', expected: minutes(5), seen: off },
    [purchase.since],
  );
  const length = params.nonceStr.length;
  look('nonceStr', '1 to 32 characters', length >= 1 && length <= 32 ? '1 to 32 characters' : `${length} characters`);
  look('appId', fieldOf(orders.at(-1)?.request.body, 'appid'), params.appId);
  look('paySign', 'valid', stage.cast.gateway.paySignVerifies(params) ? 'valid' : 'wrong');
}

/** A new prepay_id was asked for since then, and with the very parameters of the first order. */
export function expectReordered(purchase: Purchase): void {
  const orders = purchase.calls('POST', ORDER);
  const again = orders.filter((event) => event.seq > purchase.since);
  const seen = again.length;
  purchase.stage.expect({ what: 'orders since then', matcher: 'equals', expected: 1, seen }, [
    purchase.since,
    ...seqs(again),
  ]);
  const [first, last] = [orders[0]?.request.body, again.at(-1)?.request.body];
  purchase.stage.expect({ what: 'the parameters', matcher: 'equals', expected: first, seen: last }, seqs(orders));
}

export function expectNotReordered(purchase: Purchase): void {
  const seen = purchase.calls('POST', ORDER, purchase.since).length;
  purchase.stage.expect({ what: 'orders since then', matcher: 'equals', expected: 0, seen }, [purchase.since]);
}

export function expectOrderedTotal(purchase: Purchase, expected: Fen): void {
  const orders = purchase.calls('POST', ORDER);
  const seen = fieldOf(orders.at(-1)?.request.body, 'amount.total');
  purchase.stage.expect({ what: 'amount.total', matcher: 'equals', expected, seen }, seqs(orders));
}

/** Every refund names the order's total as it was ordered, and those accepted stay within it. */
export function expectRefundsInBounds(purchase: Purchase): void {
  const asked = purchase.calls('POST', REFUND);
  const totals = asked.map((event) => fieldOf(event.request.body, 'amount.total'));
  const expected = asked.map(() => purchase.price);
  purchase.stage.expect(
    { what: 'amount.total of the refunds', matcher: 'equals', expected, seen: totals },
    seqs(asked),
  );
  const sum = asked.reduce((total, event) => total + Number(fieldOf(event.request.body, 'amount.refund')), 0);
  purchase.stage.expect(
    { what: 'fen asked back in all', matcher: 'at-most', expected: purchase.price, seen: sum },
    seqs(asked),
  );
}

export async function expectRefundsAsked(purchase: Purchase, expected: number): Promise<void> {
  const look = (): readonly ExchangeEvent[] => purchase.calls('POST', REFUND);
  await lookUntil(purchase.stage, look, (seen) => (seen.length >= expected ? 'there' : 'not yet'));
  await quiet(purchase.stage);
  const asked = look();
  purchase.stage.expect({ what: 'refunds asked for', matcher: 'equals', expected, seen: asked.length }, seqs(asked));
}

const ACCEPTING = [200, 204];
const REFUSING = /^[45]\d\d$/;

/** Every notification since then was accepted, each within five seconds (D:4012791902). */
export function expectNotificationsAccepted(purchase: Purchase, count: number): void {
  const came = purchase.notified();
  const what = 'notifications that came';
  purchase.stage.expect({ what, matcher: 'at-least', expected: count, seen: came.length }, seqs(came));
  for (const event of came) {
    const seen = event.answer?.status ?? event.failure;
    purchase.stage.expect({ what: 'the answer to the notification', matcher: 'one-of', expected: ACCEPTING, seen }, [
      event.seq,
    ]);
    purchase.stage.expect(
      { what: 'milliseconds until the answer', matcher: 'at-most', expected: 5_000, seen: event.took },
      [event.seq],
    );
  }
}

/** The first notification that came was answered with 4xx or 5xx. */
export function expectNotificationRefused(purchase: Purchase): void {
  const [first] = purchase.notified();
  const status = first?.answer?.status;
  const seen = status !== undefined && REFUSING.test(String(status)) ? 'refused' : (status ?? first?.failure);
  const what = 'the answer to the notification';
  purchase.stage.expect({ what, matcher: 'equals', expected: 'refused', seen }, first ? [first.seq] : []);
}

/** The latest notification was accepted. */
export function expectLatestAccepted(purchase: Purchase): void {
  const last = purchase.notified().at(-1);
  const seen = last?.answer?.status ?? last?.failure;
  const what = 'the answer to the latest notification';
  purchase.stage.expect({ what, matcher: 'one-of', expected: ACCEPTING, seen }, last ? [last.seq] : []);
}
