import { type Clock, type Instant, toRfc3339 } from '../../time/index.ts';
import type { Happening, TraceEvent } from '../../trace/index.ts';

/** What a merchant's log holds at the most; older events make room. */
const LONGEST = 2_000;

/** What happened when, told in full when somebody wants to know: most of what a busy gateway sees nobody ever reads. */
interface Entry {
  readonly seq: number;
  readonly at: Instant;
  readonly wire: Instant;
  told: Happening | (() => Happening);
}

/** The latest of what crossed the gateway's boundary for one merchant, and whoever follows it. */
export class TraceLog {
  readonly #wire: Clock;
  readonly #longest: number;
  #entries: Entry[] = [];
  #seq = 0;
  readonly #followers = new Set<(event: TraceEvent) => void>();

  constructor(wire: Clock, longest = LONGEST) {
    this.#wire = wire;
    this.#longest = longest;
  }

  /** Writes down what happened now. Where it is a function, it is asked once at the most, and must tell the same whenever it is asked. */
  record(business: Clock, told: Happening | (() => Happening)): void {
    this.#seq += 1;
    const entry = { seq: this.#seq, at: business.now(), wire: this.#wire.now(), told };
    this.#entries.push(entry);
    if (this.#entries.length >= 2 * this.#longest) this.#entries = this.#entries.slice(-this.#longest);
    if (this.#followers.size === 0) return;
    const event = eventOf(entry);
    for (const tell of this.#followers) tell(event);
  }

  /** The events after `seq`, as far as they are still there. */
  after(seq: number): readonly TraceEvent[] {
    return this.#entries
      .slice(-this.#longest)
      .filter((entry) => entry.seq > seq)
      .map(eventOf);
  }

  /** Has each further event told, until the answer is called. */
  follow(tell: (event: TraceEvent) => void): () => void {
    this.#followers.add(tell);
    return () => this.#followers.delete(tell);
  }
}

function eventOf(entry: Entry): TraceEvent {
  const told = typeof entry.told === 'function' ? entry.told() : entry.told;
  entry.told = told;
  return { seq: entry.seq, at: toRfc3339(entry.at), wire: toRfc3339(entry.wire), ...told };
}
