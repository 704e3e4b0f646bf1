/** The wire's own shapes for orders and refunds of Mini Program payment: field names and nesting as documented, amounts in fen. */

import type { PromotionDetail, RefundedPromotion } from './coupons.ts';

export const TRADE_STATES = ['NOTPAY', 'SUCCESS', 'CLOSED', 'REFUND'] as const;
/** The states an order of Mini Program payment can be in (D:4012791911 §3). */
export type TradeState = (typeof TRADE_STATES)[number];

export const REFUND_STATUSES = ['PROCESSING', 'SUCCESS', 'CLOSED', 'ABNORMAL'] as const;
export type RefundStatus = (typeof REFUND_STATUSES)[number];

/** The body of `POST /v3/pay/transactions/jsapi` (D:4012791897). */
export interface OrderRequest {
  readonly appid: string;
  readonly mchid: string;
  readonly description: string;
  readonly out_trade_no: string;
  readonly time_expire?: string;
  readonly attach?: string;
  readonly notify_url: string;
  readonly goods_tag?: string;
  readonly support_fapiao?: boolean;
  readonly amount: { readonly total: number; readonly currency?: 'CNY' };
  readonly payer: { readonly openid: string };
  readonly detail?: { readonly goods_detail?: readonly OrderedGood[] };
  readonly scene_info?: { readonly payer_client_ip: string; readonly device_id?: string };
  readonly settle_info?: { readonly profit_sharing?: boolean };
}

/** Of some goods, how many were ordered, and the price of one in fen (D:4012791897). */
export interface OrderedGood {
  readonly merchant_goods_id: string;
  readonly quantity: number;
  readonly unit_price: number;
}

/** What an order query answers, and what a success notification carries encrypted (D:4012791900, D:4012791902). */
export interface OrderView {
  readonly appid: string;
  readonly mchid: string;
  readonly out_trade_no: string;
  readonly transaction_id?: string;
  readonly trade_type?: 'JSAPI';
  readonly trade_state: TradeState;
  readonly trade_state_desc: string;
  readonly bank_type?: string;
  readonly attach?: string;
  readonly success_time?: string;
  readonly payer?: { readonly openid: string };
  readonly amount?: {
    readonly total: number;
    readonly payer_total?: number;
    readonly currency: 'CNY';
    readonly payer_currency?: 'CNY';
  };
  readonly scene_info?: { readonly device_id: string };
  /** Only where coupons were used. */
  readonly promotion_detail?: readonly PromotionDetail[];
}

/** The body of `POST /v3/refund/domestic/refunds` (D:4012791903). */
export interface RefundRequest {
  readonly transaction_id?: string;
  readonly out_trade_no?: string;
  readonly out_refund_no: string;
  readonly reason?: string;
  readonly notify_url?: string;
  readonly amount: {
    readonly refund: number;
    readonly total: number;
    readonly currency: 'CNY';
    readonly from?: readonly RefundSource[];
  };
  readonly goods_detail?: readonly ReturnedGood[];
}

/** Goods that are given back, with the price of one and what is given back for them in fen (D:4012791903). */
export interface ReturnedGood {
  readonly merchant_goods_id: string;
  readonly unit_price: number;
  readonly refund_amount: number;
  readonly refund_quantity: number;
}

/** From which of the merchant's accounts a refund is paid, and how much of it (D:4012791903). */
export interface RefundSource {
  readonly account: 'AVAILABLE' | 'UNAVAILABLE';
  readonly amount: number;
}

/** The body of `POST …/apply-abnormal-refund`: the two names are encrypted (D:4012791905). */
export interface AbnormalRefundRequest {
  readonly out_refund_no: string;
  readonly type: 'USER_BANK_CARD' | 'MERCHANT_BANK_CARD';
  readonly bank_type?: string;
  readonly bank_account?: string;
  readonly real_name?: string;
}

/** How the money of a refund goes back (D:4012791903). */
export type RefundChannel = 'ORIGINAL' | 'OTHER_BANKCARD';

/** A refund as application and query answer it (D:4012791903, D:4012791904). */
export interface RefundView {
  readonly refund_id: string;
  readonly out_refund_no: string;
  readonly transaction_id: string;
  readonly out_trade_no: string;
  readonly channel: RefundChannel;
  readonly user_received_account: string;
  readonly success_time?: string;
  readonly create_time: string;
  readonly status: RefundStatus;
  readonly funds_account: 'AVAILABLE';
  readonly amount: {
    readonly total: number;
    readonly refund: number;
    readonly payer_total: number;
    readonly payer_refund: number;
    readonly settlement_refund: number;
    readonly settlement_total: number;
    readonly discount_refund: number;
    readonly currency: 'CNY';
    /** As it was sent. */
    readonly from?: readonly RefundSource[];
    /** What of the fee comes back to the merchant. */
    readonly refund_fee?: number;
  };
  /** Only where coupons were used. */
  readonly promotion_detail?: readonly RefundedPromotion[];
}

export const EVENT_TYPES = [
  'TRANSACTION.SUCCESS',
  'REFUND.SUCCESS',
  'REFUND.ABNORMAL',
  'REFUND.CLOSED',
  'SECURITY_ECHO.SUCCESS',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** What a refund notification carries encrypted: `refund_status`, not `status`, and no currency (D:4012791906). */
export interface RefundNotice {
  readonly mchid: string;
  readonly out_trade_no: string;
  readonly transaction_id: string;
  readonly out_refund_no: string;
  readonly refund_id: string;
  readonly refund_status: RefundStatus;
  readonly success_time?: string;
  readonly user_received_account: string;
  readonly amount: {
    readonly total: number;
    readonly refund: number;
    readonly payer_total: number;
    readonly payer_refund: number;
  };
}

/** The body of `POST /v3/security/echo` (D:4014551946). */
export interface EchoRequest {
  readonly notify_url?: string;
  readonly echo_message: string;
  readonly encrypted_echo_message?: string;
}

/** What the notification of a self-test carries encrypted (D:4015164042). */
export interface EchoNotice {
  readonly echo_message: string;
  readonly encrypt_echo_message?: string;
}

/** What a notification carries encrypted. */
export type Notice = OrderView | RefundNotice | EchoNotice;

/** The envelope of a notification (D:4012791902). */
export interface NotificationEnvelope {
  readonly id: string;
  readonly create_time: string;
  readonly resource_type: 'encrypt-resource';
  readonly event_type: EventType;
  readonly summary: string;
  readonly resource: {
    readonly original_type: 'transaction' | 'refund' | 'security';
    readonly algorithm: 'AEAD_AES_256_GCM';
    readonly ciphertext: string;
    readonly associated_data: string;
    readonly nonce: string;
  };
}

/** Where the endpoints of these payments are (D:4012791897 … D:4012791904). */
export const paths = {
  order: '/v3/pay/transactions/jsapi',
  orderByNumber: (outTradeNo: string, mchid: string) =>
    `/v3/pay/transactions/out-trade-no/${encodeURIComponent(outTradeNo)}?mchid=${encodeURIComponent(mchid)}`,
  orderById: (transactionId: string, mchid: string) =>
    `/v3/pay/transactions/id/${encodeURIComponent(transactionId)}?mchid=${encodeURIComponent(mchid)}`,
  close: (outTradeNo: string) => `/v3/pay/transactions/out-trade-no/${encodeURIComponent(outTradeNo)}/close`,
  refund: '/v3/refund/domestic/refunds',
  tradeBill: (date: string, type?: string, packed = false) =>
    `/v3/bill/tradebill?bill_date=${date}${type === undefined ? '' : `&bill_type=${type}`}${packed ? '&tar_type=GZIP' : ''}`,
  fundFlowBill: (date: string, account?: string, packed = false) =>
    `/v3/bill/fundflowbill?bill_date=${date}${account === undefined ? '' : `&account_type=${account}`}${packed ? '&tar_type=GZIP' : ''}`,
  certificates: '/v3/certificates',
  securityEcho: '/v3/security/echo',
  abnormalRefund: (refundId: string) =>
    `/v3/refund/domestic/refunds/${encodeURIComponent(refundId)}/apply-abnormal-refund`,
  refundByNumber: (outRefundNo: string) => `/v3/refund/domestic/refunds/${encodeURIComponent(outRefundNo)}`,
} as const;
