import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { instant, milliseconds, Timeline } from '../../src/time/index.ts';
import { Diary, gate, settle } from './diary.ts';

describe('a frozen timeline', () => {
  let log: string[];
  let timeline: Timeline;
  let orders: Diary;
  let notifications: Diary;

  beforeEach(() => {
    log = [];
    timeline = Timeline.frozen(instant(0));
    orders = new Diary(log, timeline);
    notifications = new Diary(log, timeline);
    timeline.attach(orders);
    timeline.attach(notifications);
  });

  it('says that it is frozen, and stands still', () => {
    assert.equal(timeline.mode, 'frozen');
    assert.equal(timeline.now(), 0);
    assert.equal(timeline.ahead, 0);
  });

  it('fires what falls due of all its sources in order, each at its moment, and stands then where it was sent', async () => {
    orders.at(10, 'a').at(30, 'c').at(41, 'later');
    notifications.at(20, 'b').at(40, 'd');
    assert.equal(await timeline.advanceTo(instant(40)), 4);
    assert.deepEqual(log, ['a@10', 'b@20', 'c@30', 'd@40']);
    assert.equal(timeline.now(), 40);
    assert.equal(await timeline.advanceTo(instant(100)), 1);
    assert.deepEqual(log.slice(4), ['later@41']);
    assert.equal(timeline.now(), 100);
  });

  it('fires of two that are due at once the one whose source came first', async () => {
    notifications.at(10, 'second');
    orders.at(10, 'first');
    await timeline.advanceTo(instant(10));
    assert.deepEqual(log, ['first@10', 'second@10']);
  });

  it('counts nothing where nothing is due', async () => {
    orders.at(11, 'later');
    assert.equal(await timeline.advanceTo(instant(10)), 0);
    assert.equal(timeline.now(), 10);
    assert.equal(await timeline.advanceTo(instant(10)), 0);
    assert.deepEqual(log, []);
  });

  it('fires in order what becomes due while it fires', async () => {
    orders.at(10, 'a', () => void notifications.at(15, 'b').at(10, 'at once').at(50, 'too late'));
    orders.at(20, 'c');
    assert.equal(await timeline.advanceTo(instant(20)), 4);
    assert.deepEqual(log, ['a@10', 'at once@10', 'b@15', 'c@20']);
  });

  it('ends each piece of work before the next begins', async () => {
    const { opened, open } = gate();
    orders.at(10, 'a', async () => {
      await opened;
      log.push('a ended');
    });
    notifications.at(11, 'b');
    const advanced = timeline.advanceTo(instant(20));
    await settle();
    assert.deepEqual(log, ['a@10']);
    assert.equal(timeline.now(), 10);
    open();
    assert.equal(await advanced, 2);
    assert.deepEqual(log, ['a@10', 'a ended', 'b@11']);
  });

  it('does two advances one after the other', async () => {
    orders.at(10, 'a', settle).at(20, 'b', settle).at(30, 'c', settle);
    const fired = await Promise.all([timeline.advanceTo(instant(20)), timeline.advanceTo(instant(30))]);
    assert.deepEqual(fired, [2, 1]);
    assert.deepEqual(log, ['a@10', 'b@20', 'c@30']);
  });

  it('advances by lengths that count one after the other', async () => {
    orders.at(15, 'a', settle);
    const fired = await Promise.all([timeline.advanceBy(milliseconds(10)), timeline.advanceBy(milliseconds(10))]);
    assert.deepEqual(fired, [0, 1]);
    assert.equal(timeline.now(), 20);
  });

  it('has each move told once it is made, and nothing where it stays', async () => {
    const moves: number[] = [];
    timeline.onMoved(() => moves.push(timeline.now()));
    orders.at(10, 'a');
    await timeline.advanceTo(instant(20));
    await timeline.advanceTo(instant(20));
    timeline.spend(milliseconds(1));
    timeline.changed();
    await timeline.idle();
    assert.deepEqual(moves, [10, 20, 21]);
  });

  it('sets no timer of the system: it moves only when told', async (t) => {
    const timers = t.mock.method(globalThis, 'setTimeout');
    orders.at(30, 'later');
    timeline.changed();
    await timeline.advanceTo(instant(10));
    timeline.spend(milliseconds(10));
    assert.equal(timers.mock.callCount(), 0);
  });

  it('does not go back', async () => {
    await timeline.advanceTo(instant(10));
    await assert.rejects(timeline.advanceTo(instant(9)), { name: 'RangeError', message: /cannot go back/ });
    await assert.rejects(timeline.advanceBy(milliseconds(-1)), { name: 'RangeError', message: /cannot go back/ });
    assert.equal(await timeline.advanceBy(milliseconds(0)), 0);
    assert.equal(timeline.now(), 10);
  });

  it('spends time without firing, and catches up when it is next advanced', async () => {
    orders.at(10, 'a');
    timeline.spend(milliseconds(15));
    await settle();
    assert.equal(timeline.now(), 15);
    assert.deepEqual(log, []);
    assert.equal(await timeline.advanceTo(instant(15)), 1);
    assert.deepEqual(log, ['a@15']);
  });

  it('fires what fell due while a piece of work took its time, also beyond where it was sent', async () => {
    orders.at(10, 'slow', () => timeline.spend(milliseconds(5)));
    notifications.at(12, 'b').at(15, 'c').at(16, 'later');
    assert.equal(await timeline.advanceTo(instant(11)), 3);
    assert.deepEqual(log, ['slow@10', 'b@15', 'c@15']);
    assert.equal(timeline.now(), 15);
  });

  it('fires what is due now when a source says so, and no more', async () => {
    orders.at(0, 'now').at(1, 'later');
    timeline.changed();
    assert.deepEqual(log, []); // not before who said so has ended
    await timeline.idle();
    assert.deepEqual(log, ['now@0']);
    assert.equal(timeline.now(), 0);
    timeline.changed();
    await timeline.idle();
    assert.deepEqual(log, ['now@0']);
  });

  it('is idle only when all that is under way, and what was asked for meanwhile, has ended', async () => {
    const { opened, open } = gate();
    orders.at(0, 'a', () => opened);
    notifications.at(5, 'b', async () => {
      await settle();
      log.push('b ended');
    });
    timeline.changed();
    let idle = false;
    const waited = timeline.idle().then(() => {
      idle = true;
    });
    const advanced = timeline.advanceTo(instant(5));
    await settle();
    assert.deepEqual([log, idle], [['a@0'], false]);
    open();
    await waited;
    assert.deepEqual(log, ['a@0', 'b@5', 'b ended']);
    assert.equal(await advanced, 1);
  });

  it('is idle at once where nothing ever happened, whatever a source says', async () => {
    timeline.changed();
    await timeline.idle();
  });

  it('tells who advances it that a source failed, and goes on with the rest the next time', async () => {
    orders.at(10, 'fails', () => Promise.reject(new Error('no disk')));
    notifications.at(11, 'b');
    await assert.rejects(timeline.advanceTo(instant(20)), { message: 'no disk' });
    assert.deepEqual(log, ['fails@10']);
    assert.equal(timeline.now(), 10);
    await timeline.idle();
    assert.equal(await timeline.advanceTo(instant(20)), 1);
    assert.deepEqual(log, ['fails@10', 'b@11']);
  });

  it('tells once, to who asks next, what failed while nobody waited', async () => {
    const fail = () => Promise.reject(new Error('no disk'));
    orders.at(0, 'fails', fail);
    timeline.changed();
    await assert.rejects(timeline.idle(), { message: 'no disk' });
    await timeline.idle();
    orders.at(0, 'fails', fail);
    timeline.changed();
    await assert.rejects(timeline.advanceTo(instant(5)), { message: 'no disk' });
    assert.equal(timeline.now(), 5);
    assert.equal(await timeline.advanceTo(instant(6)), 0);
  });

  it('tells the first of two failures, and the work of both was begun', async () => {
    orders.at(0, 'a', () => Promise.reject(new Error('first')));
    orders.at(0, 'b', () => Promise.reject(new Error('second')));
    timeline.changed();
    timeline.changed();
    await assert.rejects(timeline.idle(), { message: 'first' });
    assert.deepEqual(log, ['a@0', 'b@0']);
  });

  it('tells also of a source that fails before it waits for anything', async () => {
    orders.at(10, 'fails', () => {
      throw new RangeError('bad state');
    });
    await assert.rejects(timeline.advanceTo(instant(20)), { name: 'RangeError', message: 'bad state' });
  });

  it('fires nothing more once it is stopped, not even what an advance had still before it', async () => {
    orders.at(10, 'a', () => timeline.stop()).at(11, 'b');
    assert.equal(await timeline.advanceTo(instant(20)), 1);
    assert.equal(await timeline.advanceTo(instant(30)), 0);
    timeline.changed();
    await timeline.idle();
    assert.deepEqual(log, ['a@10']);
  });
});
