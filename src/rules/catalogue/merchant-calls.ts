import { page, rulesOf } from '../rule.ts';

/** What holds of all that a merchant asks WeChat Pay. */
export const merchantCallRules = rulesOf('basics', [
  {
    id: 'CALL-HEADERS',
    level: 'should',
    subject: 'merchant',
    needs: [],
    sources: [page('4012081709')],
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
    id: 'ERRORS-BY-CODE',
    level: 'must',
    subject: 'merchant',
    needs: ['faults'],
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
]);
