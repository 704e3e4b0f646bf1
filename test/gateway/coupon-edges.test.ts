import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sharedOut, sharingOf } from '../../src/gateway/coupons.ts';
import { orderView } from '../../src/gateway/views.ts';
import { fen } from '../../src/money/fen.ts';
import type { Coupon } from '../../src/protocol/coupons.ts';
import { Books } from './books.ts';

const cash = (amount: number): Coupon => ({ amount, type: 'CASH' });

describe('the edges of sharing out', () => {
  it('a part that is nothing bears nothing, and neither does one after all is borne', () => {
    const part = (whole: number, left = whole) => ({ whole: fen(whole), left: fen(left) });
    assert.deepEqual(sharedOut(fen(5), [part(5), part(0)]), [5, 0]);
    assert.deepEqual(sharedOut(fen(5), [part(0), part(5)]), [0, 5]);
    assert.deepEqual(sharedOut(fen(0), [part(0), part(0)]), [0, 0]);
  });

  it('a refund of before coupons were kept has borne nothing of them', () => {
    const coupon = {
      id: 'c',
      name: 'n',
      scope: 'GLOBAL',
      type: 'CASH',
      amount: fen(40),
      contributor: 'merchant',
    } as const;
    const shares = (earlier: Parameters<typeof sharingOf>[3]) =>
      sharingOf(fen(50), fen(100), { coupons: [coupon] }, earlier);
    assert.deepEqual(shares([{}]), shares([]));
    assert.deepEqual(shares([{}]), { payerTotal: 60, payerRefund: 30, coupons: [{ coupon, refund: 20 }] });
  });
});

describe('a coupon of a payment', () => {
  for (const contributor of ['wechatpay', 'merchant', 'other'] as const) {
    it(`is paid by ${contributor} alone (F§1.2)`, () => {
      const books = new Books();
      books.order();
      books.cashier('pay', { coupons: [{ ...cash(40), contributor, stock_id: 's', coupon_id: 'c', name: 'n' }] });
      const [told] = orderView(books.find()).promotion_detail ?? [];
      assert.deepEqual(told, {
        coupon_id: 'c',
        name: 'n',
        scope: 'GLOBAL',
        type: 'CASH',
        amount: 40,
        stock_id: 's',
        wechatpay_contribute: 0,
        merchant_contribute: 0,
        other_contribute: 0,
        [`${contributor}_contribute`]: 40,
        currency: 'CNY',
      });
    });
  }

  it('has no stock_id where none was given, and a number of its own', () => {
    const books = new Books();
    books.order();
    books.cashier('pay', { coupons: [cash(10), cash(20)] });
    const told = orderView(books.find()).promotion_detail ?? [];
    assert.deepEqual(
      told.map(({ coupon_id }) => coupon_id),
      ['00000000000000021', '00000000000000022'],
    );
    assert.ok(told.every((one) => !('stock_id' in one)));
  });
});
