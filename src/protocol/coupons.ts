export const COUPON_TYPES = ['CASH', 'NOCASH'] as const;
/** Whether somebody has paid for the coupon before (充值型, the merchant gets it in full), or the merchant goes without (免充值型). */
export type CouponType = (typeof COUPON_TYPES)[number];

export const COUPON_SCOPES = ['GLOBAL', 'SINGLE'] as const;
/** Whether a coupon is for the whole order or for single goods. */
export type CouponScope = (typeof COUPON_SCOPES)[number];

export const COUPON_CONTRIBUTORS = ['wechatpay', 'merchant', 'other'] as const;
/** Who bears a coupon. */
export type CouponContributor = (typeof COUPON_CONTRIBUTORS)[number];

/** A coupon (代金券) as a payer uses it at the cashier: fen, and whatever else is to be told of it. */
export interface Coupon {
  readonly amount: number;
  readonly type: CouponType;
  readonly scope?: CouponScope;
  readonly coupon_id?: string;
  readonly name?: string;
  readonly stock_id?: string;
  readonly contributor?: CouponContributor;
}

/** A coupon as order queries and payment notifications tell it: one of the three contributions is its amount (D:4012791900). */
export interface PromotionDetail {
  readonly coupon_id: string;
  readonly name: string;
  readonly scope: CouponScope;
  readonly type: CouponType;
  readonly amount: number;
  readonly stock_id?: string;
  readonly wechatpay_contribute: number;
  readonly merchant_contribute: number;
  readonly other_contribute: number;
  readonly currency: 'CNY';
}

/** A coupon as a refund tells it (D:4012791903). */
export interface RefundedPromotion {
  readonly promotion_id: string;
  readonly scope: CouponScope;
  readonly type: CouponType;
  readonly amount: number;
  readonly refund_amount: number;
}
