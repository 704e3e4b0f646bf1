import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import type { BillChange } from '../../src/actors/index.ts';
import { statesTold } from '../../src/gateway/bills/bill-changes.ts';
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

  it('tells another amount of the same payment, and its refunds as they were', async () => {
    const shop = await opened();
    const truth = shop.read(shop.tradeBill(DAY)).rows;
    shop.merchant.billChanges = [{ kind: 'other-amount', outTradeNo: 'order-1', total: fen(1_000) }];
    const [payment, ...others] = shop.read(shop.tradeBill(DAY)).rows;
    const amounts = { 应结订单金额: '10.00', 订单金额: '10.00' };
    assert.deepEqual([payment, ...others], [{ ...truth[0], ...amounts }, ...truth.slice(1)]);
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

describe('a merchant’s books as its bills tell them', () => {
  it('are the very books where nothing is changed', async () => {
    const { merchant, state } = await opened();
    for (const form of ['as hashed', 'as sent'] as const) assert.equal(statesTold(merchant, form)[0], state);
    delete merchant.billChanges;
    assert.equal(statesTold(merchant, 'as sent')[0], state);
    merchant.billChanges = [{ ...EXTRA, afterHash: true }];
    assert.equal(statesTold(merchant, 'as hashed')[0], state);
  });

  it('have a paid order more, with no refund, where they tell of one that there is not', async () => {
    const { merchant, state } = await opened(EXTRA);
    const like = state.orders.get('order-1');
    assert.ok(like?.status.tradeState === 'REFUND');
    const { amount } = like.request;
    assert.deepEqual(statesTold(merchant, 'as hashed')[0]?.orders.get('order-of-nobody'), {
      ...like,
      request: { ...like.request, out_trade_no: 'order-of-nobody', amount: { ...amount, total: 700 } },
      total: 700,
      refunds: [],
      status: {
        tradeState: 'SUCCESS',
        payment: { transactionId: '4200000000000000000000000001', at: like.status.payment.at },
      },
    });
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
