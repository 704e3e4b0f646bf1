import type { PromotionDetail, RefundedPromotion } from '../protocol/coupons.ts';
import type { OrderView, RefundNotice, RefundView } from '../protocol/payments.ts';
import { toRfc3339 } from '../time/index.ts';
import { payerTotal, refundAmounts, type Sharing, type UsedCoupon } from './coupons.ts';
import type { Order, Refund } from './state.ts';

/** The texts that are seen for each state; programs must not branch on them (D:4012791900). */
const DESCRIPTIONS = {
  NOTPAY: '订单未支付',
  SUCCESS: '支付成功',
  CLOSED: '订单已关闭',
  REFUND: '订单发生过退款，退款详情请查询退款单',
} as const;

/** An order as a query answers it: what belongs to the payment is there only after payment (D:4012791900). */
export function orderView(order: Order): OrderView {
  const { request, status } = order;
  const { appid, mchid, out_trade_no } = request;
  const trade_state = status.tradeState;
  const trade_state_desc = DESCRIPTIONS[trade_state];
  const device = request.scene_info?.device_id;
  const scene = device === undefined ? {} : { scene_info: { device_id: device } };
  if (status.tradeState === 'NOTPAY' || status.tradeState === 'CLOSED') {
    const amount = { total: order.total, currency: 'CNY' } as const;
    return { appid, mchid, out_trade_no, trade_state, trade_state_desc, amount, ...scene };
  }
  return {
    appid,
    mchid,
    out_trade_no,
    trade_state,
    trade_state_desc,
    transaction_id: status.payment.transactionId,
    trade_type: 'JSAPI',
    bank_type: 'OTHERS',
    ...(request.attach === undefined ? {} : { attach: request.attach }),
    success_time: toRfc3339(status.payment.at),
    payer: { openid: request.payer.openid },
    amount: {
      total: order.total,
      payer_total: payerTotal(order.total, status.payment),
      currency: 'CNY',
      payer_currency: 'CNY',
    },
    ...scene,
    ...(status.payment.coupons === undefined ? {} : { promotion_detail: status.payment.coupons.map(promotionDetail) }),
  };
}

const promotionDetail = ({ id, name, scope, type, amount, stockId, contributor }: UsedCoupon): PromotionDetail => ({
  coupon_id: id,
  name,
  scope,
  type,
  amount,
  ...(stockId === undefined ? {} : { stock_id: stockId }),
  wechatpay_contribute: contributor === 'wechatpay' ? amount : 0,
  merchant_contribute: contributor === 'merchant' ? amount : 0,
  other_contribute: contributor === 'other' ? amount : 0,
  currency: 'CNY',
});

const refundedPromotion = ({ coupon, refund }: Sharing['coupons'][number]): RefundedPromotion => ({
  promotion_id: coupon.id,
  scope: coupon.scope,
  type: coupon.type,
  amount: coupon.amount,
  refund_amount: refund,
});

const RECEIVED_IN = '支付用户零钱';

/** A refund as application and query answer it (D:4012791903). */
export function refundView(refund: Refund): RefundView {
  const { from } = refund.request.amount;
  const amounts = refundAmounts(refund);
  return {
    refund_id: refund.refundId,
    out_refund_no: refund.request.out_refund_no,
    transaction_id: refund.transactionId,
    out_trade_no: refund.outTradeNo,
    channel: refund.receiver?.channel ?? 'ORIGINAL',
    user_received_account: refund.receiver?.account ?? RECEIVED_IN,
    ...(refund.succeededAt === undefined ? {} : { success_time: toRfc3339(refund.succeededAt) }),
    create_time: toRfc3339(refund.createdAt),
    status: refund.status,
    funds_account: 'AVAILABLE',
    amount: {
      total: refund.total,
      refund: refund.amount,
      ...(from === undefined ? {} : { from }),
      payer_total: amounts.payerTotal,
      payer_refund: amounts.payerRefund,
      settlement_refund: amounts.settledRefund,
      settlement_total: amounts.settledTotal,
      discount_refund: amounts.discountRefund,
      currency: 'CNY',
      ...(refund.fee ? { refund_fee: refund.fee } : {}),
    },
    ...(refund.sharing === undefined ? {} : { promotion_detail: refund.sharing.coupons.map(refundedPromotion) }),
  };
}

/** A refund as its notification tells it (D:4012791906). */
export const refundNotice = (mchid: string, refund: Refund): RefundNotice => ({
  mchid,
  out_trade_no: refund.outTradeNo,
  transaction_id: refund.transactionId,
  out_refund_no: refund.request.out_refund_no,
  refund_id: refund.refundId,
  refund_status: refund.status,
  ...(refund.succeededAt === undefined ? {} : { success_time: toRfc3339(refund.succeededAt) }),
  user_received_account: refund.receiver?.account ?? RECEIVED_IN,
  amount: {
    total: refund.total,
    refund: refund.amount,
    payer_total: refundAmounts(refund).payerTotal,
    payer_refund: refundAmounts(refund).payerRefund,
  },
});
