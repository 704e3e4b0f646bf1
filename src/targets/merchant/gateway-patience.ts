import type { Patience } from '../../actors/index.ts';
import { type Duration, milliseconds, seconds, stopwatch, wakeAfter } from '../../time/index.ts';

/** How long nothing has to happen until nothing more is expected to. */
const QUIET = seconds(1);

/** Waits for what a backend does in its own time, and is woken by what reaches the gateway. */
export class GatewayPatience implements Patience {
  readonly within: Duration;
  readonly #waiting = new Set<() => void>();
  #still = stopwatch();

  constructor(within: Duration) {
    this.within = within;
  }

  /** Something has happened. */
  stir(): void {
    this.#still = stopwatch();
    for (const wake of [...this.#waiting]) wake();
  }

  stirred(within: Duration): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        alarm.cancel();
        this.#waiting.delete(wake);
        resolve();
      };
      const alarm = wakeAfter(within, wake);
      this.#waiting.add(wake);
    });
  }

  async quiet(): Promise<void> {
    const wanted = milliseconds(Math.min(this.within, QUIET));
    const elapsed = stopwatch();
    while (this.#still() < wanted && elapsed() < this.within) {
      // A timer may ring a little early.
      await this.stirred(milliseconds(Math.max(wanted - this.#still(), 0) + 1));
    }
  }
}
