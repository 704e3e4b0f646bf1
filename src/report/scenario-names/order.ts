/** Scenarios of ordering: parameters, prepay_id, time_expire and the seven days. */
export const ORDER: Readonly<Record<string, string>> = {
  // One order to pay, its price and its payer.
  'Two taps at once': '同时点击两次支付',
  'The customer <does> and taps Pay again': '顾客<does>后再次点击支付',
  'The answer to the order is <fault>': '下单应答故障：<fault>',
  'The customer says that the goods cost <price>': '客户端声称商品价格为<price>',
  'A customer orders': '顾客下单',
  'The next customer orders': '下一位顾客下单',
  'A customer taps Pay once more': '顾客再次点击支付',
  // Ordering and its parameters.
  'An order of <amount> is made': '<amount>的订单下单成功',
  'An order with <field> = <value> is refused': '下单字段<field>（<value>）：被拒绝',
  'An order without <field> is refused and not made': '下单缺少<field>，被拒绝且不生成订单',
  'A body that is no JSON is refused': '报文不是JSON的下单被拒绝',
  'Numbers of <length> characters are accepted': '<length>个字符的商户订单号被接受',
  'A foreign appid is refused': '使用他人的appid下单被拒绝',
  'Goods for <price> are ordered as <fen>': '<price>的商品按<fen>下单',
  'An order whose <field> is <value>: the gateway <answers>': '下单字段<field>（<value>）：网关<answers>',
  'An order with <field> is refused and not made, or made without it':
    '下单带有文档未列出的字段<field>：被拒绝且不生成订单，或忽略该字段正常下单',
  'A query of a number of <value>': '查单的商户订单号为<value>',
  'A query of a transaction_id that is too long': '查单的transaction_id过长',
  'A close of a number that is too long': '关单的商户订单号过长',
  'A query without mchid': '查单缺少mchid',
  'A close without mchid leaves the order unpaid': '关单缺少mchid，订单仍为未支付',
  // Life of a prepay_id.
  'After <age> the prepay_id is still good': '<age>后prepay_id仍有效',
  'After <age> the prepay_id is good no more': '<age>后prepay_id已失效',
  'A time_expire further away does not make it live longer': 'time_expire更晚，prepay_id的有效期也不延长',
  'Ordered again after <age>, the order can be paid': '<age>后重新下单，订单可以支付',
  'The new prepay_id lives two hours of its own': '新prepay_id的2小时有效期重新起算',
  'After a payment that failed the order is asked for again and paid': '支付失败后重新下单并支付',
  'The same parameters in another order are the same': '字段顺序不同的相同参数视为相同',
  'The old prepay_id does not come to life again': '旧prepay_id不会恢复有效',
  'Ordered again with another <field>, the order is refused and stays as it was':
    '重新下单时改变<field>，被拒绝且原订单不变',
  'Ordered again without its attach, the order is refused and stays as it was':
    '重新下单时不传attach，被拒绝且原订单不变',
  'Ordered again for another payer, the order is refused and stays as it was':
    '重新下单时更换付款人，被拒绝且原订单不变',
  'The first order can still be paid for its own amount': '原订单仍可按原金额支付',
  'A number in <state> is refused': '使用<state>订单的商户订单号下单被拒绝',
  '<age> later a number in <state> is refused as before': '<age>后使用<state>订单的商户订单号下单仍被拒绝',
  'The number of an order that has closed by itself is refused': '使用自动关闭订单的商户订单号下单被拒绝',
  'After two hours the merchant orders again and the customer can pay': '2小时后商户重新下单，顾客可以支付',
  'The time_expire stays the first one': 'time_expire与首次下单时一致',
  'A tap in between does not make the prepay_id live longer': '期间再次点击不延长prepay_id的有效期',
  'The customer pays with what the merchant asked for anew': '顾客以商户重新获取的prepay_id完成支付',
  // Seven days.
  'After <age> the order is <state>': '<age>后订单为<state>',
  'An order whose time_expire is long past closes after seven days too': '早已超过time_expire的订单同样在7天后关闭',
  'An order that was tried to be paid closes after seven days too': '支付失败的订单同样在7天后关闭',
  'In the last minute of the seventh day it can still be paid': '第7天的最后一分钟仍可支付',
  'After seven days it can be paid no more': '超过7天不能支付',
  // time_expire.
  'A second before time_expire the payer can pay': 'time_expire前1秒用户可以支付',
  'A second after time_expire the payer is told to order again': 'time_expire后1秒提示用户重新下单',
  'Ordering again does not put time_expire off': '重新下单不推迟time_expire',
  '<age> after the order, time_expire long past, it is still NOTPAY':
    '下单<age>后，早已超过time_expire，订单仍为NOTPAY',
  'The merchant can close it then': '超过time_expire后商户可以关单',
  'A time_expire <wanted> away lets the payer pay after <age>': 'time_expire距下单<wanted>：下单<age>后可以支付',
  'A time_expire <wanted> away stops the payer after <age>': 'time_expire距下单<wanted>：下单<age>后不能支付',
  'A time_expire that is over lets the payer pay for a minute all the same':
    'time_expire早于下单时间：下单后1分钟内仍可支付',
  'A time_expire in UTC is the moment that it says': 'time_expire为UTC时间：按该时刻计算',
  'A time_expire sixteen days away lets the payer pay until seven days are over':
    'time_expire距下单16天：满7天之前可以支付',
  'An order that the seven days have not closed can be paid just before the fifteenth day is over':
    '满7天未关闭的订单，在第15天结束之前仍可支付',
  'A time_expire sixteen days away takes no payment after the fifteenth day': 'time_expire距下单16天：超过15天不能支付',
  'The merchant asks, then closes': '商户先查单，再关单',
  'An order paid in time is not closed': '按时支付的订单不关单',
  'The customer has paid, and taps Pay again after <time>': '顾客已支付，经过<time>后再次点击支付',
  'The customer has paid, WeChat Pay cannot be asked, and the customer taps Pay again':
    '顾客已支付但无法查单，顾客再次点击支付',
  'Orders cannot be closed, and the customer taps Pay again after <time>': '无法关单，经过<time>后顾客再次点击支付',
  'After two days too': '两天后同样如此',
  'A payment with what the merchant asked for anew after <time> is told and taken':
    '经过<time>后重新下单并支付，商户获知支付成功',
  'A minute before time_expire no order is closed unasked': 'time_expire前一分钟，未查单的订单不关单',
  'What WeChat Pay can not be asked about is closed later, and not given up before':
    '无法查单的订单稍后关单，此前不放弃',
  'What WeChat Pay does not close is not given up, and is closed later': '未能关单的订单不放弃，稍后关单',
};
