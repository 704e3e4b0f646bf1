import type { Stage } from '../actors/index.ts';
import { amountIn, type BillRow } from '../protocol/bill-reading.ts';
import { parseRfc3339 } from '../time/index.ts';
import { type Entry, rowOf } from './bill-checks.ts';
import type { Bills } from './bills.ts';
import { exactly, expectContents, type Form, type Forms, oneOf, secretly, within, written } from './contents.ts';
import { refundIdOf, transactionIdOf } from './told.ts';
import type { Span, Trade } from './trade.ts';

/** A time of Beijing as bills write it. */
const momentOf =
  (span: Span): Form =>
  (seen) => {
    const words = 'the moment when it happened, in Beijing';
    const [, date, time] = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})$/.exec(String(seen)) ?? [];
    const at = date === undefined ? undefined : parseRfc3339(`${date}T${time}+08:00`);
    return { matcher: 'equals', expected: words, seen: within(span, at) ? words : seen };
  };

/** In yuan, with two decimals or five. */
const feeOf =
  (thousandths: number): Form =>
  (seen) => {
    const fee = amountIn(String(seen));
    return { matcher: 'equals', expected: thousandths, seen: fee === undefined ? seen : fee + 0 }; // no negative zero
  };

const RATE = /^(\d+\.\d{2})%$/;

/** What a fee is at the rate that the row itself gives: thousandths of a fen, rounded to fen. */
const feeAt = (rate: string | undefined, amount: number): number =>
  Math.round((amount * Number(RATE.exec(rate ?? '')?.[1] ?? Number.NaN)) / 100) * 1_000;

/** The columns that rows of payments and of refunds have alike (D:4013071246). */
function ofBoth(trade: Trade, transactionId: unknown): Forms {
  const { appid, mchid, out_trade_no, payer, description, attach, scene_info } = trade.request;
  return {
    公众账号ID: exactly(appid),
    商户号: exactly(mchid),
    特约商户号: exactly('0'),
    设备号: exactly(scene_info?.device_id ?? ''),
    微信订单号: exactly(transactionId),
    商户订单号: exactly(out_trade_no),
    用户标识: secretly(payer.openid, 'the payer whom the order names'),
    交易类型: exactly('JSAPI'),
    付款银行: written('a bank in capitals', /^[A-Z0-9_]{1,32}$/),
    货币种类: exactly('CNY'),
    商品名称: exactly(description),
    商户数据包: exactly(attach ?? ''),
    费率: written('a percentage with two decimals', RATE),
  };
}

function ofEntry(trade: Trade, entry: Entry, row: BillRow | undefined): Forms {
  const { total } = trade.request.amount;
  const fee = feeAt(row?.['费率'], total);
  if (entry === 'payment') {
    const paid = trade.paid ?? trade.stage.stop('prerequisite', 'the payer has not paid');
    return { 交易时间: momentOf(paid), 交易状态: exactly('SUCCESS'), 手续费: feeOf(fee) };
  }
  const { stage, refunds, refundsAsked } = trade;
  const refund = refunds[0] ?? stage.stop('prerequisite', 'no refund was accepted');
  const asked = refundsAsked[0] ?? stage.stop('kit', 'a refund was accepted at no time');
  return {
    ...(row && '退款申请时间' in row ? { 退款申请时间: momentOf(asked) } : {}), // the bill of refunds alone has it
    交易时间: momentOf(asked),
    交易状态: exactly('REFUND'),
    微信退款单号: exactly(refundIdOf(trade)),
    商户退款单号: exactly(refund.out_refund_no),
    退款类型: oneOf(['ORIGINAL', 'BALANCE']),
    手续费: feeOf(-Math.round((fee * refund.amount.refund) / total / 1_000) * 1_000 + 0),
  };
}

/** The row of the payment or of the refund is right in every column that says what it is of. Amounts are told apart by other rules. */
export async function expectRow(stage: Stage, bills: Bills, trade: Trade, entry: Entry): Promise<void> {
  const row = rowOf(bills.read(), trade, entry);
  const { evidence } = bills.file;
  stage.expect({ what: `the row of the ${entry}`, matcher: 'present', seen: row?.['交易状态'] }, evidence);
  const forms = { ...ofBoth(trade, await transactionIdOf(trade)), ...ofEntry(trade, entry, row) };
  expectContents(stage, row, forms, evidence);
}

const AMOUNT = '收支金额(元)';

/** What the account was paid or charged in these rows, in thousandths of a fen. */
const moved = (rows: readonly BillRow[]): number =>
  rows.reduce((sum, row) => {
    const amount = amountIn(row[AMOUNT]) ?? Number.NaN;
    return sum + (row['收支类型'] === '支出' ? -amount : amount);
  }, 0);

/** What the trade bill of the day settles for the order: what was paid, less its refunds and the fees, which come back with them. */
const settled = (rows: readonly BillRow[]): number =>
  rows.reduce((sum, row) => {
    const [paid, fee, back] = ['应结订单金额', '手续费', '退款金额'].map((title) => amountIn(row[title]) ?? Number.NaN);
    return sum + (paid ?? 0) - (fee ?? 0) - (back ?? 0);
  }, 0);

/**
 * The fund-flow bill has a row of the refund under its own number, and all its rows of the order come to what the trade bill
 * of that day settles. Whether the fee comes back in a row of its own is left open.
 */
export async function expectFlowsOfRefund(stage: Stage, bills: Bills, trade: Trade): Promise<void> {
  const { rows } = bills.read();
  const { evidence } = bills.file;
  const refund = trade.refunds[0] ?? stage.stop('prerequisite', 'no refund was accepted');
  const numbers = [trade.request.out_trade_no, refund.out_refund_no];
  const own = rows.filter((row) => numbers.includes(row['业务凭证号'] ?? ''));
  const row = own.find((each) => each['业务凭证号'] === refund.out_refund_no && each['业务类型'] === '退款');
  const look = (what: string, expected: unknown, seen: unknown): void =>
    stage.expect({ what, matcher: 'equals', expected, seen }, evidence);
  look('业务名称 of the refund', '退款', row?.['业务名称']);
  look('收支类型 of the refund', '支出', row?.['收支类型']);
  look('微信支付业务单号 of the refund', refundIdOf(trade), row?.['微信支付业务单号']);
  await bills.fetch('trade');
  const traded = bills.read().rows.filter((each) => each['商户订单号'] === trade.request.out_trade_no);
  look('thousandths of a fen that the order brought', settled(traded), moved(own));
}
