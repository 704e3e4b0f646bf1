import type { Clause } from '../clause.ts';
import { informative, outOfScope } from '../guide/clauses-of.ts';
import { pageClauses } from './page-clauses.ts';
import { explains, ofTheAccount, platformsPart } from './reasons.ts';

/** The guide, the questions and the example code of refunds, as WeChat Pay’s pages have it. */
export const refundGuidesPages: readonly Clause[] = [
  ...pageClauses('4013071001', [
    {
      rules: ['REFUND-COUPONS'],
      en: 'A partial refund gives back the payer’s share of it, rounded half up, and the last one what is left.',
      zh: '部分退款按用户实付比例四舍五入，最后一次退还剩余。',
    },
    {
      rules: ['REFUND-COUPONS'],
      en: 'A refund of all gives back exactly what the payer paid.',
      zh: '全额退款退还用户的全部实付金额。',
    },
    {
      coverage: outOfScope(
        'The page gives one example and no rule of rounding for the fee.',
        '该页仅举一例，未规定手续费的取整方式。',
      ),
      en: 'The fee is given back by the share of the refund.',
      zh: '手续费按退款比例退还。',
    },
  ]),
  ...pageClauses('4013071031', [
    {
      rules: ['REFUND-QUERY'],
      en: 'A refund is PROCESSING, and then SUCCESS, CLOSED or ABNORMAL.',
      zh: '退款由处理中变为成功、关闭或异常。',
    },
    { rules: ['REFUND-ABNORMAL'], en: 'ABNORMAL is mended by sending it elsewhere.', zh: '退款异常通过另行退款处理。' },
    { rules: ['REFUND-AFTER-CLOSED'], en: 'CLOSED is the end of that number.', zh: '退款关闭即该单号终结。' },
    {
      coverage: outOfScope(
        'Banks and wallets take that time; the interfaces show the outcome and not the arrival.',
        '到账时间取决于银行与零钱，接口只显示结果。',
      ),
      en: 'Money reaches a wallet within five minutes, a bank card within one to three days.',
      zh: '退至零钱五分钟内到账，银行卡一至三个工作日。',
    },
    {
      coverage: outOfScope(
        'No interface tells a merchant’s balance: it shows in the fund-flow bill alone, which is BILL-FUND-FLOW’s.',
        '没有接口可查商户余额，只体现在资金账单中，由BILL-FUND-FLOW判定。',
      ),
      en: 'It leaves the merchant’s account when the refund is accepted.',
      zh: '受理退款时即从商户账户扣款。',
    },
  ]),
  ...pageClauses('4013071200', [
    {
      rules: ['REFUND-ONCE'],
      en: 'The same number with the same parameters refunds once; with others it is refused.',
      zh: '同一单号、相同参数只退一次，参数不同则拒绝。',
    },
    {
      rules: ['REFUND-LIMIT', 'REFUND-TOTAL'],
      en: 'All refunds of an order stay within it.',
      zh: '累计退款不超过订单金额。',
    },
    {
      rules: ['REFUND-BALANCE'],
      en: 'Without money in the account it is refused, or closed after seven days.',
      zh: '余额不足时被拒绝，或七天后关闭。',
    },
    { coverage: explains, en: 'Refunds can be queried without a limit of time.', zh: '退款查询没有时间限制。' },
    {
      coverage: outOfScope('Notifications of the older interface v2 are not played.', '不模拟旧版v2接口的通知。'),
      en: 'A refund without notify_url, or made in the platform, is told in the form of v2.',
      zh: '未传notify_url或在平台发起的退款按v2格式通知。',
    },
    {
      coverage: informative(
        'It contradicts the interface’s own page, and is taken for a slip.',
        '与接口页面矛盾，视为笔误。',
      ),
      en: 'One answer of the page asks for the order’s amount as that of each part.',
      zh: '该页一处要求每次部分退款均填原订单金额。',
    },
    {
      coverage: platformsPart,
      en: 'Refunds can be bound to addresses, and go on after an appid is unbound.',
      zh: '退款可限定IP，appid解绑后仍可退款。',
    },
  ]),
  ...pageClauses('4014959631', [
    {
      rules: ['ERRORS-BY-CODE'],
      en: 'Messages may change: programs go by codes.',
      zh: '提示信息可能变化，程序以错误码为准。',
    },
    {
      rules: ['REFUND-ONCE'],
      en: 'To repeat an application under its number is safe.',
      zh: '以原单号重复申请是安全的。',
    },
    {
      rules: ['REFUND-BALANCE'],
      en: 'NOT_ENOUGH wants the account filled, and the same number again.',
      zh: '余额不足应充值后以原单号重试。',
    },
    {
      coverage: informative(
        'An application for an order that was not paid is refused (REFUND-PAID-ONLY), so that nothing is lost where it is left out.',
        '未支付订单的退款申请会被拒绝（REFUND-PAID-ONLY），不先查单亦无损失。',
      ),
      en: 'Before an order is refunded it is queried.',
      zh: '退款前先查单确认已支付。',
    },
    {
      coverage: informative('How long to wait is the merchant’s choice.', '等待时长由商户决定。'),
      en: 'After a system error or 429 the application is repeated about a minute later.',
      zh: '遇系统错误或429约一分钟后重试。',
    },
  ]),
  ...pageClauses('4015217336', [
    {
      rules: ['REFUND-RETRY'],
      en: 'What a failure asks for depends on its code; an open outcome asks for the same number.',
      zh: '按错误码处理失败，结果不明时使用原单号。',
    },
    { rules: ['REFUND-50'], en: 'A fifty-first part is refused.', zh: '第五十一次部分退款会被拒绝。' },
    {
      rules: ['REFUND-ABNORMAL'],
      en: 'After an abnormal refund was accepted, it is queried again.',
      zh: '异常退款受理后须再次查询。',
    },
    {
      coverage: ofTheAccount,
      en: 'NO_AUTH says that the merchant may not refund at present.',
      zh: 'NO_AUTH表示商户退款权限受限。',
    },
  ]),
];
