import { isIP } from 'node:net';
import { type Dispatcher, request } from 'undici';
import { wakeAfter } from '../time/index.ts';
import { type Carrier, unanswered } from './courier.ts';

const serverNameOf = (url: string): string | undefined => {
  const { hostname } = new URL(url);
  return isIP(hostname.replace(/[[\]]/g, '')) === 0 ? hostname : undefined;
};

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
        // Whatever host the letter says it is for, the certificate is that of where it goes.
        ...{ servername: serverNameOf(url) },
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
