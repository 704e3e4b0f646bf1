import type { Clause } from '../clause.ts';
import { pageClauses } from './page-clauses.ts';

/** Refunds, as WeChat Pay’s pages have it. */
export const refundsPages: readonly Clause[] = [
  ...pageClauses('4012791903', [
    {
      rules: ['REFUND-1Y', 'REFUND-REFUSED'],
      en: 'A refund can be asked for within one year of the payment.',
      zh: '支付后一年内可申请退款。',
    },
    {
      rules: ['REFUND-50', 'REFUND-REFUSED'],
      en: 'An order is refunded in fifty parts at the most.',
      zh: '一笔订单最多部分退款五十次。',
    },
    {
      rules: ['REFUND-PARAMS', 'PARAMS-ACCEPTED'],
      en: 'Each parameter has its type, its length and whether it is required.',
      zh: '每个参数规定了类型、长度和是否必填。',
    },
    { rules: ['REFUND-PAID-ONLY'], en: 'Only what was paid can be refunded.', zh: '仅已支付订单可退款。' },
    {
      rules: ['REFUND-LIMIT', 'REFUND-TOTAL'],
      en: 'All refunds together stay within what was paid, and amount.total is the order’s.',
      zh: '累计退款不超过订单金额，原订单金额保持一致。',
    },
    {
      rules: ['REFUND-ONCE', 'REFUND-RETRY'],
      en: 'One out_refund_no refunds once; after a failure whose outcome is open it is asked for under the same.',
      zh: '同一退款单号只退一次，结果不明时以原单号重试。',
    },
    {
      rules: ['REFUND-STATE', 'REFUND-NOT-YET', 'REFUND-TELLS'],
      en: 'The answer says that the application was accepted, and not that the money is back.',
      zh: '应答仅表示受理，不代表退款成功。',
    },
    {
      rules: ['REFUND-BALANCE'],
      en: 'Where the account holds too little the refund is not made.',
      zh: '账户余额不足时退款不成立。',
    },
    {
      rules: ['REFUND-FROM'],
      en: 'The accounts that pay it make up the refund, each named once.',
      zh: '出资账户合计等于退款金额且各出现一次。',
    },
    {
      rules: ['REFUND-COUPONS'],
      en: 'What goes back to the payer and what into coupons is told.',
      zh: '应答说明退给用户与退回代金券的金额。',
    },
    {
      rules: ['REFUND-AFTER-CLOSED'],
      en: 'A refund that ended CLOSED is asked for again under a new number.',
      zh: '退款关闭后须换新单号重新申请。',
    },
    {
      rules: ['NOTIFY-URL', 'REFUND-NOTIFY-TELLS'],
      en: 'notify_url of a refund is a whole address, and takes the place of the one of the platform.',
      zh: '退款notify_url为完整地址，并优先于平台配置的地址。',
    },
    { rules: ['MONEY-FEN'], en: 'Amounts are whole fen.', zh: '金额为整数分。' },
    {
      rules: ['BOOKS-BALANCE'],
      en: 'A refund is made once and of no more than was asked for, whatever went wrong on the way.',
      zh: '无论过程中出现何种错误，退款只发生一次且不超过申请金额。',
    },
  ]),
  ...pageClauses('4012791904', [
    { rules: ['REFUND-QUERY'], en: 'A refund can be queried by its number.', zh: '可按退款单号查询退款。' },
    {
      rules: ['REFUND-TELLS'],
      en: 'The answer is that of the application, as it stands now.',
      zh: '应答与申请退款一致，反映当前状态。',
    },
  ]),
  ...pageClauses('4012791905', [
    {
      rules: ['REFUND-ABNORMAL'],
      en: 'A refund that is ABNORMAL is sent to another account, and no other is.',
      zh: '仅退款异常可另行退至其他账户。',
    },
    {
      rules: ['ABNORMAL-PARAMS'],
      en: 'A bank card asks for bank, account and name.',
      zh: '退至银行卡须提供开户行、账号与姓名。',
    },
    {
      rules: ['REFUND-ENCRYPTED'],
      en: 'Account and name are encrypted with the key that Wechatpay-Serial names.',
      zh: '账号与姓名以Wechatpay-Serial所指密钥加密。',
    },
    {
      rules: ['REFUND-AFTER-CLOSED'],
      en: 'ABNORMAL is not asked for again under a new number.',
      zh: '退款异常不得换单号重新申请。',
    },
  ]),
  ...pageClauses('4013053257', [
    {
      rules: ['REFUND-ENCRYPTED'],
      en: 'Personal fields are encrypted by RSAES-OAEP, and the header says with which key.',
      zh: '敏感字段以RSAES-OAEP加密，请求头注明所用密钥。',
    },
  ]),
  ...pageClauses('4013053279', [
    {
      rules: ['REFUND-ENCRYPTED'],
      en: 'A wrong Wechatpay-Serial beside encrypted fields is a wrong parameter.',
      zh: '含加密字段时Wechatpay-Serial有误即为参数错误。',
    },
  ]),
  ...pageClauses('4013071001', [
    {
      rules: ['REFUND-COUPONS'],
      en: 'A partial refund gives back the payer’s share of it, rounded half up, and the last one what is left.',
      zh: '部分退款按用户实付比例四舍五入，最后一次退还剩余。',
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
  ]),
];
