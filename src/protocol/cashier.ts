export const CASHIER_ACTIONS = ['pay', 'cancel', 'fail'] as const;
/** What the payer does in front of the cashier (收银台). */
export type CashierAction = (typeof CASHIER_ACTIONS)[number];

/** What `wx.requestPayment` gives the mini program, and what the payer reads where the cashier refuses (D:4012791898). */
export interface CashierAnswer {
  readonly errMsg: string;
  readonly message?: string;
}

export const PAID_ERR_MSG = 'requestPayment:ok';
export const CANCELLED_ERR_MSG = 'requestPayment:fail cancel';
