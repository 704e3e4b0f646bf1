import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lastBilledDay } from '../../src/doctor/reconcile-step.ts';
import { type Instant, parseRfc3339 } from '../../src/time/index.ts';
import { surgery } from './shop.ts';

const theatre = surgery();

describe('a backend that reconciles', () => {
  it('is no wrong one for having no bill to look at', async () => {
    const told = await theatre.examined();
    assert.match(
      told.line('reconcile'),
      /^(?:. reconcile: it asked WeChat Pay for the bill of \d{4}-\d\d-\d\d, of which there is none|✓ reconcile: POST \/reconciliations 200)/,
    );
    assert.deepEqual(told.faults, []);
  });

  it('is asked for yesterday from ten o’clock in Beijing on, and for the day before that until then', () => {
    const dayAt = (time: string) => lastBilledDay(parseRfc3339(`2026-03-01T${time}+08:00`) as Instant);
    assert.equal(dayAt('00:00:00'), '2026-02-27');
    assert.equal(dayAt('09:59:59'), '2026-02-27');
    assert.equal(dayAt('10:00:00'), '2026-02-28');
    assert.equal(dayAt('23:59:59'), '2026-02-28');
  });

  it('is told where it cannot be asked', async () => {
    const reconcile = [{ as: 'buyer', post: '/no-such-path', take: { differences: '$' } }];
    const told = await theatre.examined({ verbs: { reconcile } });
    assert.match(told.line('reconcile'), /^✗ reconcile: .*\/no-such-path was answered 404/);
    assert.equal(told.faults.length, 1);
  });

  it('is not asked where its profile says that it does not', async () => {
    const told = await theatre.examined({ verbs: { reconcile: { absent: 'the books are kept elsewhere' } } });
    assert.match(told.line('reconcile'), /^– reconcile: not checked: .*the books are kept elsewhere$/);
  });
});
