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
]);
