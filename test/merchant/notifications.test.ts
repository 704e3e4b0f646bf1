import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hours, seconds } from '../../src/time/index.ts';
import { Shop } from './stage.ts';

describe('a notification', () => {
  it('is believed, answered with 204, and fulfils', async () => {
    const shop = await Shop.open();
    await shop.pay();
    assert.deepEqual(await shop.read(), { state: 'paid', fulfilled: 1 });
    assert.deepEqual(shop.answers, [204]);
  });

  for (const fault of ['duplicate', 'concurrent']) {
    it(`that comes twice (${fault}) fulfils once`, async () => {
      const shop = await Shop.open();
      await shop.cast.gateway.setFault('notification', fault, 1);
      await shop.pay();
      assert.deepEqual(await shop.read(), { state: 'paid', fulfilled: 1 });
      assert.deepEqual(shop.answers, [204, 204]);
    });
  }

  it('that comes again much later fulfils once', async () => {
    const shop = await Shop.open();
    await shop.pay();
    const [first] = shop.exchanges.filter(({ to }) => to === 'merchant');
    const number = String(Object(first?.opened)['out_trade_no']);
    const [log] = await shop.cast.gateway.notifications(number);
    await shop.pass(hours(5));
    await Promise.all([shop.cast.gateway.redeliver(log?.id ?? ''), shop.cast.gateway.redeliver(log?.id ?? '')]);
    assert.deepEqual(await shop.read(), { state: 'paid', fulfilled: 1 });
    assert.deepEqual(shop.answers, [204, 204, 204]);
  });

  it('and a query together fulfil once', async () => {
    const shop = await Shop.open();
    await shop.pay();
    await shop.cast.merchant.returnFromCashier(shop.order, 'requestPayment:ok');
    await shop.pass(hours(1));
    assert.deepEqual(await shop.read(), { state: 'paid', fulfilled: 1 });
  });

  for (const fault of [
    'unsigned',
    'wrong-signature',
    'probe',
    'probe-not-base64',
    'stale',
    'unknown-serial',
    'wrong-key',
    'tampered-ciphertext',
    'wrong-amount',
    'wrong-mchid',
    'wrong-appid',
    'unknown-order',
  ]) {
    it(`that is wrong (${fault}) is refused and changes nothing; the next one is believed`, async () => {
      const shop = await Shop.open();
      await shop.cast.gateway.setFault('notification', fault, 1);
      await shop.pay();
      assert.deepEqual(await shop.read(), { state: 'unpaid', fulfilled: 0 });
      assert.deepEqual(shop.answers, [401]);
      await shop.pass(seconds(15));
      assert.deepEqual(await shop.read(), { state: 'paid', fulfilled: 1 });
    });
  }

  it('that is lost is made good by asking five seconds after the order', async () => {
    const shop = await Shop.open();
    await shop.cast.gateway.setFault('notification', 'lost', 1);
    await shop.pay();
    assert.equal((await shop.read()).state, 'unpaid');
    await shop.pass(seconds(5));
    assert.deepEqual(await shop.read(), { state: 'paid', fulfilled: 1 });
  });
});
