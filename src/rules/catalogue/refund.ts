import { guide, page, rulesOf } from '../rule.ts';

/** What gateways owe of refunds. */
export const refundRules = rulesOf('refund', [
  {
    id: 'REFUND-PARAMS',
    level: 'must',
    subject: 'gateway',
    needs: ['payer'],
    sources: [page('4012791903'), page('4012081709')],
    title: {
      en: 'Each field of a refund is taken up to its limits and refused beyond them',
      zh: '申请退款的每个字段在限制之内被接受，超出限制被拒绝',
    },
    hint: {
      en: 'Hold each field to its row on the page: reason and out_refund_no count bytes. Answer 400 PARAM_ERROR beyond, and refund nothing.',
      zh: '按接口文档逐字段校验，其中reason和out_refund_no按字节计；超出时应答400 PARAM_ERROR，且不退款。',
    },
  },
  {
    id: 'REFUND-STATE',
    level: 'must',
    subject: 'gateway',
    needs: ['payer'],
    sources: [guide('2'), guide('3.5'), guide('4.5'), page('4012791903')],
    title: {
      en: 'An accepted refund, whole or partial, moves the order to REFUND',
      zh: '退款申请受理后（全额或部分），订单转入退款状态',
    },
    hint: {
      en: 'Change trade_state to REFUND on acceptance, and tell the refund’s own outcome by the refund query.',
      zh: '受理退款即将trade_state置为REFUND，退款结果通过查询退款接口获知。',
    },
  },
  {
    id: 'REFUND-1Y',
    level: 'must',
    subject: 'gateway',
    needs: ['payer', 'clock'],
    sources: [guide('4.5'), page('4012791903')],
    title: { en: 'A refund can be asked for within one year of the payment', zh: '支付成功后1年内可申请退款' },
    hint: {
      en: 'Count 365 days from success_time; refuse afterwards and leave the order as it is.',
      zh: '自success_time起计365天，超过后拒绝且订单保持不变。',
    },
  },
  {
    id: 'REFUND-PAID-ONLY',
    level: 'must',
    subject: 'gateway',
    needs: [],
    sources: [guide('4.5'), page('4012791903')],
    title: { en: 'Only a paid order can be refunded', zh: '只有支付成功的订单才能退款' },
    hint: {
      en: 'Answer 404 RESOURCE_NOT_EXISTS for an order that is unpaid, closed or unknown.',
      zh: '未支付、已关闭或不存在的订单应答404 RESOURCE_NOT_EXISTS。',
    },
  },
  {
    id: 'REFUND-LIMIT',
    level: 'must',
    subject: 'gateway',
    needs: ['clock', 'payer', 'refund-settlement'],
    sources: [page('4012791903'), page('4013071200')],
    title: {
      en: 'Refunds together never exceed what was paid, and name the order’s true total',
      zh: '累计退款金额不超过订单金额，且原订单金额必须一致',
    },
    hint: {
      en: 'Add up the refunds of the order that are not closed, and hold amount.total against the order.',
      zh: '累加该订单未关闭的退款，并核对amount.total与订单金额。',
    },
  },
  {
    id: 'REFUND-ONCE',
    level: 'must',
    subject: 'gateway',
    needs: ['clock', 'payer', 'refund-settlement'],
    sources: [page('4012791903'), page('4013071200'), page('4014959631')],
    title: {
      en: 'One out_refund_no refunds once, however often it is sent',
      zh: '同一商户退款单号多次请求只退一笔',
    },
    hint: {
      en: 'Answer the same parameters with the same refund; refuse other amounts or another order under that number.',
      zh: '参数相同返回同一笔退款；金额或订单不同则拒绝。',
    },
  },
  {
    id: 'REFUND-QUERY',
    level: 'must',
    subject: 'gateway',
    needs: ['payer', 'refund-settlement'],
    sources: [guide('4.5'), page('4012791904'), page('4013071031')],
    title: {
      en: 'A refund query tells how the refund stands, and that an unknown one does not exist',
      zh: '查询退款返回退款状态，退款单不存在时明确告知',
    },
    hint: {
      en: 'Answer PROCESSING until the bank has spoken; 404 RESOURCE_NOT_EXISTS for a number that was never accepted.',
      zh: '到账前返回PROCESSING；未受理的退款单号应答404 RESOURCE_NOT_EXISTS。',
    },
  },
  {
    id: 'REFUND-TELLS',
    level: 'must',
    subject: 'gateway',
    needs: ['payer', 'clock', 'refund-settlement'],
    sources: [page('4012791903'), page('4012791904')],
    title: {
      en: 'Application and query tell a refund whole: its numbers, its way, its times and all of its amounts',
      zh: '申请退款与查询退款完整返回单号、渠道、时间及各项金额',
    },
    hint: {
      en: 'Tell every field that the page requires, the same refund_id each time, and success_time for SUCCESS alone.',
      zh: '返回接口文档要求的全部字段，refund_id保持不变；仅SUCCESS返回success_time。',
    },
  },
  {
    id: 'REFUND-ABNORMAL',
    level: 'must',
    subject: 'gateway',
    needs: ['payer', 'refund-settlement'],
    sources: [page('4012791905'), page('4013071031'), page('4015217336')],
    title: {
      en: 'An ABNORMAL refund can be sent to another account, and is PROCESSING again',
      zh: '退款异常可转至其他账户，受理后回到退款处理中',
    },
    hint: {
      en: 'Take apply-abnormal-refund for a refund in ABNORMAL alone, by refund_id and out_refund_no together.',
      zh: '仅受理状态为ABNORMAL的退款单，refund_id与out_refund_no须一致。',
    },
  },
  {
    id: 'ABNORMAL-PARAMS',
    level: 'should',
    subject: 'gateway',
    needs: ['payer', 'refund-settlement'],
    sources: [page('4012791905')],
    title: {
      en: 'What an abnormal refund is sent with must be whole, and name the refund and a bank that there is',
      zh: '异常退款的参数须完整，且退款单与开户银行正确',
    },
    hint: {
      en: 'Hold the refund_id of the path against out_refund_no; for USER_BANK_CARD ask for bank_type, bank_account and real_name; take only the banks that the page lists.',
      zh: '核对路径中的refund_id与out_refund_no；type为USER_BANK_CARD时，bank_type、bank_account、real_name必填；开户银行仅限接口文档所列。',
    },
  },
  {
    id: 'REFUND-ENCRYPTED',
    level: 'must',
    subject: 'gateway',
    needs: ['payer', 'refund-settlement'],
    sources: [page('4012791905'), page('4013053257'), page('4013053279')],
    title: {
      en: 'Account and name are taken only encrypted for WeChat Pay',
      zh: '收款账号与姓名须使用微信支付公钥或平台证书加密',
    },
    hint: {
      en: 'Decrypt with the key that Wechatpay-Serial names (RSAES-OAEP), and refuse what does not open.',
      zh: '使用Wechatpay-Serial对应的密钥解密（RSAES-OAEP），无法解密则拒绝。',
    },
  },
  {
    id: 'REFUND-NOTIFY',
    level: 'must',
    subject: 'gateway',
    needs: ['payer', 'refund-settlement'],
    sources: [page('4012791906')],
    title: {
      en: 'The outcome of a refund is told to the refund’s notify_url',
      zh: '退款结果通知到退款请求中的notify_url',
    },
    hint: {
      en: 'Send REFUND.SUCCESS, REFUND.CLOSED or REFUND.ABNORMAL with refund_status inside.',
      zh: '发送REFUND.SUCCESS、REFUND.CLOSED或REFUND.ABNORMAL，内容中包含refund_status。',
    },
  },
  {
    id: 'REFUND-NOTIFY-TELLS',
    level: 'must',
    subject: 'gateway',
    needs: ['clock', 'payer', 'refund-settlement'],
    sources: [page('4012791906'), page('4012791903')],
    title: {
      en: 'A refund notification has every field of its envelope and of the refund in it, and goes to the refund’s own notify_url',
      zh: '退款通知的报文与解密内容字段完整，并发往退款请求中的notify_url',
    },
    hint: {
      en: 'Send it to the notify_url of the refund where that is not the order’s, again while it is refused, and give success_time for SUCCESS alone.',
      zh: '发往退款自身的notify_url，未被接收时重发；仅SUCCESS返回success_time。',
    },
  },
  {
    id: 'REFUND-50',
    level: 'must',
    subject: 'gateway',
    needs: ['payer', 'clock'],
    sources: [page('4012791903'), page('4015217336')],
    title: { en: 'An order can be refunded in up to fifty parts', zh: '一笔订单最多可分50次部分退款' },
    hint: {
      en: 'Take fifty refunds of an order that together stay within its total; answer the fifty-first with 400 INVALID_REQUEST.',
      zh: '累计金额未超出时受理50次部分退款，第51次应答400 INVALID_REQUEST。',
    },
  },
  {
    id: 'REFUND-BALANCE',
    level: 'must',
    subject: 'gateway',
    needs: ['payer', 'clock', 'balance'],
    sources: [page('4012791903'), page('4013071200'), page('4014959631')],
    title: {
      en: 'A refund for which the merchant’s account holds too little is not made, and can be asked for again once it holds enough',
      zh: '商户账户余额不足时不退款，充值后可用原退款单号重新发起',
    },
    hint: {
      en: 'Answer 403 NOT_ENOUGH and leave the number unused; or accept, keep trying, and close the refund after seven days.',
      zh: '应答403 NOT_ENOUGH且不占用退款单号；或先受理，七天后仍无资金则关闭退款。',
    },
  },
  {
    id: 'REFUND-FROM',
    level: 'must',
    subject: 'gateway',
    needs: ['payer'],
    sources: [page('4012791903')],
    title: {
      en: 'The accounts that a refund is paid from pay all of it together, each named once',
      zh: '退款出资账户不得重复，出资金额之和须等于退款金额',
    },
    hint: {
      en: 'Add up amount.from and hold it against amount.refund; refuse what differs, and a second entry of the same account.',
      zh: '核对amount.from各项金额之和与amount.refund，且账户类型不得重复，否则拒绝。',
    },
  },
  {
    id: 'REFUND-COUPONS',
    level: 'must',
    subject: 'gateway',
    needs: ['payer', 'clock', 'refund-settlement', 'coupons'],
    sources: [page('4012791903'), page('4013071001')],
    title: {
      en: 'A refund of an order paid with coupons gives back the payer’s share of it, rounded half up, and never more than was paid',
      zh: '使用代金券的订单退款时，用户按实付比例四舍五入退还，累计不超过实付金额',
    },
    hint: {
      en: 'payer_refund = refund × payer_total / total in whole fen, half up; the rest is discount_refund; settlement amounts leave out NOCASH coupons.',
      zh: 'payer_refund = 退款金额 × 用户实付 ÷ 订单金额，四舍五入到分；其余为discount_refund；settlement金额不含免充值券。',
    },
  },
]);
