import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { MerchantOrder } from '../../src/merchant/order-book.ts';
import { nextLook, POLLING_PLAN } from '../../src/merchant/polling-plan.ts';
import { fen } from '../../src/money/fen.ts';
import { minutes, plus, seconds } from '../../src/time/index.ts';
import { orderRequest } from '../gateway/books.ts';
import { BEGIN } from './scripted.ts';

const order = (changes: Partial<MerchantOrder> = {}): MerchantOrder => ({
  id: 'a',
  request: orderRequest(),
  price: fen(100),
  createdAt: BEGIN,
  prepay: { id: 'wx1', at: BEGIN },
  state: 'unpaid',
  fulfilled: 0,
  refunds: [],
  polls: 0,
  ...changes,
});

describe('the polling plan', () => {
  it('is the documented one', () => {
    assert.deepEqual(
      POLLING_PLAN.map((wait) => wait / 1_000),
      [5, 30, 60, 180, 300, 600, 1_800],
    );
  });

  it('goes rung by rung from the order on', () => {
    for (const [polls, wait] of POLLING_PLAN.entries())
      assert.equal(nextLook(order({ polls }), undefined), plus(BEGIN, wait));
    assert.equal(nextLook(order({ polls: POLLING_PLAN.length }), undefined), undefined);
  });

  it('gives way to a deadline that is earlier, and ends with one', () => {
    const deadline = plus(BEGIN, seconds(20));
    assert.equal(nextLook(order(), deadline), plus(BEGIN, seconds(5)));
    assert.equal(nextLook(order({ polls: 1 }), deadline), deadline);
    assert.equal(nextLook(order({ polls: POLLING_PLAN.length }), plus(BEGIN, minutes(60))), plus(BEGIN, minutes(60)));
  });

  it('is not for orders that nobody can pay or that are settled', () => {
    const { prepay: _, ...unasked } = order();
    assert.equal(nextLook(unasked, BEGIN), undefined);
    for (const state of ['paid', 'closed', 'refunding', 'refunded', 'failed'] as const)
      assert.equal(nextLook(order({ state }), BEGIN), undefined);
  });
});
