import type { Dispatcher } from 'undici';
import type { Mishap } from '../../gateway/answer-faults.ts';
import { type Carrier, unanswered } from '../../gateway/courier.ts';
import { roundTrip, type Way } from '../../protocol/round-trip.ts';
import type { WireRequest } from '../../protocol/wire.ts';
import type { Party } from '../../trace/index.ts';
import type { Host, Onlooker } from '../crossing.ts';
import { wireRequestOf } from '../wire-request.ts';

/** Somebody who shows a certificate that is not to be trusted. */
export interface Impostor {
  readonly at: string;
  /** Hears who came, and what was asked; of nothing, where the connection was refused. */
  met(from: Party, request: WireRequest | undefined): void;
}

/** Origins without sockets: requests that undici would send to them are answered by functions. Time passes only where a host spends it. */
export class InProcessNetwork {
  readonly #hosts = new Map<string, Host>();
  readonly #now: () => number;
  readonly #onlooker: Onlooker;
  /** Answers in the place of an origin, where one does. */
  #impostor: Impostor | undefined;

  constructor(now: () => number, onlooker: Onlooker) {
    this.#now = now;
    this.#onlooker = onlooker;
  }

  host(origin: string, host: Host): void {
    this.#hosts.set(origin, host);
  }

  /** Has somebody else answer in the place of an origin from now on; nobody, where none is given. */
  impersonate(impostor: Impostor | undefined): void {
    this.#impostor = impostor;
  }

  /**
   * What one party sends through. Undici itself is not loaded for it: a run on the mock opens no socket, and need not wait
   * for what could. A party that does not check certificates talks to whoever answers.
   */
  dispatcherOf(from: Party, checksCertificates = true): Way {
    return {
      dispatch: (options, handler) => {
        void this.#exchange(from, options, handler, checksCertificates);
        return true;
      },
    };
  }

  /** Brings the letters of one party. Nothing is late here but by the network's own clock. */
  carrierOf(from: Party): Carrier {
    const way = this.dispatcherOf(from);
    return async (url, { headers, body }, answerTime) => {
      try {
        const { status } = await roundTrip(way, { method: 'POST', url, headers, body, answerTime });
        return { status };
      } catch (failure) {
        return unanswered(failure);
      }
    };
  }

  async #exchange(
    from: Party,
    options: Dispatcher.DispatchOptions,
    handler: Dispatcher.DispatchHandler,
    checksCertificates: boolean,
  ): Promise<void> {
    const origin = String(options.origin ?? '');
    const host = this.#hosts.get(origin);
    const request = wireRequestOf(options);
    const controller = passiveController();
    handler.onRequestStart?.(controller, {});
    const fail = (failure: Error): void => handler.onResponseError?.(controller, failure);
    const impostor = this.#impostor?.at === origin ? this.#impostor : undefined;
    if (impostor) {
      impostor.met(from, checksCertificates ? undefined : request);
      return fail(checksCertificates ? notTrusted() : closedUnanswered());
    }
    if (!host) return fail(new Error(`nobody answers at ${origin}`));
    const start = this.#now();
    const limit = options.headersTimeout ?? 0;
    try {
      const answer = await host.answer(request);
      const took = this.#now() - start;
      const tooLate = limit > 0 && took > limit;
      const broken = tooLate
        ? new Failure('UND_ERR_HEADERS_TIMEOUT', 'Headers Timeout Error')
        : brokenBy(answer.mishap);
      const failure = tooLate ? 'no answer in time' : broken?.message;
      const seen = { from, to: host.party, url: `${origin}${request.target}`, request, took };
      this.#onlooker(failure === undefined ? { ...seen, answer } : { ...seen, answer: undefined, failure });
      if (broken && answer.mishap?.kind !== 'truncated') return fail(broken);
      const length = { 'content-length': String(answer.body.length) };
      handler.onResponseStart?.(controller, answer.status, { ...answer.headers, ...(broken ? length : {}) }, '');
      const arrives = broken ? answer.body.subarray(0, answer.body.length >> 1) : answer.body;
      if (arrives.length > 0) handler.onResponseData?.(controller, arrives);
      if (broken) return fail(broken);
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

/** A failure as undici tells it. */
class Failure extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const notTrusted = (): Error => new Failure('DEPTH_ZERO_SELF_SIGNED_CERT', 'the certificate is not to be trusted');
const closedUnanswered = (): Error => new Failure('UND_ERR_SOCKET', 'other side closed');

/** What the sender's client meets where the connection breaks. */
const brokenBy = (mishap: Mishap | undefined): Error | undefined =>
  mishap?.kind === 'reset' || mishap?.kind === 'truncated'
    ? new Failure('UND_ERR_SOCKET', `the connection broke: the answer was ${mishap.kind}`)
    : undefined;

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
