import { fen } from '../money/fen.ts';
import type { EventType, RefundRequest, RefundSource } from '../protocol/payments.ts';
import { between, days, plus, toCompact } from '../time/index.ts';
import { debitOf } from './account.ts';
import { feeReturned, rateOf } from './bills/fees.ts';
import { sharingOf } from './coupons.ts';
import { type Decision, happened, refused } from './decision.ts';
import type { Command } from './events.ts';
import { makeNotification } from './notifications.ts';
import { sameTerms } from './orders.ts';
import type { Policy } from './policy.ts';
import { type Refusal, refusals } from './refusal.ts';
import type { Order, Payment, Refund, State } from './state.ts';
import { refundNotice } from './views.ts';

type RequestRefund = Command & { type: 'request-refund' };

/** Accepted is not refunded: the order turns to REFUND and the refund is PROCESSING (G§4.5, D:4012791903). */
export function requestRefund(state: State, command: RequestRefund, policy: Policy): Decision {
  const { request } = command;
  const outTradeNo = numberOf(state, request);
  const earlier = state.refunds.get(request.out_refund_no);
  if (earlier) return again(earlier, request, outTradeNo, policy);

  const order = state.orders.get(outTradeNo as string); // of what is not named, the map knows nothing
  if (!order || order.status.tradeState === 'NOTPAY' || order.status.tradeState === 'CLOSED') {
    return refused(refusals.nothingToRefund);
  }
  const { payment } = order.status;
  const earlierOnes = order.refunds.map((number) => state.refunds.get(number) as Refund);
  const refusal = refusalOf(order, payment, earlierOnes, command, policy);
  if (refusal) return refused(refusal);

  const refund = refundOf(order, payment, earlierOnes, command, policy);
  const unfunded = isTooMuchFor(state, refund);
  if (unfunded && policy.refundWithoutMoney === 'refused') return refused(refusals.notEnough);
  const accepted = unfunded ? withoutMoney(refund) : refund;
  return happened([{ type: 'refund-accepted', refund: accepted, settlesAt: accepted.settlesAt }], {
    kind: 'refund',
    outRefundNo: request.out_refund_no,
  });
}

/** How long a refund waits for money (D:4013071200). */
const WAITS_FOR_MONEY = days(7);

/** It waits for money, and is closed where none comes (D:4013071031). */
const withoutMoney = (refund: Refund): Refund => ({
  ...refund,
  unfunded: true,
  settlesAt: plus(refund.createdAt, WAITS_FOR_MONEY),
});

/** What becomes of a refund whose time has come. One that waited for money succeeds where the account holds enough by now. */
export function outcomeOf(state: State, refund: Refund): 'SUCCESS' | 'CLOSED' {
  return refund.unfunded && isTooMuchFor(state, refund) ? 'CLOSED' : 'SUCCESS';
}

/** An account of which no balance was told pays everything. */
const isTooMuchFor = ({ account: { balance } }: State, refund: Refund): boolean =>
  balance !== undefined && balance < debitOf(refund);

/** The refund as it is accepted: what of it is the payer's, the coupons' and the fee's is settled from now on. */
function refundOf(
  order: Order,
  payment: Payment,
  earlier: readonly Refund[],
  { request, at, freshId }: RequestRefund,
  policy: Policy,
): Refund {
  const digits = BigInt(`0x${freshId}`).toString().slice(-16).padStart(16, '0');
  const amount = fen(request.amount.refund);
  const sharing = sharingOf(amount, order.total, payment, earlier.filter(isNotClosed));
  const refund: Refund = {
    refundId: `5030${digits.slice(0, 3)}${toCompact(at).slice(0, 8)}${digits.slice(3)}`,
    request,
    outTradeNo: order.request.out_trade_no,
    transactionId: payment.transactionId,
    amount,
    total: order.total,
    ...(sharing === undefined ? {} : { sharing }),
    createdAt: at,
    status: 'PROCESSING',
    history: [], // begins once it is accepted
    settlesAt: plus(at, policy.refundArrival),
  };
  return { ...refund, fee: feeReturned(order, [...earlier, refund], refund, rateOf(payment, policy.feeRate)) };
}

const isNotClosed = ({ status }: Refund): boolean => status !== 'CLOSED';

/** If both numbers are given, the transaction's wins (D:4012791903). */
const numberOf = (state: State, request: RefundRequest): string | undefined =>
  request.transaction_id === undefined ? request.out_trade_no : state.orderOfTransaction.get(request.transaction_id);

/** The same number refunds once: the same parameters give the same refund, others are refused (D:4013071200). */
function again(earlier: Refund, request: RefundRequest, outTradeNo: string | undefined, policy: Policy): Decision {
  if (outTradeNo !== earlier.outTradeNo) return refused(refusals.refundOtherOrder);
  if (!sameTerms(earlier.request.amount, request.amount)) {
    return refused(refusals.refundOtherAmounts(policy.refundWithOtherAmounts));
  }
  return happened([], { kind: 'refund', outRefundNo: request.out_refund_no });
}

function refusalOf(
  order: Order,
  payment: Payment,
  earlier: readonly Refund[],
  { request, at }: RequestRefund,
  policy: Policy,
): Refusal | undefined {
  if (request.amount.total !== order.total || !goodsFit(order, request)) return refusals.refundParamsDiffer;
  if (!addsUp(request.amount.refund, request.amount.from)) return refusals.refundSources(policy.refundSourcesWrong);
  if (between(payment.at, at) > policy.refundWindow) return refusals.refundTooLate(policy.refundTooLate);
  if (order.refunds.length >= policy.refundsPerOrder) return refusals.refundTooMany;
  const taken = earlier.filter(isNotClosed).reduce((sum, { amount }) => sum + amount, 0);
  if (taken + request.amount.refund > order.total) return refusals.refundExceeds;
  const last = earlier.at(-1);
  return last && between(last.createdAt, at) < policy.refundGap ? refusals.refundTooSoon : undefined;
}

/** Goods are given back of those that the order names, at the price it names, and no more of them (D:4012791903). */
function goodsFit({ request: { detail } }: Order, { goods_detail = [] }: RefundRequest): boolean {
  const ordered = detail?.goods_detail;
  if (ordered === undefined) return true;
  return goods_detail.every((back) =>
    ordered.some(
      (good) =>
        good.merchant_goods_id === back.merchant_goods_id &&
        good.unit_price === back.unit_price &&
        back.refund_quantity <= good.quantity,
    ),
  );
}

/** Accounts that a refund is paid from pay all of it together, each once (D:4012791903). */
function addsUp(refund: number, sources: readonly RefundSource[] | undefined): boolean {
  if (sources === undefined) return true;
  const accounts = new Set(sources.map(({ account }) => account));
  return accounts.size === sources.length && sources.reduce((sum, { amount }) => sum + amount, 0) === refund;
}

const EVENT_OF = {
  SUCCESS: 'REFUND.SUCCESS',
  CLOSED: 'REFUND.CLOSED',
  ABNORMAL: 'REFUND.ABNORMAL',
} as const satisfies Record<string, EventType>;

/** The bank's word on a refund. SUCCESS and CLOSED are final; an ABNORMAL one can still succeed (D:4013071031). */
export function settleRefund(state: State, command: Omit<Command & { type: 'settle-refund' }, 'type'>): Decision {
  const { at, status, outRefundNo, freshNotificationId } = command;
  const refund = state.refunds.get(outRefundNo);
  if (!refund) return refused(refusals.refundNotExist);
  const open = refund.status === 'PROCESSING' || (refund.status === 'ABNORMAL' && status === 'SUCCESS');
  if (!open) return happened([]);
  const settled: Refund = { ...refund, status, ...(status === 'SUCCESS' ? { succeededAt: at } : {}) };
  const url = refund.request.notify_url;
  const head = { id: freshNotificationId, eventType: EVENT_OF[status], outTradeNo: refund.outTradeNo, at };
  return happened([
    { type: 'refund-settled', outRefundNo, at, status },
    ...(url === undefined ? [] : makeNotification({ ...head, url }, refundNotice(state.mchid, settled))),
  ]);
}

/** An ABNORMAL refund, sent to another account, is PROCESSING again (D:4012791905, D:4015217336). */
export function applyAbnormalRefund(
  state: State,
  { at, refundId, outRefundNo, receiver }: Command & { type: 'apply-abnormal-refund' },
  policy: Policy,
): Decision {
  const refund = state.refunds.get(outRefundNo);
  if (refund?.refundId !== refundId) return refused(refusals.refundNotExist);
  if (refund.status !== 'ABNORMAL') return refused(refusals.refundNotAbnormal);
  const settlesAt = plus(at, policy.refundArrival);
  return happened([{ type: 'refund-redirected', outRefundNo, at, receiver, settlesAt }], {
    kind: 'refund',
    outRefundNo,
  });
}
