import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Policy } from '../../src/gateway/policy.ts';
import { refundView } from '../../src/gateway/views.ts';
import type { RefundSource } from '../../src/protocol/payments.ts';
import { Books, outcome } from './books.ts';

describe('the accounts that a refund is paid from', () => {
  const asked = (from: readonly RefundSource[], changes: Partial<Policy> = {}) => {
    const books = Books.at('SUCCESS', changes);
    return { books, decision: books.refund(60, { amount: { refund: 60, total: 100, currency: 'CNY', from } }) };
  };
  const source = (account: RefundSource['account'], amount: number): RefundSource => ({ account, amount });

  it('are told again as they were named', () => {
    const from = [source('AVAILABLE', 40), source('UNAVAILABLE', 20)];
    const { books, decision } = asked(from);
    assert.equal(outcome(decision), 'refund');
    assert.deepEqual([...books.state.refunds.values()].map((refund) => refundView(refund).amount.from)[0], from);
  });

  for (const [what, from] of [
    ['less than the refund', [source('AVAILABLE', 59)]],
    ['more than the refund', [source('AVAILABLE', 60), source('UNAVAILABLE', 1)]],
    ['the same account twice', [source('AVAILABLE', 30), source('AVAILABLE', 30)]],
  ] as const) {
    it(`are refused with ${what}`, () => {
      const { books, decision } = asked(from);
      assert.equal(outcome(decision), '400 INVALID_REQUEST');
      assert.equal(books.find().status.tradeState, 'SUCCESS');
      assert.equal(outcome(asked(from, { refundSourcesWrong: 'PARAM_ERROR' }).decision), '400 PARAM_ERROR');
    });
  }
});
