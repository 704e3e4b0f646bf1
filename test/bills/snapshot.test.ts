import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { feeOf } from '../../src/gateway/bills/fees.ts';
import { fen } from '../../src/money/fen.ts';
import { days, minutes, Timeline } from '../../src/time/index.ts';
import { on, Shop } from './shop.ts';

/** A bank that says nothing by itself. */
const SLOW = { policy: { refundArrival: days(10) } };

const statesIn = (shop: Shop, date: string): readonly (string | undefined)[] =>
  shop.read(shop.tradeBill(date, 'REFUND')).rows.map((row) => row['退款状态']);

describe('a bill shows refunds as they stood at nine o’clock of the next day', () => {
  for (const [status, shown] of [
    ['SUCCESS', 'SUCCESS'],
    ['CLOSED', 'FAIL'],
    ['ABNORMAL', 'CHANGE'],
  ] as const) {
    it(`${status} before is ${shown}, after it is PROCESSING for good`, async () => {
      const shop = await Shop.open(SLOW);
      await shop.sold('order-1', 100);
      shop.refunded('order-1', 'before', 30, 100);
      await shop.until(on(15, '12:00:00'));
      shop.refunded('order-1', 'after', 30, 100);
      await shop.until(on(16, '09:00:00'));
      shop.settled('before', status);
      await shop.until(on(16, '09:00:01'));
      shop.settled('after', status);
      await shop.until(on(16, '10:00:00'));
      assert.deepEqual(statesIn(shop, '2026-01-15'), [shown, 'PROCESSING']);
      const early = shop.tradeBill('2026-01-15').json['hash_value'];
      await shop.until(on(20, '10:00:00'));
      assert.equal(shop.tradeBill('2026-01-15').json['hash_value'], early);
    });
  }

  it('an ABNORMAL one that succeeded in time is SUCCESS, at the moment of its success', async () => {
    const shop = await Shop.open(SLOW);
    await shop.sold('order-1', 100);
    shop.refunded('order-1', 'r', 30, 100);
    shop.settled('r', 'ABNORMAL');
    await shop.until(on(15, '18:30:00'));
    shop.settled('r', 'SUCCESS');
    await shop.until(on(16, '10:00:00'));
    const [row] = shop.read(shop.tradeBill('2026-01-15', 'REFUND')).rows;
    assert.deepEqual([row?.['退款状态'], row?.['退款成功时间']], ['SUCCESS', '2026-01-15 18:30:00']);
  });

  it('one that was closed has no moment of success', async () => {
    const shop = await Shop.open(SLOW);
    await shop.sold('order-1', 100);
    shop.refunded('order-1', 'r', 30, 100);
    shop.settled('r', 'CLOSED');
    await shop.until(on(16, '10:00:00'));
    assert.equal(shop.read(shop.tradeBill('2026-01-15', 'REFUND')).rows[0]?.['退款成功时间'], '');
  });
});

describe('the day of a row', () => {
  it('is that of the payment, and that of the refund’s acceptance', async () => {
    const shop = await Shop.open();
    await shop.until(on(15, '23:59:59'));
    await shop.sold('order-late', 100);
    shop.refunded('order-late', 'same-day', 10, 100);
    await shop.until(on(16, '00:00:00'));
    await shop.sold('order-early', 200);
    shop.refunded('order-late', 'next-day', 20, 100);
    await shop.until(on(17, '10:00:00'));
    const numbersOf = (date: string): readonly string[] =>
      shop
        .read(shop.tradeBill(date))
        .rows.map((row) => `${row['交易状态']} ${row['商户订单号']} ${row['商户退款单号']}`);
    assert.deepEqual(numbersOf('2026-01-15'), ['SUCCESS order-late 0', 'REFUND order-late same-day']);
    assert.deepEqual(numbersOf('2026-01-16'), ['SUCCESS order-early 0', 'REFUND order-late next-day']);
  });

  it('is the merchant’s, for payers with a clock of their own too', async () => {
    const shop = await Shop.open();
    await shop.sold('order-main', 100);
    const own = Timeline.frozen(on(15, '12:00:00'));
    shop.merchant.books.openFor('payer-with-clock', own);
    const { json } = shop.order({ out_trade_no: 'elsewhere', payer: { openid: 'payer-with-clock' } });
    assert.ok(json['prepay_id']);
    shop.merchant.books.ofPayer('payer-with-clock').execute((fresh) => ({
      type: 'open-cashier',
      params: {
        appId: shop.orderRequest().appid,
        timeStamp: '1',
        nonceStr: 'n',
        package: `prepay_id=${String(json['prepay_id'])}`,
        signType: 'RSA',
        paySign: 's',
      },
      paySignVerifies: true,
      openid: 'payer-with-clock',
      action: 'pay',
      ...fresh,
    }));
    await shop.until(on(16, '10:00:00'));
    const numbers = shop.read(shop.tradeBill('2026-01-15')).rows.map((row) => row['商户订单号']);
    assert.deepEqual(numbers, ['order-main', 'elsewhere']);
  });
});

describe('the fee', () => {
  it('is rounded to the nearest fen, half of one up', () => {
    const fees = [1, 83, 84, 249, 250, 10_000, 1_000_000_000].map((total) => feeOf(fen(total), 60));
    assert.deepEqual(fees, [0, 0, 1, 1, 2, 60, 6_000_000]);
    assert.deepEqual([feeOf(fen(99), 0), feeOf(fen(99), 10_000)], [0, 99]);
  });

  it('comes back in proportion, and never more of it than was taken', async () => {
    const shop = await Shop.open({ policy: { refundGap: minutes(0) } });
    await shop.sold('order-1', 250);
    for (const [index, part] of [84, 83, 83].entries()) shop.refunded('order-1', `r-${index}`, part, 250);
    await shop.until(on(16, '10:00:00'));
    const { rows, sums } = shop.read(shop.tradeBill('2026-01-15'));
    assert.deepEqual(
      rows.map((row) => row['手续费']),
      ['0.02', '-0.01', '-0.01', '0.00'],
    );
    assert.equal(sums['手续费总金额'], '0.00');
  });

  it('comes back in full with the refund that makes up the whole order', async () => {
    const shop = await Shop.open();
    await shop.sold('order-1', 250);
    for (const index of [1, 2, 3, 4, 5]) shop.refunded('order-1', `r-${index}`, 50, 250);
    await shop.until(on(16, '10:00:00'));
    const fees = shop.read(shop.tradeBill('2026-01-15')).rows.map((row) => row['手续费']);
    assert.deepEqual(fees, ['0.02', '0.00', '0.00', '0.00', '0.00', '-0.02']);
  });

  it('of a refund that was closed can come back with the next', async () => {
    const shop = await Shop.open({ policy: { refundArrival: days(10) } });
    await shop.sold('order-1', 10_000);
    shop.refunded('order-1', 'first', 10_000, 10_000).settled('first', 'CLOSED');
    await shop.until(on(15, '11:00:00'));
    shop.refunded('order-1', 'second', 10_000, 10_000);
    await shop.until(on(16, '10:00:00'));
    const fees = shop.read(shop.tradeBill('2026-01-15')).rows.map((row) => row['手续费']);
    assert.deepEqual(fees, ['0.60', '-0.60', '-0.60']);
  });

  it('is of the rate that the policy says', async () => {
    const shop = await Shop.open({ policy: { feeRate: 38 } });
    await shop.sold('order-1', 10_000);
    await shop.until(on(16, '10:00:00'));
    const [row] = shop.read(shop.tradeBill('2026-01-15')).rows;
    assert.deepEqual([row?.['手续费'], row?.['费率']], ['0.38', '0.38%']);
  });
});
