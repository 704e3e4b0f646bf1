import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Sent } from '../../src/gateway/courier.ts';
import type { GatewayEvent } from '../../src/gateway/events.ts';
import { Gateway, type GatewayParts } from '../../src/gateway/gateway.ts';
import { Bench, MCHID, PAYER, who } from './bench.ts';
import { BEGIN } from './books.ts';

/** A gateway with parts of its own, and a self-test's notification that it is to send. */
async function sending(parts: Partial<GatewayParts>, openid?: string) {
  const { timeline, entropy, merchant } = new Bench();
  const carried: string[] = [];
  const carry: GatewayParts['carry'] = async (url) => {
    carried.push(url);
    return { status: 204 };
  };
  const gateway = new Gateway({ wire: timeline, entropy, carry, ...parts });
  const registered = gateway.register({ ...merchant, appids: [who.appid], timeline });
  const ledger = openid === undefined ? registered.ledger : registered.books.openFor(openid, timeline);
  const notice = { echo_message: 'm' };
  ledger.execute((fresh) => ({ type: 'send-echo', url: 'https://shop.example/a', notice, ...fresh }));
  await timeline.idle();
  const [notification] = [...ledger.state.notifications.values()];
  return { carried, notification, registered };
}

describe('what is sent', () => {
  it('is not sent where what it tells could not be kept, and tries again', async () => {
    const kept = () => Promise.reject(new Error('disk full'));
    const { carried, notification } = await sending({ kept });
    assert.deepEqual(carried, []);
    assert.equal(notification?.attempts[0]?.error, 'not sent: what it tells could not be kept');
    assert.notEqual(notification?.nextAttemptAt, undefined);
  });

  it('waits until what it tells is kept', async () => {
    const order: string[] = [];
    const kept = async () => {
      await Promise.resolve();
      order.push('kept');
    };
    const carry: GatewayParts['carry'] = async () => {
      order.push('sent');
      return { status: 204 };
    };
    await sending({ kept, carry });
    assert.deepEqual(order, ['kept', 'sent']);
  });

  it('is lost where nothing of the merchant’s arrives', async () => {
    const bench = new Bench();
    bench.merchant.delivery = 'lost';
    await bench.paid();
    const attempts = [...bench.state.notifications.values()].map((one) => one.attempts);
    assert.deepEqual([bench.letters, attempts], [[], [[{ at: BEGIN, error: 'lost on the way' }]]]);
  });

  it('is told of with its answer', async () => {
    const heard: Sent[] = [];
    const { notification } = await sending({ sent: (_, sent) => heard.push(sent) });
    assert.equal(heard.length, 1);
    assert.deepEqual(heard[0]?.attempt, notification?.attempts[0]);
    assert.equal(heard[0]?.attempt.status, 204);
    assert.ok((heard[0]?.took ?? -1) >= 0);
  });
});

describe('whoever keeps the books', () => {
  for (const openid of [undefined, PAYER]) {
    it(`hears of everything, with the merchant's number and ${openid ?? 'no openid'}`, async () => {
      const heard: [string, string | undefined, readonly string[]][] = [];
      const happened = (mchid: string, of: string | undefined, events: readonly GatewayEvent[]) => {
        heard.push([mchid, of, events.map(({ type }) => type)]);
      };
      await sending({ happened }, openid);
      assert.deepEqual(heard, [
        [MCHID, openid, ['notification-made']],
        [MCHID, openid, ['notification-attempted']],
      ]);
    });
  }
});
