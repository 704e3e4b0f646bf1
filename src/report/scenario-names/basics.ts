/** Scenarios of signatures, keys and requests. */
export const BASICS: Readonly<Record<string, string>> = {
  // Signatures of answers.
  'The answer to an order is signed': '下单应答带有正确签名',
  'The answer to a query is signed': '查单应答带有正确签名',
  'The empty answer to a close is signed': '关单的空应答带有正确签名',
  'The answer to a refund is signed': '申请退款应答带有正确签名',
  'A query answer changed on the way to say SUCCESS makes nothing paid':
    '查单应答在传输中被改为SUCCESS，订单不得视为已支付',
  'A true SUCCESS whose signature is <fault> is not believed':
    '订单确为SUCCESS，但查单应答签名有故障，不予采信：<fault>',
  'A prepay_id whose signature is <fault> opens no cashier': '下单应答签名有故障，不得据此调起支付：<fault>',
  'A refund query changed on the way to say SUCCESS gives nothing back':
    '查询退款应答在传输中被改为SUCCESS，不得视为已退款',
  'A true SUCCESS that verifies is believed': '验签通过的SUCCESS应答予以采信',
  // Requests, as the merchant makes them.
  'A purchase': '完成一次购买',
  'An order that is given up': '放弃订单',
  'A refund': '申请一次退款',
  'An order that is to be paid soon': '限时支付的订单',
  "Somebody else answers in WeChat Pay's place, with <certificate>": '他方以<certificate>冒充微信支付应答',
  'Orders that WeChat Pay does not know': '微信支付侧不存在的订单',
  'Refunds that WeChat Pay does not make': '微信支付不予办理的退款',
  // Keys that a merchant verifies with, and that WeChat Pay signs with.
  'A notification signed with <key>': '使用<key>签名的通知',
  'A new platform certificate takes over': '启用新平台证书签名',
  'A request that names <named> is answered with <signed>': '请求指明的密钥：<named>；应答的签名密钥：<signed>',
  'During the change to the public key, a request that names <named> is answered with <signed>':
    '切换为微信支付公钥期间，请求指明的密钥：<named>；应答的签名密钥：<signed>',
  'What is downloaded opens, is what its row says, and verifies the next answer':
    '下载的平台证书可解密、与所列信息一致，并可验证随后的应答',
  'A merchant that was given a public key has no platform certificate': '使用微信支付公钥的商户没有平台证书',
  '<left> before the end there are <count>': '平台证书到期前<left>，可下载<count>张',
  'After the end only the new one is left, and it signs': '平台证书到期后只剩新证书，并用其签名',
  'Once the new one has taken over, both can still be had, and notifications are signed with it':
    '启用新平台证书后，新旧证书均可下载，通知使用新证书签名',
  'Before the change, notifications are signed with the platform certificate': '切换之前，通知使用平台证书签名',
  'On the day on which the change begins hardly any is signed with the public key':
    '切换首日，只有极少通知使用微信支付公钥签名',
  '<passed> after the change began, they are signed with the public key':
    '开始切换<passed>后，通知使用微信支付公钥签名',
  // Signatures of requests.
  'An order with <fault> is refused and not made': '下单被拒绝且不生成订单：<fault>',
  'What is signed is the body as it was sent, with all its blanks and escapes':
    '报文带空白与转义，按发送的原文验签，下单正常受理',
  'A close with <fault> is refused and leaves the order unpaid': '关单被拒绝，订单仍为未支付：<fault>',
  'A query with <fault> tells nothing': '查单被拒绝，不返回订单信息：<fault>',
  'Whoever <call> with <fault> is told nothing': '<call>被拒绝：<fault>',
  'A query that is signed right is answered, in whatever order the items of its header stand':
    '签名正确的查单正常应答，与Authorization各项的顺序无关',
  'A query under a certificate that is <condition> is refused, and one after it is mended is not':
    '商户证书<condition>时查单被拒绝，恢复有效后正常应答',
  'A close under a certificate that is <condition> leaves the order unpaid':
    '商户证书<condition>时关单无效，订单仍为未支付',
  'Of a query with <fault> the refusal says that <reason>': '查单的签名有误（<fault>），错误信息说明<reason>',
  'Of a query under a certificate that is <condition> the refusal says that <reason>':
    '商户证书<condition>时查单，错误信息说明<reason>',
  'A query with its serial number in small letters is answered': '证书序列号为小写的查单正常应答',
  'A timestamp <distance> in the <direction> is accepted': '时间戳比当前时间<direction><distance>，请求被接受',
  'A timestamp <distance> in the <direction> is refused': '时间戳比当前时间<direction><distance>，请求被拒绝',
  'A stale close is refused and leaves the order unpaid': '时间戳过期的关单被拒绝，订单仍为未支付',
  'A stale order is refused and not made': '时间戳过期的下单被拒绝且不生成订单',
  'Whoever <call> with a stale timestamp is told nothing': '<call>的时间戳过期，被拒绝',
  'The order is signed': '下单请求带有正确签名',
  'Order, query and close are signed': '下单、查单和关单请求均带有正确签名',
  'Refund and refund query are signed': '申请退款和查询退款请求均带有正确签名',
  // Headers, methods, paths and what answers bear.
  'A refund query without <header> is refused': '查询退款缺少请求头<header>，被拒绝',
  'The same query with both is looked into': '两个请求头齐全的同一查询正常处理',
  '<method> on "<path>" is 405, and an order goes through': '<method> <path>应答405，正常下单不受影响',
  '<method> on "<path>" is 404, and an order goes through': '<method> <path>应答404，正常下单不受影响',
  'An order whose <field> is <value> is refused with <field> named': '下单字段<field>（<value>）：被拒绝，并指明该字段',
  'The answer to an order': '下单应答',
  'The answer to a query': '查单应答',
  'The answer to a refund': '申请退款应答',
  'A refusal': '错误应答',
  // The self-test of keys.
  'What is said comes back: <message>': '原样返回<message>',
  'What was encrypted for somebody else is refused': '使用他人公钥加密的信息被拒绝',
  'A message that is not there in the clear is refused': '缺少明文信息的请求被拒绝',
  'A notification tells it too': '通知也带回该信息',
};
