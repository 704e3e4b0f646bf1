import { guide, page, rulesOf } from '../rule.ts';

export const basicsRules = rulesOf('basics', [
  {
    id: 'SIGN-CHECKED',
    level: 'must',
    subject: 'gateway',
    needs: [],
    sources: [guide('1.2'), page('4012072670'), page('4012365342')],
    title: {
      en: 'A request without the right signature is refused and changes nothing',
      zh: '签名不正确的请求被拒绝，且不产生任何影响',
    },
    hint: {
      en: 'Verify the signature over method, path with query, timestamp, nonce and raw body before anything else; answer 401 SIGN_ERROR.',
      zh: '先对请求方法、带查询串的路径、时间戳、随机串和原始报文验签，再做其他处理；不通过时应答401 SIGN_ERROR。',
    },
  },
  {
    id: 'SIGN-TIME-5M',
    level: 'must',
    subject: 'gateway',
    needs: [],
    sources: [guide('1.2'), page('4012072670')],
    title: {
      en: 'A request is good for five minutes around its timestamp',
      zh: '请求时间戳与当前时间相差不超过5分钟',
    },
    hint: {
      en: 'Compare the timestamp in Authorization with the wall clock, both ways, before checking the signature.',
      zh: '验签之前先比较Authorization中的时间戳与当前时间，前后两个方向都要检查。',
    },
  },
  {
    id: 'SIGN-CERTIFICATE',
    level: 'must',
    subject: 'gateway',
    needs: ['certificates'],
    sources: [guide('1.2'), page('4012072670'), page('4012072428')],
    title: {
      en: 'A certificate that is expired, revoked or replaced signs nothing any more',
      zh: '已过期、已作废或已更换的商户证书不能再用于签名',
    },
    hint: {
      en: 'Look at the state of the certificate that serial_no names before the signature; answer 401 SIGN_ERROR.',
      zh: '验签之前先检查serial_no所指证书的状态，不可用时应答401 SIGN_ERROR。',
    },
  },
  {
    id: 'SIGN-REASONS',
    level: 'may',
    subject: 'gateway',
    needs: ['certificates'],
    sources: [page('4012072670', 'L')],
    title: {
      en: 'The message of a refused signature tells what is wrong with it',
      zh: '签名被拒绝时，错误信息说明具体原因',
    },
    hint: {
      en: 'Give each reason a message of its own, as the page on 401 lists them. Callers may not branch on it, but they read it.',
      zh: '按401说明页，为每种原因给出各自的错误信息。调用方不应依赖其文字，但排查时要看。',
    },
  },
  {
    id: 'SERIAL-ANY-CASE',
    level: 'may',
    subject: 'gateway',
    needs: [],
    sources: [page('4012072670', 'L')],
    title: {
      en: 'A serial_no in small letters names the same certificate',
      zh: '证书序列号不区分大小写',
    },
    hint: {
      en: 'Compare serial_no of Authorization without regard to case: several SDKs send its hexadecimal digits in small letters.',
      zh: '比较Authorization中的serial_no时不区分大小写：部分SDK以小写十六进制发送。',
    },
  },
  {
    id: 'HEADERS-CHECKED',
    level: 'should',
    subject: 'gateway',
    needs: [],
    sources: [page('4012081709', 'M')],
    title: {
      en: 'A request without Accept or User-Agent is refused',
      zh: '缺少Accept或User-Agent的请求被拒绝',
    },
    hint: {
      en: 'Answer 400 INVALID_REQUEST before anything else is looked at, outside the payment interfaces at least.',
      zh: '在其他检查之前应答400 INVALID_REQUEST，至少适用于支付交易以外的接口。',
    },
  },
  {
    id: 'METHOD-CHECKED',
    level: 'must',
    subject: 'gateway',
    needs: [],
    sources: [page('4012081717')],
    title: {
      en: 'A method that a path does not have is answered with 405',
      zh: '请求方法与接口不符时应答405',
    },
    hint: { en: 'Answer 405 where the path is known in another method.', zh: '路径存在而方法不符时，应答405。' },
  },
  {
    id: 'PATH-CHECKED',
    level: 'should',
    subject: 'gateway',
    needs: [],
    sources: [page('4012081717', 'M')],
    title: {
      en: 'A path that there is not is answered with 404',
      zh: '请求的路径不存在时应答404',
    },
    hint: { en: 'Answer 404; nobody needs to be known for that.', zh: '应答404，无需先识别调用方。' },
  },
  {
    id: 'ERROR-DETAIL',
    level: 'should',
    subject: 'gateway',
    needs: [],
    sources: [page('4012081709')],
    title: {
      en: 'A refusal for a parameter names the parameter and tells what it was',
      zh: '参数错误的应答指明具体参数及其值',
    },
    hint: {
      en: 'Name the field by its path, in detail.field or in the message, and give location and value in detail.',
      zh: '在detail.field或message中以路径指明字段，并在detail中给出location和value。',
    },
  },
  {
    id: 'SIGN-ANSWERS',
    level: 'must',
    subject: 'gateway',
    needs: ['payer'],
    sources: [guide('1.2'), page('4013053249'), page('4013053420')],
    title: {
      en: 'Every successful answer is signed, an empty one too',
      zh: '每个成功应答都带有正确的签名，空报文也不例外',
    },
    hint: {
      en: 'Sign timestamp, nonce and the raw body that is sent; a 204 signs an empty line.',
      zh: '对时间戳、随机串和实际发送的原始报文签名；204应答的报文行为空行。',
    },
  },
  {
    id: 'ANSWER-HEADERS',
    level: 'should',
    subject: 'gateway',
    needs: ['payer'],
    sources: [page('4013053420'), page('4012081709')],
    title: {
      en: 'An answer with a body says that it is JSON, and bears a Request-ID',
      zh: '带报文的应答声明为JSON，并带有Request-ID',
    },
    hint: {
      en: 'Send Content-Type: application/json and a Request-ID with answers and refusals alike: merchants log it and name it to WeChat Pay.',
      zh: '成功与失败的应答均返回Content-Type: application/json和Request-ID，供商户记录并用于排查。',
    },
  },
  {
    id: 'SECURITY-ECHO',
    level: 'should',
    subject: 'gateway',
    needs: ['notifications'],
    sources: [page('4014551946'), page('4015164042')],
    title: {
      en: 'The self-test says what it was told, and shows that each side can read the other',
      zh: '回显接口原样返回信息，并证明双方能够解密对方的加密信息',
    },
    hint: {
      en: 'Answer echo_message as it came, and encrypted_echo_message encrypted for the certificate that signed the request.',
      zh: '原样返回echo_message，并使用请求所用商户证书的公钥加密返回encrypted_echo_message。',
    },
  },
  {
    id: 'SIGN-REQUESTS',
    level: 'must',
    subject: 'merchant',
    needs: ['payer'],
    sources: [guide('1.2'), guide('1.3'), page('4012365336'), page('4012365334')],
    title: {
      en: 'Every request of the merchant is signed right',
      zh: '商户的每个请求都带有正确的签名',
    },
    hint: {
      en: 'Sign the exact bytes that are sent: method in upper case, path with query, and end each of the five lines with a line feed.',
      zh: '对实际发送的字节签名：方法大写、路径带查询串，五行均以换行符结尾。',
    },
  },
  {
    id: 'ANSWER-VERIFIED',
    level: 'must',
    subject: 'merchant',
    needs: ['faults', 'payer'],
    sources: [guide('1.2'), page('4013053249'), page('4013053420')],
    title: {
      en: 'A successful answer whose signature does not verify is not believed',
      zh: '验签不通过的成功应答不可采信',
    },
    hint: {
      en: 'Verify each 2xx answer over its raw body with the key that Wechatpay-Serial names, and treat a failure as no answer. Some SDKs verify no answer at all: then verify yourself. wechatpay-axios-plugin verifies, and throws with what it does not believe in error.response, status 200 and all: take nothing from there but a status of 400 or more.',
      zh: '按Wechatpay-Serial选择公钥，对每个2xx应答的原始报文验签，失败按无应答处理。部分SDK不验证应答，需自行验签。wechatpay-axios-plugin验签失败时抛出异常，但error.response中仍有状态200和未通过验签的报文：只可采信400及以上的状态。',
    },
  },
  {
    id: 'KEY-FOLLOWS-REQUEST',
    level: 'must',
    subject: 'gateway',
    needs: ['platform-keys'],
    sources: [page('4012154180')],
    title: {
      en: 'While a merchant has both, an answer is signed with the key that the request names',
      zh: '商户同时持有公钥与平台证书时，应答使用请求所指明的密钥签名',
    },
    hint: {
      en: 'Sign with the public key where Wechatpay-Serial of the request begins with PUB_KEY_ID_, else with the platform certificate, and name the key in the answer.',
      zh: '请求的Wechatpay-Serial以PUB_KEY_ID_开头时使用公钥签名，否则使用平台证书，并在应答中指明密钥。',
    },
  },
  {
    id: 'CERTIFICATES-GIVEN',
    level: 'must',
    subject: 'gateway',
    needs: ['platform-keys'],
    sources: [page('4012551764'), page('4012069411')],
    title: {
      en: 'Platform certificates can be downloaded, and only the APIv3 key opens them',
      zh: '平台证书可下载，且仅能用APIv3密钥解密',
    },
    hint: {
      en: 'List every valid certificate with its serial number and dates, encrypted by AEAD_AES_256_GCM with the APIv3 key and the associated data "certificate"; answer 404 to merchants that have none.',
      zh: '列出全部有效证书的序列号与起止时间，证书以APIv3密钥、附加数据certificate经AEAD_AES_256_GCM加密；没有平台证书的商户应答404。',
    },
  },
  {
    id: 'CERTIFICATE-RENEWED',
    level: 'should',
    subject: 'gateway',
    needs: ['clock', 'payer', 'platform-keys'],
    sources: [page('4012069411'), page('4012068829')],
    title: {
      en: 'Before a platform certificate ends, a new one can be downloaded beside it, and then takes its place',
      zh: '平台证书到期前可同时下载新证书，之后由新证书取代',
    },
    hint: {
      en: 'Give the new certificate beside the old one from 180 days before its end, 120 at the latest; list and use none that has expired.',
      zh: '旧证书到期前180天起（最迟120天）同时下发新证书；已过期的证书不再列出、不再使用。',
    },
  },
  {
    id: 'KEY-CHANGE',
    level: 'should',
    subject: 'gateway',
    needs: ['clock', 'payer', 'platform-keys'],
    sources: [page('4012154180')],
    title: {
      en: 'Within seven days of the change to the public key, all notifications are signed with it',
      zh: '切换为微信支付公钥的灰度期满7天后，通知全部使用公钥签名',
    },
    hint: {
      en: 'Let the share of notifications signed with the public key grow from 0.1% on the first day to all of them on the seventh, and name the key in each.',
      zh: '使用公钥签名的通知比例从第1天的0.1%逐日增至第7天的100%，并在每个通知中指明密钥。',
    },
  },
]);
