import { checklist, guide, page, rulesOf } from '../rule.ts';

/** What no program can see: a signed-off answer vouches for it, and the report says whose. */
export const attestedRules = rulesOf('basics', [
  {
    id: 'SECURITY-CONTACT',
    level: 'must',
    subject: 'merchant',
    needs: [],
    attested: true,
    sources: [guide('1.1')],
    title: {
      en: 'A technical colleague is named as security contact',
      zh: '已将技术人员设置为安全联系人',
    },
    hint: {
      en: 'The super administrator names the contact on the merchant platform (Account centre, Security centre); one who leaves is taken off the list. Say in the file of --attestations who has seen it there, and when.',
      zh: '由超级管理员在商户平台“账户中心—安全中心”设置，离职人员及时移除；在--attestations文件中写明由谁、何时确认。',
    },
  },
  {
    id: 'SECRETS-KEPT',
    level: 'should',
    subject: 'merchant',
    needs: [],
    attested: true,
    sources: [page('4012073699', 'M'), checklist('Q-KEYS')],
    title: {
      en: 'The API key and the merchant’s private key are in no front end, repository or log',
      zh: '前端、代码仓库和日志中均无API密钥和商户私钥',
    },
    hint: {
      en: 'Keep keys in the environment or in files outside the source, scan repositories and the packed mini program for them, and replace at once whatever has leaked. Say in the file of --attestations who has scanned what, and when.',
      zh: '密钥放在环境变量或源码之外的文件中，对代码仓库和小程序包做扫描，一旦泄露立即更换；在--attestations文件中写明由谁、何时、扫描了什么。',
    },
  },
]);
