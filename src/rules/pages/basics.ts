import type { Clause } from '../clause.ts';
import { pageClauses } from './page-clauses.ts';

/** Calling, signing and keys, as WeChat Pay’s pages have it. */
export const basicsPages: readonly Clause[] = [
  ...pageClauses('4012068829', [
    {
      rules: ['CERTIFICATE-RENEWED'],
      en: 'A new platform certificate is made before the old one ends, is given out beside it for months, and takes over share by share.',
      zh: '新平台证书在旧证书到期前生成，数月内与旧证书同时下发，并按比例逐步启用。',
    },
  ]),
  ...pageClauses('4012069411', [
    {
      rules: ['CERTIFICATES-GIVEN'],
      en: 'The platform certificates that a merchant can verify with are given out by an interface, encrypted with its APIv3 key; a new merchant has none.',
      zh: '可用于验签的平台证书由接口下发，并以APIv3密钥加密；新商户没有平台证书。',
    },
    {
      rules: ['CERTIFICATE-RENEWED'],
      en: 'Towards the end of a certificate both the old and the new one are given out.',
      zh: '证书临近到期时新旧证书同时下发。',
    },
    {
      rules: ['CERTIFICATE-LEARNED'],
      en: 'A merchant fetches them at intervals of less than twelve hours, and holds the new one before it is used.',
      zh: '商户获取证书的间隔小于十二小时，在新证书启用前即已持有。',
    },
  ]),
  ...pageClauses('4012072428', [
    {
      rules: ['SIGN-CERTIFICATE'],
      en: 'A merchant’s API certificate that has ended or was revoked signs nothing from that moment on.',
      zh: '商户API证书到期或作废后立即不能用于签名。',
    },
  ]),
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
  ]),
  ...pageClauses('4012081717', [
    {
      rules: ['METHOD-CHECKED'],
      en: 'A method that an interface does not have is answered 405.',
      zh: '接口不支持的方法应答405。',
    },
    { rules: ['PATH-CHECKED'], en: 'An address that there is not is answered 404.', zh: '不存在的地址应答404。' },
  ]),
  ...pageClauses('4012154180', [
    {
      rules: ['KEY-FOLLOWS-REQUEST'],
      en: 'While a merchant has both keys, an answer is signed with the one that Wechatpay-Serial of the request names.',
      zh: '同时拥有两种密钥期间，应答以请求头Wechatpay-Serial所指的密钥签名。',
    },
    {
      rules: ['KEY-CHANGE'],
      en: 'In the change to the public key, notifications move to it by a growing share over seven days.',
      zh: '切换为微信支付公钥期间，回调在七天内按递增比例改用公钥签名。',
    },
    {
      rules: ['KEYS-BOTH'],
      en: 'During that change a merchant verifies with both.',
      zh: '切换期间商户须能用两种密钥验签。',
    },
  ]),
  ...pageClauses('4012365334', [
    {
      rules: ['SIGN-REQUESTS'],
      en: 'The path is signed as it is sent, with its parameters.',
      zh: '路径连同其中的参数按实际发送的内容签名。',
    },
  ]),
  ...pageClauses('4012365336', [
    {
      rules: ['SIGN-REQUESTS'],
      en: 'Five lines are signed, of which the body is the very bytes that are sent, and each ends with a line feed.',
      zh: '签名串共五行，请求体为实际发送的字节，每行以换行结束。',
    },
  ]),
  ...pageClauses('4012365342', [
    {
      rules: ['SIGN-CHECKED'],
      en: 'Each request is signed by the merchant, and the signature is verified before anything else is done.',
      zh: '每个请求由商户签名，平台先验签再处理。',
    },
  ]),
  ...pageClauses('4012551764', [
    {
      rules: ['CERTIFICATES-GIVEN'],
      en: 'The list tells serial number, beginning, end and the encrypted certificate of each.',
      zh: '列表给出每张证书的序列号、起止时间和加密内容。',
    },
    {
      rules: ['CERTIFICATE-LEARNED'],
      en: 'The first download, and one that brings a key that is not yet held, is verified with what it brings.',
      zh: '首次下载或下载到尚未持有的密钥时，以下载到的证书验签。',
    },
  ]),
  ...pageClauses('4013053249', [
    {
      rules: ['SIGN-ANSWERS'],
      en: 'Successful answers are signed over timestamp, nonce and body as it is sent.',
      zh: '成功应答对时间戳、随机串和原始报文签名。',
    },
    {
      rules: ['ANSWER-VERIFIED'],
      en: 'An answer whose signature does not verify is discarded, a probe’s as well.',
      zh: '验签不通过的应答应丢弃，探测流量亦然。',
    },
    {
      rules: ['NOTIFY-VERIFIED', 'REFUND-NOTIFY-VERIFIED'],
      en: 'A notification whose signature does not verify is answered with 4xx or 5xx and not processed.',
      zh: '验签不通过的通知应答4xx或5xx且不处理。',
    },
    {
      rules: ['NOTIFY-RAW-BODY'],
      en: 'What is verified is the body as it came, and not one that was written anew.',
      zh: '验签使用收到的原始报文，不得重新序列化。',
    },
    {
      rules: ['KEYS-BOTH'],
      en: 'Wechatpay-Serial says which key has signed: one that begins with PUB_KEY_ID_ is the public key.',
      zh: 'Wechatpay-Serial指明签名密钥，以PUB_KEY_ID_开头的为微信支付公钥。',
    },
  ]),
  ...pageClauses('4013053420', [
    {
      rules: ['SIGN-ANSWERS', 'ANSWER-HEADERS'],
      en: 'Every successful answer has the four headers of a signature.',
      zh: '每个成功应答都带四个签名请求头。',
    },
    {
      rules: ['ANSWER-VERIFIED', 'NOTIFY-VERIFIED'],
      en: 'A timestamp more than five minutes off is refused, since it may be a repetition by somebody else.',
      zh: '时间戳偏差超过五分钟的应拒绝，可能为重放。',
    },
    {
      rules: ['NOTIFY-FRESH'],
      en: 'Each re-sending of a notification is signed afresh.',
      zh: '通知每次重发均重新签名。',
    },
    {
      rules: ['CERTIFICATE-LEARNED'],
      en: 'A serial number that is not held asks for the list of certificates first.',
      zh: '遇到未持有的序列号时先获取证书列表。',
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
