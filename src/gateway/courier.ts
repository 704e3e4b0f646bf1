import { type Dispatcher, request } from 'undici';
import { type Duration, wakeAfter } from '../time/index.ts';
import type { FaultPlan } from './faults.ts';
import { composeLetter, type Letter, type LetterParts } from './letter.ts';
import type { RegisteredMerchant } from './merchants.ts';
import type { Attempt, Notification } from './state.ts';

/** Brings letters to notify_urls. */
export type Carrier = (url: string, letter: Letter, answerTime: Duration) => Promise<Omit<Attempt, 'at'>>;

/** Carries letters by HTTP. Redirects are not followed; an answer that takes longer than `answerTime` is none (D:4012791902). */
export const httpCarrier =
  (dispatcher: Dispatcher): Carrier =>
  async (url, letter, answerTime) => {
    const abort = new AbortController();
    const alarm = wakeAfter(answerTime, () => abort.abort());
    try {
      const { statusCode, body } = await request(url, {
        method: 'POST',
        headers: letter.headers,
        body: letter.body,
        dispatcher,
        headersTimeout: answerTime,
        signal: abort.signal,
      });
      await body.dump();
      return { status: statusCode };
    } catch (failure) {
      return { error: abort.signal.aborted || isTimeout(failure) ? 'no answer in time' : nameOf(failure) };
    } finally {
      alarm.cancel();
    }
  };

const codeOf = (failure: unknown): string | undefined =>
  failure instanceof Error && 'code' in failure ? String(failure.code) : undefined;
const isTimeout = (failure: unknown): boolean => codeOf(failure) === 'UND_ERR_HEADERS_TIMEOUT';
const nameOf = (failure: unknown): string => codeOf(failure) ?? (failure instanceof Error ? failure.message : 'failed');

/** Sends one notification, with the fault that strikes it if one does, and tells how it ended. Never rejects. */
export async function sendNotification(
  merchant: RegisteredMerchant,
  notification: Notification,
  parts: Omit<LetterParts, 'fault'> & { readonly faults: FaultPlan; readonly carry: Carrier },
): Promise<Attempt> {
  const { timeline, policy } = merchant.ledger;
  const at = timeline.now();
  const fault = parts.faults.forNotification();
  if (fault === 'lost') return { at, error: 'lost on the way' };
  const send = async (): Promise<Attempt> => {
    const letter = composeLetter(merchant, notification, { ...parts, fault });
    if (!letter) return { at, error: 'the merchant has no APIv3 key' };
    return { at, ...(await parts.carry(notification.url, letter, policy.notificationAnswerTime)) };
  };
  if (fault === 'concurrent') {
    const [first] = await Promise.all([send(), send()]);
    return first;
  }
  if (fault === 'duplicate') await send();
  return send();
}
