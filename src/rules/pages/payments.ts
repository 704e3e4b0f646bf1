import type { Clause } from '../clause.ts';
import { informative } from '../guide/clauses-of.ts';
import { pageClauses } from './page-clauses.ts';
import { explains, forPeople, frontEndsPart, otherProducts, saidAt } from './reasons.ts';

/** Queries, closing and the course of a payment, as WeChat Pay’s pages have it. */
export const paymentsPages: readonly Clause[] = [
  ...pageClauses('4012075249', [
    {
      rules: ['ONE-ORDER'],
      en: 'Paying again uses the original number while the order is unpaid.',
      zh: '未支付时再次付款使用原订单号。',
    },
    {
      rules: ['FRONTEND-NO-PROOF'],
      en: 'An order is paid where a verified query says SUCCESS, and nothing else of the front end’s says so.',
      zh: '验签通过的查单结果为SUCCESS才算支付成功，前端结果不作数。',
    },
    {
      rules: ['PAID-BY-QUERY'],
      en: 'A payment whose notification is lost is found by query.',
      zh: '通知丢失时通过查单确认支付。',
    },
    {
      rules: ['POLL-WHEN-SILENT'],
      en: 'Where no notification comes for long, the merchant polls by a plan.',
      zh: '长时间未收到通知时按计划轮询。',
    },
    {
      rules: ['NOTIFY-LATE'],
      en: 'A payment that becomes known late is honoured or given back.',
      zh: '迟到的支付结果须履约或退款。',
    },
    {
      rules: ['RECONCILE-DAILY'],
      en: 'The day after, the bill is compared with the orders, each way.',
      zh: '次日将账单与订单双向比对。',
    },
    {
      rules: ['RECONCILE-PAID', 'RECONCILE-QUERY'],
      en: 'What only the bill has as paid is queried, and then delivered or refunded.',
      zh: '仅账单显示已支付的订单须查单确认后发货或退款。',
    },
    {
      rules: ['BOOKS-BALANCE'],
      en: 'In the end the merchant has the state that WeChat Pay has, even where callbacks are lost.',
      zh: '即使回调丢失，商户最终状态也与微信支付一致。',
    },
    {
      rules: ['ONE-ORDER'],
      en: 'Before the customer pays again the order is queried, and a new number is used only once the old one is closed.',
      zh: '再次付款前先查单，原订单关闭后才换新单号。',
    },
    {
      coverage: frontEndsPart,
      en: 'A customer whose payment does not show yet is told to look at the order later, and not to pay again.',
      zh: '尚未查到支付结果时，提示用户稍后查看订单，勿重复支付。',
    },
    {
      coverage: informative(
        'The plans are examples and may be adjusted: POLL-WHEN-SILENT judges that the payment is found while the order can still be paid.',
        '计划仅为示例、可调整；POLL-WHEN-SILENT判定的是在订单可支付期间能否查到支付。',
      ),
      en: 'Two plans for polling have their intervals, from five seconds to half an hour.',
      zh: '两种轮询方案各有间隔，从五秒到三十分钟。',
    },
  ]),
  ...pageClauses('4012791899', [
    {
      rules: ['QUERY-ORDER'],
      en: 'A paid order can be queried by WeChat Pay’s own number.',
      zh: '已支付订单可按微信支付订单号查询。',
    },
    { rules: ['QUERY-TELLS'], en: 'The answer has every field of the payment.', zh: '应答包含支付的各项信息。' },
    {
      coverage: explains,
      en: 'An unpaid order has no number of WeChat Pay’s yet.',
      zh: '未支付订单尚无微信支付订单号。',
    },
  ]),
  ...pageClauses('4012791900', [
    {
      rules: ['QUERY-ORDER'],
      en: 'An order can be queried by the merchant’s number, paid or not, at any time.',
      zh: '无论是否支付，随时可按商户订单号查询。',
    },
    {
      rules: ['NUMBER-LIMITS'],
      en: 'The number has thirty-two characters at the most.',
      zh: '商户订单号最长32个字符。',
    },
    { rules: ['FOREIGN-ORDER'], en: 'The order is one of the merchant’s own.', zh: '只能查询本商户的订单。' },
    {
      rules: ['QUERY-TELLS'],
      en: 'What there is only after the payment is told only then.',
      zh: '支付后才有的字段仅在支付后返回。',
    },
    {
      rules: ['PAY-COUPONS'],
      en: 'Coupons that were used are told with what each gave and who bore it.',
      zh: '使用的代金券连同优惠金额和出资方一并返回。',
    },
    { rules: ['NUMBER-LIMITS'], en: 'A query names the mchid.', zh: '查单须传mchid。' },
    {
      rules: ['QUERY-ORDER'],
      en: 'An order that there is not is answered 404 ORDER_NOT_EXIST.',
      zh: '订单不存在时应答404 ORDER_NOT_EXIST。',
    },
    {
      coverage: otherProducts,
      en: 'REVOKED, USERPAYING and PAYERROR come with payment codes alone.',
      zh: 'REVOKED、USERPAYING、PAYERROR仅用于付款码支付。',
    },
    {
      coverage: forPeople,
      en: 'trade_state_desc puts the state into words.',
      zh: 'trade_state_desc为交易状态的文字说明。',
    },
  ]),
  ...pageClauses('4012791901', [
    {
      rules: ['CLOSE-ORDER'],
      en: 'An unpaid order is closed, and answered 204 without a body.',
      zh: '未支付订单关闭成功应答204且无报文。',
    },
    {
      rules: ['NUMBER-LIMITS'],
      en: 'The number in the address has thirty-two characters at the most.',
      zh: '地址中的订单号最长32个字符。',
    },
    { rules: ['FOREIGN-ORDER'], en: 'The order is one of the merchant’s own.', zh: '只能关闭本商户的订单。' },
    { rules: ['NUMBER-LIMITS'], en: 'The body names the mchid.', zh: '请求体须传mchid。' },
    { rules: ['CLOSE-ORDER'], en: 'An order that was paid is not closed.', zh: '已支付的订单不能关闭。' },
    {
      coverage: explains,
      en: 'An order is closed when the customer gives up, the merchant’s time is over, or time_expire has passed.',
      zh: '用户放弃、商户超时或超过time_expire时关单。',
    },
  ]),
  ...pageClauses('4012791911', [
    { rules: ['ONE-ORDER'], en: 'The pay button is guarded against a second tap.', zh: '支付按钮须防止重复点击。' },
    { rules: ['FINAL-REFUND'], en: 'An order in REFUND stays there.', zh: '转入退款的订单状态不再改变。' },
    {
      coverage: saidAt('G§3.3-10'),
      en: 'An order that is still unpaid after a while is queried and closed, and only then taken for failed.',
      zh: '一段时间仍未支付的，查单后关单，方可判为失败。',
    },
  ]),
];
