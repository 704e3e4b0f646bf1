import type { Call, CallAnswer, CallerActor, InboxManner, ReceivedLetter } from '../../actors/index.ts';
import type { PaymentParams } from '../../protocol/pay-sign.ts';
import type { OrderRequest } from '../../protocol/payments.ts';
import { between, fromUnixSeconds, type Instant, instant, milliseconds, seconds, wallClock } from '../../time/index.ts';
import { inWords, isSilence } from './recording-dispatcher.ts';

export interface Distance {
  /** Is told, after each call, whether the gateway kept silent. */
  readonly heard: (silent: boolean) => void;
  /** Ends the scenario for a reason that is no finding about a rule. */
  readonly stop: (reason: string) => never;
  /** Milliseconds that the caller's latest exchange took. */
  readonly took: () => number;
}

/**
 * A timestamp near the edge is made in the first 300 ms of a second: one that was longer on its way may have been on the
 * other side of the edge by the time that it was read.
 */
const TELLING = milliseconds(700);

/**
 * The caller before a gateway across a network: no answer is the environment's failure, and a timestamp near the edge of
 * what is accepted says nothing where the gateway's clock is not ours.
 */
export class CallerAtDistance implements CallerActor {
  readonly #caller: CallerActor;
  readonly #distance: Distance;
  #clocksDiffer: string | undefined;

  constructor(caller: CallerActor, distance: Distance) {
    this.#caller = caller;
    this.#distance = distance;
  }

  get mchid(): string {
    return this.#caller.mchid;
  }

  newOrder(total: number): OrderRequest {
    return this.#caller.newOrder(total);
  }

  newRefundNumber(): string {
    return this.#caller.newRefundNumber();
  }

  async send(call: Call): Promise<CallAnswer> {
    const { heard, stop, took } = this.#distance;
    if (call.sabotage?.kind === 'clock-off' && this.#clocksDiffer !== undefined) stop(this.#clocksDiffer);
    const sent = wallClock.now();
    const answer = await this.#caller.send(call).catch((failure: unknown) => {
      heard(isSilence(failure));
      return stop(`${call.method} ${call.target} was not answered: ${inWords(failure)}`);
    });
    heard(false);
    this.#clocksDiffer = clocksDiffer(answer.headers['wechatpay-timestamp'], sent, wallClock.now());
    if (call.sabotage?.kind === 'clock-off' && took() > TELLING)
      stop(`the answer took ${took()} ms, so a timestamp near the edge proves nothing: run it nearer to the gateway`);
    return answer;
  }

  paymentParams(prepayId: string): PaymentParams {
    return this.#caller.paymentParams(prepayId);
  }

  answerNotifications(manner: InboxManner): void {
    this.#caller.answerNotifications(manner);
  }

  received(): readonly ReceivedLetter[] {
    return this.#caller.received();
  }
}

/** A timestamp is cut to whole seconds; one that was made between sending and receiving lies within these bounds. */
function clocksDiffer(timestamp: string | undefined, sent: Instant, received: Instant): string | undefined {
  if (timestamp === undefined || !/^\d{10}$/.test(timestamp)) return undefined;
  const theirs = fromUnixSeconds(Number(timestamp));
  if (theirs > sent - seconds(1) && theirs <= received) return undefined;
  const off = Math.round(between(instant(sent), theirs) / 1_000);
  return `the gateway's clock is about ${off} seconds off this machine's, so a timestamp near the edge proves nothing`;
}
