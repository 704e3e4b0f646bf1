import type { Clause } from '../clause.ts';
import { informative, outOfScope } from '../guide/clauses-of.ts';
import { pageClauses } from './page-clauses.ts';
import { explains, noLoadTest, platformsPart, saidAt } from './reasons.ts';

/** Keys, certificates and what is encrypted with them, as WeChat Pay’s pages have it. */
export const keysPages: readonly Clause[] = [
  ...pageClauses('4012068829', [
    {
      rules: ['CERTIFICATE-RENEWED'],
      en: 'A new platform certificate is made before the old one ends, is given out beside it for months, and takes over share by share.',
      zh: '新平台证书在旧证书到期前生成，数月内与旧证书同时下发，并按比例逐步启用。',
    },
    {
      coverage: platformsPart,
      en: 'From when and for what share the new certificate signs is set in the merchant platform or follows the calendar, and the share only grows.',
      zh: '启用时间和比例在商户平台设置或按日程推进，比例只增不减。',
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
    {
      rules: ['CERTIFICATES-GIVEN'],
      en: 'Where a merchant has no platform certificate, the answer is 404 RESOURCE_NOT_EXISTS.',
      zh: '没有平台证书的商户得到404 RESOURCE_NOT_EXISTS。',
    },
    {
      coverage: outOfScope(
        'A merchant all of whose platform certificates have ended cannot be set up at the gateway.',
        '无法在网关上设置平台证书全部过期的商户。',
      ),
      en: 'Where all of them have ended, the answer says that they are to be replaced by WeChat Pay.',
      zh: '全部过期时，应答提示联系微信支付更换。',
    },
  ]),
  ...pageClauses('4012071382', [
    {
      coverage: saidAt('D:4012791902-01'),
      en: 'The resource of a notification is opened by AES-256-GCM with the APIv3 key, its nonce and its associated data.',
      zh: '通知资源以APIv3密钥及其随机串、附加数据按AES-256-GCM解密。',
    },
  ]),
  ...pageClauses('4012072428', [
    {
      rules: ['SIGN-CERTIFICATE'],
      en: 'A merchant’s API certificate that has ended or was revoked signs nothing from that moment on.',
      zh: '商户API证书到期或作废后立即不能用于签名。',
    },
    {
      coverage: platformsPart,
      en: 'A certificate of the merchant’s is good for five years, and no more than three are good at a time.',
      zh: '商户API证书有效期五年，同时有效的不超过三张。',
    },
    {
      coverage: platformsPart,
      en: 'One that was revoked can be restored for seven days.',
      zh: '作废的证书七天内可恢复。',
    },
    {
      coverage: saidAt('D:4012073699-03'),
      en: 'The private key stays with the merchant, and nobody can give it back.',
      zh: '商户私钥只由商户保管，丢失后无法找回。',
    },
  ]),
  ...pageClauses('4012153196', [
    {
      coverage: saidAt('D:4013053249-05'),
      en: 'The public key is named by PUB_KEY_ID_ and digits.',
      zh: '微信支付公钥以PUB_KEY_ID_加数字标识。',
    },
    {
      coverage: platformsPart,
      en: 'A merchant has one public key of WeChat Pay’s, and it does not end.',
      zh: '每个商户有一把微信支付公钥，不会过期。',
    },
    {
      coverage: platformsPart,
      en: 'New merchants are given the public key and no certificate.',
      zh: '新商户只有公钥，没有平台证书。',
    },
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
    {
      coverage: saidAt('D:4013053279-01'),
      en: 'After the change the header may be left out, but not beside encrypted fields.',
      zh: '切换完成后可不传该请求头，含加密字段时除外。',
    },
    {
      coverage: platformsPart,
      en: 'How far the change has come is shown in the merchant platform.',
      zh: '切换进度在商户平台查看。',
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
    {
      rules: ['CERTIFICATES-GIVEN'],
      en: 'The APIv3 key opens what the list encrypts.',
      zh: '列表中的加密内容以APIv3密钥解密。',
    },
    { coverage: noLoadTest, en: 'It can be called a thousand times a second.', zh: '每秒可调用一千次。' },
  ]),
  ...pageClauses('4013038816', [
    {
      coverage: saidAt('D:4013053249-05'),
      en: 'Wechatpay-Serial tells the public key from a certificate.',
      zh: '由Wechatpay-Serial区分公钥与平台证书。',
    },
  ]),
  ...pageClauses('4013053057', [
    {
      coverage: saidAt('D:4012072670-03'),
      en: 'Whoever replaces a certificate replaces private key and serial number together.',
      zh: '更换证书时私钥与序列号须一并更换。',
    },
    {
      coverage: platformsPart,
      en: 'The old one is revoked once it was not used for a day.',
      zh: '旧证书一天内无调用后再作废。',
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
    {
      coverage: informative(
        'It is a promise of WeChat Pay’s about its own probes.',
        '这是微信支付就其探测流量的说明。',
      ),
      en: 'A repeated call is never probed.',
      zh: '重试的请求不会再被探测。',
    },
  ]),
  ...pageClauses('4013053257', [
    {
      rules: ['REFUND-ENCRYPTED'],
      en: 'Personal fields are encrypted by RSAES-OAEP, and the header says with which key.',
      zh: '敏感字段以RSAES-OAEP加密，请求头注明所用密钥。',
    },
    {
      coverage: explains,
      en: 'A field that is encrypted has 214 bytes at the most before.',
      zh: '加密前的内容不超过214字节。',
    },
  ]),
  ...pageClauses('4013053274', [
    {
      coverage: explains,
      en: 'It lists why a notification may not open: another key, a part of the text, no associated data.',
      zh: '列出无法解密的原因：密钥不符、密文不全、缺少附加数据。',
    },
  ]),
  ...pageClauses('4013053279', [
    {
      rules: ['REFUND-ENCRYPTED'],
      en: 'A wrong Wechatpay-Serial beside encrypted fields is a wrong parameter.',
      zh: '含加密字段时Wechatpay-Serial有误即为参数错误。',
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
  ...pageClauses('4016913151', [
    {
      coverage: informative(
        'Pages and SDKs differ in the hash; what the interface takes is REFUND-ENCRYPTED’s.',
        '文档与SDK的摘要算法不一，接口采用的由REFUND-ENCRYPTED判定。',
      ),
      en: 'It answers what goes wrong with encrypted fields, and names another hash for RSAES-OAEP.',
      zh: '说明加密字段的常见问题，并提到RSAES-OAEP的另一种摘要算法。',
    },
  ]),
  ...pageClauses('4024350132', [
    {
      coverage: platformsPart,
      en: 'It says which key is for what and where each is set.',
      zh: '说明各密钥的用途与设置方式。',
    },
  ]),
];
