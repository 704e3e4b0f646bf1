import type { Instant } from '../time/index.ts';

/** Something that waits for its moment. When the moment comes, `decide` looks whether it still matters. */
export type Due =
  | { readonly kind: 'auto-close'; readonly at: Instant; readonly outTradeNo: string }
  | { readonly kind: 'settle-refund'; readonly at: Instant; readonly outRefundNo: string }
  | { readonly kind: 'notify'; readonly at: Instant; readonly notificationId: string };

interface Waiting {
  readonly due: Due;
  /** What was put in first comes out first among equals. */
  readonly turn: number;
}

const before = (a: Waiting, b: Waiting): boolean => a.due.at < b.due.at || (a.due.at === b.due.at && a.turn < b.turn);

/** A binary heap of what is due, earliest first. */
export class Agenda {
  readonly #heap: Waiting[] = [];
  #turns = 0;

  first(): Due | undefined {
    return this.#heap[0]?.due;
  }

  add(due: Due): void {
    const waiting = { due, turn: this.#turns++ };
    let index = this.#heap.push(waiting) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = this.#heap[parent];
      if (!above || !before(waiting, above)) break;
      this.#heap[index] = above;
      index = parent;
    }
    this.#heap[index] = waiting;
  }

  take(): Due | undefined {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (!first || !last || first === last) return first?.due;
    let index = 0;
    for (;;) {
      const child = this.#smallerChild(index);
      const below = this.#heap[child];
      if (!below || !before(below, last)) break;
      this.#heap[index] = below;
      index = child;
    }
    this.#heap[index] = last;
    return first.due;
  }

  #smallerChild(index: number): number {
    const left = 2 * index + 1;
    const [a, b] = [this.#heap[left], this.#heap[left + 1]];
    return a && b && before(b, a) ? left + 1 : left;
  }
}
