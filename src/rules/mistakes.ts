import type { Bilingual } from './rule.ts';

/** What merchants and SDKs get wrong in practice, and the rules that find it. */
export interface Mistake extends Bilingual {
  /** Its place among them: by the damage that it does, then by how often it is made. */
  readonly no: number;
  readonly rules: readonly string[];
  /** Where it can be read about: issues on GitHub, as `owner/name#number`. */
  readonly seen: readonly string[];
}

const mistake = (no: number, rules: readonly string[], seen: readonly string[], en: string, zh: string): Mistake => ({
  no,
  rules,
  seen,
  en,
  zh,
});

export const mistakes: readonly Mistake[] = [
  mistake(
    1,
    ['NOTIFY-VERIFIED', 'REFUND-NOTIFY-VERIFIED'],
    ['klover2/wechatpay-node-v3-ts#53'],
    'The signature of a notification is not verified at all, since decrypting it works',
    '认为能解密就可信，完全不验回调签名',
  ),
  mistake(
    2,
    ['NOTIFY-VERIFIED', 'REFUND-NOTIFY-VERIFIED'],
    ['yansongda/pay#1131', 'binarywang/WxJava#1890'],
    'A missing or empty signature, or a test door that was left open, gets round the verification',
    '签名缺失或为空时跳过验签，或遗留测试后门',
  ),
  mistake(
    3,
    ['NOTIFY-RAW-BODY'],
    ['wechatpay-apiv3/wechatpay-apache-httpclient#158', 'go-pay/gopay#260', 'wechatpay-apiv3/wechatpay-go#119'],
    'The signature is computed over JSON that was parsed and written anew',
    '对重新序列化的JSON而非原始报文验签',
  ),
  mistake(
    4,
    ['NOTIFY-MATCHED'],
    ['flitto/wechatpay#9', 'flitto/wechatpay#10'],
    'Amount, order, mchid or appid of a notification is not held against the own order',
    '未将回调中的金额、订单、商户号或appid与自有订单核对',
  ),
  mistake(
    5,
    ['NOTIFY-ONCE'],
    ['code-lives/Pays#13', 'YunaiV/ruoyi-vue-pro#1156'],
    'Notifications that come twice deliver or credit twice, or race each other',
    '重复通知导致重复发货或入账，并发通知互相竞争',
  ),
  mistake(
    6,
    ['FRONTEND-NO-PROOF', 'QUERY-AFTER-RETURN'],
    ['royalrick/weapp#13', 'linlinjava/litemall#342'],
    'The front end’s success is taken for the payment, and nobody queries',
    '把前端成功当作已支付，未查单',
  ),
  mistake(
    7,
    ['PRICE-SERVER'],
    ['macrozheng/mall#998', 'szvone/vmqphp#7'],
    'The price comes from the client',
    '订单金额取自客户端',
  ),
  mistake(
    8,
    ['REFUND-RETRY'],
    [],
    'After a timeout, a 500 or a 429 the refund is asked for under a new number, and the money goes back twice',
    '退款超时或遇500、429后换号重试，造成重复退款',
  ),
  mistake(
    9,
    ['REFUND-TOTAL'],
    [],
    'Refunds are not added up, or amount.total of a partial refund is not the order’s',
    '未累计退款金额，或部分退款时原订单金额有误',
  ),
  mistake(10, ['REFUND-NOT-YET'], [], 'An accepted refund is shown as refunded', '退款受理即显示已退款'),
  mistake(
    11,
    ['MONEY-FEN'],
    ['wechatpay-apiv3/wechatpay-php#43', 'TheNorthMemory/wechatpay-axios-plugin#38', 'dedemao/weixinPay#26'],
    'Yuan and fen are mixed up, or fen are made by floating-point numbers: 19.9 becomes 1989',
    '元与分混淆，或用浮点数换算：19.9变成1989',
  ),
  mistake(
    12,
    ['TLS-VERIFIED'],
    ['dedemao/weixinPay#40', 'go-pay/gopay#540'],
    'The verification of TLS certificates is switched off',
    '关闭了TLS证书校验',
  ),
  mistake(
    13,
    ['SECRETS-KEPT'],
    [],
    'Keys stand in a repository, a front end or a log',
    '密钥出现在代码仓库、前端或日志中',
  ),
  mistake(
    14,
    ['CLOSE-THEN-FAILED', 'QUERY-BEFORE-CLOSE', 'CLOSE-AFTER-EXPIRE', 'NOTIFY-LATE'],
    [],
    'An unpaid order is given up at home and not closed at WeChat Pay; the customer pays it later',
    '本地判失败而未在微信支付关单，顾客随后付款',
  ),
  mistake(
    15,
    ['ONE-ORDER'],
    [],
    'Each attempt has a new out_trade_no while the one before can still be paid',
    '旧单仍可支付时每次尝试都换新订单号',
  ),
  mistake(
    16,
    ['REORDER-AFTER-2H', 'ORDER-RETRY'],
    ['dromara/payment-spring-boot#38', 'yansongda/pay#705'],
    'The same number is ordered again with other parameters, and refused',
    '同一订单号以不同参数重新下单被拒',
  ),
  mistake(17, ['REORDER-AFTER-2H'], [], 'A prepay_id is kept for more than two hours', 'prepay_id缓存超过两小时'),
  mistake(
    18,
    ['POLL-WHEN-SILENT', 'PAID-BY-QUERY'],
    [],
    'Only notifications are relied on; nobody polls',
    '只依赖回调，没有轮询兜底',
  ),
  mistake(
    19,
    ['NOTIFY-ANSWERED'],
    ['binarywang/WxJava#3355', 'hpyer/node-easywechat#69', 'w7corp/easywechat#1911'],
    'Notifications are answered late, with 200 although nothing was kept, or with a page where success was meant',
    '应答超时、落库失败仍应答200，或成功却返回页面等内容',
  ),
  mistake(
    20,
    ['NOTIFY-URL', 'NOTIFY-ANSWERED'],
    [],
    'notify_url leads to a login, a redirect or a firewall, or is private, or has parameters',
    'notify_url需登录、被重定向或拦截，为内网地址，或带参数',
  ),
  mistake(
    21,
    ['NOTIFY-VERIFIED'],
    ['binarywang/WxJava#3288', 'wechatpay-apiv3/wechatpay-java#251', 'wechatpay-apiv3/wechatpay-php#139'],
    'Probes crash the handler, or are let through as known',
    '探测流量导致处理程序崩溃，或被加入白名单放行',
  ),
  mistake(
    22,
    ['KEYS-BOTH', 'CERTIFICATE-LEARNED', 'NOTIFY-VERIFIED'],
    ['wechatpay-apiv3/wechatpay-go#143', 'wechatpay-apiv3/wechatpay-php#153', 'binarywang/WxJava#2879'],
    'The merchant’s own certificate is used to verify, only one key mode is known, or a certificate is built in',
    '用商户证书验签、只支持一种密钥模式，或证书写死',
  ),
  mistake(
    23,
    ['PAY-PARAMS'],
    ['befinal/node-tenpay#105', 'klover2/wechatpay-node-v3-ts#6', 'minibear2021/wechatpayv3#88'],
    'paySign is over package without its prefix, milliseconds, another key, MD5 or PSS',
    'paySign的package缺前缀、时间戳用毫秒、密钥不符，或用MD5、PSS',
  ),
  mistake(
    24,
    ['SIGN-REQUESTS'],
    ['wechatpay-apiv3/wechatpay-java#160'],
    'Requests are signed without their query, with the host, over JSON written anew, by a clock that is wrong or with another serial number',
    '请求签名漏掉查询串、带上域名、报文被重新序列化、时钟偏差或证书序列号不符',
  ),
  mistake(
    25,
    ['CLOSE-THEN-FAILED'],
    ['yansongda/pay#999', 'yansongda/pay#475'],
    'The empty 204 of a close is taken for an error',
    '把关单的204空应答当作错误',
  ),
  mistake(
    26,
    ['RECONCILE-HASH', 'SIGN-REQUESTS'],
    ['binarywang/WxJava#2030', 'wechatpay-apiv3/wechatpay-java#322', 'minibear2021/wechatpayv3#2'],
    'A bill’s download is verified as an answer, not signed, or its hash is not compared',
    '下载账单时按普通应答验签、请求未签名，或未校验哈希',
  ),
  mistake(
    27,
    ['RECONCILE-DAILY', 'RECONCILE-FEN', 'RECONCILE-AFTER-TEN'],
    [],
    'Nobody reconciles, or yuan are compared with fen, or the bill is fetched before ten',
    '未对账、元与分直接比较，或十点前拉取账单',
  ),
  mistake(
    28,
    ['PARAMS-ACCEPTED'],
    ['dromara/payment-spring-boot#66', 'wechatpy/wechatpy#140'],
    'time_expire has another form or time zone',
    'time_expire格式或时区错误',
  ),
  mistake(
    29,
    ['PARAMS-ACCEPTED'],
    [],
    'attach or description is too long, has emoji, or is null',
    'attach、description超长、含emoji或为null',
  ),
  mistake(
    30,
    ['ANSWER-VERIFIED'],
    [],
    'The body of an answer is believed without its signature',
    '未验签即采信应答内容',
  ),
  mistake(
    31,
    ['REFUND-NOT-YET'],
    [],
    'Refund notifications are read by status, where they have refund_status',
    '按status读取退款通知，而字段是refund_status',
  ),
  mistake(32, ['CALL-HEADERS'], [], 'User-Agent or Accept is missing', '缺少User-Agent或Accept请求头'),
  mistake(
    33,
    ['REFUND-REFUSED'],
    [],
    'More than fifty parts, less than a minute apart, or after a year are refunded and nobody looks at the refusal',
    '部分退款超过五十次、间隔不足一分钟或超过一年，且未处理拒绝结果',
  ),
  mistake(
    34,
    ['ERRORS-BY-CODE'],
    [],
    'Code branches on the text of an error, or knows one spelling of its code alone',
    '按错误提示文字分支，或只认错误码的一种写法',
  ),
  mistake(
    35,
    ['PAYER-NAMED'],
    [],
    'The order names an openid of another appid, or of another user',
    '下单所用openid属于其他appid或其他用户',
  ),
];

/** Those that a rule finds. */
export const mistakesAgainst = (rule: string): readonly Mistake[] =>
  mistakes.filter(({ rules }) => rules.includes(rule));
