import { type Clock, toRfc3339 } from '../../time/index.ts';
import type { Happening, TraceEvent } from '../../trace/index.ts';

/** What a merchant's log holds at the most; older events make room. */
const LONGEST = 2_000;

/** The latest of what crossed the gateway's boundary for one merchant, and whoever follows it. */
export class TraceLog {
  readonly #wire: Clock;
  readonly #longest: number;
  #events: TraceEvent[] = [];
  #seq = 0;
  readonly #followers = new Set<(event: TraceEvent) => void>();

  constructor(wire: Clock, longest = LONGEST) {
    this.#wire = wire;
    this.#longest = longest;
  }

  record(business: Clock, happening: Happening): void {
    this.#seq += 1;
    const event: TraceEvent = {
      seq: this.#seq,
      at: toRfc3339(business.now()),
      wire: toRfc3339(this.#wire.now()),
      ...happening,
    };
    this.#events.push(event);
    if (this.#events.length >= 2 * this.#longest) this.#events = this.#events.slice(-this.#longest);
    for (const tell of this.#followers) tell(event);
  }

  /** The events after `seq`, as far as they are still there. */
  after(seq: number): readonly TraceEvent[] {
    return this.#events.slice(-this.#longest).filter((event) => event.seq > seq);
  }

  /** Has each further event told, until the answer is called. */
  follow(tell: (event: TraceEvent) => void): () => void {
    this.#followers.add(tell);
    return () => this.#followers.delete(tell);
  }
}
