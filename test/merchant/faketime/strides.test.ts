import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stopsBetween } from '../../../src/merchant/faketime/index.ts';
import { days, hours, type Instant, instant, minutes, plus, seconds } from '../../../src/time/index.ts';

const START = instant(1_800_000_000_000);
const STEP = seconds(30);

const gapsOf = (stops: readonly Instant[]): readonly number[] =>
  stops.map((stop, index) => stop - (stops[index - 1] ?? START));

describe('the stops of a clock on its way', () => {
  it('are no further apart than a step, and the last is the end', () => {
    const to = plus(START, seconds(100));
    const stops = stopsBetween(START, to, STEP);
    assert.deepEqual(gapsOf(stops), [25_000, 25_000, 25_000, 25_000]);
    assert.equal(stops.at(-1), to);
  });

  it('are the end alone where that is near, or no way off', () => {
    assert.deepEqual(stopsBetween(START, plus(START, seconds(2)), STEP), [plus(START, seconds(2))]);
    assert.deepEqual(stopsBetween(START, START, STEP), [START]);
  });

  it('are all a step apart for two hours and a half', () => {
    const gaps = gapsOf(stopsBetween(START, plus(START, minutes(150)), STEP));
    assert.equal(gaps.length, 300);
    assert.ok(Math.max(...gaps) <= STEP, `one is ${Math.max(...gaps)} ms`);
  });

  for (const way of [hours(3), days(1), days(8), days(400)])
    it(`are as close at both ends of ${way / hours(1)} hours, and no more than for two hours and a half`, () => {
      const to = plus(START, way);
      const stops = stopsBetween(START, to, STEP);
      const gaps = gapsOf(stops);
      assert.equal(stops.length, 300);
      assert.equal(stops.at(-1), to);
      assert.ok(Math.max(...gaps.slice(0, 100), ...gaps.slice(-100)) <= STEP, 'an end is coarse');
      assert.ok(Math.min(...gaps) > 0, 'it stands still or goes back');
    });
});
