import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { creditOf, debitOf, moveMoney } from '../../src/gateway/account.ts';
import type { UsedCoupon } from '../../src/gateway/coupons.ts';
import type { Account, Payment } from '../../src/gateway/state.ts';
import { fen } from '../../src/money/fen.ts';
import { BEGIN } from './books.ts';

const whole = {
  id: 'c',
  name: 'n',
  scope: 'GLOBAL',
  type: 'NOCASH',
  amount: fen(100),
  contributor: 'merchant',
} as const;
const payment = (coupons: readonly UsedCoupon[], feeRate?: number): Payment => ({
  transactionId: 't',
  at: BEGIN,
  coupons,
  ...(feeRate === undefined ? {} : { feeRate }),
});

/** What the merchant gets, less the fee, and never less than nothing (D:4013071246, D:4013071031). */
describe('what comes into the account', () => {
  for (const [what, total, paid, expected] of [
    ['less the fee', 1_000_000, payment([], 60), 994_000],
    ['nothing of an order that its coupons paid', 100, payment([whole], 60), 0],
    ['all, by records from before there were fees', 1_000_000, payment([]), 1_000_000],
  ] as const) {
    it(`is ${what}`, () => assert.equal(creditOf(fen(total), paid), expected));
  }
});

describe('what goes out of the account', () => {
  for (const [what, fee, expected] of [
    ['less the fee that comes back', 1, 2],
    ['nothing where the fee is all of it', 3, 0],
    ['nothing, and no gain, where the fee is rounded to more', 4, 0],
  ] as const) {
    it(`is ${what}`, () => assert.equal(debitOf({ amount: fen(3), total: fen(10), fee: fen(fee) }), expected));
  }

  it('is all of it, by records from before there were fees', () => {
    assert.equal(debitOf({ amount: fen(3), total: fen(10) }), 3);
  });
});

describe('an account', () => {
  it('notes what came and went from its first fen on, also where nobody has set a balance (F§7)', () => {
    const account: Account = {};
    moveMoney(account, 5);
    moveMoney(account, -2);
    assert.deepEqual(account, { moved: 3 });
  });
});
