import type { Clause } from '../clause.ts';
import { clausesOf, clientsPart, heldBy, signpost } from './clauses-of.ts';

/** The whole course of a purchase (guide, section 2). */
export const section2: readonly Clause[] = clausesOf('2', [
  // One sentence: -01 and -02.
  {
    at: '01',
    en: 'The merchant calls the order interface and is given a prepay_id.',
    zh: '商户先下单，由应答取得prepay_id。',
    coverage: heldBy('ORDER-PREPAY-ID'),
  },
  {
    at: '02',
    en: 'With the prepay_id the mini program opens the WeChat Pay cashier through requestPayment.',
    zh: '小程序凭prepay_id调用requestPayment，打开收银台。',
    coverage: heldBy('CASHIER-PAYSIGN', 'PAY-PARAMS'),
  },
  // One sentence: -03 to -05.
  {
    at: '03',
    en: 'Whether the payer finished or gave up, the page from which payment was started comes back and gets requestPayment’s callback.',
    zh: '无论付款人付完还是放弃，都会回到发起支付的页面，该页面随即得到requestPayment的回调。',
    coverage: clientsPart,
  },
  {
    at: '04',
    en: 'The merchant then queries the order to learn its state.',
    zh: '此后商户必须查单，以查得的状态为准。',
    coverage: heldBy('QUERY-AFTER-RETURN'),
  },
  {
    at: '05',
    en: 'It acts on the state that the query told: it shows it to the customer and brings its own records up to date.',
    zh: '后续业务依据查得的状态进行：既向顾客展示，也同步到自身的订单记录。',
    coverage: heldBy('QUERY-AFTER-RETURN', 'FRONTEND-NO-PROOF'),
  },
  {
    at: '06',
    en: 'A payment that succeeded is also told to the merchant by a notification.',
    zh: '付款成功的，平台另有通知送达商户。',
    coverage: heldBy('NOTIFY-SUCCESS', 'NOTIFY-ONLY-SUCCESS'),
  },
  {
    at: '07',
    en: 'How to build notifications and queries together is told on a page of its own.',
    zh: '通知与查单如何配合，另有专页说明。',
    coverage: signpost,
  },
  {
    at: '08',
    en: 'In the end the merchant can download the trade bill and reconcile by it.',
    zh: '最后商户可凭交易账单核对账目。',
    coverage: heldBy('RECONCILE-DAILY'),
  },
  {
    at: '09',
    en: 'An order that has to be refunded can be refunded through the refund interface.',
    zh: '需退还款项的订单，可经退款接口办理。',
    coverage: heldBy('REFUND-STATE'),
  },
]);
