import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GatewayPatience } from '../../src/targets/merchant/gateway-patience.ts';
import { milliseconds, seconds, stopwatch, wakeAfter } from '../../src/time/index.ts';

/** Timers of the kit keep no process: this one does, for so long. */
async function kept<T>(doing: Promise<T>): Promise<T> {
  const keeper = setInterval(() => {}, 1_000);
  try {
    return await doing;
  } finally {
    clearInterval(keeper);
  }
}

describe('patience', () => {
  it('is woken by what happens, and else by its time', async () => {
    const patience = new GatewayPatience(seconds(5));
    const elapsed = stopwatch();
    wakeAfter(milliseconds(20), () => patience.stir());
    await kept(patience.stirred(seconds(5)));
    assert.ok(elapsed() < 2_000, `${elapsed()} ms`);
    await kept(patience.stirred(milliseconds(30)));
    assert.ok(elapsed() >= 45, `${elapsed()} ms`);
  });

  it('has quiet a second after the last that happened', async () => {
    const patience = new GatewayPatience(seconds(5));
    const elapsed = stopwatch();
    wakeAfter(milliseconds(300), () => patience.stir());
    await kept(patience.quiet());
    assert.ok(elapsed() >= 1_250 && elapsed() < 3_000, `${elapsed()} ms`);
    await kept(patience.quiet());
    assert.ok(elapsed() < 3_000, 'it was quiet for a second already');
  });

  it('waits for quiet no longer than it lasts', async () => {
    const patience = new GatewayPatience(milliseconds(200));
    const noise = setInterval(() => patience.stir(), 10);
    const elapsed = stopwatch();
    await kept(patience.quiet());
    clearInterval(noise);
    assert.ok(elapsed() >= 195 && elapsed() < 1_500, `${elapsed()} ms`);
  });
});
