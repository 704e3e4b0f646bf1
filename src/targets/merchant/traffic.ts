import { type Duration, milliseconds, seconds, stopwatch, turnOfEvents, wakeAfter } from '../../time/index.ts';

/** How long after it connected a backend may take to send its request: TLS has to be agreed on first. */
const AFTER_CONNECTING = milliseconds(50);
/** How long what is under way may take, all in all. */
const CALM_WITHIN = seconds(5);
const LOOK_AGAIN_AFTER = milliseconds(1);

/**
 * What a backend has under way at the gateway. Its time must not jump meanwhile: it would take a request that was sent a
 * moment ago for one that is not answered in time.
 */
export class Traffic {
  #open = 0;
  #answered = 0;
  /** Since a connection was made that has brought no request yet. */
  #connecting: (() => Duration) | undefined;

  /** The backend has connected. */
  connected(): void {
    this.#connecting = stopwatch();
  }

  /** A request comes. What is answered is to be called when it is answered, or will not be for now. */
  begun(): () => void {
    this.#open += 1;
    this.#connecting = undefined;
    let over = false;
    return () => {
      if (over) return;
      over = true;
      this.#open -= 1;
      this.#answered += 1;
    };
  }

  /** Pokes the backend, and resolves when what came of that is over. */
  async calmAfter(poke: () => Promise<unknown>): Promise<void> {
    const before = this.#answered;
    await poke();
    await this.calm(poke, before);
  }

  /**
   * Resolves when nothing is under way any more, or when that has taken too long. Each answer may bring the next request:
   * `poke` asks the backend for something else, and when it has answered that it has also taken in what it was answered.
   */
  async calm(poke: () => Promise<unknown>, since = this.#answered): Promise<void> {
    const elapsed = stopwatch();
    for (let before = since; elapsed() < CALM_WITHIN; ) {
      await this.#quiet(elapsed);
      if (this.#answered === before) return;
      before = this.#answered;
      await poke();
    }
  }

  async #quiet(elapsed: () => Duration): Promise<void> {
    // What has come in already is heard of first.
    await turnOfEvents();
    while (this.#isBusy() && elapsed() < CALM_WITHIN)
      await new Promise<void>((resolve) => wakeAfter(LOOK_AGAIN_AFTER, resolve));
  }

  #isBusy(): boolean {
    return this.#open > 0 || (this.#connecting !== undefined && this.#connecting() < AFTER_CONNECTING);
  }
}
