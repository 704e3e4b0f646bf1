import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MerchantFailed } from '../../src/actors/index.ts';
import { fen } from '../../src/money/fen.ts';
import { hours, minutes, seconds } from '../../src/time/index.ts';
import { PRICE, Shop } from './stage.ts';

const CLOSE = /\/close$/;
const QUERY = /\/out-trade-no\/[^/]+$/;
const ORDER = /\/jsapi$/;

describe('an unpaid order', () => {
  it('is asked after by the plan and then left alone', async () => {
    const shop = await Shop.open();
    await shop.tapPay();
    await shop.pass(hours(3));
    assert.equal(shop.calls('GET', QUERY).length, 7);
  });

  it('is asked after with the original parameters when its prepay_id is two hours old', async () => {
    const shop = await Shop.open();
    for (const wait of [hours(0), hours(1), minutes(59), minutes(1)]) {
      await shop.pass(wait);
      await shop.tapPay();
    }
    const [first, second, ...more] = shop.calls('POST', ORDER);
    assert.deepEqual(second?.request.body, first?.request.body);
    assert.deepEqual(more, []);
  });

  it('is closed a second after its time_expire, after a query', async () => {
    const shop = await Shop.open(minutes(30));
    await shop.tapPay();
    await shop.pass(minutes(30));
    assert.equal(shop.calls('POST', CLOSE).length, 0);
    await shop.pass(seconds(1));
    assert.equal((await shop.read()).state, 'closed');
    assert.equal(shop.calls('POST', CLOSE).length, 1);
    const last = shop.exchanges.at(-2);
    assert.ok(last?.method === 'GET' && QUERY.test(last.url));
  });

  it('is no failure while the gateway says nothing: closing is tried again until it works', async () => {
    const shop = await Shop.open(minutes(30));
    await shop.tapPay();
    await shop.pass(minutes(30));
    await shop.cast.gateway.setFault('*', 'error-500', 4);
    await shop.pass(seconds(1));
    assert.equal((await shop.read()).state, 'unpaid');
    await shop.pass(minutes(10));
    assert.equal((await shop.read()).state, 'unpaid');
    await shop.pass(minutes(10));
    assert.equal((await shop.read()).state, 'closed');
    assert.equal(shop.calls('POST', CLOSE).length, 1);
  });

  it('is no failure while the close is not answered', async () => {
    const shop = await Shop.open(minutes(30));
    await shop.tapPay();
    await shop.cast.gateway.setFault('POST *close', 'error-500', 2);
    await shop.pass(minutes(31));
    assert.equal((await shop.read()).state, 'unpaid');
    await shop.pass(minutes(10));
    assert.equal((await shop.read()).state, 'closed');
  });
});

describe('giving an order up', () => {
  it('closes it at WeChat Pay', async () => {
    const shop = await Shop.open();
    await shop.tapPay();
    await shop.cast.merchant.cancelOrder(shop.order);
    assert.equal((await shop.read()).state, 'closed');
    assert.equal(shop.calls('POST', CLOSE)[0]?.answer?.status, 204);
  });

  it('that is paid honours the payment', async () => {
    const shop = await Shop.open();
    await shop.cast.gateway.setFault('notification', 'lost');
    await shop.pay();
    await shop.cast.merchant.cancelOrder(shop.order);
    assert.deepEqual(await shop.read(), { state: 'paid', fulfilled: 1 });
    assert.equal(shop.calls('POST', CLOSE).length, 0);
  });

  it('that WeChat Pay has never heard of closes it at the merchant alone', async () => {
    const shop = await Shop.open();
    await shop.cast.merchant.cancelOrder(shop.order);
    assert.equal((await shop.read()).state, 'closed');
    assert.equal(shop.calls('POST', CLOSE).length, 0);
  });

  it('while the gateway is broken leaves it unpaid', async () => {
    const shop = await Shop.open();
    await shop.tapPay();
    await shop.cast.gateway.setFault('GET *', 'error-500', 2);
    await shop.cast.merchant.cancelOrder(shop.order);
    assert.equal((await shop.read()).state, 'unpaid');
  });
});

describe('what the front end says', () => {
  for (const errMsg of ['requestPayment:ok', 'requestPayment:fail cancel', 'anything']) {
    it(`("${errMsg}") proves nothing`, async () => {
      const shop = await Shop.open();
      await shop.pay('cancel');
      assert.equal(await shop.cast.merchant.returnFromCashier(shop.order, errMsg), 'unpaid');
      await shop.cast.gateway.setFault('notification', 'lost');
      await shop.pay();
      assert.equal(await shop.cast.merchant.returnFromCashier(shop.order, errMsg), 'paid');
    });
  }
});

describe('a refund', () => {
  const paid = async (): Promise<Shop> => {
    const shop = await Shop.open();
    await shop.pay();
    return shop;
  };

  it('is open when accepted and done when it arrived', async () => {
    const shop = await paid();
    const refund = await shop.cast.merchant.refund(shop.order, PRICE);
    assert.equal((await shop.read()).state, 'refunding');
    assert.equal(await shop.cast.merchant.readRefund(refund), 'refunding');
    await shop.pass(minutes(5));
    assert.equal((await shop.read()).state, 'refunded');
    assert.equal(await shop.cast.merchant.readRefund(refund), 'refunded');
  });

  it('that is closed leaves the order paid, and its amount can be asked for again', async () => {
    const shop = await paid();
    const refund = await shop.cast.merchant.refund(shop.order, PRICE);
    await shop.cast.gateway.settleRefund(refund, 'CLOSED');
    assert.equal(await shop.cast.merchant.readRefund(refund), 'failed');
    assert.equal((await shop.read()).state, 'paid');
    assert.notEqual(await shop.cast.merchant.refund(shop.order, PRICE), refund);
  });

  it('that is abnormal stays open', async () => {
    const shop = await paid();
    const refund = await shop.cast.merchant.refund(shop.order, PRICE);
    await shop.cast.gateway.settleRefund(refund, 'ABNORMAL');
    await shop.pass(hours(1));
    assert.equal(await shop.cast.merchant.readRefund(refund), 'refunding');
    assert.equal((await shop.read()).state, 'refunding');
  });

  it('is refused by the merchant itself where there is nothing to refund', async () => {
    const shop = await Shop.open();
    await assert.rejects(shop.cast.merchant.refund(shop.order, PRICE), MerchantFailed);
    const other = await paid();
    await other.cast.merchant.refund(other.order, fen(990));
    await assert.rejects(other.cast.merchant.refund(other.order, fen(1)), MerchantFailed);
    assert.equal(other.calls('POST', /\/refunds$/).length, 1);
  });
});
