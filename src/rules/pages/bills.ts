import type { Clause } from '../clause.ts';
import { outOfScope } from '../guide/clauses-of.ts';
import { pageClauses } from './page-clauses.ts';
import { explains, noLoadTest, otherProducts, saidAt } from './reasons.ts';

/** Bills, as WeChat Pay’s pages have it. */
export const billsPages: readonly Clause[] = [
  ...pageClauses('4012791907', [
    {
      rules: ['BILL-TRADE'],
      en: 'The trade bill has the payments and refunds of one day.',
      zh: '交易账单包含当日的支付与退款。',
    },
    {
      rules: ['BILL-AFTER-TEN', 'RECONCILE-AFTER-TEN'],
      en: 'It can be had from ten o’clock of the next day on; before, it is being made.',
      zh: '次日十点后可获取，此前为生成中。',
    },
    {
      rules: ['BILL-HASH', 'RECONCILE-HASH'],
      en: 'The application brings the hash of the bill, by which the file is checked.',
      zh: '申请返回账单哈希，用于校验文件。',
    },
    { rules: ['BILL-NO-STATEMENT'], en: 'A day with nothing on it has no bill.', zh: '无交易的日期没有账单。' },
    { rules: ['BILL-WINDOW-3M'], en: 'A bill can be had for three months.', zh: '账单可在三个月内获取。' },
    {
      rules: ['BILL-PARAMS'],
      en: 'Day, type and packing are of those that there are.',
      zh: '日期、类型与压缩方式须为规定的取值。',
    },
    { rules: ['BILL-URL-5M'], en: 'The address is good for five minutes.', zh: '下载地址五分钟内有效。' },
    { rules: ['BILL-COUPONS'], en: 'Coupons show in the amounts of a row.', zh: '代金券体现在账单金额中。' },
    {
      rules: ['BILL-AFTER-TEN'],
      en: 'While it is being made the answer is 400 STATEMENT_CREATING.',
      zh: '账单生成中应答400 STATEMENT_CREATING。',
    },
    { coverage: noLoadTest, en: 'Who calls too often is answered 429.', zh: '调用过于频繁时应答429。' },
  ]),
  ...pageClauses('4012791908', [
    {
      rules: ['BILL-FUND-FLOW'],
      en: 'The fund-flow bill has every movement of an account on one day.',
      zh: '资金账单包含账户当日的每笔变动。',
    },
    {
      coverage: saidAt('D:4012791907-06'),
      en: 'Day, account and packing are of those that there are.',
      zh: '日期、账户类型与压缩方式须为规定的取值。',
    },
    { coverage: noLoadTest, en: 'It takes three calls a second.', zh: '每秒可调用3次。' },
  ]),
  ...pageClauses('4012791909', [
    {
      rules: ['BILL-SIGNED'],
      en: 'The download is signed by the merchant, and its answer bears no signature.',
      zh: '下载请求须签名，应答不带签名。',
    },
    {
      rules: ['BILL-HASH', 'RECONCILE-HASH'],
      en: 'The hash is that of the unpacked file.',
      zh: '哈希为解压后文件的哈希。',
    },
    { rules: ['BILL-URL-5M'], en: 'An address that is over is applied for again.', zh: '下载地址失效须重新申请。' },
    {
      coverage: outOfScope(
        'A bill of another merchant’s would ask for a second merchant at the gateway under test.',
        '需要被测网关上的另一个商户。',
      ),
      en: 'The address is good for the merchant that applied.',
      zh: '下载地址仅限申请的商户使用。',
    },
  ]),
  ...pageClauses('4013071215', [
    {
      coverage: saidAt('D:4012791907-01'),
      en: 'A bill is of one day in Beijing, by the time of payment and the time at which a refund was accepted.',
      zh: '账单按北京时间自然日，以支付时间和退款受理时间计。',
    },
    {
      coverage: saidAt('D:4012791907-02'),
      en: 'It is made from nine o’clock of the next day on, and can be had after ten.',
      zh: '次日九点起生成，十点后获取。',
    },
    { coverage: saidAt('D:4013071246-04'), en: 'It is not brought up to date later.', zh: '生成后不再更新。' },
    {
      coverage: explains,
      en: 'One that is being made is asked for every half hour.',
      zh: '生成中的账单每半小时重试。',
    },
    { coverage: otherProducts, en: 'It has trades of the older interface v2 too.', zh: '账单也包含v2接口的交易。' },
  ]),
  ...pageClauses('4013071246', [
    {
      rules: ['BILL-TRADE', 'BILL-ROWS'],
      en: 'Rows have these columns in this order, each value with a back-tick before it.',
      zh: '每行按规定列序，字段值前带反引号。',
    },
    { rules: ['BILL-TOTALS'], en: 'The last lines add up the rows.', zh: '末尾给出各列合计。' },
    { rules: ['BILL-ESCAPES'], en: 'What the merchant wrote is escaped.', zh: '商户自定义内容须转义。' },
    {
      rules: ['BILL-SNAPSHOT'],
      en: 'A bill shows how things stood when it was made.',
      zh: '账单反映生成时的状态，之后不再更新。',
    },
    {
      rules: ['BILL-COUPONS'],
      en: 'Coupons that nobody paid for are left out of what is settled.',
      zh: '免充值券不计入应结金额。',
    },
    {
      rules: ['RECONCILE-FEN'],
      en: 'Amounts in bills are yuan with two decimals.',
      zh: '账单金额以元为单位、两位小数。',
    },
  ]),
  ...pageClauses('4013071249', [
    {
      rules: ['BILL-FUND-FLOW'],
      en: 'Rows have these columns, and the sums tell income and expense.',
      zh: '资金账单按规定列序，并汇总收支。',
    },
    {
      coverage: outOfScope(
        'No source says which remarks of the fund-flow bill merchants write themselves.',
        '没有出处说明资金账单哪些备注由商户填写。',
      ),
      en: 'Line feeds in it are escaped.',
      zh: '其中的换行须转义。',
    },
  ]),
  ...pageClauses('4013071254', [
    {
      rules: ['BILL-AFTER-TEN', 'RECONCILE-AFTER-TEN'],
      en: 'While a bill is being made it is asked for again later.',
      zh: '账单生成中时稍后重试。',
    },
    { rules: ['BILL-NO-STATEMENT'], en: 'No bill is told by a code of its own.', zh: '无账单以专门的错误码表示。' },
    {
      rules: ['BILL-SIGNED', 'RECONCILE-HASH'],
      en: 'A download is not verified as an answer: its hash is compared.',
      zh: '下载文件不验签，应比对哈希。',
    },
  ]),
];
