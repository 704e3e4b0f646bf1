import type { RefundStatus } from '../../protocol/payments.ts';
import type { Instant } from '../../time/index.ts';
import { couponTotal, refundAmounts, settledTotal } from '../coupons.ts';
import type { Policy } from '../policy.ts';
import type { Order, Payment } from '../state.ts';
import { type BillDay, momentText, snapshotOf } from './bill-day.ts';
import { signedYuan, titleLine, valueLine } from './bill-file.ts';
import { type Entry, paymentOf, standingAt, type Trades } from './entries.ts';
import { escapedInPayment, escapedInRefund } from './escapes.ts';
import { feeOfPayment, feeReturned, rateOf, rateText } from './fees.ts';

export type TradeBillType = 'ALL' | 'SUCCESS' | 'REFUND';

/** Which entries a bill of this type has. */
export const kindsIn = (type: TradeBillType): { readonly payments: boolean; readonly refunds: boolean } => ({
  payments: type !== 'REFUND',
  refunds: type !== 'SUCCESS',
});

/** The amounts of a row, in fen; the fee is negative where it is given back. */
interface Amounts {
  readonly settled: number;
  readonly coupons: number;
  /** What the merchant gives back. */
  readonly refund: number;
  /** What of it goes back into coupons that somebody has paid for. */
  readonly cashCoupons: number;
  /** What the payer gets back, coupons included. */
  readonly asked: number;
  readonly fee: number;
  readonly total: number;
}

type Standing = ReturnType<typeof standingAt>;

/** An entry with all that its columns need. */
interface Row {
  readonly entry: Entry;
  readonly amounts: Amounts;
  /** Only where it is a refund's. */
  readonly refundStanding?: Standing;
}

interface Column {
  readonly title: string;
  /** The bills that have it; all of them where nothing is said. */
  readonly only?: readonly TradeBillType[];
  readonly value: (row: Row, policy: Policy) => string;
}

/** As bills name how a refund stands (D:4013071246). */
const STANDING: Readonly<Record<RefundStatus, string>> = {
  SUCCESS: 'SUCCESS',
  PROCESSING: 'PROCESSING',
  CLOSED: 'FAIL',
  ABNORMAL: 'CHANGE',
};

const WITH_REFUNDS = ['ALL', 'REFUND'] as const;

/** No bill tells of an order that was not paid. */
const paid = (order: Order): Payment => paymentOf(order) as Payment;
const request = ({ entry }: Row) => entry.order.request;
const refundOf = ({ entry }: Row) => (entry.kind === 'refund' ? entry.refund : undefined);
const momentOfSuccess = ({ status, since }: Standing) => (status === 'SUCCESS' ? momentText(since) : '');
const escaped = ({ entry }: Row, text: string): string =>
  entry.kind === 'payment' ? escapedInPayment(text) : escapedInRefund(text);

/** A fee, with as many decimals as bills give it. */
const feeText = (fee: number, { billFeeDigits }: Policy): string => signedYuan(fee) + '0'.repeat(billFeeDigits - 2);

/** The columns in their order (D:4013071246, section 2.1). The merchant is no sub-merchant. 退款金额 leaves out coupons that nobody has paid for. */
const COLUMNS: readonly Column[] = [
  { title: '交易时间', value: ({ entry }) => momentText(entry.at) },
  { title: '公众账号ID', value: (row) => request(row).appid },
  { title: '商户号', value: (row) => request(row).mchid },
  { title: '特约商户号', value: () => '0' },
  { title: '设备号', value: (row) => escaped(row, request(row).scene_info?.device_id ?? '') },
  {
    title: '微信订单号',
    value: ({ entry }) => (entry.kind === 'payment' ? entry.payment.transactionId : entry.refund.transactionId),
  },
  { title: '商户订单号', value: (row) => request(row).out_trade_no },
  { title: '用户标识', value: (row) => request(row).payer.openid },
  { title: '交易类型', value: () => 'JSAPI' },
  { title: '交易状态', value: ({ entry }) => (entry.kind === 'payment' ? 'SUCCESS' : 'REFUND') },
  { title: '付款银行', value: () => 'OTHERS' },
  { title: '货币种类', value: () => 'CNY' },
  { title: '应结订单金额', value: ({ amounts }) => signedYuan(amounts.settled) },
  { title: '代金券金额', value: ({ amounts }) => signedYuan(amounts.coupons) },
  { title: '退款申请时间', only: ['REFUND'], value: ({ entry }) => momentText(entry.at) },
  {
    title: '退款成功时间',
    only: ['REFUND'],
    value: ({ refundStanding }) => momentOfSuccess(refundStanding as Standing),
  },
  { title: '微信退款单号', only: WITH_REFUNDS, value: (row) => refundOf(row)?.refundId ?? '0' },
  { title: '商户退款单号', only: WITH_REFUNDS, value: (row) => refundOf(row)?.request.out_refund_no ?? '0' },
  { title: '退款金额', only: WITH_REFUNDS, value: ({ amounts }) => signedYuan(amounts.refund) },
  { title: '充值券退款金额', only: WITH_REFUNDS, value: ({ amounts }) => signedYuan(amounts.cashCoupons) },
  { title: '退款类型', only: WITH_REFUNDS, value: (row) => (refundOf(row) ? 'ORIGINAL' : '') },
  {
    title: '退款状态',
    only: WITH_REFUNDS,
    value: ({ refundStanding }) => (refundStanding ? STANDING[refundStanding.status] : ''),
  },
  { title: '商品名称', value: (row) => escaped(row, request(row).description) },
  { title: '商户数据包', value: (row) => escaped(row, request(row).attach ?? '') },
  { title: '手续费', value: ({ amounts }, policy) => feeText(amounts.fee, policy) },
  { title: '费率', value: ({ entry: { order } }, { feeRate }) => rateText(rateOf(paid(order), feeRate)) },
  { title: '订单金额', value: ({ amounts }) => signedYuan(amounts.total) },
  { title: '申请退款金额', only: WITH_REFUNDS, value: ({ amounts }) => signedYuan(amounts.asked) },
  { title: '费率备注', value: () => '' },
];

/** Sums over the rows of a bill (D:4013071246, section 2.2). */
interface Sums {
  count: number;
  settled: number;
  refund: number;
  cashCoupons: number;
  asked: number;
  fee: number;
  total: number;
}

interface SumColumn {
  readonly title: string;
  readonly only?: readonly TradeBillType[];
  readonly value: (sums: Sums, policy: Policy) => string;
}

const SUM_COLUMNS: readonly SumColumn[] = [
  { title: '总交易单数', value: ({ count }) => String(count) },
  { title: '应结订单总金额', value: ({ settled }) => signedYuan(settled) },
  { title: '退款总金额', only: WITH_REFUNDS, value: ({ refund }) => signedYuan(refund) },
  { title: '充值券退款总金额', only: WITH_REFUNDS, value: ({ cashCoupons }) => signedYuan(cashCoupons) },
  { title: '手续费总金额', value: ({ fee }, policy) => feeText(fee, policy) },
  { title: '订单总金额', value: ({ total }) => signedYuan(total) },
  { title: '申请退款总金额', only: WITH_REFUNDS, value: ({ asked }) => signedYuan(asked) },
];

const columnsOf = <C extends { readonly only?: readonly TradeBillType[] }>(
  all: readonly C[],
  type: TradeBillType,
): readonly C[] => all.filter(({ only }) => only?.includes(type) ?? true);

/** The lines of the trade bill of a day: titles, rows, and the sums with their titles. */
export function* tradeBillLines(trades: Trades, day: BillDay, type: TradeBillType, policy: Policy): Generator<string> {
  const columns = columnsOf(COLUMNS, type);
  const sumColumns = columnsOf(SUM_COLUMNS, type);
  const snapshot = snapshotOf(day, policy);
  const sums: Sums = { count: 0, settled: 0, refund: 0, cashCoupons: 0, asked: 0, fee: 0, total: 0 };
  const titles = ({ title }: Column | SumColumn): string => title;
  yield titleLine(columns.map(titles));
  for (const entry of trades.entriesOf(day, kindsIn(type))) {
    const row = rowOf(entry, trades, snapshot, policy);
    sums.count += 1;
    sums.settled += row.amounts.settled;
    sums.refund += row.amounts.refund;
    sums.cashCoupons += row.amounts.cashCoupons;
    sums.asked += row.amounts.asked;
    sums.fee += row.amounts.fee;
    sums.total += row.amounts.total;
    yield valueLine(columns.map(({ value }) => value(row, policy)));
  }
  yield titleLine(sumColumns.map(titles));
  yield valueLine(sumColumns.map(({ value }) => value(sums, policy)));
}

const NOTHING = { settled: 0, coupons: 0, refund: 0, cashCoupons: 0, asked: 0, total: 0 };

function rowOf(entry: Entry, trades: Trades, snapshot: Instant, { feeRate }: Policy): Row {
  const { order } = entry;
  const { total } = order;
  if (entry.kind === 'payment') {
    const { payment } = entry;
    const fee = feeOfPayment(total, payment, feeRate);
    const amounts = { ...NOTHING, settled: settledTotal(total, payment), coupons: couponTotal(payment), fee, total };
    return { entry, amounts };
  }
  const { refund } = entry;
  const returned = feeReturned(order, trades.refundsOf(order), refund, rateOf(paid(order), feeRate));
  const { settledRefund, cashCouponRefund } = refundAmounts(refund);
  const given = { refund: settledRefund, cashCoupons: cashCouponRefund, asked: refund.amount };
  return { entry, amounts: { ...NOTHING, ...given, fee: -returned }, refundStanding: standingAt(refund, snapshot) };
}
