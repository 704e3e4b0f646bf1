import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { type BillChange, MerchantFailed } from '../../src/actors/index.ts';
import { fenIn, paymentsIn, sha1Of, unpacked } from '../../src/merchant/bill-payments.ts';
import { ModelMerchant } from '../../src/merchant/model-merchant.ts';
import { type Fen, fen } from '../../src/money/fen.ts';
import { mockTarget } from '../../src/targets/mock/mock.ts';
import { days, hours, minutes } from '../../src/time/index.ts';
import { fieldOf } from '../../src/workflow/trade-checks.ts';
import { PRICE, Shop } from './stage.ts';

const DAY = '2026-01-15';
const APPLICATION = /\/v3\/bill\/tradebill/;
const DOWNLOAD = /\/v3\/billdownload\/file/;

const numberOf = (shop: Shop): string =>
  String(fieldOf(shop.calls('POST', /\/jsapi$/)[0]?.request.body, 'out_trade_no'));

const alter = (shop: Shop, ...changes: readonly BillChange[]): Promise<void> => {
  const { gateway } = shop.cast;
  assert.ok(gateway.alterBills, 'the mock hands out bills with differences');
  return gateway.alterBills(changes);
};

const extra = (shop: Shop, total: Fen = PRICE): BillChange => ({
  kind: 'unknown-order',
  outTradeNo: 'nobodys-order',
  transactionId: '4200000000000000000000000001',
  like: numberOf(shop),
  total,
});

/** Begins on a day at ten o'clock. */
async function sold(pay = true): Promise<Shop> {
  const shop = await Shop.open();
  if (pay) await shop.pay();
  else await shop.tapPay();
  return shop;
}

describe('a day, reconciled by the model merchant', () => {
  it('has no difference where the bill tells what happened', async () => {
    const shop = await sold();
    await shop.pass(days(1));
    assert.deepEqual(await shop.cast.merchant.reconcile(DAY), { count: 0, differences: [] });
    assert.equal(shop.calls('GET', APPLICATION).length, 1);
    assert.equal(shop.calls('GET', DOWNLOAD)[0]?.requestSignature, 'valid');
  });

  it('has each of the four differences', async () => {
    const shop = await sold();
    const number = numberOf(shop);
    await shop.pass(days(1));
    const kinds = async (...changes: readonly BillChange[]) => {
      await alter(shop, ...changes);
      return (await shop.cast.merchant.reconcile(DAY)).differences;
    };
    assert.deepEqual(await kinds(extra(shop)), [{ order: 'nobodys-order', kind: 'unknown' }]);
    assert.deepEqual(await kinds({ kind: 'left-out', outTradeNo: number }, extra(shop)), [
      { order: 'nobodys-order', kind: 'unknown' },
      { order: number, kind: 'missing' },
    ]);
    assert.deepEqual(await kinds({ kind: 'other-amount', outTradeNo: number, total: fen(PRICE + 1) }), [
      { order: number, kind: 'amount' },
    ]);
    const deaf = await sold(false);
    await deaf.cast.gateway.setFault('notification', 'lost');
    await deaf.pass(hours(1));
    await deaf.pay();
    await deaf.pass(days(1));
    assert.equal((await deaf.read()).state, 'unpaid');
    assert.deepEqual((await deaf.cast.merchant.reconcile(DAY)).differences, [
      { order: numberOf(deaf), kind: 'unpaid' },
    ]);
    assert.deepEqual(await deaf.read(), { state: 'paid', fulfilled: 1 });
    assert.deepEqual((await deaf.cast.merchant.reconcile(DAY)).differences, []);
  });

  it('misses all that was paid where there is no bill at all', async () => {
    const shop = await sold();
    await alter(shop, { kind: 'left-out', outTradeNo: numberOf(shop) });
    await shop.pass(days(1));
    assert.deepEqual((await shop.cast.merchant.reconcile(DAY)).differences, [
      { order: numberOf(shop), kind: 'missing' },
    ]);
  });

  it('is that of the payment, not that on which the merchant heard of it', async () => {
    const shop = await sold(false);
    await shop.cast.gateway.setFault('notification', 'lost');
    await shop.pay();
    await shop.cast.gateway.setFault('GET /v3/pay/transactions/*', 'error-500');
    await shop.pass(days(1));
    await shop.cast.gateway.clearFaults?.();
    await shop.cast.merchant.returnFromCashier(shop.order, 'requestPayment:ok');
    assert.equal((await shop.read()).state, 'paid');
    assert.deepEqual((await shop.cast.merchant.reconcile(DAY)).differences, []);
    await shop.pass(days(1));
    assert.deepEqual((await shop.cast.merchant.reconcile('2026-01-16')).differences, []);
  });

  it('is not reconciled before ten, nor by a file that is not whole, nor where there is no such day', async () => {
    const shop = await sold();
    await shop.pass(hours(23));
    await assert.rejects(shop.cast.merchant.reconcile(DAY), MerchantFailed);
    assert.equal(shop.calls('GET', APPLICATION).length, 0);
    await shop.pass(minutes(61));
    await alter(shop, { ...extra(shop), afterHash: true });
    await assert.rejects(shop.cast.merchant.reconcile(DAY), /its hash is another/);
    assert.equal(shop.calls('GET', DOWNLOAD).length, 1);
    await alter(shop);
    await shop.cast.gateway.setFault('GET /v3/billdownload/file', 'error-500', 2);
    await assert.rejects(shop.cast.merchant.reconcile(DAY), /cannot be downloaded: HTTP 500/);
    await assert.rejects(shop.cast.merchant.reconcile('2026-02-30'), /no day/);
    assert.deepEqual((await shop.cast.merchant.reconcile(DAY)).differences, []);
  });

  it('can be reconciled by a packed bill', async () => {
    class Packs extends ModelMerchant {
      protected override readonly packsBills = true;
    }
    const { cast, trace } = mockTarget({ merchant: Packs })({ seed: 1, place: 'a.feature:1' }) as Opened;
    const order = await cast.merchant.placeOrder({ price: PRICE });
    await cast.payer.requestPayment(await cast.merchant.paymentParams(order), 'pay');
    await cast.gateway.advance(days(1));
    assert.deepEqual(await cast.merchant.reconcile(DAY), { count: 0, differences: [] });
    assert.ok(trace.events.some((event) => event.kind === 'exchange' && event.url.includes('tar_type=GZIP')));
  });
});

type Opened = Awaited<ReturnType<ReturnType<typeof mockTarget>>>;

describe('a bill, as a merchant reads it', () => {
  it('has amounts that are whole fen by their digits', () => {
    const read = ['`0.07', '0.07', '19.90', '1.10000', '1.10001', '-1.00', '1', undefined].map((text) => fenIn(text));
    assert.deepEqual(read, [undefined, 7, 1990, 110, undefined, undefined, undefined, undefined]);
  });

  it('has payments, and refunds that are none', () => {
    const text = [
      '商户订单号,交易状态,订单金额',
      '`A1,`SUCCESS,`9.90',
      '`A1,`REFUND,`0.00',
      '总交易单数,订单总金额',
      '`2,`9.90',
      '',
    ].join('\r\n');
    const total = (row: Readonly<Record<string, string>>) => fenIn(row['订单金额']);
    assert.deepEqual(paymentsIn(text, total), [{ outTradeNo: 'A1', total: 990 }]);
    assert.throws(() => paymentsIn('<html>', total), MerchantFailed);
    assert.throws(() => paymentsIn(text.replace('9.90', '9.9'), total), MerchantFailed);
  });

  it('is unpacked where it is packed', () => {
    const bytes = Buffer.from('a bill');
    assert.deepEqual(unpacked(bytes), bytes);
    assert.deepEqual(unpacked(gzipSync(bytes)), bytes);
    assert.throws(() => unpacked(gzipSync(bytes).subarray(0, 12)), MerchantFailed);
    assert.equal(sha1Of(Buffer.from('abc')), 'a9993e364706816aba3e25717850c26c9cd0d89d');
  });
});
