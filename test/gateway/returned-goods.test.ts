import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Books, outcome } from './books.ts';

const TEA = { merchant_goods_id: 'tea', quantity: 2, unit_price: 25 };
const CUP = { merchant_goods_id: 'cup', quantity: 1, unit_price: 50 };
const tea = { merchant_goods_id: 'tea', unit_price: 25, refund_amount: 25, refund_quantity: 1 };
const cup = { merchant_goods_id: 'cup', unit_price: 50, refund_amount: 50, refund_quantity: 1 };

function given(back: readonly (typeof tea)[], detail?: { goods_detail?: (typeof TEA)[]; invoice_id?: string }): string {
  const books = new Books();
  books.order(detail ? { detail } : {});
  books.cashier('pay');
  return outcome(books.refund(50, { goods_detail: [...back] }));
}

/** The order's goods are those that its detail names, at the price that it names (D:4012791903). */
describe('goods that are given back', () => {
  const sold = { goods_detail: [TEA, CUP] };

  for (const [what, back] of Object.entries({
    'one of the order': [tea],
    'one at the end of its list': [cup],
    'as many as were ordered': [{ ...tea, refund_quantity: 2 }],
    'several of the order': [tea, cup],
  })) {
    it(`may be ${what}`, () => assert.equal(given(back, sold), 'refund'));
  }

  for (const [what, back] of Object.entries({
    'others than were ordered': [{ ...tea, merchant_goods_id: 'pot' }],
    'dearer ones': [{ ...tea, unit_price: 26 }],
    'more of them': [{ ...tea, refund_quantity: 3 }],
    'one of the order beside another that is none': [tea, { ...cup, unit_price: 51 }],
  })) {
    it(`may not be ${what}`, () => assert.equal(given(back, sold), '400 INVALID_REQUEST'));
  }

  it('may be any where the order names none', () => {
    assert.deepEqual([given([tea]), given([tea], { invoice_id: 'wx123' })], ['refund', 'refund']);
  });
});
