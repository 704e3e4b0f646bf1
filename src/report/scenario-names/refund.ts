/** Scenarios of refunds. */
export const REFUND: Readonly<Record<string, string>> = {
  // Abnormal refunds.
  "To the user's bank card": '转至用户银行卡',
  "To the merchant's own account": '转至商户结算账户',
  'What arrives at the other account is told as SUCCESS': '转至其他账户到账后返回SUCCESS',
  'A refund that is still PROCESSING is not sent elsewhere': '仍为PROCESSING的退款不能转至其他账户',
  'A refund that ended in <status> is not sent elsewhere': '结果为<status>的退款不能转至其他账户',
  'A refund that nobody asked for is not sent anywhere': '未申请过的退款不能转至其他账户',
  'With <field> = <value> nothing is sent': '异常退款字段<field>（<value>）：被拒绝',
  'With <fault> nothing is sent': '异常退款被拒绝：<fault>',
  // With coupons.
  'Of <total> with a coupon of <coupon>, a refund of <refund> gives back <payer> fen':
    '<total>的订单使用<coupon>代金券，退款<refund>，退还用户<payer>分',
  'Parts together give back no more than was paid': '多次部分退款合计不超过实付金额',
  'The merchant settles without the coupon that nobody has paid for': '商户应结金额不含免充值券',
  'The notification tells what the payer gets back': '退款通知载明退还用户的金额',
  // As the merchant asks for them.
  'Right after acceptance the refund is under way': '受理之后退款处于处理中',
  'Once the notification says so it is done': '收到退款成功通知后显示已退款',
  'Without a notification the query says so': '未收到通知时，由查询退款得知退款成功',
  'A refund that ended in <status> is not shown as done': '结果为<status>的退款不显示已退款',
  'That the order is in REFUND does not say that the money is back': '订单为REFUND不代表退款成功',
  'That an hour has passed does not say so either': '经过1小时也不代表退款成功',
  'That one part is back does not say so of another': '一次部分退款成功不代表另一次成功',
  'Two partial refunds': '两次部分退款',
  'Asked for more than is left, the merchant does not ask WeChat Pay': '超过剩余可退金额时，商户不向微信支付申请退款',
  'The price of goods for <price> is asked back to the fen': '<price>的商品全额退款，金额分毫不差',
  'The answer to the application is <fault>': '申请退款应答故障：<fault>',
  'More than a year after the payment': '支付成功已超过1年',
  'The fifty-first part': '第51次部分退款',
  "The merchant's account holds too little": '商户账户余额不足',
  'A refund notification with the fault <fault> is refused': '有故障的退款通知被拒绝：<fault>',
  'The refund ended CLOSED': '退款结果为CLOSED',
  'The refund is ABNORMAL': '退款结果为ABNORMAL',
  // Parameters.
  'A refund whose <field> is <value>: the gateway <answers>': '退款字段<field>（<value>）：网关<answers>',
  'A query of a refund whose number is <value>: the gateway <answers>':
    '查询退款的商户退款单号为<value>：网关<answers>',
  // As WeChat Pay makes them: when, and of what.
  'A refund of <amount> of 1.00 yuan': '1.00元的订单退款<amount>',
  'The order can be named by its transaction_id': '可用transaction_id指定订单',
  '<age> after the payment a refund is accepted': '支付成功<age>后的退款申请被受理',
  '<age> after the payment a refund comes too late': '支付成功<age>后的退款申请已超过期限',
  'A further part comes too late as the first would': '后续的部分退款同样受期限限制',
  'Too late is too late where the order is named by its transaction_id too':
    '以transaction_id指定订单时，超过期限同样被拒绝',
  'The year is counted from the payment, not from the order': '1年期限自支付成功起算，而非自下单起算',
  'An order in <state> can not be refunded': '<state>的订单不能退款',
  'An order that nobody made can not be refunded': '不存在的订单不能退款',
  'More than was paid is refused': '退款金额超过订单金额，被拒绝',
  'Two parts that make up the whole are accepted': '合计等于订单金额的两次部分退款均被受理',
  'A part more than what is left is refused': '部分退款超过剩余可退金额，被拒绝',
  'A part more than what is left is refused where the order is named by its transaction_id too':
    '以transaction_id指定订单时，超过剩余可退金额同样被拒绝',
  'What is left does not grow when the first part is sent elsewhere': '首次部分退款转至其他账户后，剩余可退金额不增加',
  'What is left does not grow when the first part ends in <status>': '首次部分退款结果为<status>后，剩余可退金额不增加',
  'A refund that was closed takes nothing': '已关闭的退款不占用可退金额',
  "Another total than the order's is refused": '原订单金额与订单不一致，被拒绝',
  'Another total is refused where the order is named by its transaction_id too':
    '以transaction_id指定订单时，原订单金额不一致同样被拒绝',
  // One number, one refund.
  'The same request again is the same refund': '再次发送同一请求，仍为同一笔退款',
  'Sent twice, it took only one part of the order': '发送两次，只占用一次退款的金额',
  'Sent twice by transaction_id, it took only one part of the order':
    '以transaction_id指定订单并发送两次，只占用一次退款的金额',
  'Another amount under the same number is refused': '商户退款单号相同而金额不同，被拒绝',
  'The number of a refund is good for no other order': '商户退款单号不能用于其他订单',
  'The same request again, after the refund ended in <status>, is the same refund':
    '退款结果为<status>后再次发送同一请求，仍为同一笔退款',
  'Another amount under the number of a refund that ended in <status> is refused':
    '商户退款单号对应的退款结果为<status>，而金额不同，被拒绝',
  'The number of a refund that was closed makes no new one': '已关闭退款的商户退款单号不能发起新退款',
  'That an ABNORMAL refund has arrived elsewhere is told too': '异常退款转至其他账户到账后同样通知',
  'A second part is told as a refund of its own': '第二次部分退款按其自身内容告知',
  'The notification of a second part tells that part': '第二次部分退款的通知说明该次退款',
  'Of two parts the first is still told as it was': '两次部分退款中，首次退款的内容不变',
  'The fiftieth part is taken': '第50次部分退款被受理',
  'The fifty-first is not': '第51次部分退款被拒绝',
  // What a refund is paid from.
  'There was enough for one refund, and is not for two': '余额足够一次退款，不够两次',
  'There is no money': '账户没有余额',
  'There is just too little': '账户余额略低于退款金额',
  'There is money again': '充值后账户余额充足',
  'A fen too little is refused': '出资金额少1分，被拒绝',
  'A fen too much is refused': '出资金额多1分，被拒绝',
  'The same account, twice is refused': '出资账户重复，被拒绝',
  'What was refused takes nothing': '被拒绝的退款不占用可退金额',
  // What is told of them.
  'Accepted is not refunded': '受理不等于退款成功',
  'A refund that ended in <status> is told so': '结果为<status>的退款如实返回',
  'A refund that nobody asked for does not exist': '未申请过的退款返回不存在',
  'A refund that ended in <status> is told': '通知结果为<status>的退款',
  'An accepted refund of <amount> is told whole': '已受理的<amount>退款信息完整',
  'The query tells the same refund': '查询退款返回同一笔退款',
  'A refund that ended in <status> is told whole': '结果为<status>的退款信息完整',
  'One that is refused is sent again': '被拒绝的退款通知重新发送',
};
