import type { CashierAction, CashierAnswer } from '../protocol/cashier.ts';
import type { Coupon } from '../protocol/coupons.ts';
import type { PaymentParams } from '../protocol/pay-sign.ts';

/** The payer: calls `wx.requestPayment` with what the backend handed over, and acts at the cashier (收银台). */
export interface PayerActor {
  readonly openid: string;
  requestPayment(
    params: PaymentParams,
    action: CashierAction,
    openid?: string,
    coupons?: readonly Coupon[],
  ): Promise<CashierAnswer>;
}
