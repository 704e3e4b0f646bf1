import { parseAuthorization, TIMESTAMP_TOLERANCE } from '../../protocol/index.ts';
import type { WireRequest } from '../../protocol/wire.ts';
import { type Clock, type Duration, fromUnixSeconds, type Instant, instant, wallClock } from '../../time/index.ts';

/** Whether a backend signs by the clock that the kit moves: known for certain where it has no other, else a guess until a request shows it. */
export type LivesAhead = boolean | 'certainly';

/**
 * The time by which a backend makes and judges signatures. That is wall time, unless the kit has moved the backend's
 * clock and the backend signs by that one too: its own requests show which of the two it lives by. One whose whole time
 * is driven has no wall to sign by, and is held to the time that it was given.
 */
export class MerchantClock implements Clock {
  readonly #wall: Clock;
  /** Milliseconds that the backend's clock was moved ahead of the wall. */
  #ahead = 0;
  #livesAhead: boolean;
  readonly #isCertain: boolean;
  /** Whether a request has shown it, while the two times were apart. */
  #shown = false;
  /** From where to where it is being moved just now. */
  #onItsWay: readonly [from: number, to: number] | undefined;

  /** `livesAhead` is what is taken for granted until a request shows it. */
  constructor(livesAhead: LivesAhead, wall = wallClock) {
    this.#livesAhead = livesAhead !== false;
    this.#isCertain = livesAhead === 'certainly';
    this.#wall = wall;
  }

  /** Where the business time of a new scenario begins, in whole seconds: a clock that is told the time can be told it anew, one that is driven never goes back. */
  start(): Instant {
    const now = this.#isCertain ? this.now() : this.#wall.now();
    return instant(Math.floor(now / 1_000) * 1_000);
  }

  /** The backend's whole time is this far ahead of the wall's from now on. */
  drivenBy(ahead: Duration): void {
    this.#ahead = ahead;
  }

  now(): Instant {
    return instant(this.#wall.now() + (this.#livesAhead ? this.#ahead : 0));
  }

  /**
   * The backend's clock is set to `now` by `setting`. Until that is done it may stand anywhere on the way: what falls due
   * before `now` may be done at its own time.
   */
  async move(now: Instant, setting: () => Promise<void>): Promise<void> {
    const goal = now - this.#wall.now();
    this.#onItsWay = [Math.min(this.#ahead, goal), Math.max(this.#ahead, goal)];
    this.#ahead = goal;
    try {
      await setting();
    } finally {
      this.#onItsWay = undefined;
      this.#ahead = goal;
    }
  }

  /** A request of the backend tells its time, where the two times differ by more than clocks may. */
  heard({ headers }: WireRequest): void {
    if (this.#isCertain) return;
    const items = parseAuthorization(headers['authorization']);
    if (typeof items === 'string') return;
    const off = fromUnixSeconds(Number(items.timestamp)) - this.#wall.now();
    if (this.#onItsWay) this.#ahead = Math.min(Math.max(off, this.#onItsWay[0]), this.#onItsWay[1]);
    if (Math.abs(this.#ahead) <= 2 * TIMESTAMP_TOLERANCE) return;
    this.#livesAhead = Math.abs(off - this.#ahead) < Math.abs(off);
    this.#shown = true;
  }

  /** Takes the other of the two times for granted, where they are apart and no request has shown which it is; says whether it did. */
  turnOver(): boolean {
    if (this.#isCertain || this.#shown || Math.abs(this.#ahead) <= TIMESTAMP_TOLERANCE) return false;
    this.#livesAhead = !this.#livesAhead;
    return true;
  }
}
