import type { Clause } from '../clause.ts';
import { clausesOf, clientsPart, heldBy, informative, leadIn, signpost } from './clauses-of.ts';

/** The steps one by one (guide, section 3). */
export const section3: readonly Clause[] = [
  ...clausesOf('3.1', [
    {
      at: '01',
      en: 'The order interface makes the order and gives its prepay_id.',
      zh: '调用下单接口即建立订单，并得到其prepay_id。',
      coverage: heldBy('ORDER-PREPAY-ID'),
    },
    {
      at: '02',
      en: 'Two parameters of ordering deserve a closer look.',
      zh: '下单的两个参数另作说明。',
      coverage: leadIn,
    },
    {
      at: '03',
      en: 'time_expire is the end of the time for paying.',
      zh: 'time_expire表示付款时限的终点。',
      coverage: heldBy('TIME-EXPIRE-ENDS'),
    },
    // One sentence: -04 to -06.
    {
      at: '04',
      en: 'Where time_expire is given, the order can be paid only before it.',
      zh: '传了time_expire的订单，过了该时刻就付不了款。',
      coverage: heldBy('TIME-EXPIRE-ENDS'),
    },
    {
      at: '05',
      en: 'A payer who comes later reads that the merchant’s latest time for paying has passed and payment must be started anew.',
      zh: '之后再来付款的人会看到提示：已晚于商户规定的最晚时刻，须重新发起。',
      coverage: heldBy('TIME-EXPIRE-ENDS'),
    },
    {
      at: '06',
      en: 'Such an order the merchant has to close.',
      zh: '这样的订单须由商户关闭。',
      coverage: heldBy('CLOSE-AFTER-EXPIRE'),
    },
    // One sentence: -07 and -08.
    {
      at: '07',
      en: 'Where it is not given, the order can be paid for seven days.',
      zh: '未传time_expire的订单，七天之内均可付款。',
      coverage: heldBy('UNPAID-7D'),
    },
    {
      at: '08',
      en: 'After the seven days the order is closed.',
      zh: '满七天仍未付款的，订单关闭。',
      coverage: heldBy('UNPAID-7D'),
    },
    {
      at: '09',
      en: 'prepay_id identifies the session of a payment that is prepared and not yet made.',
      zh: 'prepay_id标识一次已备好、尚未完成的付款会话。',
      coverage: informative(
        'It names the value; what the value does is said by the next sentence.',
        '仅为名称释义，其作用见下一句。',
      ),
    },
    // One sentence: -10 to -12.
    {
      at: '10',
      en: 'The prepay_id is what the cashier is opened with.',
      zh: '打开收银台时要用到prepay_id。',
      coverage: heldBy('PREPAY-2H'),
    },
    {
      at: '11',
      en: 'A prepay_id is good for two hours.',
      zh: 'prepay_id两小时内可用。',
      coverage: heldBy('PREPAY-2H'),
    },
    {
      at: '12',
      en: 'When the two hours are over the merchant has to order again with the original parameters and is given a new one.',
      zh: '两小时过后，商户须以最初的参数再次下单，换得新值。',
      coverage: heldBy('REORDER-AFTER-2H', 'REORDER-SAME'),
    },
  ]),
  ...clausesOf('3.2', [
    {
      at: '01',
      en: 'The mini program opens the cashier by calling requestPayment.',
      zh: '小程序以requestPayment打开收银台。',
      coverage: heldBy('CASHIER-PAYSIGN', 'PAY-PARAMS'),
    },
  ]),
  ...clausesOf('3.3', [
    // One sentence: -01 to -03.
    {
      at: '01',
      en: 'Once the payer has paid or cancelled and is back, the mini program’s page gets requestPayment’s callback.',
      zh: '付款人付款或放弃后回到小程序，页面得到requestPayment的回调。',
      coverage: clientsPart,
    },
    {
      at: '02',
      en: 'At this moment the merchant has to query the order for its state.',
      zh: '这时商户须查单，弄清订单处于何种状态。',
      coverage: heldBy('QUERY-AFTER-RETURN', 'QUERY-ORDER'),
    },
    {
      at: '03',
      en: 'The result that the customer sees is that state.',
      zh: '顾客看到的结果，应与查得的状态一致。',
      coverage: heldBy('QUERY-AFTER-RETURN', 'PAID-BY-QUERY'),
    },
    // One sentence: -04 and -05.
    {
      at: '04',
      en: 'When the payment succeeded, WeChat Pay sends the merchant a notification.',
      zh: '付款成功时，平台另向商户发出通知。',
      coverage: heldBy('NOTIFY-SUCCESS'),
    },
    {
      at: '05',
      en: 'Where no notification has come, the merchant can query the order for its state.',
      zh: '迟迟等不到通知的，商户可自行查单。',
      coverage: heldBy('PAID-BY-QUERY', 'POLL-WHEN-SILENT', 'BOOKS-BALANCE'),
    },
    {
      at: '06',
      en: 'How to build this is told on a page of its own.',
      zh: '如何实现，另有专页说明。',
      coverage: signpost,
    },
    {
      at: '07',
      en: 'There are two ways to limit the time for paying.',
      zh: '限定付款时间的办法有两个。',
      coverage: leadIn,
    },
    {
      at: '08',
      en: 'The first: order with time_expire, and close the order once that has passed.',
      zh: '办法一：用time_expire定下时限，过后由商户关闭订单。',
      coverage: heldBy('CLOSE-AFTER-EXPIRE'),
    },
    {
      at: '09',
      en: 'The second: count down in one’s own system, and close the order when the time is up.',
      zh: '办法二：由商户自己计时，时间到了便关闭订单。',
      coverage: heldBy('CLOSE-THEN-FAILED'),
    },
    // One sentence: -10 to -12.
    {
      at: '10',
      en: 'A merchant with a reason to close an order that can still be paid first queries its state.',
      zh: '确有必要关闭尚可付款的订单时，先查单看状态。',
      coverage: heldBy('QUERY-BEFORE-CLOSE'),
    },
    {
      at: '11',
      en: 'If it is still unpaid, the merchant can close it.',
      zh: '查得仍未付款的，方可请求关闭。',
      coverage: heldBy('QUERY-BEFORE-CLOSE', 'CLOSE-ORDER'),
    },
    {
      at: '12',
      en: 'Once closed, the order can be taken as failed for good.',
      zh: '关闭之后，便可认定该订单最终失败。',
      coverage: heldBy('CLOSE-THEN-FAILED', 'FINAL-KEPT', 'BOOKS-BALANCE'),
    },
  ]),
  ...clausesOf('3.4', [
    {
      at: '01',
      en: 'Reconciliation is told on the introduction to bills.',
      zh: '如何对账，见账单的产品页。',
      coverage: heldBy('BILL-TRADE', 'BILL-AFTER-TEN', 'BILL-HASH'),
    },
  ]),
  ...clausesOf('3.5', [
    {
      at: '01',
      en: 'Refunds are told on the introduction to refunds.',
      zh: '如何退款，见退款的产品页。',
      coverage: heldBy('REFUND-STATE'),
    },
  ]),
];
