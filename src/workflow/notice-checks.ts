import { forgedAt } from './forged-notices.ts';
import type { ExchangeEvent, Purchase } from './purchase.ts';
import { hasNoRefund, wantsNoRefundLetter } from './refund-checks.ts';

const ACCEPTING = [200, 204];
const REFUSING = /^[45]\d\d$/;
/** Milliseconds (D:4012791902). */
const ANSWER_TIME = 5_000;

const seqs = (events: readonly ExchangeEvent[]): readonly number[] => events.map((event) => event.seq);

function expectCame(purchase: Purchase, count: number): readonly ExchangeEvent[] {
  const came = purchase.notified();
  if (came.length < count && wantsNoRefundLetter(purchase))
    purchase.stage.stop('absent', 'the merchant wants no notification of its refunds: it gives them no notify_url');
  if (came.length < count && hasNoRefund(purchase))
    purchase.stage.stop('prerequisite', purchase.declined ?? 'WeChat Pay has accepted no refund of the merchant');
  const what = 'notifications that came';
  purchase.stage.expect({ what, matcher: 'at-least', expected: count, seen: came.length }, seqs(came));
  return came;
}

function expectAccepted({ stage }: Purchase, { seq, answer, failure, took }: ExchangeEvent): void {
  const seen = answer?.status ?? failure;
  stage.expect({ what: 'the answer to the notification', matcher: 'one-of', expected: ACCEPTING, seen }, [seq]);
  const what = 'milliseconds until the answer';
  stage.expect({ what, matcher: 'at-most', expected: ANSWER_TIME, seen: took }, [seq]);
}

/** Every notification was accepted, each within five seconds (D:4012791902). */
export function expectNotificationsAccepted(purchase: Purchase, count: number): void {
  for (const event of expectCame(purchase, count)) expectAccepted(purchase, event);
}

/** Of notifications that came at once, one was accepted in time. Another may be told to come again while that is worked through. */
export function expectOneAccepted(purchase: Purchase, count: number): void {
  const came = expectCame(purchase, count);
  const accepted = came.find(({ answer }) => ACCEPTING.includes(answer?.status ?? 0));
  const one = accepted ?? came[0];
  if (one) expectAccepted(purchase, one);
}

/** The notification that was forged, or struck by a fault, was answered with 4xx or 5xx. */
export function expectNotificationRefused(purchase: Purchase): void {
  const [first] = purchase.notified(forgedAt(purchase));
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
