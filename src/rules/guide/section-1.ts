import type { Clause } from '../clause.ts';
import { attestedAs, clausesOf, heldBy, informative } from './clauses-of.ts';

/** Getting ready (guide, section 1). */
export const section1: readonly Clause[] = [
  ...clausesOf('1.1', [
    {
      at: '01',
      en: 'When WeChat Pay’s monitoring meets a technical anomaly, it warns the merchant’s security contact and super administrator.',
      zh: '平台监测到商户的技术问题后，会向该商户的安全联系人及其超管告警。',
      coverage: informative(
        'It tells what WeChat Pay’s operators do, outside the interfaces.',
        '说明平台的运营动作，在接口上不可见。',
      ),
    },
    {
      at: '02',
      en: 'The super administrator names a technical colleague as security contact, so that warnings arrive and are weighed in time.',
      zh: '超管应登记一名技术人员担任安全联系人，使告警有人及时接收并判断影响。',
      coverage: attestedAs(
        ['SECURITY-CONTACT'],
        'It is set by hand in the merchant platform: only a signed-off answer can vouch for it.',
        '在商户平台人工设置，程序无法查看，只能由负责人书面确认。',
      ),
    },
  ]),
  // One sentence: it sends developers to the basic rules and to the rules of signatures.
  ...clausesOf('1.2', [
    {
      at: '01',
      en: 'Before they build anything, developers know the general rules by which the interfaces are called.',
      zh: '动手开发之前，应了解调用各接口的通用约定。',
      coverage: heldBy('CALL-HEADERS', 'PARAMS-ACCEPTED'),
    },
    {
      at: '02',
      en: 'They also know how requests are signed and how signatures are verified.',
      zh: '同时应掌握请求如何签名、收到的签名如何验证。',
      coverage: heldBy(
        'SIGN-CHECKED',
        'SIGN-TIME-5M',
        'SIGN-CERTIFICATE',
        'SIGN-ANSWERS',
        'SIGN-REQUESTS',
        'ANSWER-VERIFIED',
        'NOTIFY-VERIFIED',
        'NOTIFY-RAW-BODY',
      ),
    },
  ]),
  ...clausesOf('1.3', [
    {
      at: '01',
      en: 'Requests are made with the merchant’s own parameters: its number, the appid, its keys and the serial number of its certificate.',
      zh: '调用接口须使用商户自己的参数，包括mchid、appid、各密钥以及证书的序列号。',
      coverage: heldBy('SIGN-REQUESTS', 'ORDER-APPID-BOUND'),
    },
  ]),
];
