import { answersOf } from '../rules/ambiguities.ts';
import type { Bilingual } from '../rules/rule.ts';

/** Why the gateway may refuse, in business words, with every documented way in which that shows on the wire. */
export interface RefusalReason {
  readonly words: Bilingual;
  readonly answers: readonly { readonly status: number; readonly code: string }[];
}

const bare = (code: string): string => code.replaceAll('_', '');
const spelling = answersOf('A-43').map(({ code }) => code);

/** Each answer as `404 ORDER_NOT_EXIST`, with the other spelling of its code too where the sources have two. */
export function inEverySpelling(answers: RefusalReason['answers']): readonly string[] {
  const spelt = answers.flatMap(({ status, code }) =>
    [code, ...spelling.filter((other) => bare(other) === bare(code))].map((each) => `${status} ${each}`),
  );
  return [...new Set(spelt)];
}

export const refusalReasons: readonly RefusalReason[] = [
  {
    words: { en: 'the order is paid', zh: '订单已支付' },
    answers: [...answersOf('A-05'), ...answersOf('A-07')],
  },
  { words: { en: 'the order is closed', zh: '订单已关闭' }, answers: answersOf('A-06') },
  { words: { en: 'the parameters changed', zh: '下单参数有变' }, answers: answersOf('A-04') },
  {
    // Who the payer is may be looked at before what was ordered first (D:4012791897).
    words: { en: 'the payer changed', zh: '付款人有变' },
    answers: [...answersOf('A-04'), { status: 400, code: 'PARAM_ERROR' }],
  },
  {
    words: { en: 'there is nothing to refund', zh: '没有可退款的支付' },
    answers: [{ status: 404, code: 'RESOURCE_NOT_EXISTS' }],
  },
  { words: { en: 'the refund comes too late', zh: '超过退款期限' }, answers: answersOf('A-10') },
  {
    words: { en: 'the refund exceeds what is left', zh: '超过可退金额' },
    answers: [{ status: 400, code: 'INVALID_REQUEST' }],
  },
  {
    words: { en: "the header names no key of WeChat Pay's", zh: 'Wechatpay-Serial不是微信支付的密钥' },
    answers: [{ status: 400, code: 'PARAM_ERROR' }],
  },
  {
    words: { en: 'an encrypted field can not be read', zh: '加密字段无法解密' },
    answers: answersOf('A-47'),
  },
  { words: { en: 'the accounts do not make up the refund', zh: '出资账户有误' }, answers: answersOf('A-62') },
  { words: { en: "the order is another merchant's", zh: '订单属于其他商户' }, answers: answersOf('A-30') },
  {
    words: { en: 'a parameter is wrong', zh: '参数有误' },
    answers: ['PARAM_ERROR', 'INVALID_REQUEST'].map((code) => ({ status: 400, code })),
  },
  {
    words: { en: 'the two numbers name no one refund', zh: '两个退款单号不是同一笔退款' },
    answers: [
      { status: 404, code: 'RESOURCE_NOT_EXISTS' },
      { status: 400, code: 'INVALID_REQUEST' },
      { status: 400, code: 'PARAM_ERROR' },
    ],
  },
  { words: { en: 'the amounts of the refund changed', zh: '退款金额有变' }, answers: answersOf('A-11') },
];

/** HTTP status of the codes that the pages list without contradiction (D:4012791897 … D:4012791904). */
const STATUS_OF: Readonly<Record<string, number>> = {
  PARAM_ERROR: 400,
  INVALID_REQUEST: 400,
  APPID_MCHID_NOT_MATCH: 400,
  SIGN_ERROR: 401,
  NO_AUTH: 403,
  OUT_TRADE_NO_USED: 403,
  NOT_ENOUGH: 403,
  ORDER_NOT_EXIST: 404,
  RESOURCE_NOT_EXISTS: 404,
  FREQUENCY_LIMITED: 429,
  SYSTEM_ERROR: 500,
};

/** An error code as a refusal. Throws a RangeError for a code that has no one documented status. */
export function refusalByCode(code: string): RefusalReason {
  const status = STATUS_OF[code];
  if (status === undefined) throw new RangeError(`${code} is no error code with one documented HTTP status`);
  return { words: { en: code, zh: code }, answers: [{ status, code }] };
}
