import { type Dispatcher, request } from 'undici';
import { BackendFailed } from '../../actors/index.ts';
import { awaken, type FakedTime, stopsBetween, unmovable } from '../../merchant/faketime/index.ts';
import {
  between,
  type Duration,
  type Instant,
  parseHttpDate,
  seconds,
  stopwatch,
  wallClock,
} from '../../time/index.ts';
import type { MerchantClock } from './merchant-clock.ts';
import type { Traffic } from './traffic.ts';

/** How long a backend may take to answer after its clock was moved a little. */
const POKED_WITHIN = seconds(10);
/** How long a whole move may take. */
const MOVED_WITHIN = seconds(120);
/** How far the clock is moved to see whether the backend goes along. */
const TRIED = seconds(5);

export interface DrivenParts {
  readonly faked: FakedTime;
  /** How far the backend's clock may go at once. */
  readonly step: Duration;
  readonly wire: MerchantClock;
  readonly traffic: Traffic;
  /** The process that leads the backend's own. */
  readonly leader: number;
  /** What is asked of the backend, to see that it has done what was due. */
  readonly poke: { readonly url: string; readonly dispatcher: Dispatcher };
}

/** The clock of a backend under libfaketime. Timers that fall due by a move of it run once their process is awakened. */
export class DrivenClock {
  readonly #parts: DrivenParts;

  constructor(parts: DrivenParts) {
    this.#parts = parts;
  }

  /** How far it may go at once. */
  get step(): Duration {
    return this.#parts.step;
  }

  /** Where it stops on its way. */
  stops(from: Instant, to: Instant): readonly Instant[] {
    return stopsBetween(from, to, this.#parts.step);
  }

  /** Moves on to `now`, and has the backend do what falls due. Throws a BackendFailed where it does not answer any more. */
  async moveTo(now: Instant): Promise<void> {
    const { traffic } = this.#parts;
    const poke = (): Promise<unknown> => this.#poke();
    await traffic.calm(poke);
    this.#moveBy(between(wallClock.now(), now));
    await traffic.calmAfter(poke);
  }

  /** Takes the time of one move. Answers what throws a BackendFailed once that took too long. */
  static timed(): () => void {
    const elapsed = stopwatch();
    return () => {
      if (elapsed() > MOVED_WITHIN)
        throw new BackendFailed(
          `what it does on the way takes more than ${MOVED_WITHIN / 1_000} s (a longer clock.faketime.step in the profile has it do less)`,
        );
    };
  }

  /**
   * Moves it a little, to see whether the backend goes along. Answers why it cannot be driven, where its Date header shows
   * that it does not: a program that is linked statically, as those in Go are, or one in a container.
   */
  async tried(): Promise<string | undefined> {
    const { leader, wire, poke } = this.#parts;
    const { port, protocol } = new URL(poke.url);
    const why = unmovable(leader, Number(port) || (protocol === 'https:' ? 443 : 80));
    if (why !== undefined) return why;
    this.#moveBy(TRIED);
    await this.#poke(); // some keep the header's text until a timer has run
    const date = parseHttpDate((await this.#poke()) ?? '');
    if (date === undefined || between(wallClock.now(), date) > TRIED / 2) return undefined;
    wire.drivenBy(seconds(0));
    return 'the backend does not live by the time that faketime gives it, as its Date header shows: programs in Go and those in containers do not';
  }

  #moveBy(ahead: Duration): void {
    const { wire, faked, leader } = this.#parts;
    wire.drivenBy(faked.moveTo(ahead));
    awaken(leader);
  }

  /** Answers the Date header. On a connection of its own: those that are kept may be closed now, for having been idle so long. */
  async #poke(): Promise<string | undefined> {
    const { url, dispatcher } = this.#parts.poke;
    try {
      const { headers, body } = await request(url, {
        dispatcher,
        headersTimeout: POKED_WITHIN,
        bodyTimeout: POKED_WITHIN,
        reset: true,
      });
      await body.dump();
      const { date } = headers;
      return typeof date === 'string' ? date : undefined;
    } catch (failure) {
      const why = failure instanceof Error ? failure.message : String(failure);
      throw new BackendFailed(`GET ${url} was not answered when the backend's time had been moved: ${why}`);
    }
  }
}
