import { type Fen, fen, prorated } from '../../money/fen.ts';
import { settledTotal } from '../coupons.ts';
import type { Order, Payment, Refund } from '../state.ts';
import { paymentOf, standingAt } from './entries.ts';

/** Basis points, of which a hundred are one percent. */
const WHOLE = 10_000;

/** The rate at which a payment was taken, in basis points; `rate` for one of before that was written down. */
export const rateOf = (payment: Payment, rate: number): number => payment.feeRate ?? rate;

/** What WeChat Pay keeps of what the merchant gets, at so many basis points (D:4013071246). */
export const feeOf = (settled: Fen, rate: number): Fen => prorated(settled, rate, WHOLE);

/** What it kept of a payment. */
export const feeOfPayment = (total: Fen, payment: Payment, rate: number): Fen =>
  feeOf(settledTotal(total, payment), rateOf(payment, rate));

/**
 * What of the fee comes back with a refund: its part of the order's total, and with the refund that makes up the whole
 * order all that is left of the fee (D:4012791903). `all` are the order's refunds in the order of their acceptance.
 */
export function feeReturned(order: Order, all: readonly Refund[], refund: Refund, rate: number): Fen {
  const fee = feeOfPayment(order.total, paymentOf(order) as Payment, rate);
  const returned = new Map<Refund, Fen>();
  for (const each of [...all.slice(0, all.indexOf(refund)), refund]) {
    let taken = 0;
    let left: number = fee;
    for (const [earlier, part] of returned) {
      if (standingAt(earlier, each.createdAt).status === 'CLOSED') continue;
      taken += earlier.amount;
      left -= part;
    }
    const due = taken + each.amount >= order.total ? left : Math.min(left, prorated(fee, each.amount, order.total));
    returned.set(each, each.fee ?? fen(due));
  }
  return returned.get(refund) as Fen;
}

/** `0.60%` */
export const rateText = (rate: number): string => `${(rate / 100).toFixed(2)}%`;
