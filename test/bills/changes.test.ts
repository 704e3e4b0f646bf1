import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import type { BillChange } from '../../src/actors/index.ts';
import { fen } from '../../src/money/fen.ts';
import { on, Shop } from './shop.ts';

const DAY = '2026-01-15';

const EXTRA: BillChange = {
  kind: 'unknown-order',
  outTradeNo: 'order-of-nobody',
  transactionId: '4200000000000000000000000001',
  like: 'order-1',
  total: fen(700),
};

/** A shop that sold two things on a day, the first of which it refunded a part of; on the next morning. */
async function opened(...changes: readonly BillChange[]): Promise<Shop> {
  const shop = await Shop.open();
  await shop.sold('order-1', 990);
  await shop.sold('order-2', 1_990);
  shop.refunded('order-1', 'refund-1', 300, 990);
  await shop.until(on(16, '10:30:00'));
  shop.merchant.billChanges = changes;
  return shop;
}

const ordersIn = (shop: Shop): readonly string[] =>
  shop.read(shop.tradeBill(DAY)).rows.map((row) => `${row['商户订单号']} ${row['交易状态']} ${row['订单金额']}`);

describe('a bill that is to tell something else than happened', () => {
  it('tells it, and adds up', async () => {
    const shop = await opened(EXTRA, { kind: 'other-amount', outTradeNo: 'order-2', total: fen(2_000) });
    assert.deepEqual(ordersIn(shop).toSorted(), [
      'order-1 REFUND 0.00',
      'order-1 SUCCESS 9.90',
      'order-2 SUCCESS 20.00',
      'order-of-nobody SUCCESS 7.00',
    ]);
    const { sums, rows } = shop.read(shop.tradeBill(DAY));
    assert.equal(sums['总交易单数'], '4');
    assert.equal(sums['订单总金额'], '36.90');
    const extra = rows.find((row) => row['商户订单号'] === 'order-of-nobody');
    assert.equal(extra?.['微信订单号'], '4200000000000000000000000001');
    assert.equal(extra?.['手续费'], '0.04');
  });

  it('leaves an order out with all its refunds', async () => {
    const shop = await opened({ kind: 'left-out', outTradeNo: 'order-1' });
    assert.deepEqual(ordersIn(shop), ['order-2 SUCCESS 19.90']);
    const alone = await opened(
      { kind: 'left-out', outTradeNo: 'order-1' },
      { kind: 'left-out', outTradeNo: 'order-2' },
    );
    assert.equal(alone.tradeBill(DAY).json['code'], 'NO_STATEMENT_EXIST');
  });

  it('has the right hash, packed too, and the other one only where it was changed on its way', async () => {
    const fits = (shop: Shop, packed: boolean): boolean => {
      const applied = shop.tradeBill(DAY, undefined, packed);
      const file = shop.downloaded(applied);
      const hash = createHash('sha1').update(packed ? gunzipSync(file) : file);
      return hash.digest('hex') === applied.json['hash_value'];
    };
    for (const packed of [false, true]) {
      assert.equal(fits(await opened(EXTRA), packed), true);
      const changed = await opened({ ...EXTRA, afterHash: true });
      assert.equal(fits(changed, packed), false);
      assert.ok(ordersIn(changed).includes('order-of-nobody SUCCESS 7.00'));
      changed.merchant.billChanges = [];
      assert.equal(fits(changed, packed), true);
    }
  });

  it('changes nothing of what happened', async () => {
    const shop = await opened(EXTRA, { kind: 'left-out', outTradeNo: 'order-2' });
    shop.tradeBill(DAY);
    assert.deepEqual([...shop.state.orders.keys()], ['order-1', 'order-2']);
    assert.equal(shop.state.orders.get('order-1')?.refunds.length, 1);
  });

  it('tells nothing of an order like one that was not paid', async () => {
    const shop = await opened({ ...EXTRA, like: 'no-such-order' });
    assert.equal(ordersIn(shop).length, 3);
  });
});

describe('a bill that has nothing left to tell', () => {
  it('cannot be downloaded any more', async () => {
    const shop = await opened();
    const target = shop.targetOf(shop.tradeBill(DAY));
    shop.merchant.billChanges = ['order-1', 'order-2'].map((outTradeNo) => ({ kind: 'left-out', outTradeNo }));
    const answer = shop.call('GET', target);
    assert.deepEqual([answer.status, answer.json['code']], [400, 'INVALID_REQUEST']);
  });

  it('is not made more by an order like one that nobody paid', async () => {
    const shop = await opened();
    shop.order({ out_trade_no: 'unpaid-1' });
    const before = ordersIn(shop);
    shop.merchant.billChanges = [{ ...EXTRA, like: 'unpaid-1' } as BillChange];
    assert.deepEqual(ordersIn(shop), before);
  });
});
