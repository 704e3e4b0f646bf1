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

/** What the payer's screen says when the cashier will not take the money (D:4012791898, D:4012791910). */
export const cashierMessages = {
  noPrepayId: '缺少参数',
  staleParams: 'JSAPI缺少参数total_fee',
  wrongSignature: '支付验证签名失败',
  wrongAppId: '商户传入的APPID参数不正确，请联系商户处理',
  otherPayer: '下单账号与支付账号不一致，请核实后再支付',
  pastTimeExpire: '订单已超过商户设置的最晚支付成功时间，请重新发起支付',
  closed: '该订单已过期，请重新下单',
  paid: '该订单已支付', // worded as the order endpoint words it
  couponsExceed: '优惠金额不能超过订单金额', // ours
  failed: '支付失败', // ours
} as const;
