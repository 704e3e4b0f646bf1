import { type Duration, milliseconds, stopwatch, wakeAfter } from '../../time/index.ts';
import { readPace } from '../profile/short-duration.ts';

/** Lets requests go one after the other, so many a second. Shared by all who send to one backend. */
export class Pace {
  readonly #apart: number;
  readonly #elapsed: () => Duration = stopwatch();
  #next = 0;

  /** `rate` in requests a second; 0 is without a limit. */
  constructor(rate: number) {
    this.#apart = rate > 0 ? 1_000 / rate : 0;
  }

  static of(text: string | undefined): Pace {
    return new Pace(text === undefined ? 0 : readPace(text));
  }

  /** Resolves when the next request may go. */
  async turn(): Promise<void> {
    if (this.#apart === 0) return;
    const now = this.#elapsed();
    const mine = Math.max(now, this.#next);
    this.#next = mine + this.#apart;
    if (mine > now) await new Promise<void>((go) => wakeAfter(milliseconds(mine - now), go));
  }
}
