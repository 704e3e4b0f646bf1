/** Scenarios of notifications of payments, as WeChat Pay sends them and as the merchant takes them. */
export const NOTIFICATION: Readonly<Record<string, string>> = {
  // Late or again.
  'A payment is told after the customer returned': '顾客返回之后才收到支付通知',
  'A payment is told after the customer gave the order up': '顾客放弃订单之后才收到支付通知',
  'A payment is told after the order was given up unasked': '无法查单时放弃订单，之后才收到支付通知',
  'A payment is told again after the refund': '退款之后再次收到支付通知',
  'A refund is told twice': '退款通知到达两次',
  // As WeChat Pay sends them.
  'A payment of <amount> is told': '通知<amount>的支付',
  'A payment with a prepay_id of an order that was placed again is told': '重新下单后使用新prepay_id的支付同样通知',
  'A payment of an order that carries all it may': '带有全部可选参数的订单支付成功',
  'A payment of an order that carries only what it must': '仅带必填参数的订单支付成功',
  'What the merchant wrote into attach is notified to the letter': '通知原样返回attach',
  'A notification that is sent again tells the same payment': '重发的通知内容为同一笔支付',
  'Nothing is told when the payer <does>': '用户<does>时不发送通知',
  'Nothing is told when the merchant closes the order': '商户关单时不发送通知',
  'Nothing is told when the order closes by itself': '订单自动关闭时不发送通知',
  'A merchant that always refuses is told the whole ladder through': '商户始终拒绝时，按全部间隔重发通知',
  'A refund ends nothing of it': '退款后仍按全部间隔重发支付通知',
  'After <time> it was sent <count> times': '<time>后共发送<count>次',
  'HTTP <status> accepts it': '应答HTTP <status>视为接收',
  'HTTP <status> does not': '应答HTTP <status>不视为接收',
  'One that was refused at first is accepted when it comes again': '首次被拒绝的通知重发后被接收',
  'An answer within five seconds is in time': '5秒之内的应答有效',
  'An answer after more than five seconds is none': '超过5秒的应答视为无应答',
  'Four sendings within a minute and later': '1分钟之内及之后的四次发送',
  // As the merchant takes them.
  'A notification with the fault <fault> is refused': '有故障的通知被拒绝：<fault>',
  'A notification that says it is for localhost is verified all the same': 'Host为localhost的通知同样验签',
  'The right one that follows a notification with the fault <fault> is taken':
    '有故障的通知之后，正确的通知被接收：<fault>',
  'A right notification that is written unusually is taken': '报文书写形式特殊的正确通知被接收',
  'A notification that was changed after it was signed is refused': '签名后被修改的通知被拒绝',
  'A notification with the fault <fault> hands nothing out': '内容与商户订单不符的通知不发货：<fault>',
  "A notification whose content is the merchant's own order is fulfilled": '内容与商户订单一致的通知正常发货',
  'A notification that comes twice is fulfilled once': '通知到达两次，只发货一次',
  'A notification that comes twice at once is fulfilled once': '通知同时到达两次，只发货一次',
  'A notification that comes ten times at once is fulfilled once': '通知同时到达十次，只发货一次',
  'A notification that comes while the customer returns is fulfilled once': '顾客返回页面的同时通知到达，只发货一次',
  'A notification that comes after the customer returned is fulfilled no second time':
    '顾客返回之后到达的通知不重复发货',
  'A payment notification is accepted in time': '支付通知被及时接收',
  "What is paid with a <type> coupon is told with the order's total, and accepted":
    '使用<type>代金券支付，通知载明订单总金额并被接收',
  'That a refund ended in <status> is accepted in time': '退款结果为<status>的通知被及时接收',
  'A refund notification is accepted in time': '退款通知被及时接收',
  // Where they are sent.
  'The notify_url of an order': '下单的notify_url',
  'The notify_url of a refund': '退款的notify_url',
};
