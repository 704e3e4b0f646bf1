import { type Dispatcher, request } from 'undici';
import { BackendFailed } from '../../actors/index.ts';
import { type Duration, wakeAfter } from '../../time/index.ts';
import { answerOf, type BackendAnswer } from './answer.ts';

export interface Outgoing {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** What it is called in messages: `POST /orders/{order}`. */
  readonly title: string;
}

export interface Limits {
  /** How long an answer may take, to its last byte. */
  readonly within: Duration;
  /** How many bytes it may have. */
  readonly bytes: number;
}

const METHODS: Readonly<Record<string, Dispatcher.HttpMethod>> = {
  GET: 'GET',
  POST: 'POST',
  PUT: 'PUT',
  PATCH: 'PATCH',
  DELETE: 'DELETE',
};

/**
 * Sends a request to the backend and reads its answer. No redirect is followed. Throws a BackendFailed where there is no
 * whole answer: nobody listens, it hangs, drips, breaks off, or has no end.
 */
export async function send(outgoing: Outgoing, dispatcher: Dispatcher, limits: Limits): Promise<BackendAnswer> {
  const { method, url, headers, body, title } = outgoing;
  const late = new AbortController();
  const alarm = wakeAfter(limits.within, () => late.abort());
  const fail = (what: string): BackendFailed => new BackendFailed(`${title} at ${new URL(url).origin}: ${what}`);
  try {
    const answer = await request(url, {
      dispatcher,
      method: METHODS[method] ?? 'GET',
      headers,
      ...(body === undefined ? {} : { body }),
      signal: late.signal,
      // The alarm is the one limit, and a finer one than the connection's own.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    const bytes = await readAll(answer.body, limits.bytes);
    if (bytes === undefined) throw fail(`the answer has more than ${limits.bytes} bytes`);
    return answerOf(answer.statusCode, manyValued(answer.headers), bytes);
  } catch (failure) {
    if (failure instanceof BackendFailed) throw failure;
    throw fail(late.signal.aborted ? `no whole answer within ${limits.within / 1_000} s` : reason(failure));
  } finally {
    alarm.cancel();
  }
}

/** The whole body, or undefined where it is longer than it may be: the rest is not waited for. */
async function readAll(body: AsyncIterable<unknown>, most: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop closes the connection.
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) continue;
    size += chunk.length;
    if (size > most) return undefined;
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks);
}

const manyValued = (
  headers: Readonly<Record<string, string | string[] | undefined>>,
): ReadonlyMap<string, readonly string[]> =>
  new Map(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      value === undefined ? [] : typeof value === 'string' ? [value] : value,
    ]),
  );

const IN_WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was closed while the request was sent',
  ENOTFOUND: 'the host has no address',
  EHOSTUNREACH: 'there is no way to the host',
  UND_ERR_SOCKET: 'the connection was closed before the whole answer had come',
  UND_ERR_CONNECT_TIMEOUT: 'no connection came about',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the answer is shorter or longer than it says',
  UND_ERR_HEADERS_OVERFLOW: 'the headers of the answer have no end',
};

function reason(failure: unknown): string {
  const code = failure instanceof Error && 'code' in failure ? String(failure.code) : '';
  if (code.startsWith('HPE_')) return 'the answer is no HTTP';
  return IN_WORDS[code] ?? (code === '' ? 'the request failed' : `the request failed (${code})`);
}
