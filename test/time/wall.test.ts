import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { milliseconds, stopwatch, turnOfEvents, wakeAfter, wallClock } from '../../src/time/index.ts';

describe('wall time', () => {
  it('is what the system clock says', (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: 1_554_208_460_123 });
    assert.equal(wallClock.now(), 1_554_208_460_123);
  });

  it('is measured by a clock of its own, each stopwatch from its start', (t) => {
    let now = 100;
    t.mock.method(performance, 'now', () => now);
    const first = stopwatch();
    now = 130;
    const second = stopwatch();
    now = 150.5;
    assert.deepEqual([first(), second()], [50.5, 20.5]);
  });

  it('wakes once, after the delay, or at once where the delay is over', (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const wake = t.mock.fn();
    wakeAfter(milliseconds(10), wake);
    t.mock.timers.tick(9);
    assert.equal(wake.mock.callCount(), 0);
    t.mock.timers.tick(100);
    assert.equal(wake.mock.callCount(), 1);
    wakeAfter(milliseconds(-5), wake);
    t.mock.timers.tick(1);
    assert.equal(wake.mock.callCount(), 2);
  });

  it('sets no timer longer than the system keeps, which would go off at once, and none shorter than nothing', (t) => {
    const set = t.mock.method(globalThis, 'setTimeout', () => ({ unref: () => {} }));
    wakeAfter(milliseconds(2 ** 31), () => {});
    wakeAfter(milliseconds(2 ** 31 - 1), () => {});
    wakeAfter(milliseconds(1), () => {});
    wakeAfter(milliseconds(-5), () => {});
    assert.deepEqual(
      set.mock.calls.map((call): unknown => call.arguments[1]),
      [2 ** 31 - 1, 2 ** 31 - 1, 1, 0],
    );
  });

  it('wakes nobody once cancelled', (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const wake = t.mock.fn();
    wakeAfter(milliseconds(10), wake).cancel();
    t.mock.timers.tick(100);
    assert.equal(wake.mock.callCount(), 0);
  });
});

describe('a turn of events', () => {
  it('lets what has come in be heard first', async () => {
    const { port1, port2 } = new MessageChannel();
    const heard: unknown[] = [];
    port1.on('message', (message) => heard.push(message));
    port2.postMessage('come in');
    await turnOfEvents();
    port1.close();
    assert.deepEqual(heard, ['come in']);
  });
});
