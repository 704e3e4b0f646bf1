import type { Stage } from '../actors/index.ts';
import { amountIn, type Bill, type BillRow } from '../protocol/bill-reading.ts';
import type { BillKind, Bills } from './bills.ts';
import type { Trade } from './trade.ts';

const PAYMENT_TITLES =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额';
const REFUND_TITLES = '微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态';
const SUMS_WITH_REFUNDS =
  '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额';

/** The titles of rows and of sums, as the pages have them (D:4013071246, D:4013071249). */
const TITLES: Readonly<Record<BillKind, readonly [rows: string, sums: string]>> = {
  trade: [
    `${PAYMENT_TITLES},${REFUND_TITLES},商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注`,
    SUMS_WITH_REFUNDS,
  ],
  payments: [
    `${PAYMENT_TITLES},商品名称,商户数据包,手续费,费率,订单金额,费率备注`,
    '总交易单数,应结订单总金额,手续费总金额,订单总金额',
  ],
  refunds: [
    `${PAYMENT_TITLES},退款申请时间,退款成功时间,${REFUND_TITLES},商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注`,
    SUMS_WITH_REFUNDS,
  ],
  'fund-flow': [
    '记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号',
    '资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额',
  ],
};

export function expectColumns(stage: Stage, bills: Bills, kind: BillKind): void {
  const { titles, sumTitles } = bills.read();
  const { evidence } = bills.file;
  const [rows, sums] = TITLES[kind];
  stage.expect({ what: 'the columns', matcher: 'equals', expected: rows, seen: titles.join(',') }, evidence);
  stage.expect(
    { what: 'the columns of the sums', matcher: 'equals', expected: sums, seen: sumTitles.join(',') },
    evidence,
  );
}

export function expectRowCount(stage: Stage, bills: Bills, expected: number): void {
  const seen = bills.read().rows.length;
  stage.expect({ what: 'rows of the bill', matcher: 'equals', expected, seen }, bills.file.evidence);
}

export type Entry = 'payment' | 'refund';

/** The row of the scenario's own payment, or of its latest refund. */
export function rowOf(bill: Bill, trade: Trade, entry: Entry): BillRow | undefined {
  const refundNumber = trade.refunds.at(-1)?.out_refund_no;
  const number = entry === 'payment' ? trade.request.out_trade_no : refundNumber;
  const title = entry === 'payment' ? '商户订单号' : '商户退款单号';
  const ofPayment = (row: BillRow): boolean => row['交易状态'] === 'SUCCESS';
  return bill.rows.find((row) => row[title] === number && (entry === 'refund' || ofPayment(row)));
}

/** The bill has a row of the payment or the refund, and under a title this value. */
export function expectEntry(
  stage: Stage,
  bills: Bills,
  trade: Trade,
  entry: Entry,
  title: string,
  value: string,
): void {
  const row = rowOf(bills.read(), trade, entry);
  const what = `${title} of the ${entry}`;
  stage.expect({ what, matcher: 'equals', expected: value, seen: row?.[title] }, bills.file.evidence);
}

/** Neither a payment nor a refund of the order is in the bill. */
export function expectNoEntry(stage: Stage, bills: Bills, outTradeNo: string): void {
  const seen = bills.read().rows.filter((row) => row['商户订单号'] === outTradeNo).length;
  const what = 'rows of the order that was not paid';
  stage.expect({ what, matcher: 'equals', expected: 0, seen }, bills.file.evidence);
}

export function expectHash(stage: Stage, bills: Bills): void {
  const { evidence } = bills.file;
  const { hash_type, hash_value } = bills.ticket;
  stage.expect({ what: 'hash_type', matcher: 'equals', expected: 'SHA1', seen: hash_type }, evidence);
  // Upper or lower case: no page says which.
  const seen = typeof hash_value === 'string' ? hash_value.toLowerCase() : hash_value;
  stage.expect({ what: 'hash_value', matcher: 'equals', expected: bills.sha1, seen }, evidence);
}

export function expectUnsigned(stage: Stage, bills: Bills): void {
  const { answer } = bills.file;
  const expectation = { what: 'the signature of the download', matcher: 'equals', expected: 'absent' } as const;
  stage.expect({ ...expectation, seen: answer.signature }, [answer.seq]);
}

/** Each sum of a trade bill with the column that it adds up. */
const SUM_OF: Readonly<Record<string, string>> = {
  应结订单总金额: '应结订单金额',
  退款总金额: '退款金额',
  充值券退款总金额: '充值券退款金额',
  手续费总金额: '手续费',
  订单总金额: '订单金额',
  申请退款总金额: '申请退款金额',
};

const added = (rows: readonly BillRow[], title: string): number =>
  rows.reduce((sum, row) => sum + (amountIn(row[title]) ?? Number.NaN), 0);

export function expectSums(stage: Stage, bills: Bills): void {
  const { rows, sums } = bills.read();
  const { evidence } = bills.file;
  const compare = (what: string, expected: unknown, seen: unknown): void =>
    stage.expect({ what, matcher: 'equals', expected, seen }, evidence);
  if (sums['资金流水总笔数'] === undefined) {
    compare('总交易单数', String(rows.length), sums['总交易单数']);
    for (const [title, column] of Object.entries(SUM_OF)) {
      if (title in sums) compare(title, added(rows, column), amountIn(sums[title]));
    }
    return;
  }
  const [came, went] = ['收入', '支出'].map((direction) => rows.filter((row) => row['收支类型'] === direction));
  compare('资金流水总笔数', String(rows.length), sums['资金流水总笔数']);
  for (const [direction, of = []] of [['收入', came] as const, ['支出', went] as const]) {
    compare(`${direction}笔数`, String(of.length), sums[`${direction}笔数`]);
    compare(`${direction}金额`, added(of, '收支金额(元)'), amountIn(sums[`${direction}金额`]));
  }
}

/** The account was paid so much for the order; each row tells what it then held: what it held before and what came or went. */
export function expectFlows(stage: Stage, bills: Bills, trade: Trade): void {
  const { rows } = bills.read();
  const { evidence } = bills.file;
  const { out_trade_no, amount } = trade.request;
  const paid = rows.find((row) => row['业务类型'] === '交易' && row['业务凭证号'] === out_trade_no);
  const what = 'what came in for the order';
  const seen = paid?.['收支类型'] === '收入' ? amountIn(paid['收支金额(元)']) : undefined;
  stage.expect({ what, matcher: 'equals', expected: amount.total * 1_000, seen }, evidence);
  for (const [index, row] of rows.entries()) {
    const before = amountIn(rows[index - 1]?.['账户结余(元)']);
    const held = amountIn(row['账户结余(元)']);
    const told = { what: `账户结余(元) of row ${index + 1}`, matcher: 'equals', expected: 'an amount' } as const;
    stage.expect({ ...told, seen: held === undefined ? row['账户结余(元)'] : 'an amount' }, evidence);
    const moved = (amountIn(row['收支金额(元)']) ?? Number.NaN) * (row['收支类型'] === '支出' ? -1 : 1);
    if (before === undefined) continue; // the first row: what was there before it stands in another day's bill
    stage.expect(
      { what: `what is left after row ${index + 1}`, matcher: 'equals', expected: before + moved, seen: held },
      evidence,
    );
  }
}
