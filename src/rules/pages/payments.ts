import type { Clause } from '../clause.ts';
import { pageClauses } from './page-clauses.ts';

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
  ]),
  ...pageClauses('4012791899', [
    {
      rules: ['QUERY-ORDER'],
      en: 'A paid order can be queried by WeChat Pay’s own number.',
      zh: '已支付订单可按微信支付订单号查询。',
    },
    { rules: ['QUERY-TELLS'], en: 'The answer has every field of the payment.', zh: '应答包含支付的各项信息。' },
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
  ]),
  ...pageClauses('4012791911', [
    { rules: ['ONE-ORDER'], en: 'The pay button is guarded against a second tap.', zh: '支付按钮须防止重复点击。' },
    { rules: ['FINAL-REFUND'], en: 'An order in REFUND stays there.', zh: '转入退款的订单状态不再改变。' },
  ]),
];
