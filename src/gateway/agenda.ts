import type { Instant } from '../time/index.ts';

/** Something that waits for its moment. When the moment comes, `decide` looks whether it still matters. */
export type Due =
  | { readonly kind: 'auto-close'; readonly at: Instant; readonly outTradeNo: string }
  | { readonly kind: 'settle-refund'; readonly at: Instant; readonly outRefundNo: string }
  | { readonly kind: 'notify'; readonly at: Instant; readonly notificationId: string };

/**
 * A binary heap of what is due, earliest first; what was put in first comes out first among equals. Moments and turns lie in
 * arrays of numbers of their own: to find the earliest of many, only numbers that lie side by side are read.
 */
export class Agenda {
  readonly #moments: number[] = [];
  readonly #turns: number[] = [];
  readonly #dues: Due[] = [];
  #nextTurn = 0;

  first(): Due | undefined {
    return this.#dues[0];
  }

  add(due: Due): void {
    const turn = this.#nextTurn++;
    let index = this.#dues.length;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#isBefore(due.at, turn, parent)) break;
      this.#move(parent, index);
      index = parent;
    }
    this.#put(index, due, due.at, turn);
  }

  take(): Due | undefined {
    const first = this.#dues[0];
    const turn = this.#turns.pop() as number;
    const at = this.#moments.pop() as number;
    const last = this.#dues.pop() as Due;
    if (this.#dues.length === 0) return first;
    let index = 0;
    for (;;) {
      const child = this.#earlierChild(index);
      if (child >= this.#dues.length || this.#isBefore(at, turn, child)) break;
      this.#move(child, index);
      index = child;
    }
    this.#put(index, last, at, turn);
    return first;
  }

  /** Whether what is due then comes before what stands at a place. Here as below, at every place that is named something stands. */
  #isBefore(at: number, turn: number, place: number): boolean {
    const there = this.#moments[place] as number;
    return at < there || (at === there && turn < (this.#turns[place] as number));
  }

  #earlierChild(index: number): number {
    const left = 2 * index + 1;
    const right = left + 1;
    // What is not there is not earlier either, but numbers that meet it are compared three times as slowly from then on.
    if (right >= this.#dues.length) return left;
    return this.#isBefore(this.#moments[right] as number, this.#turns[right] as number, left) ? right : left;
  }

  #move(from: number, to: number): void {
    this.#put(to, this.#dues[from] as Due, this.#moments[from] as number, this.#turns[from] as number);
  }

  #put(index: number, due: Due, at: number, turn: number): void {
    this.#moments[index] = at;
    this.#turns[index] = turn;
    this.#dues[index] = due;
  }
}
