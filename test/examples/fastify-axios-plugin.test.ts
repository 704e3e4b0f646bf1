import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { stage } from '../sdk/stage.ts';
import { Customer } from './customer.ts';
import { faceOf, STAFF, startLanternShop } from './lantern-shop.ts';
import { tellOfRightShop } from './right-shop.ts';
import type { ShopProcess } from './shop-process.ts';

const on = stage();
let running: ShopProcess | undefined;
const shop = (): ShopProcess => {
  assert.ok(running, 'the shop is there only while a test runs');
  return running;
};

describe('the shop with wechatpay-axios-plugin, Fastify and SQLite', () => {
  before(async () => {
    running = await startLanternShop(on);
  });
  after(() => running?.end());
  tellOfRightShop(on, () => faceOf(shop));

  it('orders once at WeChat Pay for two taps at once', async () => {
    const customer = await Customer.ordered(on.demo, faceOf(shop));
    const [one, two] = await Promise.all([customer.tapPay(), customer.tapPay()]);
    assert.equal(one?.package, two?.package);
  });

  it('asks again from the last tap on Pay, however old the order is', async () => {
    const customer = await Customer.ordered(on.demo, faceOf(shop), 990, 10 * 3_600);
    await customer.tapPay();
    await customer.pass(3 * 3_600);
    await on.demo.control('/faults', { body: { on: 'notification', fault: 'lost' } });
    await customer.paid();
    assert.equal(await customer.sees(), 'unpaid 0');
    await customer.pass(10);
    assert.equal(await customer.sees(), 'paid 1');
  });

  it('asks for the order again where the answer is lost, under the same number', async () => {
    await on.demo.control('/faults', {
      body: { on: 'POST /v3/pay/transactions/jsapi', fault: 'reset-after', times: 1 },
    });
    const customer = await Customer.ordered(on.demo, faceOf(shop));
    await customer.paid();
    assert.equal(await customer.sees(), 'paid 1');
  });

  it('asks for a refund again by itself until WeChat Pay takes it', async () => {
    const customer = await Customer.ordered(on.demo, faceOf(shop));
    await customer.paid();
    await on.demo.control('/faults', {
      body: { on: 'POST /v3/refund/domestic/refunds', fault: 'rate-limit', times: 2 },
    });
    const refund = await customer.refund(300);
    assert.equal(await customer.sees(), 'refunding 1');
    await customer.pass(90);
    await customer.pass(3_600);
    assert.deepEqual([await customer.sees(), await customer.refundState(refund)], ['refunded 1', 'refunded']);
  });

  it('keeps what it knows in a file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fastify-axios-plugin-'));
    let own = await startLanternShop(on, { DATABASE: join(folder, 'shop.db') });
    try {
      const face = faceOf(() => own);
      const token = await face.login('anybody');
      const order = await face.place(token, 990);
      const params = await face.pay(token, order);
      await own.end();
      own = await startLanternShop(on, { DATABASE: join(folder, 'shop.db') });
      assert.deepEqual(await face.read(token, order), { state: 'unpaid', fulfilled: 0 });
      assert.equal((await face.pay(token, order)).package, params.package);
    } finally {
      await own.end();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('lets nobody else see an order, and nobody but staff refund one or reconcile', async () => {
    const face = faceOf(shop);
    const [owner, other] = [await face.login('anybody'), await face.login('openid:o-other')];
    const order = await face.place(owner, 990);
    await assert.rejects(face.read(other, order), /404/);
    const guess = { 'x-admin-token': 'guess' };
    assert.equal((await shop().ask('POST', `/orders/${order}/refunds`, { yuan: '0.01' }, guess)).status, 403);
    assert.equal((await shop().ask('POST', '/jobs/reconcile', { date: '2026-01-15' }, guess)).status, 403);
    assert.equal((await shop().ask('POST', `/orders/${order}/refunds`, { yuan: '1.005' }, STAFF)).status, 400);
  });
});
