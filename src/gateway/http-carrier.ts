import { type Dispatcher, request } from 'undici';
import { wakeAfter } from '../time/index.ts';
import { type Carrier, unanswered } from './courier.ts';

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
      // An answer that has begun in time and does not end is none either.
      return abort.signal.aborted ? unanswered(undefined, true) : { status: statusCode };
    } catch (failure) {
      return unanswered(failure, abort.signal.aborted);
    } finally {
      alarm.cancel();
    }
  };
