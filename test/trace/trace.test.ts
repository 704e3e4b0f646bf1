import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Instant, parseRfc3339, plus, seconds } from '../../src/time/index.ts';
import { fromNdjson, type Happening, Trace, type TraceEvent, toNdjson } from '../../src/trace/index.ts';

const BEGIN = parseRfc3339('2026-01-15T10:00:00+08:00') as Instant;
const clockAt = (after: number) => ({ now: () => plus(BEGIN, seconds(after)) });

const end: Happening = { kind: 'end' };
const verb = (name: string): Happening => ({ kind: 'verb', verb: name });

describe('a trace', () => {
  it('numbers what it is told from one, with both times at +08:00', () => {
    let now = BEGIN;
    const trace = new Trace({ business: { now: () => now }, wire: clockAt(3_600) });
    assert.equal(trace.record(verb('placeOrder')), 1);
    now = plus(BEGIN, seconds(5));
    assert.equal(trace.record(end), 2);
    assert.deepEqual(trace.events, [
      { seq: 1, at: '2026-01-15T10:00:00+08:00', wire: '2026-01-15T11:00:00+08:00', kind: 'verb', verb: 'placeOrder' },
      { seq: 2, at: '2026-01-15T10:00:05+08:00', wire: '2026-01-15T11:00:00+08:00', kind: 'end' },
    ]);
  });

  it('knows the latest event, of a kind or of any', () => {
    const trace = new Trace({ business: clockAt(0), wire: clockAt(0) });
    assert.equal(trace.last(), 0);
    for (const happening of [verb('a'), end, verb('b'), end]) trace.record(happening);
    assert.deepEqual([trace.last(), trace.last('verb'), trace.last('fault')], [4, 3, 0]);
  });
});

const event = (happening: Happening, seq: number): TraceEvent => ({ seq, at: 'a', wire: 'w', ...happening });

describe('NDJSON', () => {
  it('is one line an event, and comes back as it went', () => {
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, fc.jsonValue())), (verbs) => {
        const events = verbs.map(([name, detail], index) => event({ kind: 'verb', verb: name, detail }, index + 1));
        const written = toNdjson(events);
        assert.equal(written.split('\n').length - 1, events.length);
        assert.deepEqual(fromNdjson(written), JSON.parse(JSON.stringify(events)));
        assert.equal(toNdjson(fromNdjson(written)), written);
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it('of nothing is empty', () => {
    assert.equal(toNdjson([]), '');
    assert.deepEqual(fromNdjson(''), []);
  });

  it('that was cut off names the line', () => {
    const written = toNdjson([event(verb('a'), 1), event(end, 2)]);
    assert.throws(() => fromNdjson(written.slice(0, -5)), {
      name: 'SyntaxError',
      message: 'line 2 of the trace is not JSON',
    });
  });
});
