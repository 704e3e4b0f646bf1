import type {
  Call,
  CallAnswer,
  CallerActor,
  HeldKey,
  InboxManner,
  ReceivedLetter,
  TakenCertificate,
} from '../../actors/index.ts';
import type { PaymentParams } from '../../protocol/pay-sign.ts';
import type { OrderRequest } from '../../protocol/payments.ts';
import {
  between,
  type Clock,
  type Duration,
  fromUnixSeconds,
  type Instant,
  instant,
  milliseconds,
  minutes,
  seconds,
  toUnixSeconds,
} from '../../time/index.ts';
import { inWords, isSilence } from './recording-dispatcher.ts';

export interface Distance {
  /** Is told, after each call, whether the gateway kept silent. */
  readonly heard: (silent: boolean) => void;
  /** Ends the scenario for a reason that is no finding about a rule. */
  readonly stop: (reason: string) => never;
  /** The time that requests are signed by. */
  readonly wire: Clock;
  /** Lets wire time pass. */
  readonly spend: (by: Duration) => Promise<void>;
}

/** How much of a second may have passed when a timestamp near the edge of what is accepted is made. */
const EARLY_IN_A_SECOND = milliseconds(300);

/** An answer that came in this much of the same second shows on which side of the edge the timestamp was when it was read. */
const TELLING = milliseconds(800);

/** How far from the gateway's time a timestamp may be (D:4012072670). */
const TOLERATED = minutes(5);

/** How often a question is put again whose answer came too late to tell. A busy machine is late now and then, a far one always. */
const TRIES = 5;

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

  encrypt(text: string, reader: 'wechat-pay' | 'somebody-else'): string {
    return this.#caller.encrypt(text, reader);
  }

  decrypt(ciphertext: string): string | undefined {
    return this.#caller.decrypt(ciphertext);
  }

  nameOf(key: HeldKey): string | undefined {
    return this.#caller.nameOf(key);
  }

  takeCertificates(answer: CallAnswer): readonly TakenCertificate[] {
    return this.#caller.takeCertificates(answer);
  }

  async send(call: Call): Promise<CallAnswer> {
    return call.sabotage?.kind === 'clock-off' ? this.#nearTheEdge(call, call.sabotage.by) : this.#exchange(call);
  }

  /**
   * A timestamp is whole seconds: one of 299 seconds ago is more than 300 old at the end of the second that it was made in,
   * and one 301 seconds ahead less. So both are made early in a second, and tell only what is answered within that second.
   */
  async #nearTheEdge(call: Call, by: Duration): Promise<CallAnswer> {
    const { wire, spend, stop } = this.#distance;
    if (this.#clocksDiffer !== undefined) stop(this.#clocksDiffer);
    for (let tries = 1; ; tries += 1) {
      while (intoASecond(wire.now()) > EARLY_IN_A_SECOND) {
        await spend(milliseconds(1_000 - intoASecond(wire.now())));
      }
      const second = fromUnixSeconds(toUnixSeconds(wire.now()));
      const answer = await this.#exchange(call);
      const late = between(second, wire.now());
      // What was too old when it was made only gets older on its way.
      if (late <= TELLING || by > TOLERATED) return answer;
      // Only a question may be put twice: a close that was carried out would be refused, or taken, for another reason.
      if (call.method === 'GET' && tries < TRIES) continue;
      stop(
        `the answer came ${late} ms after the timestamp, too late to tell a side of the edge: run it nearer to the gateway`,
      );
    }
  }

  async #exchange(call: Call): Promise<CallAnswer> {
    const { heard, stop, wire } = this.#distance;
    const sent = wire.now();
    const answer = await this.#caller.send(call).catch((failure: unknown) => {
      heard(isSilence(failure));
      return stop(`${call.method} ${call.target} was not answered: ${inWords(failure)}`);
    });
    heard(false);
    this.#clocksDiffer = clocksDiffer(answer.headers['wechatpay-timestamp'], sent, wire.now());
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

const intoASecond = (at: Instant): number => at % 1_000;

/** A timestamp is cut to whole seconds; one that was made between sending and receiving lies within these bounds. */
function clocksDiffer(timestamp: string | undefined, sent: Instant, received: Instant): string | undefined {
  if (timestamp === undefined || !/^\d{10}$/.test(timestamp)) return undefined;
  const theirs = fromUnixSeconds(Number(timestamp));
  if (theirs > sent - seconds(1) && theirs <= received) return undefined;
  const off = Math.round(between(instant(sent), theirs) / 1_000);
  return `the gateway's clock is about ${off} seconds off this machine's, so a timestamp near the edge proves nothing`;
}
