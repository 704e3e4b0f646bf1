import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Deliver, Ledger } from '../../src/gateway/ledger.ts';
import { documentedPolicy } from '../../src/gateway/policy.ts';
import { seededEntropy } from '../../src/protocol/entropy.ts';
import { days, plus, Timeline } from '../../src/time/index.ts';
import { BEGIN, MCHID } from './books.ts';

/** A ledger with one notification in it, and a receiver that answers as it is told, when it is told. */
function opened(deliver: Deliver, timeline = Timeline.frozen(BEGIN)) {
  const heard: string[][] = [];
  const ledger = new Ledger({
    mchid: MCHID,
    timeline,
    entropy: seededEntropy('ledger'),
    deliver,
    terms: { policy: documentedPolicy },
    account: {},
    happened: (events) => heard.push(events.map(({ type }) => type)),
  });
  const notice = { echo_message: 'm' };
  const make = () => ledger.execute((fresh) => ({ type: 'send-echo', url: 'https://shop.example/', notice, ...fresh }));
  const ids = () => [...ledger.state.notifications.keys()];
  return { ledger, timeline, heard, make, ids };
}

/** Lets go on what waits for nothing more. */
const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

describe('a ledger', () => {
  it('tells all events of one decision together, and of a decision without events nothing', () => {
    const { ledger, heard, make } = opened(async () => ({ at: BEGIN, status: 204 }));
    make();
    ledger.execute(({ at }) => ({ type: 'close-order', at, outTradeNo: 'nobody' }));
    assert.deepEqual(heard, [['notification-made']]);
  });

  it('has nothing due where nothing waits, and firing then does nothing', async () => {
    const { ledger, heard } = opened(async () => ({ at: BEGIN, status: 204 }));
    assert.equal(ledger.nextDue(), undefined);
    await ledger.fireNext();
    assert.deepEqual(heard, []);
  });

  it('sends what is due, and no more once it was accepted', async () => {
    let sent = 0;
    const { ledger, timeline, make } = opened(async () => {
      sent += 1;
      return { at: BEGIN, status: 204 };
    });
    make();
    assert.equal(ledger.nextDue(), BEGIN);
    await timeline.idle();
    assert.deepEqual([sent, ledger.state.agenda.first()], [1, undefined]);
  });

  it('has several on their way at once while time flows: what hangs holds up nothing', async () => {
    const wall = { now: () => BEGIN };
    const timeline = Timeline.flowing(wall);
    let sent = 0;
    const { make } = opened(() => {
      sent += 1;
      return new Promise(() => {});
    }, timeline);
    make();
    make();
    await turns();
    assert.equal(sent, 2);
    timeline.stop();
  });

  it('knows again what happened in an earlier life', () => {
    const { ledger, ids } = opened(async () => ({ at: BEGIN, status: 204 }));
    const earlier = opened(async () => 'late');
    earlier.make();
    for (const notification of earlier.ledger.state.notifications.values())
      ledger.restore({ type: 'notification-made', notification });
    assert.deepEqual(ids(), earlier.ids());
    assert.equal(ledger.nextDue(), BEGIN);
  });

  it('gives each command a moment and ids that nobody has seen', () => {
    const { ledger } = opened(async () => 'late');
    const seen = new Set<string>();
    for (let count = 0; count < 20; count += 1) {
      ledger.execute(({ at, freshId, freshNotificationId }) => {
        assert.equal(at, BEGIN);
        assert.match(freshId, /^[0-9a-f]{32}$/);
        assert.match(freshNotificationId, /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        seen.add(freshId).add(freshNotificationId);
        return { type: 'close-order', at, outTradeNo: 'nobody' };
      });
    }
    assert.equal(seen.size, 40);
  });
});

describe('a notification that is sent by hand', () => {
  it('tells how that came out, though it is not due', async () => {
    const { ledger, timeline, make, ids } = opened(async (_, byHand) => ({ at: BEGIN, status: byHand ? 201 : 204 }));
    make();
    await timeline.idle();
    assert.deepEqual(await ledger.deliverNow(ids()[0] ?? ''), { at: BEGIN, status: 201 });
    assert.deepEqual(
      [...ledger.state.notifications.values()].map(({ attempts }) => attempts.length),
      [2],
    );
  });

  it('is none where there is no such notification, or a fault put it off', async () => {
    const delivered: (string | undefined)[] = [];
    const { ledger, timeline, make, ids } = opened(async (notification) => {
      delivered.push(notification?.id);
      return 'out-of-order';
    });
    make();
    await timeline.idle();
    assert.equal(await ledger.deliverNow('nobody'), undefined);
    assert.deepEqual(delivered, ids());
    assert.equal(await ledger.deliverNow(ids()[0] ?? ''), undefined);
  });

  it('waits until the sending that is on its way has ended (F§5.5: each is an event of its own)', async () => {
    const ends: (() => void)[] = [];
    let underway = 0;
    const { ledger, make, ids } = opened(async () => {
      underway += 1;
      assert.equal(underway, 1, 'two are on their way');
      await new Promise<void>((end) => ends.push(end));
      underway -= 1;
      return { at: BEGIN, status: 500 };
    });
    make();
    const [id = ''] = ids();
    const both = [ledger.deliverNow(id), ledger.deliverNow(id)];
    for (let turn = 0; turn < 40; turn += 1) {
      await Promise.resolve();
      ends.shift()?.();
    }
    await Promise.all(both);
    assert.equal(ledger.state.notifications.get(id)?.attempts.length, 2);
  });

  it('waits for the latest, where the one before that has ended', async () => {
    const ends: (() => void)[] = [];
    const { ledger, make, ids } = opened(async () => {
      await new Promise<void>((end) => ends.push(end));
      return { at: BEGIN, status: 500 };
    });
    make();
    const [id = ''] = ids();
    const first = ledger.deliverNow(id);
    const second = ledger.deliverNow(id);
    await turns();
    ends[0]?.();
    await first;
    const third = ledger.deliverNow(id);
    await turns();
    assert.equal(ends.length, 2, 'the third does not wait for the second');
    ends[1]?.();
    await second;
    await turns();
    ends[2]?.();
    await third;
  });

  it('takes the place of one that was due, where it was accepted', async () => {
    let hands = 0;
    const { ledger, timeline, make, ids } = opened(async (_, byHand) => {
      if (byHand) hands += 1;
      return { at: BEGIN, status: byHand ? 204 : 500 };
    });
    make();
    await timeline.idle();
    const [id = ''] = ids();
    await ledger.deliverNow(id);
    await timeline.advanceTo(plus(BEGIN, days(1)));
    assert.deepEqual([hands, ledger.state.notifications.get(id)?.attempts.length], [1, 2]);
  });
});
