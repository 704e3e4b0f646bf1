/** Scenarios of the cashier, of closing and querying an order, and of the front end's word. */
export const PAYMENT: Readonly<Record<string, string>> = {
  // requestPayment.
  'Params signed by the merchant open it': '商户签名的调起支付参数可以唤起收银台',
  'Params whose <field> was changed after signing do not': '签名后修改<field>的参数不能唤起收银台',
  'Another WeChat user is refused': '其他微信用户被拒绝',
  'The first tap on Pay': '首次点击支付',
  'A second tap within two hours pays for the same order': '2小时内再次点击，支付的是同一笔订单',
  // Closing an order.
  'An unpaid order is closed': '关闭未支付的订单',
  'An order that was tried to be paid, and whose prepay_id is good no more, is closed':
    '支付失败且prepay_id已失效的订单可以关闭',
  'An order that was asked for again is closed': '关闭重新下单过的订单',
  'A closed order is closed again': '再次关闭已关闭的订单',
  'An order that has closed by itself is closed again': '再次关闭已自动关闭的订单',
  'An order in <state> is not closed': '<state>的订单不能关闭',
  'The customer gives an unpaid order up': '顾客放弃未支付的订单',
  'An order given up is closed at WeChat Pay': '顾客放弃的订单在微信支付侧关单',
  'The customer had paid before giving the order up': '顾客支付之后才放弃订单',
  'What the merchant gives up by a countdown of its own is closed at WeChat Pay':
    '商户倒计时结束后自行取消的订单在微信支付侧关单',
  'While WeChat Pay can neither be asked nor told, nothing is given up': '查单与关单均无法进行时，不取消订单',
  'What WeChat Pay does not close (<fault>) is not given up': '微信支付未关单的，不取消订单：<fault>',
  // The front end's word.
  'A forged ok over an unpaid order': '订单未支付，前端伪造ok',
  'An ok that is reported after the customer cancelled': '顾客取消支付后，前端上报ok',
  'An ok that can not be checked is not believed': '无法查单核实的ok不予采信',
  'A true ok is believed because of the query': '真实的ok以查单结果为准予以采信',
  // Querying an order.
  'An order in <state> is told as it is': '<state>的订单如实返回状态',
  'Of a paid order the amount is told': '已支付的订单返回金额',
  'An order in <state> is found by its transaction_id too': '<state>的订单也可按transaction_id查询',
  'An order that nobody made does not exist': '未下过单的商户订单号返回订单不存在',
  'A transaction_id that was given to nobody does not exist': '未分配的transaction_id返回订单不存在',
  "A query in another merchant's name": '以其他商户的mchid查单',
  "A close in another merchant's name": '以其他商户的mchid关单',
  'A close of an order that nobody made': '关闭不存在的订单',
  'A paid order is told whole when the caller queries the order': '按out_trade_no查单，完整返回已支付的订单',
  'A paid order is told whole when the caller queries the order by its transaction_id':
    '按transaction_id查单，完整返回已支付的订单',
  'After a refund the payment is still told whole when the caller queries the order':
    '退款后按out_trade_no查单，仍完整返回该笔支付',
  'After a refund the payment is still told whole when the caller queries the order by its transaction_id':
    '退款后按transaction_id查单，仍完整返回该笔支付',
  'What the merchant wrote into attach is told to the letter': 'attach原样返回',
  'What was not sent is not told of an order in <state>': '<state>的订单不返回下单时未传的字段',
  'An order that nobody has paid has no payment to tell of': '未支付的订单不含支付信息',
  'Nor has one that was closed': '已关闭的订单也不含支付信息',
  'The customer <does> and returns': '顾客<does>后返回',
  'The customer returns, no notification comes': '顾客已返回，未收到支付通知',
  'The customer returns twice at once, no notification comes': '顾客同时两次返回页面，未收到支付通知',
  'requestPayment reports a failure although the payment went through': '支付已成功，requestPayment却返回失败',
  'The customer pays and closes the app, and no notification comes': '顾客支付后关闭小程序，且未收到支付通知',
  'Nor does it give up by its countdown while answers to <calls> are error-500':
    '查单或关单故障（<calls>）时，商户倒计时结束也不放弃订单',
  'An order of three hours ago is closed as any other': '三小时前的订单同样关单',
  'While queries are refused (<fault>), nothing is given up': '查单被拒绝时不放弃订单：<fault>',
  'A coupon has paid a part, the customer returns, no notification comes':
    '代金券抵扣部分金额，顾客已返回，未收到支付通知',
  'Before that, WeChat Pay could not be asked for a while': '此前一段时间无法查单',
  'The customer <does>, comes back, pays after all and closes the app': '顾客<does>后返回，随后支付并关闭小程序',
};
