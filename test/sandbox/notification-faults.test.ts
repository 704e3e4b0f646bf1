import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { NotificationFault } from '../../src/gateway/faults.ts';
import { paths } from '../../src/protocol/index.ts';
import type { Demo } from './demo.ts';
import type { Received } from './receiver.ts';
import { stage } from './stage.ts';

const on = stage();

const strike = (shop: Demo, fault: NotificationFault, times: number | undefined = 1) =>
  shop.control('/faults', { body: { on: 'notification', fault, times } });
const advance = (shop: Demo, seconds: number) => shop.control('/clock/advance', { body: { seconds } });
const paid = (shop: Demo): Promise<string> => shop.paid({ notify_url: `${on.shop.url}/paid` });
const still = (): Promise<Demo> => on.demo.another({ clock: 'frozen' });
const eventOf = ({ body }: Received): string => JSON.parse(body).event_type;
const idOf = ({ body }: Received): string => JSON.parse(body).id;
const findingOf = (shop: Demo, { headers, body }: Received): string => shop.signatureOf({ headers, text: body });

/** The one notification of a merchant, as it is listed. */
async function told(shop: Demo) {
  const [notification, ...more] = (await shop.control('/notifications')).list;
  assert.ok(notification);
  assert.deepEqual(more, []);
  return notification;
}

describe('a notification over HTTP that is struck by', () => {
  it('lost does not come; the next sending does', async () => {
    const shop = await still();
    await strike(shop, 'lost');
    await paid(shop);
    await shop.settled();
    assert.deepEqual(on.shop.received, []);
    assert.deepEqual(
      (await told(shop)).attempts.map(({ error }) => error),
      ['lost on the way'],
    );
    await advance(shop, 15);
    assert.equal(on.shop.received.length, 1);
  });

  it('late comes an hour later in business time, with a signature of then', async () => {
    const shop = await still();
    await strike(shop, 'late');
    await paid(shop);
    await shop.settled();
    const { attempts, nextAttemptAt, id } = await told(shop);
    assert.deepEqual(attempts, []);
    await advance(shop, 3_599);
    assert.deepEqual(on.shop.received, []);
    const { body } = await advance(shop, 1);
    assert.deepEqual([body.fired, body.now], [1, nextAttemptAt]);
    const letter = await on.shop.nth(1);
    assert.deepEqual([findingOf(shop, letter), idOf(letter)], ['valid', id]);
    assert.equal((await told(shop)).nextAttemptAt, undefined);
  });

  it('duplicate comes twice, one after the other, though the first is accepted', async () => {
    const shop = await still();
    await strike(shop, 'duplicate');
    await paid(shop);
    await shop.settled();
    assert.deepEqual([on.shop.received.length, on.shop.mostAtOnce], [2, 1]);
    assert.equal(new Set(on.shop.received.map(idOf)).size, 1);
    for (const letter of on.shop.received) assert.equal(findingOf(shop, letter), 'valid');
    assert.equal((await told(shop)).nextAttemptAt, undefined);
    assert.equal((await advance(shop, 86_400)).body.fired, 0);
  });

  it('concurrent comes twice at the same time', async () => {
    const shop = await still();
    const release = on.shop.hold();
    await strike(shop, 'concurrent');
    await paid(shop);
    await on.shop.nth(2);
    assert.equal(on.shop.mostAtOnce, 2);
    assert.equal(new Set(on.shop.received.map(idOf)).size, 1);
    for (const letter of on.shop.received) assert.equal(findingOf(shop, letter), 'valid');
    release();
    await shop.settled();
    assert.equal(on.shop.received.length, 2);
  });

  it("out-of-order comes after the refund's", async () => {
    const shop = await still();
    await strike(shop, 'out-of-order');
    const number = await paid(shop);
    await shop.settled();
    assert.equal(on.shop.received.length, 0);
    const amount = { refund: 990, total: 990, currency: 'CNY' };
    const refund = { out_trade_no: number, out_refund_no: 'r', notify_url: `${on.shop.url}/refunded`, amount };
    assert.equal((await shop.call('POST', paths.refund, refund)).status, 200);
    await advance(shop, 299);
    assert.equal(on.shop.received.length, 0);
    await advance(shop, 1);
    await shop.settled();
    assert.deepEqual(on.shop.received.map(eventOf), ['REFUND.SUCCESS', 'TRANSACTION.SUCCESS']);
    const [, late] = on.shop.received;
    assert.ok(late);
    assert.equal(findingOf(shop, late), 'valid');
    assert.equal(shop.opened(late.body)?.['trade_state'], 'SUCCESS');
  });

  it('out-of-order comes an hour later where nothing else is sent', async () => {
    const shop = await still();
    await strike(shop, 'out-of-order');
    await paid(shop);
    await advance(shop, 3_599);
    assert.deepEqual(on.shop.received, []);
    await advance(shop, 1);
    assert.deepEqual(on.shop.received.map(eventOf), ['TRANSACTION.SUCCESS']);
  });

  for (const [fault, finding] of [
    ['unsigned', 'absent'],
    ['wrong-signature', 'wrong'],
    ['probe', 'wrong'],
    ['probe-not-base64', 'wrong'],
    ['stale', 'stale'],
    ['unknown-serial', 'unknown-serial'],
  ] as const) {
    it(`${fault} is ${finding}, refused, and comes right the next time`, async () => {
      const shop = await still();
      await strike(shop, fault);
      on.shop.status = 401;
      const number = await paid(shop);
      await shop.settled();
      on.shop.status = 204;
      await advance(shop, 15);
      assert.deepEqual(
        on.shop.received.map((letter) => findingOf(shop, letter)),
        [finding, 'valid'],
      );
      for (const { body } of on.shop.received) assert.equal(shop.opened(body)?.['out_trade_no'], number);
      assert.equal(new Set(on.shop.received.map(idOf)).size, 1);
      assert.equal((await told(shop)).nextAttemptAt, undefined);
    });
  }

  for (const [fault, differs] of [
    ['wrong-key', undefined],
    ['tampered-ciphertext', undefined],
    ['wrong-amount', 'amount'],
    ['wrong-mchid', 'mchid'],
    ['wrong-appid', 'appid'],
    ['unknown-order', 'out_trade_no'],
  ] as const) {
    it(`${fault} is signed right, and ${differs === undefined ? 'does not open' : `tells another ${differs}`}`, async () => {
      const shop = await still();
      await strike(shop, fault);
      on.shop.status = 400;
      await paid(shop);
      await shop.settled();
      await advance(shop, 15);
      const [struck, right] = on.shop.received;
      assert.ok(struck && right);
      assert.equal(findingOf(shop, struck), 'valid');
      const truth = shop.opened(right.body);
      assert.ok(truth);
      const content = shop.opened(struck.body);
      if (differs === undefined) assert.equal(content, undefined);
      else {
        assert.notDeepEqual(content?.[differs], truth[differs]);
        assert.deepEqual({ ...content, [differs]: truth[differs] }, truth);
      }
    });
  }
});

describe('faults of notifications', () => {
  it('strike one merchant alone', async () => {
    const [a, b] = [await still(), await still()];
    await strike(a, 'lost', undefined);
    await strike(b, 'unsigned');
    await paid(a);
    await paid(b);
    await a.settled();
    await b.settled();
    const [letter, ...more] = on.shop.received;
    assert.ok(letter);
    assert.deepEqual([b.opened(letter.body)?.['mchid'], findingOf(b, letter)], [b.merchant.mchid, 'absent']);
    assert.deepEqual(more, []);
    await paid(on.demo);
    assert.equal(findingOf(on.demo, await on.shop.nth(2)), 'valid');
    await on.demo.settled();
  });

  for (const fault of ['late', 'out-of-order'] as const) {
    it(`${fault} puts off no sending that is asked for by hand, and is not used up by one`, async () => {
      const shop = await still();
      await strike(shop, fault);
      await strike(shop, fault);
      await paid(shop);
      await shop.settled();
      const { id } = await told(shop);
      const { body } = await shop.control(`/notifications/${id}/deliver`, { method: 'POST' });
      assert.equal(body.status, 204);
      assert.equal(on.shop.received.length, 1);
      assert.equal((await shop.control('/faults')).list.length, 1);
      assert.equal((await told(shop)).nextAttemptAt, undefined);
      assert.equal((await advance(shop, 86_400)).status, 200);
      assert.equal(on.shop.received.length, 1);
    });
  }

  it('strike a sending that is asked for by hand, where they do not put it off', async () => {
    const shop = await still();
    await paid(shop);
    await shop.settled();
    const { id } = await told(shop);
    await strike(shop, 'unsigned');
    await shop.control(`/notifications/${id}/deliver`, { method: 'POST' });
    assert.deepEqual(
      on.shop.received.map((letter) => findingOf(shop, letter)),
      ['valid', 'absent'],
    );
  });
});
