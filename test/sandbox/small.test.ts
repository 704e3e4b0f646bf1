import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isLoopback, urlHost } from '../../src/sandbox/loopback.ts';
import { hours, instant, plus, seconds, Timeline } from '../../src/time/index.ts';
import { Demo } from './demo.ts';
import { temporaryFolder, writePublishedCredentials } from './stage.ts';

describe('a loopback name', () => {
  it('can only mean this machine', () => {
    for (const host of [
      '127.0.0.1',
      '127.255.0.9',
      'localhost',
      'LOCALHOST',
      'localhost.',
      'a.localhost',
      '::1',
      '[::1]',
      '0:0:0:0:0:0:0:1',
    ]) {
      assert.equal(isLoopback(host), true, host);
    }
    for (const host of [
      '0.0.0.0',
      '::',
      '10.0.0.1',
      '128.0.0.1',
      'localhost.example',
      'notlocalhost',
      '127.0.0.1.example',
      '',
      'a b.localhost',
    ]) {
      assert.equal(isLoopback(host), false, host);
    }
  });

  it('stands in a URL as it must', () => {
    assert.equal(urlHost('::1'), '[::1]');
    assert.equal(urlHost('127.0.0.1'), '127.0.0.1');
  });

  it('can be listened on', async (t) => {
    const folder = temporaryFolder();
    await writePublishedCredentials(folder);
    const demo = await Demo.start(folder, 'localhost');
    t.after(() => demo.close());
    assert.match(demo.sandbox.url, /^http:\/\/localhost:\d+$/);
    assert.equal((await demo.control('/clock')).status, 200);
  });
});

describe('advancing by a length', () => {
  it('counts from when its turn comes, and never from the past', async () => {
    let wall = 1_000;
    const timeline = Timeline.flowing({
      now: () => instant(wall++), // a wall that ticks whenever it is looked at
    });
    assert.equal(await timeline.advanceBy(seconds(0)), 0);
    await Promise.all([timeline.advanceBy(hours(1)), timeline.advanceBy(hours(1))]);
    assert.ok(timeline.now() >= plus(instant(1_000), hours(2)));
    await assert.rejects(timeline.advanceBy(seconds(-1)), { name: 'RangeError' });
  });
});
