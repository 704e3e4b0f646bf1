import { setImmediate as turn } from 'node:timers/promises';
import { type Duration, milliseconds, stopwatch, wakeAfter } from '../../time/index.ts';

/** How long after a request was answered the next of the same piece of work may begin. */
const AFTER_ANSWER = milliseconds(5);
/** How long after it connected a backend may take to send its request: TLS has to be agreed on first. */
const AFTER_CONNECTING = milliseconds(50);
const LOOK_AGAIN_AFTER = milliseconds(1);

/**
 * What a backend has under way at the gateway. Its time must not jump meanwhile: it would take a request that was sent a
 * moment ago for one that is not answered in time.
 */
export class Traffic {
  #open = 0;
  /** Since the traffic began. */
  readonly #time = stopwatch();
  #busyUntil = 0;

  /** The backend has connected. */
  connected(): void {
    this.#busyFor(AFTER_CONNECTING);
  }

  /** A request comes. What is answered is to be called when it is answered, or will not be for now. */
  begun(): () => void {
    this.#open += 1;
    let over = false;
    return () => {
      if (over) return;
      over = true;
      this.#open -= 1;
      this.#busyUntil = 0;
      this.#busyFor(AFTER_ANSWER);
    };
  }

  /** Resolves when nothing is under way, or when that has taken so long. */
  async calm(within: Duration): Promise<void> {
    const elapsed = stopwatch();
    // What has come in already is heard of first.
    await turn();
    await turn();
    while ((this.#open > 0 || this.#time() < this.#busyUntil) && elapsed() < within)
      await new Promise<void>((resolve) => wakeAfter(LOOK_AGAIN_AFTER, resolve));
  }

  #busyFor(duration: Duration): void {
    this.#busyUntil = Math.max(this.#busyUntil, this.#time() + duration);
  }
}
