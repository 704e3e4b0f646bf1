import type { Clause } from '../clause.ts';
import { informative, outOfScope } from '../guide/clauses-of.ts';
import { pageClauses } from './page-clauses.ts';
import { forPeople, ofTheAccount, operationsPart, otherProducts, saidAt } from './reasons.ts';

/** Calling and signing, as WeChat Pay’s pages have it. */
export const basicsPages: readonly Clause[] = [
  ...pageClauses('4012072670', [
    {
      rules: ['SIGN-CHECKED'],
      en: 'A request whose signature does not verify is refused with 401.',
      zh: '签名验证不通过的请求以401拒绝。',
    },
    {
      rules: ['SIGN-TIME-5M'],
      en: 'The timestamp of a request and the time at which it comes are no more than five minutes apart.',
      zh: '请求时间戳与到达时间相差不超过五分钟。',
    },
    {
      rules: ['SIGN-CERTIFICATE', 'SERIAL-ANY-CASE'],
      en: 'The serial number names a certificate of the merchant’s that is valid.',
      zh: '证书序列号对应该商户一张有效的证书。',
    },
    {
      rules: ['SIGN-REASONS'],
      en: 'Each reason for which a signature is refused has a message of its own.',
      zh: '每种签名被拒的原因都有各自的提示。',
    },
    {
      coverage: ofTheAccount,
      en: 'A merchant that has never set an APIv3 key or applied for a certificate is refused too.',
      zh: '未设置APIv3密钥或未申请证书的商户同样被拒绝。',
    },
  ]),
  ...pageClauses('4012073699', [
    {
      rules: ['TLS-VERIFIED'],
      en: 'Whoever calls verifies the server’s certificate and goes on with no connection that fails it.',
      zh: '调用方校验服务器证书，校验失败的连接不得继续。',
    },
    {
      rules: ['PRICE-SERVER'],
      en: 'The amount of an order is decided on the merchant’s server.',
      zh: '订单金额由商户服务端决定。',
    },
    {
      rules: ['SECRETS-KEPT'],
      en: 'Keys and certificates are put into no app, page or log, and only those who need them have them.',
      zh: '密钥与证书不得放入应用、页面或日志，只授予必要的人员。',
    },
    {
      coverage: saidAt('D:4012791902-03'),
      en: 'A notification is verified before it is believed.',
      zh: '回调须先验签再采信。',
    },
    { coverage: saidAt('Q-DAILY'), en: 'Accounts are reconciled every day.', zh: '每日对账。' },
    {
      coverage: outOfScope(
        'The TLS libraries of today have no SSL left to offer, so that nobody can be seen to use it.',
        '现今的TLS库已不提供SSL，测试中不会出现。',
      ),
      en: 'Connections use TLS 1.2, and SSL is refused.',
      zh: '连接使用TLS 1.2，禁用SSL。',
    },
    {
      coverage: operationsPart,
      en: 'There is no test environment, and production is not to be load-tested.',
      zh: '没有测试环境，也不得在生产环境压测。',
    },
  ]),
  ...pageClauses('4012081709', [
    {
      rules: ['HEADERS-CHECKED', 'CALL-HEADERS'],
      en: 'A request carries Accept and User-Agent.',
      zh: '请求须带Accept与User-Agent。',
    },
    {
      rules: ['ORDER-CHARACTERS', 'PARAMS-ACCEPTED'],
      en: 'Texts are UTF-8 of characters of up to three bytes.',
      zh: '文本为UTF-8且每个字符不超过三字节。',
    },
    {
      rules: ['ORDER-PARAMS', 'REFUND-PARAMS', 'ORDER-LIMITS', 'PARAMS-ACCEPTED'],
      en: 'Parameters have the types and forms of the page, and null is none of them; otherwise the request is refused.',
      zh: '参数须符合文档规定的类型与格式，不允许null，否则请求被拒绝。',
    },
    { rules: ['UNKNOWN-FIELDS'], en: 'Only the listed fields are part of a request.', zh: '请求只含文档列出的字段。' },
    {
      rules: ['ERROR-DETAIL'],
      en: 'A refusal tells a code and a message, and of wrong parameters also which, what was met and why.',
      zh: '错误应答含code与message，参数错误还说明字段、取值与原因。',
    },
    {
      rules: ['ERRORS-BY-CODE'],
      en: 'Programs go by the HTTP status and the code.',
      zh: '程序以HTTP状态码和错误码为准。',
    },
    {
      rules: ['ANSWER-HEADERS'],
      en: 'Every answer has a Request-ID, by which it can be traced.',
      zh: '每个应答都带Request-ID以便追查。',
    },
    {
      rules: ['TLS-VERIFIED'],
      en: 'Interfaces are called over HTTPS, and certificate errors are not passed over.',
      zh: '接口以HTTPS调用，不得忽略证书错误。',
    },
    { rules: ['NOTIFY-RAW-BODY'], en: 'The keys of JSON come in any order.', zh: 'JSON的键不分先后。' },
    {
      coverage: outOfScope(
        'No rule sends a merchant a key that the page does not have: what a new key will be, no source says.',
        '没有规则向商户发送文档外的新键：新键为何，无出处可依。',
      ),
      en: 'Answers may get new keys, which are passed over; required ones do not go away.',
      zh: '应答可能新增键，应忽略；必有的键不会消失。',
    },
    {
      rules: ['ORDER-LIMITS', 'PARAMS-ACCEPTED'],
      en: 'Dates are RFC 3339, with or without milliseconds, in UTC or with an offset.',
      zh: '日期采用RFC 3339，可带毫秒，可为UTC或带时区偏移。',
    },
    {
      coverage: forPeople,
      en: 'Accept-Language chooses the language of messages.',
      zh: 'Accept-Language决定提示信息的语言。',
    },
    {
      coverage: outOfScope(
        'No source says that a POST without it is refused, and SDKs in use send other types.',
        '没有出处说明缺少它会被拒绝，现有SDK也发送其他类型。',
      ),
      en: 'A POST says that its body is JSON.',
      zh: 'POST请求注明请求体为JSON。',
    },
    {
      coverage: ofTheAccount,
      en: 'A merchant without the product is refused with 403 NO_AUTH.',
      zh: '未开通产品权限的商户以403 NO_AUTH拒绝。',
    },
    {
      coverage: outOfScope(
        'What a merchant writes into its logs does not show from outside.',
        '商户日志的内容在外部不可见。',
      ),
      en: 'The merchant keeps the Request-ID in its logs.',
      zh: '商户在日志中记录Request-ID。',
    },
  ]),
  ...pageClauses('4012081717', [
    {
      rules: ['METHOD-CHECKED'],
      en: 'A method that an interface does not have is answered 405.',
      zh: '接口不支持的方法应答405。',
    },
    { rules: ['PATH-CHECKED'], en: 'An address that there is not is answered 404.', zh: '不存在的地址应答404。' },
    {
      coverage: informative(
        'It is the general table: each interface’s own page says which code belongs to which case, and the rules cite those.',
        '此为通用表，各接口页面给出具体错误码，规则引用各接口页面。',
      ),
      en: '400 is for parameters, 401 for signatures, 403 for rights, 404 for what is not there.',
      zh: '400为参数，401为签名，403为权限，404为不存在。',
    },
    {
      coverage: saidAt('D:4012791903-06'),
      en: 'After 429 nothing was done, but for refunds, where it is open what was done.',
      zh: '429表示未处理；退款除外，其结果不明。',
    },
    {
      coverage: saidAt('D:4012791897-13'),
      en: 'After 500, 502 and 503 the request is repeated later.',
      zh: '遇500、502、503稍后重试。',
    },
    {
      coverage: informative('No interface of this product answers so.', '本产品的接口均不这样应答。'),
      en: '202 means accepted and not done: ask again with the same parameters.',
      zh: '202表示已受理未完成，以相同参数再次请求。',
    },
  ]),
  ...pageClauses('4012365334', [
    {
      rules: ['SIGN-REQUESTS'],
      en: 'The path is signed as it is sent, with its parameters.',
      zh: '路径连同其中的参数按实际发送的内容签名。',
    },
    {
      rules: ['SIGN-REQUESTS'],
      en: 'Where there is no body, its line is empty and still ends with a line feed.',
      zh: '没有请求体时该行为空，仍以换行结束。',
    },
  ]),
  ...pageClauses('4012365335', [
    {
      coverage: otherProducts,
      en: 'An upload of a picture signs its description instead of the file.',
      zh: '上传图片时签名的是描述信息而非文件。',
    },
  ]),
  ...pageClauses('4012365336', [
    {
      rules: ['SIGN-REQUESTS'],
      en: 'Five lines are signed, of which the body is the very bytes that are sent, and each ends with a line feed.',
      zh: '签名串共五行，请求体为实际发送的字节，每行以换行结束。',
    },
    {
      rules: ['SIGN-REQUESTS'],
      en: 'Authorization names scheme, mchid, nonce, signature, timestamp and serial number, in any order.',
      zh: 'Authorization含认证类型、商户号、随机串、签名、时间戳与证书序列号，顺序不限。',
    },
  ]),
  ...pageClauses('4012365337', [
    {
      coverage: saidAt('D:4012365334-01'),
      en: 'What follows the question mark is signed with the path.',
      zh: '问号之后的查询参数与路径一同签名。',
    },
  ]),
  ...pageClauses('4012365342', [
    {
      rules: ['SIGN-CHECKED'],
      en: 'Each request is signed by the merchant, and the signature is verified before anything else is done.',
      zh: '每个请求由商户签名，平台先验签再处理。',
    },
    {
      coverage: otherProducts,
      en: 'There is another suite of algorithms for whoever is bound to the national ones.',
      zh: '另有国密算法可选。',
    },
  ]),
  ...pageClauses('4012365344', [
    {
      coverage: saidAt('D:4012365336-02'),
      en: 'The header is one line, with one space after the scheme, double quotes, and commas without blanks.',
      zh: '该请求头为一行，认证类型后一个空格，使用双引号，逗号后无空格。',
    },
  ]),
  ...pageClauses('4012365347', [
    {
      coverage: informative(
        'Each of them makes a signature that does not verify, which SIGN-REQUESTS finds.',
        '其中每一种都会使验签失败，由SIGN-REQUESTS发现。',
      ),
      en: 'It lists what callers get wrong in the text that they sign.',
      zh: '列出构造签名串时的常见错误。',
    },
  ]),
  ...pageClauses('4014551946', [
    {
      rules: ['SECURITY-ECHO'],
      en: 'The self-test gives back what it was sent, the encrypted part encrypted for the merchant.',
      zh: '自测接口原样返回内容，加密部分以商户证书加密返回。',
    },
  ]),
  ...pageClauses('4015164042', [
    {
      rules: ['SECURITY-ECHO'],
      en: 'Where a notify_url was given, the self-test also notifies, by a plan of its own.',
      zh: '提供notify_url时自测还会发送回调，并有自己的重发计划。',
    },
  ]),
  ...pageClauses('4016179629', [
    { rules: ['UNKNOWN-FIELDS'], en: 'A parameter that is not defined is an error.', zh: '传入未定义的参数即为错误。' },
  ]),
];
