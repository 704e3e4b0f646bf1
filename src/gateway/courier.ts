import { type Duration, stopwatch, type Timeline } from '../time/index.ts';
import type { Sending } from './ledger.ts';
import { composeLetter, type Letter, type LetterParts } from './letter.ts';
import type { RegisteredMerchant } from './merchants.ts';
import type { Attempt, Notification } from './state.ts';

/** Brings letters to notify_urls. */
export type Carrier = (url: string, letter: Letter, answerTime: Duration) => Promise<Omit<Attempt, 'at'>>;

const TOO_LATE = 'no answer in time';

/** What an attempt came to that brought no answer; `tooLate` where whoever waited for it gave up. */
export const unanswered = (failure: unknown, tooLate = false): { readonly error: string } => ({
  error: tooLate || isTimeout(failure) ? TOO_LATE : nameOf(failure),
});

const codeOf = (failure: unknown): string | undefined =>
  failure instanceof Error && 'code' in failure ? String(failure.code) : undefined;
const isTimeout = (failure: unknown): boolean => codeOf(failure) === 'UND_ERR_HEADERS_TIMEOUT';
const nameOf = (failure: unknown): string => codeOf(failure) ?? (failure instanceof Error ? failure.message : 'failed');

/** What was on its way, and how that ended. */
export interface Sent {
  readonly notification: Notification;
  readonly timeline: Timeline;
  readonly letter: Letter;
  readonly attempt: Attempt;
  /** Milliseconds until the answer. */
  readonly took: Duration;
}
export type OnSent = (merchant: RegisteredMerchant, sent: Sent) => void;

export interface CourierParts extends Omit<LetterParts, 'fault'> {
  readonly carry: Carrier;
  /** Resolves when what has happened is kept for good. */
  readonly kept?: () => Promise<void>;
  readonly sent?: OnSent;
}

/** How often a notification goes out at the same time under a fault. */
const AT_ONCE: Readonly<Record<string, number>> = { concurrent: 2, 'ten-at-once': 10 };

/** Sends one notification, with the fault that strikes it if one does, and tells how it came out. Never rejects. */
export async function sendNotification(
  merchant: RegisteredMerchant,
  timeline: Timeline,
  notification: Notification,
  byHand: boolean,
  parts: CourierParts,
): Promise<Sending> {
  const at = timeline.now();
  const fault = merchant.faults.forNotification(byHand);
  if (fault === 'late' || fault === 'out-of-order') return fault;
  if (fault === 'lost' || merchant.delivery === 'lost') return { at, error: 'lost on the way' };
  try {
    await parts.kept?.();
  } catch {
    return { at, error: 'not sent: what it tells could not be kept' };
  }
  const send = async (): Promise<Attempt> => {
    const letter = composeLetter(merchant, notification, { ...parts, fault });
    if (!letter) return { at, error: 'the merchant has no APIv3 key' };
    const took = stopwatch();
    const ended = await parts.carry(notification.url, letter, merchant.ledger.policy.notificationAnswerTime);
    const attempt = { at, ...ended };
    parts.sent?.(merchant, { notification, timeline, letter, attempt, took: took() });
    return attempt;
  };
  const atOnce = AT_ONCE[fault ?? ''];
  if (atOnce !== undefined) {
    const [first] = await Promise.all([send(), ...Array.from({ length: atOnce - 1 }, send)]);
    return first;
  }
  if (fault === 'duplicate') await send();
  return send();
}
