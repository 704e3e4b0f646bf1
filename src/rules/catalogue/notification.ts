import { checklist, guide, page, rulesOf } from '../rule.ts';

export const notificationRules = rulesOf('notification', [
  {
    id: 'NOTIFY-SUCCESS',
    level: 'must',
    subject: 'gateway',
    needs: ['payer', 'clock'],
    sources: [guide('2'), guide('3.3'), page('4012791902')],
    title: {
      en: 'A payment is told to the notify_url: signed, encrypted, and as it happened',
      zh: '支付成功后向notify_url发送已签名、已加密且内容真实的通知',
    },
    hint: {
      en: 'POST the envelope with the Wechatpay headers; encrypt the order as a query would tell it with the APIv3 key.',
      zh: '以POST发送带Wechatpay签名头的通知，用APIv3密钥加密与查单结果一致的订单内容。',
    },
  },
  {
    id: 'NOTIFY-TELLS',
    level: 'must',
    subject: 'gateway',
    needs: ['clock', 'payer'],
    sources: [page('4012791902'), page('4012791897')],
    title: {
      en: 'A payment notification has every field of its envelope and of the payment in it',
      zh: '支付通知的报文与解密内容字段完整',
    },
    hint: {
      en: 'Fill id, create_time, resource_type, summary and original_type, and encrypt the order as a query tells it, with all four fields of amount.',
      zh: '填写id、create_time、resource_type、summary和original_type；加密内容与查单一致，amount的四个字段均须返回。',
    },
  },
  {
    id: 'NOTIFY-ONLY-SUCCESS',
    level: 'must',
    subject: 'gateway',
    needs: ['clock', 'payer'],
    sources: [guide('2'), page('4012791902')],
    title: {
      en: 'Nothing but a payment is told: no failure, no cancellation, no closing',
      zh: '仅在支付成功时通知，支付失败、取消和关单均不通知',
    },
    hint: {
      en: 'Send TRANSACTION.SUCCESS when a payer has paid, and at no other time.',
      zh: '只在用户支付成功时发送TRANSACTION.SUCCESS。',
    },
  },
  {
    id: 'NOTIFY-RETRIES',
    level: 'must',
    subject: 'gateway',
    needs: ['payer', 'clock', 'notifications'],
    sources: [page('4012791902')],
    title: {
      en: 'A notification that is not accepted is sent again after the documented intervals',
      zh: '未被接收的通知按文档规定的间隔重新发送',
    },
    hint: {
      en: 'Send again after 15 s, 15 s, 30 s, 3, 10, 20, 30, 30, 30 and 60 minutes, three times 3 and twice 6 hours; then give up.',
      zh: '按15s/15s/30s/3m/10m/20m/30m/30m/30m/60m/3h/3h/3h/6h/6h的间隔重发，之后不再发送。',
    },
  },
  {
    id: 'NOTIFY-ACCEPTED',
    level: 'must',
    subject: 'gateway',
    needs: ['clock', 'payer'],
    sources: [page('4012791902')],
    title: {
      en: '200 or 204 within five seconds accepts a notification; nothing else does',
      zh: '5秒内应答200或204即视为接收通知，其他情况均视为失败',
    },
    hint: {
      en: 'Judge by the HTTP status alone and wait five seconds for it.',
      zh: '仅以HTTP状态码判断，等待时间为5秒。',
    },
  },
  {
    id: 'NOTIFY-FRESH',
    level: 'must',
    subject: 'gateway',
    needs: ['clock', 'payer'],
    sources: [page('4013053420'), page('4012791902')],
    title: {
      en: 'Each sending of a notification is signed afresh',
      zh: '通知每次重发都使用新的时间戳、随机串和签名',
    },
    hint: {
      en: 'Make timestamp, nonce and signature new for each sending: old ones would be stale.',
      zh: '每次发送都重新生成时间戳、随机串和签名，否则会因超时被拒绝。',
    },
  },
  {
    id: 'NOTIFY-VERIFIED',
    level: 'must',
    subject: 'merchant',
    needs: ['payer', 'faults', 'notifications'],
    sources: [
      guide('1.2'),
      page('4012791902'),
      page('4013053249'),
      page('4013053420'),
      checklist('Q-VERIFY-FIRST'),
      checklist('Q-PROBE'),
    ],
    title: {
      en: 'A notification that does not verify or does not open is refused and has no effect; the right one that follows is taken',
      zh: '验签或解密不通过的通知被拒绝且不产生影响，随后正确的通知被正常处理',
    },
    hint: {
      en: 'Verify the raw body with the key that Wechatpay-Serial names, without special cases, and check the GCM tag; answer 4xx or 5xx and do nothing. Take the bytes before the framework parses them. wechatpay-axios-plugin checks nothing of a notification by itself: neither key nor timestamp, and its Rsa.verify throws where a header is missing.',
      zh: '按Wechatpay-Serial选择公钥对原始报文验签，不做任何特殊放行，并校验GCM标签；失败时应答4xx或5xx且不处理。须在框架解析之前取得原始报文。wechatpay-axios-plugin不会自动检查通知：公钥序列号和时间戳须自行判断，缺少签名头时Rsa.verify会抛出异常。',
    },
  },
  {
    id: 'NOTIFY-RAW-BODY',
    level: 'must',
    subject: 'merchant',
    needs: ['payer', 'faults'],
    sources: [guide('1.2'), page('4013053249'), page('4012791902'), page('4012081709')],
    title: {
      en: 'The signature of a notification is verified over the body as it came, byte by byte',
      zh: '按收到的原始报文逐字节验签',
    },
    hint: {
      en: 'Keep the raw body before any framework parses it, and verify over those bytes; JSON that was parsed and written again is another text.',
      zh: '在框架解析之前保留原始报文并据此验签；解析后再序列化的JSON已不是原文。',
    },
  },
  {
    id: 'NOTIFY-MATCHED',
    level: 'should',
    subject: 'merchant',
    needs: ['payer', 'faults'],
    sources: [page('4012077649', 'M'), checklist('Q-COMPARE')],
    title: {
      en: 'A notification whose content is not the merchant’s own order is not fulfilled',
      zh: '通知内容与商户自身订单不一致时不得发货',
    },
    hint: {
      en: 'Compare amount.total, currency, mchid, appid and out_trade_no with your own order before marking it paid.',
      zh: '置为已支付之前，将amount.total、币种、mchid、appid和out_trade_no与自身订单核对。',
    },
  },
  {
    id: 'NOTIFY-ONCE',
    level: 'must',
    subject: 'merchant',
    needs: ['payer', 'faults', 'notifications'],
    sources: [page('4012075420'), page('4012791902'), checklist('Q-IDEMPOTENT'), checklist('Q-ACK-FIRST')],
    title: {
      en: 'A notification that comes more than once is accepted each time and fulfilled once',
      zh: '重复的通知每次都正常应答，但只处理一次',
    },
    hint: {
      en: 'Lock on out_trade_no, look whether it is done already, and answer success if so.',
      zh: '以商户订单号加锁，先判断是否已处理，已处理则直接应答成功。',
    },
  },
  {
    id: 'NOTIFY-ANSWERED',
    level: 'must',
    subject: 'merchant',
    needs: ['clock', 'payer', 'coupons', 'refund-settlement'],
    sources: [
      page('4012791902'),
      page('4012075420'),
      checklist('Q-5S'),
      checklist('Q-NOTIFY'),
      checklist('Q-NO-LOGIN'),
      checklist('Q-APIV3-KEY'),
      checklist('Q-ACK-FIRST'),
    ],
    title: {
      en: 'A right notification is answered with 200 or 204 within five seconds',
      zh: '正确的通知须在5秒内应答200或204',
    },
    hint: {
      en: 'Answer as soon as the fact is stored, and do slow work afterwards; no login and no redirect in front of notify_url.',
      zh: '事实落库后立即应答，耗时业务异步处理；notify_url前不得有登录或重定向。',
    },
  },
  {
    id: 'NOTIFY-LATE',
    level: 'must',
    subject: 'merchant',
    needs: ['payer', 'clock', 'faults', 'notifications'],
    sources: [page('4012075420'), page('4012075249'), page('4012791906'), checklist('Q-IDEMPOTENT')],
    title: {
      en: 'A notification that comes late or again is accepted; a payment that it tells is honoured or given back, and nothing goes back',
      zh: '迟到或重复的通知正常应答；其中的支付须发货或退款，已有状态不得回退',
    },
    hint: {
      en: 'Answer 200 to what is dealt with already. An order that you cancelled on your own and that was paid all the same is fulfilled or refunded, whatever state you keep it in; never ignore it.',
      zh: '已处理过的通知应答200。自行取消后仍被支付的订单须发货或退款，无论本地为何状态，均不得忽略。',
    },
  },
  {
    id: 'NOTIFY-URL',
    level: 'must',
    subject: 'merchant',
    needs: ['payer'],
    sources: [page('4012791897'), page('4012791903'), page('4012075420'), checklist('Q-URL-FORM')],
    title: {
      en: 'Every notify_url is a whole address with a path, and without parameters',
      zh: '每个notify_url都是带路径且不带参数的完整地址',
    },
    hint: {
      en: 'Build it in one place: http or https, host, path; no query, no fragment, no blank in front, at most 255 characters. A refund may go without one. That the host is public is not judged here: a test set-up has none.',
      zh: '统一生成：http或https、域名、路径；不带查询串、片段和前导空格，不超过255个字符。退款可以不传。域名是否可公网访问不在此判断，测试环境没有公网域名。',
    },
  },
]);
