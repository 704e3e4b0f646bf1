/** What has to be undone of all that was opened so far, the latest first. */
export class Undoing {
  readonly #open: (() => unknown)[] = [];
  #ending: Promise<void> | undefined;
  #isOver = false;

  /** What is opened too late, when all has been undone, is undone at once. */
  push(undo: () => unknown): void {
    if (this.#isOver) void undo();
    else this.#open.push(undo);
  }

  /** Undoes all, once. May be called again: each call resolves when it is done. */
  all(): Promise<void> {
    this.#ending ??= this.#undo();
    return this.#ending;
  }

  async #undo(): Promise<void> {
    for (let undo = this.#open.pop(); undo; undo = this.#open.pop()) await undo();
    this.#isOver = true;
  }
}
