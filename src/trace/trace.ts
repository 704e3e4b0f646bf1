import { type Clock, toRfc3339 } from '../time/index.ts';
import type { Happening, TraceEvent } from './events.ts';

/** Keeps what crosses a boundary, in order, with both its times. */
export class Trace {
  readonly #events: TraceEvent[] = [];
  readonly #business: Clock;
  readonly #wire: Clock;

  constructor(clocks: { business: Clock; wire: Clock }) {
    this.#business = clocks.business;
    this.#wire = clocks.wire;
  }

  /** Writes a happening down and answers its `seq`, by which expectations name their evidence. */
  record(happening: Happening): number {
    const seq = this.#events.length + 1;
    const [business, wire] = [this.#business.now(), this.#wire.now()];
    const at = toRfc3339(business);
    this.#events.push({ seq, at, wire: wire === business ? at : toRfc3339(wire), ...happening });
    return seq;
  }

  get events(): readonly TraceEvent[] {
    return this.#events;
  }

  /** The `seq` of the latest event of a kind, or of any. */
  last(kind?: Happening['kind']): number {
    const found = kind === undefined ? this.#events.at(-1) : this.#events.findLast((event) => event.kind === kind);
    return found?.seq ?? 0;
  }
}

/** What a trace is called where it travels as an attachment. */
export const TRACE_MEDIA_TYPE = 'application/vnd.wechatpay-conformance.trace+ndjson';

/** One event a line. */
export const toNdjson = (events: readonly TraceEvent[]): string =>
  events.map((event) => `${JSON.stringify(event)}\n`).join('');

/** Reads what {@link toNdjson} wrote. Throws a SyntaxError that names the line where one is not JSON. */
export function fromNdjson(text: string): TraceEvent[] {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line, index) => {
    try {
      return JSON.parse(line) as TraceEvent;
    } catch {
      throw new SyntaxError(`line ${index + 1} of the trace is not JSON`);
    }
  });
}
