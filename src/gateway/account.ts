import { type Fen, fen } from '../money/fen.ts';
import type { Instant } from '../time/index.ts';
import { feeOfPayment } from './bills/fees.ts';
import { refundAmounts, settledTotal } from './coupons.ts';
import type { Account, Payment, Refund } from './state.ts';

/** What comes into the merchant's account with a payment: what the merchant gets, less the fee. Older records knew of no fee. */
export const creditOf = (total: Fen, payment: Payment): number =>
  netOf(settledTotal(total, payment), feeOfPayment(total, payment, 0));

/** What goes out with a refund: what the merchant got of it, less what of the fee comes back (D:4013071031). */
export const debitOf = (refund: Pick<Refund, 'amount' | 'total' | 'sharing' | 'fee'>): number =>
  netOf(refundAmounts(refund).settledRefund, refund.fee ?? fen(0));

const netOf = (amount: Fen, fee: Fen): number => Math.max(0, amount - fee);

/** Money comes in, or goes out where it is negative. */
export function moveMoney(account: Account, amount: number): void {
  account.moved = (account.moved ?? 0) + amount;
  if (account.balance !== undefined) account.balance = fen(account.balance + amount);
}

/** From now on the account holds so much. What was there or lacking has been put in or taken out. */
export function setBalance(account: Account, balance: Fen, at: Instant): void {
  const amount = balance - (account.moved ?? 0);
  account.settings = [...(account.settings ?? []), { at, amount }];
  account.moved = balance;
  account.balance = balance;
}
