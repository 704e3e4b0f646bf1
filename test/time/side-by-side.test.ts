import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { instant, seconds, Timeline } from '../../src/time/index.ts';
import { Diary, gate, HandClock, SideBySide, settle } from './diary.ts';

describe('work that goes on side by side', () => {
  let log: string[];
  let wall: HandClock;
  let timeline: Timeline;
  let notifications: SideBySide;

  beforeEach(() => {
    log = [];
    wall = new HandClock();
    timeline = Timeline.flowing(wall);
    notifications = new SideBySide(log, timeline);
    timeline.attach(notifications);
  });

  it('begins with all that is due: what hangs does not hold up the next', async () => {
    const orders = new Diary(log, timeline);
    timeline.attach(orders);
    const { opened, open } = gate();
    orders.at(1_000, 'c', () => opened).at(1_000, 'one by one');
    notifications.at(1_000, 'a', () => opened).at(1_000, 'b', () => opened);
    notifications.at(1_001, 'later');
    timeline.changed();
    await settle();
    assert.deepEqual(log, ['a@1000', 'b@1000', 'c@1000']);
    open();
    await timeline.idle();
    assert.deepEqual(log.slice(3), ['one by one@1000']);
    timeline.stop();
  });

  it('has ended before the timeline is idle, and before it is advanced', async () => {
    const { opened, open } = gate();
    const note = (what: string) => () => log.push(what);
    notifications.at(1_000, 'a', () => opened.then(note('a ended')).then(() => {}));
    timeline.changed();
    await settle();
    const waited = [timeline.advanceTo(instant(5_000)).then(note('advanced')), timeline.idle().then(note('idle'))];
    await settle();
    assert.deepEqual(log, ['a@1000']);
    assert.equal(timeline.now(), 1_000);
    open();
    await Promise.all(waited);
    assert.equal(log[1], 'a ended');
    assert.deepEqual(log.slice(2).sort(), ['advanced', 'idle']);
  });

  it('is waited for also where it alone is under way', async () => {
    const { opened, open } = gate();
    notifications.at(1_000, 'a', () => opened.then(() => void log.push('a ended')));
    timeline.changed();
    await settle();
    const idle = timeline.idle();
    open();
    await idle;
    assert.deepEqual(log, ['a@1000', 'a ended']);
  });

  it('that fails is told to who asks next, and keeps no other from being done', async () => {
    notifications.at(1_000, 'fails', () => Promise.reject(new Error('no way'))).at(1_000, 'b');
    timeline.changed();
    await assert.rejects(timeline.idle(), { message: 'no way' });
    await timeline.idle();
    assert.deepEqual(log, ['fails@1000', 'b@1000']);
  });

  it('is not begun any more once the timeline is stopped', async () => {
    notifications.at(1_000, 'a', () => timeline.stop()).at(1_000, 'b');
    timeline.changed();
    await timeline.idle();
    assert.deepEqual(log, ['a@1000']);
  });

  it('is done one by one where somebody advances the timeline', async () => {
    const { opened, open } = gate();
    notifications.at(2_000, 'a', () => opened).at(2_000, 'b');
    const advanced = timeline.advanceBy(seconds(1));
    await settle();
    assert.deepEqual(log, ['a@2000']);
    open();
    assert.equal(await advanced, 2);
  });

  it('is done one by one where time stands', async () => {
    timeline = Timeline.frozen(instant(0));
    notifications = new SideBySide(log, timeline);
    timeline.attach(notifications);
    const { opened, open } = gate();
    notifications.at(0, 'a', () => opened).at(0, 'b');
    timeline.changed();
    await settle();
    assert.deepEqual(log, ['a@0']);
    open();
    await timeline.idle();
    assert.deepEqual(log, ['a@0', 'b@0']);
  });
});
