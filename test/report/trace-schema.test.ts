import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readPackageJson } from '../../src/package-root.ts';
import { parseRfc3339 } from '../../src/time/index.ts';
import {
  type Exchange,
  fromNdjson,
  type Happening,
  MATCHERS,
  type TraceEvent,
  toNdjson,
} from '../../src/trace/index.ts';
import { fullEvents } from './events.ts';

const ajv = new Ajv2020({
  strictTypes: true,
  formats: { 'date-time': (text: string) => parseRfc3339(text) !== undefined },
});
const check = ajv.compile(readPackageJson('schemas/trace.schema.json') as object);
const isTraceLine = (line: unknown): boolean => check(line);

/** Which fields may be missing. `params` stands there too: JSON has no undefined, which is what a bad backend hands over. */
const optional: Readonly<Record<Happening['kind'], readonly string[]>> = {
  scenario: ['steps'],
  exchange: ['opened', 'answer', 'answerSignature', 'failure'],
  cashier: ['params', 'coupons', 'message'],
  clock: [],
  fault: ['times'],
  verb: ['order', 'detail'],
  reading: ['fulfilled'],
  expectation: ['expected', 'seen'],
  obstacle: [],
  impostor: ['told'],
  end: [],
};

const requestFindings: Readonly<Record<Exchange['requestSignature'], true>> = {
  valid: true,
  absent: true,
  'wrong-scheme': true,
  malformed: true,
  'unknown-serial': true,
  stale: true,
  wrong: true,
};

const answerFindings: Readonly<Record<NonNullable<Exchange['answerSignature']>, true>> = {
  valid: true,
  absent: true,
  'unknown-serial': true,
  stale: true,
  wrong: true,
};

describe('the schema of a trace line', () => {
  for (const event of Object.values<TraceEvent>(fullEvents)) {
    it(`takes ${event.kind} with every field, and without each that may be missing`, () => {
      const [line] = fromNdjson(toNdjson([event]));
      assert.ok(isTraceLine(line), JSON.stringify(check.errors));
      for (const field of Object.keys(event)) {
        const without = Object.fromEntries(Object.entries(event).filter(([name]) => name !== field));
        assert.equal(isTraceLine(without), optional[event.kind].includes(field), `${event.kind} without ${field}`);
      }
    });

    it(`refuses ${event.kind} with a field that it does not have, or of another kind`, () => {
      assert.equal(isTraceLine({ ...event, extra: 1 }), false);
      assert.equal(isTraceLine({ ...event, kind: 'other' }), false);
    });
  }

  it('knows every finding about a signature and every matcher', () => {
    for (const requestSignature of Object.keys(requestFindings)) {
      assert.ok(isTraceLine({ ...fullEvents.exchange, requestSignature }), requestSignature);
    }
    for (const answerSignature of Object.keys(answerFindings)) {
      assert.ok(isTraceLine({ ...fullEvents.exchange, answerSignature }), answerSignature);
    }
    for (const matcher of MATCHERS) assert.ok(isTraceLine({ ...fullEvents.expectation, matcher }), matcher);
    assert.equal(isTraceLine({ ...fullEvents.exchange, requestSignature: 'fine' }), false);
    assert.equal(isTraceLine({ ...fullEvents.expectation, matcher: 'like' }), false);
  });

  it('refuses a time that is none, and a place before the first', () => {
    assert.equal(isTraceLine({ ...fullEvents.end, at: 'yesterday' }), false);
    assert.equal(isTraceLine({ ...fullEvents.end, wire: '2025-06-01 10:00:00' }), false);
    assert.equal(isTraceLine({ ...fullEvents.end, seq: 0 }), false);
  });

  it('refuses a message with more than headers and body', () => {
    assert.equal(isTraceLine({ ...fullEvents.exchange, request: { headers: {}, secret: 'x' } }), false);
    assert.equal(isTraceLine({ ...fullEvents.exchange, answer: { status: 200, headers: { a: 1 } } }), false);
  });
});
