import { Agent, type Dispatcher, errors } from 'undici';
import { type WireAnswer, type WireHeaders, type WireRequest, wireHeaders } from '../protocol/wire.ts';
import type { Party } from '../trace/index.ts';

/** Answers what is sent to one origin. */
export interface Host {
  readonly party: Party;
  answer(request: WireRequest): Promise<WireAnswer> | WireAnswer;
}

/** What an onlooker is told of each exchange, once it is over. */
export interface Crossing {
  readonly from: Party;
  readonly to: Party;
  readonly url: string;
  readonly request: WireRequest;
  readonly answer: WireAnswer | undefined;
  readonly failure?: string;
  /** Milliseconds of the network's clock. */
  readonly took: number;
}

/** Origins without sockets: requests that undici would send to them are answered by functions. Time passes only where a host spends it. */
export class InProcessNetwork {
  readonly #hosts = new Map<string, Host>();
  readonly #now: () => number;
  readonly #onlooker: (crossing: Crossing) => void;

  constructor(now: () => number, onlooker: (crossing: Crossing) => void) {
    this.#now = now;
    this.#onlooker = onlooker;
  }

  host(origin: string, host: Host): void {
    this.#hosts.set(origin, host);
  }

  /** The dispatcher through which one party sends. */
  dispatcherOf(from: Party): Dispatcher {
    return new Agent().compose(() => (options, handler) => {
      void this.#exchange(from, options, handler);
      return true;
    });
  }

  async #exchange(
    from: Party,
    options: Dispatcher.DispatchOptions,
    handler: Dispatcher.DispatchHandler,
  ): Promise<void> {
    const origin = String(options.origin ?? '');
    const host = this.#hosts.get(origin);
    const request = wireRequestOf(options);
    const controller = passiveController();
    handler.onRequestStart?.(controller, {});
    const fail = (failure: Error): void => handler.onResponseError?.(controller, failure);
    if (!host) return fail(new Error(`nobody answers at ${origin}`));
    const start = this.#now();
    const limit = options.headersTimeout ?? 0;
    try {
      const answer = await host.answer(request);
      const took = this.#now() - start;
      const tooLate = limit > 0 && took > limit;
      const seen = { from, to: host.party, url: `${origin}${request.target}`, request, took };
      this.#onlooker(tooLate ? { ...seen, answer: undefined, failure: 'no answer in time' } : { ...seen, answer });
      if (tooLate) return fail(new errors.HeadersTimeoutError());
      handler.onResponseStart?.(controller, answer.status, { ...answer.headers }, '');
      if (answer.body.length > 0) handler.onResponseData?.(controller, answer.body);
      handler.onResponseEnd?.(controller, {});
    } catch (cause) {
      const failure = cause instanceof Error ? cause : new Error(String(cause));
      const took = this.#now() - start;
      const url = `${origin}${request.target}`;
      this.#onlooker({ from, to: host.party, url, request, took, answer: undefined, failure: failure.message });
      fail(failure);
    }
  }
}

function wireRequestOf(options: Dispatcher.DispatchOptions): WireRequest {
  const body = options.body;
  return {
    method: options.method,
    target: options.path,
    headers: headersOf(options.headers),
    body: typeof body === 'string' || body instanceof Uint8Array ? Buffer.from(body) : Buffer.alloc(0),
  };
}

function headersOf(headers: Dispatcher.DispatchOptions['headers']): WireHeaders {
  if (!headers) return {};
  if (Array.isArray(headers)) {
    const pairs: [string, string][] = [];
    for (let index = 0; index + 1 < headers.length; index += 2)
      pairs.push([String(headers[index]), String(headers[index + 1])]);
    return wireHeaders(Object.fromEntries(pairs));
  }
  if (Symbol.iterator in headers) return wireHeaders(Object.fromEntries(headers));
  return wireHeaders(headers);
}

/** Nothing can be paused or aborted in an exchange that is a function call. */
const passiveController = (): Dispatcher.DispatchController => ({
  aborted: false,
  paused: false,
  reason: null,
  rawHeaders: null,
  rawTrailers: null,
  abort: () => {},
  pause: () => {},
  resume: () => {},
});
