import { guide, page, rulesOf } from '../rule.ts';

/** What holds of all that a merchant asks WeChat Pay. */
export const merchantCallRules = rulesOf('basics', [
  {
    id: 'CALL-HEADERS',
    level: 'should',
    subject: 'merchant',
    needs: ['payer'],
    sources: [guide('1.2'), page('4012081709')],
    title: {
      en: 'Every request of the merchant carries Accept and User-Agent',
      zh: '商户的每个请求都带有Accept和User-Agent',
    },
    hint: {
      en: 'Send Accept: application/json and a User-Agent that names your system; */* and any name that is not empty pass as well. Interfaces outside payments refuse requests without them.',
      zh: '请求头带Accept: application/json以及标识自身系统的User-Agent；Accept为*/*、User-Agent为任意非空值亦可。支付以外的接口会拒绝缺少这两个请求头的请求。',
    },
  },
  {
    id: 'PARAMS-ACCEPTED',
    level: 'should',
    subject: 'merchant',
    needs: ['payer'],
    sources: [guide('1.2'), page('4012081709'), page('4012791897'), page('4012791903')],
    title: {
      en: 'No request of the merchant is refused for its parameters',
      zh: '商户的任何请求均不因参数错误被拒绝',
    },
    hint: {
      en: 'Cut description and attach to their lengths and strip characters of four bytes (emoji) before you order; leave out what is empty instead of sending null; write time_expire as RFC 3339 with its offset, in the time of that offset.',
      zh: '下单前将description、attach截断到规定长度并去除四字节字符（如emoji）；空值字段不传，不得传null；time_expire使用带时区的RFC 3339格式，且时间与时区一致。',
    },
  },
  {
    id: 'TLS-VERIFIED',
    level: 'should',
    subject: 'merchant',
    needs: ['impostor'],
    sources: [page('4012081709'), page('4012073699')],
    title: {
      en: 'A server that shows a certificate not to be trusted is sent nothing',
      zh: '服务器证书不可信时，商户不向其发送任何请求',
    },
    hint: {
      en: 'Leave the verification of certificates and host names on in the HTTP client (no rejectUnauthorized: false, verify=False, InsecureSkipVerify, CURLOPT_SSL_VERIFYPEER 0), and trust a test authority by name. Judged only where the backend reaches the kit over TLS: gateway.tls in the profile.',
      zh: 'HTTP客户端须校验服务器证书和域名（不得使用rejectUnauthorized: false、verify=False、InsecureSkipVerify或CURLOPT_SSL_VERIFYPEER 0），测试CA应单独添加信任。仅当商户后台经TLS访问测试工具（配置gateway.tls）时判断。',
    },
  },
  {
    id: 'ERRORS-BY-CODE',
    level: 'must',
    subject: 'merchant',
    needs: ['payer', 'faults', 'balance'],
    sources: [page('4014959631'), page('4012081709')],
    title: {
      en: 'A refusal is understood by its status and code: with another message it leads to the same',
      zh: '按状态码与错误码判断错误：提示信息不同，处理结果相同',
    },
    hint: {
      en: 'Branch on HTTP status and code, never on the text of message; keep that for the log. Some SDKs throw an error that has the message alone: take code from the body of the answer. What a refusal leads to is not judged here.',
      zh: '按HTTP状态码和code分支，message只记日志。有的SDK抛出的错误只带message，应从应答报文中取code。错误应如何处理不在此判断。',
    },
  },
  {
    id: 'KEYS-BOTH',
    level: 'should',
    subject: 'merchant',
    needs: ['payer', 'platform-keys'],
    sources: [page('4012154180'), page('4013053249')],
    title: {
      en: 'A merchant that holds both of WeChat Pay’s keys takes notifications signed with either',
      zh: '同时持有微信支付公钥与平台证书的商户，两者签名的通知均能接收',
    },
    hint: {
      en: 'Choose the key by Wechatpay-Serial: PUB_KEY_ID_… names the public key, anything else a platform certificate. During the change to the public key, notifications come with both. Judged only where the profile says keyMode: both.',
      zh: '按Wechatpay-Serial选择密钥：以PUB_KEY_ID_开头为微信支付公钥，否则为平台证书；切换公钥期间两种签名的通知都会收到。仅当配置声明keyMode: both时判断。',
    },
  },
  {
    id: 'CERTIFICATE-LEARNED',
    level: 'should',
    subject: 'merchant',
    needs: ['payer', 'clock', 'notifications', 'platform-keys'],
    sources: [page('4012551764'), page('4012069411'), page('4013053420')],
    title: {
      en: 'A merchant that verifies with platform certificates learns of a new one by itself',
      zh: '使用平台证书验签的商户能自行获取新的平台证书',
    },
    hint: {
      en: 'Download /v3/certificates at least every twelve hours, or once where a serial number is not known, and hold the new beside the old; to refuse the first notification and take the next is right too. Judged only where the profile says keyMode: platform-certificate.',
      zh: '至少每12小时下载一次/v3/certificates，或遇到未知序列号时下载一次，新旧证书同时可用；首次拒绝、随后接收亦可。仅当配置声明keyMode: platform-certificate时判断。',
    },
  },
]);
