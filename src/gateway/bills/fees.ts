import { type Fen, fen } from '../../money/fen.ts';
import type { Order, Refund } from '../state.ts';
import { standingAt } from './entries.ts';

/** Basis points, of which a hundred are one percent. */
const WHOLE = 10_000;

/** a × b / c in whole fen, rounded half up. */
function share(a: number, b: number, c: number): Fen {
  const [numerator, denominator] = [BigInt(a) * BigInt(b), BigInt(c)];
  return fen(Number((2n * numerator + denominator) / (2n * denominator)));
}

/** What WeChat Pay keeps of a payment at so many basis points (D:4013071246). */
export const feeOf = (total: Fen, rate: number): Fen => share(total, rate, WHOLE);

/**
 * What of the fee comes back with a refund: its part of the order's total, and with the refund that makes up the whole
 * order all that is left of the fee (D:4012791903). `all` are the order's refunds in the order of their acceptance.
 */
export function feeReturned(order: Order, all: readonly Refund[], refund: Refund, rate: number): Fen {
  const fee = feeOf(order.total, rate);
  const returned = new Map<Refund, Fen>();
  for (const each of all) {
    let taken = 0;
    let left: number = fee;
    for (const [earlier, part] of returned) {
      if (standingAt(earlier, each.createdAt).status === 'CLOSED') continue;
      taken += earlier.amount;
      left -= part;
    }
    const part = taken + each.amount >= order.total ? left : Math.min(left, share(fee, each.amount, order.total));
    if (each === refund) return fen(part);
    returned.set(each, fen(part));
  }
  return fen(0);
}

/** `0.60%` */
export const rateText = (rate: number): string => `${(rate / 100).toFixed(2)}%`;
