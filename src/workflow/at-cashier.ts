import { type CashierAction, cashierMessages } from '../protocol/cashier.ts';
import type { Coupon } from '../protocol/coupons.ts';
import type { Purchase } from './purchase.ts';

/** What the cashier says to payment params that nobody could pay with, however the order stands. */
const NEVER_OPENS: readonly (string | undefined)[] = [
  cashierMessages.noPrepayId,
  cashierMessages.wrongAppId,
  cashierMessages.wrongSignature,
  cashierMessages.otherPayer,
];

/** The payer acts at the cashier, which is taken to open for what the merchant handed over: rules of their own judge that. */
export async function actAtCashier(
  purchase: Purchase,
  action: CashierAction,
  coupons: readonly Coupon[] = [],
): Promise<void> {
  if (coupons.length > 0) purchase.stage.need('coupons');
  const { errMsg, message } = await purchase.atCashier(action, coupons);
  if (NEVER_OPENS.includes(message))
    purchase.stage.stop('prerequisite', `the cashier did not take the payment: ${errMsg}`);
}
