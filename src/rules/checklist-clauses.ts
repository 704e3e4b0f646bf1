import type { Clause } from './clause.ts';

/** How grave WeChat Pay calls the lack of a row. */
export type Severity = 'fatal' | 'iron rule' | 'required' | 'recommended' | 'advised';

/** A row of WeChat Pay's own pre-launch checklist (wechatpay-skills, 2026-04), in our words. */
export interface ChecklistClause extends Clause {
  readonly severity: Severity;
}

const row = (id: string, severity: Severity, rules: readonly string[], en: string, zh: string): ChecklistClause => ({
  id,
  section: id,
  severity,
  restatement: { en, zh },
  coverage: { kind: 'rules', rules },
});

const KEYS: ChecklistClause = {
  ...row(
    'Q-KEYS',
    'iron rule',
    [],
    'Keys are taken from the environment or from files, and stand in no source',
    '密钥取自环境变量或文件，不写在源码中',
  ),
  coverage: {
    kind: 'excluded',
    as: 'attested',
    rules: ['SECRETS-KEPT'],
    reason: {
      en: 'Where a backend takes its keys from does not show from outside: only a signed-off answer can vouch for it.',
      zh: '后台从何处读取密钥在外部不可见，只能由负责人书面确认。',
    },
  },
};

/** The rows that apply to Mini Program payment by a direct merchant, by the alphabet. */
export const checklistClauses: readonly ChecklistClause[] = [
  row('Q-5S', 'required', ['NOTIFY-ANSWERED'], 'A notification is answered within five seconds', '五秒内应答通知'),
  row(
    'Q-ACCUMULATE',
    'iron rule',
    ['REFUND-TOTAL'],
    'What was refunded so far is added up and held against the order’s total',
    '累计已退金额并与订单金额比较',
  ),
  row(
    'Q-ACK-FIRST',
    'advised',
    ['NOTIFY-ANSWERED', 'NOTIFY-ONCE'],
    'A notification is answered first and worked on afterwards: what shows of it is an answer in time and one lasting effect',
    '先应答通知再处理业务；可见的结果是按时应答且只生效一次',
  ),
  row(
    'Q-APIV3-KEY',
    'required',
    ['NOTIFY-ANSWERED'],
    'An APIv3 key is set, without which no notification comes',
    '已设置APIv3密钥，否则收不到通知',
  ),
  row(
    'Q-BILL',
    'recommended',
    ['RECONCILE-DAILY'],
    'Bills are applied for and downloaded, so that accounts can be reconciled',
    '申请并下载账单用于对账',
  ),
  row('Q-CLOSE', 'recommended', ['CLOSE-THEN-FAILED'], 'The close interface is used', '已接入关闭订单接口'),
  row(
    'Q-COMPARE',
    'iron rule',
    ['NOTIFY-MATCHED'],
    'The amount that a notification tells is held against the order’s',
    '通知中的金额与订单金额核对',
  ),
  row(
    'Q-DAILY',
    'iron rule',
    ['RECONCILE-DAILY'],
    'Each day, and without being told, bills are compared with the merchant’s own orders',
    '每日自动将账单与自有订单比对',
  ),
  row(
    'Q-DOUBLE-TAP',
    'iron rule',
    ['ONE-ORDER'],
    'Two quick taps on Pay bring no two orders',
    '连续点击支付不产生两笔订单',
  ),
  row(
    'Q-FRONTEND',
    'required',
    ['FRONTEND-NO-PROOF'],
    'What the front end says proves no payment; a query does',
    '前端结果不作为支付凭据，以查单为准',
  ),
  row(
    'Q-IDEMPOTENT',
    'required',
    ['NOTIFY-ONCE', 'NOTIFY-LATE'],
    'An order that is dealt with already is answered with success and left alone',
    '已处理的订单直接应答成功，不重复处理',
  ),
  row(
    'Q-INTEGER',
    'iron rule',
    ['MONEY-FEN', 'RECONCILE-FEN'],
    'Money is whole fen and never a floating-point number',
    '金额用整数分，不用浮点数',
  ),
  KEYS,
  row(
    'Q-NO-LOGIN',
    'required',
    ['NOTIFY-ANSWERED'],
    'Where notifications arrive nobody has to log in',
    '通知接收地址无须登录即可访问',
  ),
  row(
    'Q-NOTIFY',
    'required',
    ['NOTIFY-ANSWERED'],
    'Payment notifications are received by POST at notify_url and dealt with',
    '以POST在notify_url接收并处理支付通知',
  ),
  row(
    'Q-ORDER-INVOKE',
    'required',
    ['PAY-PARAMS'],
    'A payment begins with an order by the JSAPI interface, and then wx.requestPayment',
    '先通过JSAPI下单接口下单，再调用wx.requestPayment',
  ),
  row(
    'Q-PARTIAL-50',
    'required',
    ['REFUND-REFUSED'],
    'An order is given back in fifty parts at the most',
    '一笔订单最多部分退款五十次',
  ),
  row(
    'Q-PAYSIGN-PREFIX',
    'fatal',
    ['PAY-PARAMS'],
    'What requestPayment signs has the prefix prepay_id= in its fourth line',
    '调起支付签名串第四行带prepay_id=前缀',
  ),
  row(
    'Q-POLL',
    'iron rule',
    ['POLL-WHEN-SILENT'],
    'Where no notification comes, the order is queried',
    '未收到通知时主动查单',
  ),
  row(
    'Q-PREPAY-EXPIRY',
    'required',
    ['REORDER-AFTER-2H'],
    'A prepay_id older than two hours is replaced by ordering again',
    'prepay_id超过两小时须重新下单获取',
  ),
  row(
    'Q-PROBE',
    'required',
    ['NOTIFY-VERIFIED'],
    'A probe’s signature is refused with 4xx or 5xx; the right sending follows',
    '探测签名应答4xx或5xx，随后会收到正确的通知',
  ),
  row(
    'Q-QUERY',
    'required',
    ['PAID-BY-QUERY'],
    'One of the two order queries is implemented, by out_trade_no for preference',
    '至少实现一种查单，建议使用商户订单号',
  ),
  row(
    'Q-RECONCILE',
    'required',
    ['RECONCILE-AFTER-TEN', 'RECONCILE-FEN'],
    'The bill is fetched from ten o’clock of the next day on, and its yuan are converted before they are compared with fen',
    '次日十点后拉取账单，账单的元与接口的分换算后再比较',
  ),
  row(
    'Q-REFUND',
    'required',
    ['REFUND-NOT-YET'],
    'Refunds are asked for by the refund interface',
    '已接入申请退款接口',
  ),
  row(
    'Q-REFUND-NOTIFY',
    'required',
    ['REFUND-NOTIFY-VERIFIED'],
    'Notifications of refunds are received and dealt with',
    '接收并处理退款通知',
  ),
  row(
    'Q-REFUND-QUERY',
    'required',
    ['REFUND-NOT-YET'],
    'The query of a single refund is implemented',
    '实现查询单笔退款',
  ),
  row(
    'Q-RETRY',
    'iron rule',
    ['ORDER-RETRY'],
    'Calls have time-outs and are tried again, and no second try makes a second order',
    '外呼设置超时与重试，重试不产生第二笔订单',
  ),
  row(
    'Q-SAME-KEY',
    'fatal',
    ['PAY-PARAMS'],
    'One merchant key signs both the order and the arguments of requestPayment',
    '下单与调起支付使用同一商户私钥签名',
  ),
  row(
    'Q-SERVER-PRICE',
    'iron rule',
    ['PRICE-SERVER'],
    'What an order costs is said by the server, not by the client',
    '订单金额由服务端决定，不由客户端决定',
  ),
  row(
    'Q-STATES',
    'required',
    ['REFUND-REFUSED', 'REFUND-NOT-YET', 'FINAL-KEPT'],
    'An unpaid order may still be paid or closed, a closed one neither paid nor refunded; only a paid one is refunded, within a year, and the refund tells how that ended',
    '未支付订单可支付或关闭，已关闭订单不可支付也不可退款；仅已支付订单可在一年内退款，结果以退款单为准',
  ),
  row(
    'Q-UNIQUE',
    'fatal',
    ['REFUND-RETRY', 'REFUND-TOTAL', 'ORDER-RETRY'],
    'Numbers of orders and refunds are unique to what they stand for; a refund that failed is tried again under its own',
    '订单号和退款单号与业务一一对应；退款失败以原单号重试',
  ),
  row(
    'Q-UNPAID-CLOSE',
    'recommended',
    ['CLOSE-AFTER-EXPIRE'],
    'A job closes unpaid orders that are past their time, which frees the stock',
    '定时任务关闭超时未支付订单以释放库存',
  ),
  row(
    'Q-URL-FORM',
    'required',
    ['NOTIFY-URL'],
    'notify_url is a whole public http or https address with a path, without parameters',
    'notify_url为带路径、不带参数的完整公网地址',
  ),
  row(
    'Q-VERIFY-FIRST',
    'iron rule',
    ['NOTIFY-VERIFIED', 'REFUND-NOTIFY-VERIFIED'],
    'Nothing in a notification is used before its signature is verified',
    '通知验签通过后才使用其内容',
  ),
];
