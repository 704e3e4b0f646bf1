import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TraceLog } from '../../src/sandbox/merchants/trace-log.ts';
import { type Clock, type Instant, parseRfc3339 } from '../../src/time/index.ts';

const clockAt = (text: string): Clock => ({ now: () => parseRfc3339(text) as Instant });
const business = clockAt('2026-01-15T10:00:00+08:00');
const wire = clockAt('2026-02-01T00:00:00+08:00');

const logOf = (count: number, longest?: number): TraceLog => {
  const log = new TraceLog(wire, longest);
  for (let n = 1; n <= count; n += 1) log.record(business, { kind: 'fault', on: 'notification', fault: `${n}` });
  return log;
};
const seqs = (log: TraceLog, after = 0): readonly number[] => log.after(after).map(({ seq }) => seq);

describe('the log of a merchant', () => {
  it('numbers events from 1, and gives them both times', () => {
    const [event] = logOf(1).after(0);
    assert.deepEqual(event, {
      seq: 1,
      at: '2026-01-15T10:00:00+08:00',
      wire: '2026-02-01T00:00:00+08:00',
      kind: 'fault',
      on: 'notification',
      fault: '1',
    });
  });

  it('tells what comes after a place', () => {
    assert.deepEqual(seqs(logOf(4)), [1, 2, 3, 4]);
    assert.deepEqual(seqs(logOf(4), 2), [3, 4]);
    assert.deepEqual(seqs(logOf(4), 4), []);
    assert.deepEqual(seqs(logOf(0)), []);
  });

  it('never holds more than it may, and lets the oldest go', () => {
    for (const count of [3, 4, 5, 6, 7, 100]) {
      assert.deepEqual(seqs(logOf(count, 3)), [count - 2, count - 1, count], `${count} events`);
    }
    assert.deepEqual(seqs(logOf(2, 3)), [1, 2]);
    assert.deepEqual(seqs(logOf(100, 3), 99), [100]);
    assert.equal(seqs(logOf(5_000)).length, 2_000);
  });

  it('asks what happened when somebody wants to know, at the time that it happened, and once', () => {
    let asked = 0;
    const told = () => {
      asked += 1;
      return { kind: 'fault', on: 'notification', fault: 'lost' } as const;
    };
    let now = '2026-01-15T10:00:00+08:00';
    const log = new TraceLog(wire);
    log.record({ now: () => parseRfc3339(now) as Instant }, told);
    now = '2026-01-16T10:00:00+08:00';
    assert.equal(asked, 0);
    const [first] = log.after(0);
    assert.deepEqual([first?.seq, first?.at, first?.kind], [1, '2026-01-15T10:00:00+08:00', 'fault']);
    log.after(0);
    assert.equal(asked, 1);
    const heard: string[] = [];
    log.follow(({ at }) => heard.push(at));
    log.record({ now: () => parseRfc3339(now) as Instant }, told);
    assert.deepEqual([heard, asked], [[now], 2]);
  });

  it('tells followers what comes from then on, until they leave', () => {
    const log = logOf(1);
    const [first, second]: [number[], number[]] = [[], []];
    const record = () => log.record(business, { kind: 'fault', on: 'notification', fault: 'lost' });
    const leave = log.follow(({ seq }) => first.push(seq));
    record();
    log.follow(({ seq }) => second.push(seq));
    record();
    leave();
    record();
    assert.deepEqual(
      [first, second],
      [
        [2, 3],
        [3, 4],
      ],
    );
  });
});
