import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { parseRfc3339, stopwatch } from '../../src/time/index.ts';
import type { Demo } from './demo.ts';
import { Receiver } from './receiver.ts';
import { RFC3339, stage } from './stage.ts';

const on = stage();
const LADDER = [15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10800, 10800, 10800, 21600, 21600];

const advance = (shop: Demo, seconds: number) => shop.control('/clock/advance', { body: { seconds } });
const paid = (shop: Demo, url = on.shop.url): Promise<string> => shop.paid({ notify_url: `${url}/paid` });
const still = (): Promise<Demo> => on.demo.another({ clock: 'frozen' });
const answerTime = (shop: Demo, seconds: number) =>
  on.demo.control(`/merchants/${shop.merchant.mchid}`, {
    method: 'PATCH',
    body: { policy: { notificationAnswerTime: seconds } },
  });
const deliver = (shop: Demo, id: string) => shop.control(`/notifications/${id}/deliver`, { method: 'POST' });
const moment = (text: string | undefined): number => (parseRfc3339(text ?? '') ?? Number.NaN) / 1_000;

/** The one notification of a merchant, as it is listed. */
async function told(shop: Demo) {
  const [notification, ...more] = (await shop.control('/notifications')).list;
  assert.ok(notification);
  assert.deepEqual(more, []);
  return notification;
}

/** A notification that was refused once, is sent by hand to a receiver that holds its answer back, and falls due meanwhile. */
async function overtaken(status: number) {
  const shop = await still();
  on.shop.status = 500;
  await paid(shop);
  await shop.settled();
  const { id, nextAttemptAt } = await told(shop);
  const release = on.shop.hold();
  const byHand = deliver(shop, id);
  await on.shop.nth(2);
  const advanced = advance(shop, 15);
  while ((await shop.control('/clock')).body.now !== nextAttemptAt);
  on.shop.status = status;
  release();
  assert.equal((await byHand).body.status, status);
  await advanced;
  return { shop, nextAttemptAt };
}

describe('two sendings of one event', () => {
  it('are never on their way at the same time', async () => {
    const shop = await still();
    const release = on.shop.hold();
    await paid(shop);
    await on.shop.nth(1);
    const { id } = await told(shop);
    const byHand = [deliver(shop, id), deliver(shop, id)];
    await shop.control('/notifications');
    assert.equal(on.shop.received.length, 1);
    release();
    for (const { body } of await Promise.all(byHand)) assert.equal(body.status, 204);
    assert.deepEqual([on.shop.received.length, on.shop.mostAtOnce], [3, 1]);
    assert.equal((await told(shop)).attempts.length, 3);
  });

  it('are one where the first is accepted while the second waits for it', async () => {
    const { shop } = await overtaken(204);
    assert.deepEqual([on.shop.received.length, on.shop.mostAtOnce], [2, 1]);
    const { attempts, nextAttemptAt } = await told(shop);
    assert.deepEqual([attempts.map(({ status }) => status), nextAttemptAt], [[500, 204], undefined]);
    assert.equal((await advance(shop, 86_400)).body.fired, 0);
  });

  it('keep the gap of the ladder where the first is refused while the second waits for it', async () => {
    const { shop, nextAttemptAt: due } = await overtaken(500);
    assert.equal(on.shop.received.length, 2);
    assert.equal(moment((await told(shop)).nextAttemptAt), moment(due) + 15);
    await advance(shop, 15);
    assert.equal(on.shop.received.length, 3);
  });
});

describe('sendings of several events', () => {
  it('do not wait for each other on a clock that flows', async (t) => {
    const silent = await Receiver.open();
    t.after(() => silent.close());
    const release = silent.hold();
    await answerTime(on.demo, 60);
    const took = stopwatch();
    for (const url of [silent.url, on.shop.url, silent.url, on.shop.url]) await paid(on.demo, url);
    await on.shop.nth(2);
    await silent.nth(2);
    assert.ok(took() < 30_000, 'one waited for the time that another has');
    assert.equal(silent.mostAtOnce, 2);
    release();
    await on.demo.settled();
    const { list } = await on.demo.control('/notifications');
    assert.deepEqual(
      list.map(({ attempts }) => attempts.map(({ status }) => status)),
      [[204], [204], [204], [204]],
    );
  });

  it('come one after the other, by their time, on a clock that stands', async () => {
    const shop = await still();
    on.shop.status = 500;
    const first = await paid(shop);
    await advance(shop, 10);
    const second = await paid(shop);
    await advance(shop, 20);
    const order = on.shop.received.map(({ body }) => shop.opened(body)?.['out_trade_no']);
    assert.deepEqual(order, [first, second, first, second, first]);
    assert.equal(on.shop.mostAtOnce, 1);
  });
});

describe('a sending', () => {
  it('follows no redirect, and is not accepted by one', async () => {
    const shop = await still();
    on.shop.headers = { location: `${on.shop.url}/elsewhere` };
    for (const [index, status] of [301, 302, 303, 307, 308].entries()) {
      on.shop.status = status;
      if (index === 0) await paid(shop);
      else await advance(shop, LADDER[index - 1] ?? 0);
      await shop.settled();
    }
    assert.deepEqual(
      on.shop.received.map(({ path }) => path),
      Array(5).fill('/paid'),
    );
    const { attempts, nextAttemptAt } = await told(shop);
    assert.deepEqual(
      attempts.map(({ status }) => status),
      [301, 302, 303, 307, 308],
    );
    assert.ok(nextAttemptAt);
  });

  it('never goes to WeChat Pay itself', async () => {
    for (const host of ['api.mch.weixin.qq.com', 'PAY.WeiXin.qq.com.:8443', 'ａｐｉ.wechatpay.cn']) {
      const shop = await still();
      await shop.paid({ notify_url: `https://${host}/paid` });
      await shop.settled();
      const { attempts, nextAttemptAt } = await told(shop);
      assert.deepEqual(
        attempts.map(({ error, status }) => [error, status]),
        [['not sent: a host of WeChat Pay', undefined]],
        host,
      );
      assert.ok(nextAttemptAt);
    }
  });

  it('is accepted with 200 and 204 alone', async () => {
    for (const [status, accepted] of [
      [200, true],
      [204, true],
      [201, false],
      [202, false],
      [400, false],
      [503, false],
    ] as const) {
      const shop = await still();
      on.shop.status = status;
      await paid(shop);
      await shop.settled();
      assert.equal((await told(shop)).nextAttemptAt === undefined, accepted, `${status}`);
    }
  });

  it('is signed and encrypted afresh each time, and tells the same', async () => {
    const shop = await still();
    on.shop.status = 500;
    await paid(shop);
    await shop.settled();
    await advance(shop, 60);
    const letters = on.shop.received;
    assert.equal(letters.length, 4);
    const differing = (value: (letter: (typeof letters)[number]) => unknown): number =>
      new Set(letters.map((letter) => JSON.stringify(value(letter)))).size;
    for (const letter of letters)
      assert.equal(shop.signatureOf({ headers: letter.headers, text: letter.body }), 'valid');
    for (const name of ['wechatpay-nonce', 'wechatpay-signature']) {
      assert.equal(
        differing(({ headers }) => headers[name]),
        4,
        name,
      );
    }
    assert.equal(
      differing(({ body }) => JSON.parse(body).resource.nonce),
      4,
    );
    assert.equal(
      differing(({ body }) => JSON.parse(body).resource.ciphertext),
      4,
    );
    assert.equal(
      differing(({ body }) => [JSON.parse(body).id, JSON.parse(body).create_time]),
      1,
    );
    assert.equal(
      differing(({ body }) => shop.opened(body)),
      1,
    );
  });

  it('is given up where no answer comes in time, and tried again', async () => {
    const shop = await still();
    await answerTime(shop, 60);
    await answerTime(shop, 0.2);
    const release = on.shop.hold();
    const took = stopwatch();
    await paid(shop);
    await shop.settled();
    assert.ok(took() >= 190 && took() < 30_000, `it took ${took()} ms`);
    const { attempts, nextAttemptAt } = await told(shop);
    assert.deepEqual(
      attempts.map(({ error, status }) => [error, status]),
      [['no answer in time', undefined]],
    );
    assert.equal(moment(nextAttemptAt) - moment(attempts[0]?.at), 15);
    release();
    await answerTime(shop, 5);
    await advance(shop, 15);
    assert.equal((await told(shop)).attempts[1]?.status, 204);
  });

  it('is given up where an answer begins in time and never ends', async (t) => {
    const endless = createServer((_, outgoing) => outgoing.writeHead(200).write('{')).listen(0, '127.0.0.1');
    t.after(() => endless.closeAllConnections());
    t.after(() => endless.close());
    await once(endless, 'listening');
    const shop = await still();
    await answerTime(shop, 60);
    await answerTime(shop, 0.2);
    const took = stopwatch();
    await paid(shop, `http://127.0.0.1:${(endless.address() as AddressInfo).port}`);
    await shop.settled();
    assert.ok(took() < 30_000, `it took ${took()} ms`);
    assert.equal((await told(shop)).attempts[0]?.error, 'no answer in time');
  });

  it('is written down, the whole ladder long, in business time', async () => {
    const shop = await still();
    on.shop.status = 500;
    await paid(shop);
    await shop.settled();
    const { body } = await advance(shop, 2 * 86_400);
    assert.equal(body.fired, LADDER.length);
    const { attempts, nextAttemptAt } = await told(shop);
    assert.equal(nextAttemptAt, undefined);
    for (const attempt of attempts) {
      assert.deepEqual(Object.keys(attempt), ['at', 'status']);
      assert.match(attempt.at, RFC3339);
    }
    const gaps = attempts.slice(1).map(({ at }, index) => moment(at) - moment(attempts[index]?.at));
    assert.deepEqual(gaps, LADDER);
    assert.equal(on.shop.received.length, 1 + LADDER.length);
  });
});
