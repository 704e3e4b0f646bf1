import {
  type Clock,
  type DueSource,
  type Duration,
  type Instant,
  instant,
  milliseconds,
  plus,
} from '../../src/time/index.ts';

/** What a piece of work does when its moment has come. */
export type Work = () => void | Promise<void>;

/** A source whose entries are written down by the test, and which notes in `log` what it did and when. */
export class Diary implements DueSource {
  readonly #entries: { at: Instant; name: string; work: Work }[] = [];
  readonly #log: string[];
  readonly #clock: Clock;

  constructor(log: string[], clock: Clock) {
    this.#log = log;
    this.#clock = clock;
  }

  at(moment: number, name: string, work: Work = () => {}): this {
    this.#entries.push({ at: instant(moment), name, work });
    this.#entries.sort((a, b) => a.at - b.at);
    return this;
  }

  nextDue(): Instant | undefined {
    return this.#entries[0]?.at;
  }

  async fireNext(): Promise<void> {
    const entry = this.#entries.shift();
    if (!entry) throw new Error('asked to fire where nothing is due');
    this.#log.push(`${entry.name}@${this.#clock.now()}`);
    await entry.work();
  }
}

/** One whose work does not hold up the next. */
export class SideBySide extends Diary {
  readonly sideBySide = true;
}

/** A clock that stands where the test puts it. */
export class HandClock implements Clock {
  #now = instant(1_000);

  now(): Instant {
    return this.#now;
  }

  pass(by: Duration | number): void {
    this.#now = plus(this.#now, milliseconds(by));
  }
}

/** A promise that the test settles. */
export function gate(): { opened: Promise<void>; open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** Lets everything that waits for nothing but promises go on. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
