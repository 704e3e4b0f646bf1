/** Scenarios of final states, and of the books after a fault. */
export const STATES: Readonly<Record<string, string>> = {
  // The books balance, whatever goes wrong.
  'Answers to closes are <fault>, and the customer pays after all': '关单应答故障，而顾客完成支付：<fault>',
  'The answer to the refund is <fault>, and the merchant sees to it by itself':
    '申请退款应答故障，商户自行处理：<fault>',
  'The answer to the refund is <fault>, and somebody asks again': '申请退款应答故障，再次要求退款：<fault>',
  'Answers to refund queries are <fault>': '查询退款应答故障：<fault>',
  'The payment notification is <fault>': '支付通知故障：<fault>',
  'The refund notification is <fault>': '退款通知故障：<fault>',
  'No notification comes, and answers to queries are <fault>': '未收到通知，且查单应答故障：<fault>',
  'The answer to the order is <fault>, and the customer has tapped twice': '顾客点击两次支付，且下单应答故障：<fault>',
  'Answers to closes are <fault>, the customer pays after all, and no notification comes':
    '关单应答故障，而顾客完成支付，且未收到通知：<fault>',
  'The answer to the refund is reset-after, and its notification is <fault>':
    '申请退款受理后连接中断（reset-after），且退款通知故障：<fault>',
  'The payment notification is <fault>, and the refund is made before it comes':
    '支付通知故障，且通知到达之前已退款：<fault>',
  'A refund that is told twice is counted once': '退款通知到达两次，只计一次退款',
  // Final states.
  'A closed order can not be paid': '已关闭的订单不能支付',
  'A closed order can not be paid with an older prepay_id': '已关闭的订单不能使用之前的prepay_id支付',
  'A closed order stays closed when <event>': '已关闭的订单保持已关闭：<event>',
  'A closed order stays closed when the mini program reports ok': '已关闭的订单保持已关闭：小程序上报ok',
  'A paid order can not be paid again': '已支付的订单不能再次支付',
  'A paid order can not be paid again with an older prepay_id': '已支付的订单不能使用之前的prepay_id再次支付',
  'A paid order stays paid when <event>': '已支付的订单保持已支付：<event>',
  'A paid order stays paid past its time_expire': '已支付的订单保持已支付：超过time_expire',
  'A refunded order can not be paid': '转入退款的订单不能支付',
  'A refunded order stays so when <event>': '转入退款的订单保持转入退款：<event>',
  'A refunded order stays refunded when the payment is notified again': '已退款的订单保持已退款：再次收到支付通知',
  'A closed order stays closed when the customer taps Pay': '已关闭的订单保持已关闭：顾客点击支付',
  'A paid order that WeChat Pay can not be asked about stays paid when <event>':
    '无法查单时，已支付的订单保持已支付：<event>',
  'A refunded order stays refunded when the mini program reports ok': '已退款的订单保持已退款：小程序上报ok',
  'A refunded order stays refunded when the payment is notified only then':
    '已退款的订单保持已退款：此时才收到支付通知',
  'The payment notification is <fault>, and before anything else tells of the payment a part is refunded':
    '支付通知故障，获知支付之前已部分退款：<fault>',
};
