import { around, type Fault, type Text, t } from './check.ts';
import type { MessageMistake, SigningFault } from './signing-fault.ts';

const MISTAKES: Readonly<Record<MessageMistake, Text>> = {
  'whole-url': t('the whole URL is signed in place of the path', '签名串中用了完整URL而不是路径'),
  'no-query': t('the query is not signed', '签名串中缺少查询参数'),
  'no-v3': t('the path is signed without its /v3', '签名串的路径缺少/v3'),
  'no-last-line-feed': t('the line feed at the end is not signed', '签名串末尾缺少换行符'),
  'no-body': t('the body is not signed', '签名串中缺少请求报文主体'),
  'other-json': t(
    'the body that is signed is not, byte for byte, the body that is sent: it was serialised twice',
    '签名的报文主体与发送的不逐字节相同：被序列化了两次',
  ),
  'lower-case-method': t('the method is signed in lower case', '签名串中的HTTP方法是小写'),
  'nonce-before-timestamp': t('nonce and timestamp are signed in the wrong order', '签名串中随机串与时间戳顺序颠倒'),
};

const MESSAGE = t(
  'a signature over method, path with query, timestamp, nonce and body as sent, each line ended by a line feed',
  '对方法、路径（含查询参数）、时间戳、随机串、实际发送的报文主体签名，每行以换行符结尾',
);
const HEADER = t(
  'Authorization: WECHATPAY2-SHA256-RSA2048 mchid="…",nonce_str="…",signature="…",timestamp="…",serial_no="…"',
  'Authorization: WECHATPAY2-SHA256-RSA2048 mchid="…",nonce_str="…",signature="…",timestamp="…",serial_no="…"',
);

export interface Account {
  readonly mchid: string;
  readonly appid: string;
  readonly serialNo: string;
  /** The folder of the credentials. */
  readonly folder: string;
}

/** A fault of signing for the person who has to mend it. */
export function signingAdvice(fault: SigningFault, { mchid, serialNo, folder }: Account): Fault {
  switch (fault.kind) {
    case 'absent':
      return {
        found: t('the request has no Authorization', '请求没有Authorization头'),
        expected: HEADER,
        advice: t('sign every request', '每个请求都要签名'),
      };
    case 'wrong-scheme':
      return {
        found: t('another scheme in Authorization', 'Authorization的认证类型不对'),
        expected: HEADER,
        advice: t('begin it with WECHATPAY2-SHA256-RSA2048 and one space', '以WECHATPAY2-SHA256-RSA2048加一个空格开头'),
      };
    case 'malformed':
      return {
        found: t('an Authorization that cannot be read', 'Authorization的格式无法解析'),
        expected: HEADER,
        advice: t(
          'give all five items once, in double quotes, with commas and no spaces between',
          '五项各出现一次，值加双引号，以逗号分隔，中间无空格',
        ),
      };
    case 'other-mchid':
      return {
        found: t(`the call comes from mchid ${fault.mchid}`, `请求来自mchid ${fault.mchid}`),
        expected: t(`mchid ${mchid}, that of ${folder}`, `${folder}中的mchid ${mchid}`),
        advice: t(
          `configure your backend with the credentials in ${folder}, all of them: mchid, serial_no, private key, APIv3 key`,
          `用${folder}中的全套开发参数配置商户后台：mchid、serial_no、私钥、APIv3密钥`,
        ),
      };
    case 'other-serial':
      return {
        found: t(`serial_no ${fault.serialNo}`, `serial_no为${fault.serialNo}`),
        expected: t(
          `serial_no ${serialNo}, that of ${folder}/apiclient_cert.pem`,
          `${folder}/apiclient_cert.pem的序列号${serialNo}`,
        ),
        advice: t(
          "set your backend's serial_no to that of the merchant's API certificate, not of the platform certificate",
          '商户后台的serial_no应为商户API证书的序列号，而不是平台证书的',
        ),
      };
    case 'stale':
      return {
        found: t(
          `the timestamp is ${Math.abs(fault.seconds)} s ${fault.seconds > 0 ? 'ahead' : 'behind'}`,
          `时间戳${fault.seconds > 0 ? '快' : '慢'}${Math.abs(fault.seconds)}秒`,
        ),
        expected: t('the present time in whole seconds, 5 minutes off at the most', '当前时间（秒），误差不超过5分钟'),
        advice: t(
          'set the clock of the backend right; sign with wall time in seconds, not milliseconds',
          '校准后台时钟；用真实时间的秒数签名，不要用毫秒',
        ),
      };
    case 'other-key':
      return {
        found: t('the signature was made with another private key', '签名使用了另一把私钥'),
        expected: t(`a signature by ${folder}/apiclient_key.pem`, `用${folder}/apiclient_key.pem签名`),
        advice: t(
          `have your backend load ${folder}/apiclient_key.pem; a copy from an earlier set does not fit any more`,
          `让商户后台加载${folder}/apiclient_key.pem；旧的副本已不配套`,
        ),
      };
    case 'other-algorithm':
      return {
        found: t(`the signature is made with ${fault.algorithm}`, `签名使用了${fault.algorithm}`),
        expected: t('RSASSA-PKCS1-v1_5 with SHA-256, in Base64', 'SHA-256的RSASSA-PKCS1-v1_5签名，Base64编码'),
        advice: t('sign with SHA256withRSA', '用SHA256withRSA签名'),
      };
    case 'other-message': {
      const right = t('the key is right, and another text was signed', '密钥正确，但签名串不对');
      return {
        found:
          fault.like === undefined
            ? right
            : around(
                MISTAKES[fault.like],
                (text) => `${right.en}: ${text}`,
                (text) => `${right.zh}：${text}`,
              ),
        expected: MESSAGE,
        advice: t('correct the text that your backend signs', '改正商户后台的签名串'),
      };
    }
  }
}
