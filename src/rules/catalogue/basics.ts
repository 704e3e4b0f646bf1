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
    id: 'SIGN-ANSWERS',
    level: 'must',
    subject: 'gateway',
    needs: [],
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
    id: 'SIGN-REQUESTS',
    level: 'must',
    subject: 'merchant',
    needs: [],
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
      en: 'Verify each 2xx answer over its raw body with the key that Wechatpay-Serial names, and treat a failure as no answer. Some SDKs verify no answer at all: then verify yourself.',
      zh: '按Wechatpay-Serial选择公钥，对每个2xx应答的原始报文验签，失败按无应答处理。部分SDK不验证应答，需自行验签。',
    },
  },
]);
