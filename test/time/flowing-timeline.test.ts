import assert from 'node:assert/strict';
import { beforeEach, describe, it, type TestContext } from 'node:test';
import { hours, instant, plus, seconds, Timeline } from '../../src/time/index.ts';
import { Diary, HandClock, settle } from './diary.ts';

describe('a flowing timeline', () => {
  let log: string[];
  let wall: HandClock;
  let timeline: Timeline;
  let orders: Diary;
  let notifications: Diary;

  beforeEach(() => {
    log = [];
    wall = new HandClock();
    timeline = Timeline.flowing(wall);
    orders = new Diary(log, timeline);
    notifications = new Diary(log, timeline);
    timeline.attach(orders);
    timeline.attach(notifications);
  });

  /** Wall time passes: its clock and the system's timers together. */
  const passing = (t: TestContext) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    return async (by: number) => {
      wall.pass(by);
      t.mock.timers.tick(by);
      await settle();
    };
  };

  it('says that it flows, and goes with the wall', () => {
    assert.equal(timeline.mode, 'flowing');
    assert.equal(timeline.now(), 1_000);
    wall.pass(seconds(5));
    assert.equal(timeline.now(), 6_000);
  });

  it('may be ahead of the wall from the start', () => {
    const ahead = Timeline.flowing(wall, hours(2));
    assert.deepEqual([ahead.now(), ahead.ahead, timeline.ahead], [7_201_000, hours(2), 0]);
    ahead.spend(seconds(1));
    assert.equal(ahead.ahead, hours(2) + seconds(1));
  });

  it('advances by a length that the wall cannot overtake', async () => {
    const advanced = timeline.advanceBy(seconds(2));
    wall.pass(seconds(5));
    await advanced;
    assert.equal(timeline.now(), 8_000);
  });

  it('keeps the distance from the wall that it was advanced by', async () => {
    await timeline.advanceTo(plus(timeline.now(), hours(2)));
    assert.equal(timeline.now(), 7_201_000);
    wall.pass(seconds(1));
    assert.equal(timeline.now(), 7_202_000);
    timeline.spend(seconds(10));
    assert.equal(timeline.now(), 7_212_000);
    await assert.rejects(timeline.advanceTo(instant(7_211_999)), { name: 'RangeError' });
  });

  it('fires on its way what falls due, in order, each at its moment', async () => {
    orders.at(3_000, 'b').at(9_000, 'later');
    notifications.at(2_000, 'a');
    assert.equal(await timeline.advanceTo(instant(5_000)), 2);
    assert.deepEqual(log, ['a@2000', 'b@3000']);
    assert.equal(timeline.now(), 5_000);
    assert.equal(wall.now(), 1_000);
    timeline.stop();
  });

  it('does what is overdue at the moment it is, and does not turn back for it', async () => {
    orders.at(1_500, 'overdue');
    wall.pass(seconds(2));
    assert.equal(await timeline.advanceTo(instant(3_000)), 1);
    assert.deepEqual(log, ['overdue@3000']);
  });

  it('passes the time that somebody spends without firing in it', async (t) => {
    const pass = passing(t);
    orders.at(2_000, 'a').at(60_000, 'later');
    timeline.changed();
    timeline.spend(seconds(3));
    await settle();
    assert.deepEqual(log, []);
    await pass(1); // but what fell due in it does not wait for the hour at which it would have been due
    assert.deepEqual(log, ['a@4001']);
  });

  it('wakes for what falls due, one after the other, though no source says anything more', async (t) => {
    const pass = passing(t);
    orders.at(2_000, 'a').at(4_000, 'c');
    notifications.at(3_000, 'b');
    timeline.changed();
    await pass(999);
    assert.deepEqual(log, []);
    await pass(1);
    assert.deepEqual(log, ['a@2000']);
    await pass(1_000);
    await pass(1_000);
    assert.deepEqual(log, ['a@2000', 'b@3000', 'c@4000']);
  });

  it('wakes earlier when something earlier comes', async (t) => {
    const pass = passing(t);
    orders.at(9_000, 'later');
    timeline.changed();
    notifications.at(2_000, 'earlier');
    timeline.changed();
    await pass(1_000);
    assert.deepEqual(log, ['earlier@2000']);
  });

  it('wakes as much earlier as it was advanced', async (t) => {
    const pass = passing(t);
    orders.at(10_000, 'a');
    timeline.changed();
    await timeline.advanceTo(instant(8_000));
    await pass(1_999);
    assert.deepEqual(log, []);
    await pass(1);
    assert.deepEqual(log, ['a@10000']);
  });

  it('does not wake early for what is farther away than a system timer reaches', async (t) => {
    const pass = passing(t);
    const far = 1_000 + 3 * 2 ** 30;
    orders.at(far, 'far');
    timeline.changed();
    await pass(2 ** 31 - 1);
    assert.deepEqual(log, []);
    await pass(2 ** 30);
    assert.deepEqual(log, []);
    await pass(1);
    assert.deepEqual(log, [`far@${far}`]);
  });

  it('fires nothing more once it is stopped', async (t) => {
    const pass = passing(t);
    orders.at(2_000, 'a').at(3_000, 'b');
    timeline.changed();
    timeline.stop();
    await pass(5_000);
    timeline.changed();
    await pass(5_000);
    assert.deepEqual(log, []);
  });

  it('tells what failed while nobody waited, and pauses before it tries again', async (t) => {
    const pass = passing(t);
    const fail = () => Promise.reject(new Error('no disk'));
    orders.at(1_000, 'fails', fail).at(1_000, 'fails too', fail).at(1_000, 'works');
    timeline.changed();
    await assert.rejects(timeline.idle(), { message: 'no disk' });
    await pass(999);
    assert.deepEqual(log, ['fails@1000']);
    await pass(1);
    await assert.rejects(timeline.idle(), { message: 'no disk' });
    await pass(1_000);
    await timeline.idle();
    assert.deepEqual(log, ['fails@1000', 'fails too@2000', 'works@3000']);
  });

  it('keeps one system timer at most, which never keeps the process alive, and none once it is stopped', async (t) => {
    const timers: { readonly delay: number; readonly unref: () => void }[] = [];
    const unref = t.mock.fn();
    t.mock.method(globalThis, 'setTimeout', (_: unknown, delay: number) => {
      const timer = { delay, unref };
      timers.push(timer);
      return timer;
    });
    const clear = t.mock.method(globalThis, 'clearTimeout', () => {});
    const cleared = () => clear.mock.calls.map((call): unknown => call.arguments[0]);
    orders.at(3_000, 'a');
    timeline.changed();
    orders.at(2_000, 'b');
    timeline.changed();
    timeline.changed(); // nothing has: the timer stays
    assert.deepEqual(
      timers.map((timer) => timer.delay),
      [2_000, 1_000],
    );
    assert.equal(unref.mock.callCount(), 2);
    assert.deepEqual(cleared(), timers.slice(0, 1));
    timeline.stop();
    assert.deepEqual(cleared(), timers);
    await timeline.advanceTo(instant(10_000));
    assert.equal(timers.length, 2);
  });
});
