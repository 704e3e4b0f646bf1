import type { Dispatcher } from 'undici';
import type { Duration } from '../time/index.ts';
import { type WireAnswer, type WireHeaders, wireHeaders } from './wire.ts';

/** What requests are sent through: an undici dispatcher, of which no more is used than that it dispatches. */
export type Way = Pick<Dispatcher, 'dispatch'>;

export interface OutgoingRequest {
  readonly method: 'GET' | 'POST';
  /** Absolute. */
  readonly url: string;
  readonly headers: WireHeaders;
  readonly body?: Buffer;
  /** How long the head of the answer may take, and each piece of its body; for ever where it is 0. */
  readonly answerTime: Duration;
}

/**
 * Sends one request and resolves with its whole answer. Rejects where there is none, or not all of it. Undici's own `request`
 * does the same over streams: where both ends live in one process, that costs more than all else but signing.
 */
export const roundTrip = (way: Way, { url, answerTime, ...request }: OutgoingRequest): Promise<WireAnswer> =>
  new Promise((resolve, reject) => {
    const { origin, pathname, search } = new URL(url);
    const chunks: Buffer[] = [];
    let head: Omit<WireAnswer, 'body'>;
    way.dispatch(
      { ...request, origin, path: `${pathname}${search}`, headersTimeout: answerTime, bodyTimeout: answerTime },
      {
        // Who has this speaks undici's newer handler style.
        onRequestStart: () => {},
        onResponseStart: (_, statusCode, answered) => {
          // What comes before the last head is information (1xx), and the last one is the answer's.
          head = { status: statusCode, headers: wireHeaders(answered) };
        },
        onResponseData: (_, chunk) => {
          chunks.push(chunk);
        },
        onResponseEnd: () => resolve({ ...head, body: Buffer.concat(chunks) }),
        onResponseError: (_, failure) => reject(failure),
      },
    );
  });
