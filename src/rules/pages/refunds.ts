import type { Clause } from '../clause.ts';
import { informative, outOfScope } from '../guide/clauses-of.ts';
import { pageClauses } from './page-clauses.ts';
import { noLoadTest, otherProducts } from './reasons.ts';

/** The interfaces of refunds, as WeChat Pay’s pages have it. */
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
    {
      rules: ['REFUND-PARAMS'],
      en: 'The order is named by transaction_id or by out_trade_no.',
      zh: '以transaction_id或out_trade_no指明订单。',
    },
    {
      rules: ['REFUND-PARAMS'],
      en: 'out_refund_no has 64 characters at the most, of letters, digits and - _ | * @.',
      zh: 'out_refund_no最长64位，由字母、数字及-_|*@组成。',
    },
    { rules: ['REFUND-PARAMS'], en: 'reason has 80 bytes at the most.', zh: 'reason不超过80字节。' },
    {
      rules: ['REFUND-PARAMS'],
      en: 'Each of the goods that are refunded has a number, a price, an amount and a quantity.',
      zh: '退款商品逐件给出编码、单价、退款金额与数量。',
    },
    {
      coverage: outOfScope(
        'The simulated gateway does not hold the goods of a refund against those of the order, and no rule asks it of another.',
        '模拟网关不比对退款商品与订单商品，也没有规则对其他网关作此要求。',
      ),
      en: 'They are goods of the order.',
      zh: '退款商品须为订单中的商品。',
    },
    {
      coverage: otherProducts,
      en: 'funds_account is for merchants with older accounts and for travel deposits.',
      zh: 'funds_account仅用于旧资金流商户与出行押金。',
    },
    {
      rules: ['REFUND-PAID-ONLY'],
      en: 'An order that is unpaid, or not there, is answered 404 RESOURCE_NOT_EXISTS.',
      zh: '订单未支付或不存在时应答404 RESOURCE_NOT_EXISTS。',
    },
    {
      coverage: outOfScope(
        'Which user accounts are closed cannot be arranged at a gateway that is not the kit’s, and what a merchant does then no source makes it show.',
        '非本工具的网关上无法安排已注销的用户，商户此后的处理也无从观察。',
      ),
      en: 'USER_ACCOUNT_ABNORMAL is final, and not tried again.',
      zh: 'USER_ACCOUNT_ABNORMAL为确定失败，不再重试。',
    },
    {
      coverage: informative(
        'Whether a second part within the minute is refused the page leaves open (A-09).',
        '一分钟内第二次部分退款是否拒绝，该页未定（A-09）。',
      ),
      en: 'Parts of one order are refunded a minute or more apart.',
      zh: '同一订单的多次退款间隔至少一分钟。',
    },
    {
      coverage: noLoadTest,
      en: 'It takes 150 calls a second that succeed and six that fail, and fewer for orders older than a month.',
      zh: '每秒成功调用上限150次、失败6次，一个月之前的订单更低。',
    },
  ]),
  ...pageClauses('4012791904', [
    { rules: ['REFUND-QUERY'], en: 'A refund can be queried by its number.', zh: '可按退款单号查询退款。' },
    {
      rules: ['REFUND-TELLS'],
      en: 'The answer is that of the application, as it stands now.',
      zh: '应答与申请退款一致，反映当前状态。',
    },
    {
      rules: ['REFUND-QUERY'],
      en: 'A refund that there is not is answered 404 RESOURCE_NOT_EXISTS.',
      zh: '退款单不存在时应答404 RESOURCE_NOT_EXISTS。',
    },
    {
      coverage: informative(
        'The intervals are advice: REFUND-NOT-YET judges that the outcome is found.',
        '间隔仅为建议；REFUND-NOT-YET判定能否查到结果。',
      ),
      en: 'A refund under way is queried every minute for five minutes, and then more seldom.',
      zh: '退款处理中时，前五分钟每分钟查询一次，之后逐渐放缓。',
    },
    { coverage: noLoadTest, en: 'It takes 300 calls a second.', zh: '每秒可调用300次。' },
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
    {
      rules: ['ABNORMAL-PARAMS'],
      en: 'The bank is one of those listed, by debit card.',
      zh: '银行须为所列银行的借记卡。',
    },
    { rules: ['REFUND-ABNORMAL'], en: 'Accepted, the refund is under way again.', zh: '受理后退款重新进入处理中。' },
    { coverage: noLoadTest, en: 'It takes 150 calls a second.', zh: '每秒可调用150次。' },
  ]),
];
