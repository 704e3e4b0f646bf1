import { toYuan } from '../../money/fen.ts';
import { type Instant, toCompact } from '../../time/index.ts';
import { refundAmounts, settledTotal } from '../coupons.ts';
import type { Policy } from '../policy.ts';
import type { Refund } from '../state.ts';
import { type BillDay, isWithin, momentText } from './bill-day.ts';
import { signedYuan, titleLine, valueLine } from './bill-file.ts';
import { paymentOf, type Trades } from './entries.ts';
import { escapedInFundFlow } from './escapes.ts';
import { feeOfPayment, feeReturned, rateOf } from './fees.ts';

/** Everything is paid into the basic account and out of it: the two others stay empty. */
export type AccountType = 'BASIC' | 'OPERATION' | 'FEES';

/** One movement of money in the merchant's account: fen, negative where they go out. */
interface Flow {
  readonly at: Instant;
  readonly amount: number;
  /** WeChat Pay's number of the payment or the refund. */
  readonly number: string;
  readonly transactionId: string;
  readonly business: '交易' | '退款' | '充值/提现';
  readonly type: '充值' | '提现' | '交易' | '扣除交易手续费' | '退款' | '退款关闭' | '退还交易手续费';
  readonly applicant: string;
  readonly remark: string;
  readonly voucher: string;
}

const TITLES = [
  '记账时间',
  '微信支付业务单号',
  '资金流水单号',
  '业务名称',
  '业务类型',
  '收支类型',
  '收支金额(元)',
  '账户结余(元)',
  '资金变更提交申请人',
  '备注',
  '业务凭证号',
];
const SUM_TITLES = ['资金流水总笔数', '收入笔数', '收入金额', '支出笔数', '支出金额'];

/** Every movement that there was, in the order of time. */
function flowsOf(trades: Trades, mchid: string, policy: Policy): readonly Flow[] {
  // At one and the same moment what is put in comes first and what is taken out last: the account never owes.
  const flows: Flow[] = flowsOfSettings(trades, '充值', (amount) => amount > 0);
  for (const order of trades.orders()) {
    const payment = paymentOf(order);
    if (!payment) continue;
    const { transactionId, at } = payment;
    const voucher = order.request.out_trade_no;
    const head = { at, number: transactionId, transactionId, business: '交易', remark: '', voucher } as const;
    const settled = settledTotal(order.total, payment);
    const fee = feeOfPayment(order.total, payment, policy.feeRate);
    if (settled > 0) flows.push({ ...head, amount: settled, type: '交易', applicant: 'system' });
    if (fee > 0) flows.push({ ...head, amount: -fee, type: '扣除交易手续费', applicant: 'system' });
    const refunds = trades.refundsOf(order);
    for (const refund of refunds) {
      const returned = feeReturned(order, refunds, refund, rateOf(payment, policy.feeRate));
      flows.push(...flowsOfRefund(refund, returned, mchid, policy));
    }
  }
  flows.push(...flowsOfSettings(trades, '提现', (amount) => amount < 0));
  return flows.sort((a, b) => a.at - b.at);
}

/** What was put in or taken out where the balance was set: the account is charged or paid out by hand then. */
function flowsOfSettings(
  { account: { settings = [] } }: Trades,
  type: Flow['type'],
  isOfIt: (amount: number) => boolean,
): Flow[] {
  return settings.flatMap(({ at, amount }, index) => {
    if (!isOfIt(amount)) return [];
    const number = `1000${toCompact(at)}${String(index + 1).padStart(10, '0')}`;
    const head = { number, transactionId: number, business: '充值/提现', remark: '', voucher: '' } as const;
    return [{ ...head, at, amount, type, applicant: '' }];
  });
}

/** The money goes out when the refund is accepted, less the fee that comes back, and comes in again where it is closed (D:4013071031). */
function* flowsOfRefund(refund: Refund, returned: number, mchid: string, policy: Policy): Generator<Flow> {
  const { createdAt, refundId, transactionId, request, history } = refund;
  // One that was accepted without money is paid when there is some.
  const paidAt = refund.unfunded ? refund.succeededAt : createdAt;
  if (paidAt === undefined) return;
  const amount = refundAmounts(refund).settledRefund;
  const head = { number: refundId, transactionId, business: '退款', voucher: request.out_refund_no } as const;
  const apart = policy.billFeeOfRefund === 'apart';
  const out = apart ? amount : amount - returned;
  const remark = `退款总金额${toYuan(amount)}元;含手续费${signedYuan(apart ? 0 : returned)}元`; // observed
  const refunded = { ...head, at: paidAt, type: '退款', applicant: `${mchid}API`, remark } as const;
  const feeBack = { ...head, at: paidAt, type: '退还交易手续费', applicant: 'system', remark: '' } as const;
  if (out > 0) yield { ...refunded, amount: -out };
  if (apart && returned > 0) yield { ...feeBack, amount: returned };
  const closed = history.find(({ status }) => status === 'CLOSED');
  if (!closed) return;
  const back = { ...head, at: closed.at, applicant: 'system', remark: '' } as const;
  if (out > 0) yield { ...back, type: '退款关闭', amount: out };
  if (apart && returned > 0) yield { ...back, type: '扣除交易手续费', amount: -returned };
}

/** Whether anything moved in an account on a day. */
export function hasFlows(trades: Trades, day: BillDay, account: AccountType, mchid: string, policy: Policy): boolean {
  return account === 'BASIC' && flowsOf(trades, mchid, policy).some(({ at }) => isWithin(at, day));
}

/**
 * The lines of the fund-flow bill of a day (D:4013071249). What the account held is what has come into it from the first
 * order on, and what was put in or taken out where its balance was set.
 */
export function* fundFlowBillLines(trades: Trades, day: BillDay, mchid: string, policy: Policy): Generator<string> {
  const sums = { in: { count: 0, amount: 0 }, out: { count: 0, amount: 0 } };
  let balance = 0;
  yield titleLine(TITLES);
  for (const flow of flowsOf(trades, mchid, policy)) {
    balance += flow.amount;
    if (!isWithin(flow.at, day)) continue;
    const comesIn = Math.sign(flow.amount) === 1;
    const sum = comesIn ? sums.in : sums.out;
    sum.count += 1;
    sum.amount += Math.abs(flow.amount);
    yield valueLine([
      momentText(flow.at),
      flow.number,
      flow.transactionId,
      flow.business,
      flow.type,
      comesIn ? '收入' : '支出',
      signedYuan(Math.abs(flow.amount)),
      signedYuan(balance),
      flow.applicant,
      escapedInFundFlow(flow.remark),
      escapedInFundFlow(flow.voucher),
    ]);
  }
  yield titleLine(SUM_TITLES);
  yield valueLine(
    [sums.in.count + sums.out.count, sums.in.count, sums.in.amount, sums.out.count, sums.out.amount].map(
      (value, index) => (index === 2 || index === 4 ? signedYuan(value) : String(value)),
    ),
  );
}
