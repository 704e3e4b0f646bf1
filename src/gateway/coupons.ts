import { add, type Fen, fen, prorated, subtract } from '../money/fen.ts';
import type { Coupon, CouponContributor, CouponScope, CouponType } from '../protocol/coupons.ts';

/** A coupon that an order was paid with. */
export interface UsedCoupon {
  readonly id: string;
  readonly name: string;
  readonly scope: CouponScope;
  readonly type: CouponType;
  readonly amount: Fen;
  readonly contributor: CouponContributor;
  readonly stockId?: string;
}

/** How a refund of an order that was paid with coupons falls on the payer and on each of them. */
export interface Sharing {
  readonly payerTotal: Fen;
  readonly payerRefund: Fen;
  readonly coupons: readonly { readonly coupon: UsedCoupon; readonly refund: Fen }[];
}

/** What the coupons of a payment are called where nothing is said of them. */
const NAME = '代金券';

/** Coupons as they are used; `number` tells those of one payment from those of another. */
export const usedCoupons = (coupons: readonly Coupon[], number: string): readonly UsedCoupon[] =>
  coupons.map((coupon, index) => ({
    id: coupon.coupon_id ?? `${number}${index + 1}`,
    name: coupon.name ?? NAME,
    scope: coupon.scope ?? 'GLOBAL',
    type: coupon.type,
    amount: fen(coupon.amount),
    contributor: coupon.contributor ?? 'merchant',
    ...(coupon.stock_id === undefined ? {} : { stockId: coupon.stock_id }),
  }));

export const sumOf = (amounts: Iterable<Fen>): Fen => [...amounts].reduce(add, fen(0));

type Paid = { readonly coupons?: readonly UsedCoupon[] };

export const couponTotal = ({ coupons = [] }: Paid): Fen => sumOf(coupons.map(({ amount }) => amount));

/** What the payer paid of an order. */
export const payerTotal = (total: Fen, paid: Paid): Fen => subtract(total, couponTotal(paid));

/** What the merchant gets of an order (应结订单金额): a coupon that nobody has paid for is the merchant's loss (D:4013071246). */
export const settledTotal = (total: Fen, { coupons = [] }: Paid): Fen =>
  subtract(total, couponTotal({ coupons: coupons.filter(({ type }) => type === 'NOCASH') }));

/** What each of several parts bears of an amount, in fen. */
interface Part {
  readonly whole: Fen;
  /** What it has not borne yet. */
  readonly left: Fen;
}

/**
 * Shares an amount out by what each part is of the whole, rounded half up (D:4013071001). None bears more than it has left,
 * nor so little that the parts after it could not bear the rest: so what is refunded piece by piece comes to each part
 * exactly once the whole is refunded.
 */
export function sharedOut(amount: Fen, parts: readonly Part[]): readonly Fen[] {
  let rest: number = amount;
  let weight: number = sumOf(parts.map(({ whole }) => whole));
  let after: number = sumOf(parts.map(({ left }) => left));
  return parts.map(({ whole, left }) => {
    after -= left;
    const fair = weight === 0 ? left : prorated(fen(rest), whole, weight);
    const part = Math.min(Math.max(fair, rest - after), left);
    weight -= whole;
    rest -= part;
    return fen(part);
  });
}

/** How a refund is shared out, after the earlier ones that were not closed. Undefined where no coupon was used. */
export function sharingOf(
  amount: Fen,
  total: Fen,
  { coupons = [] }: Paid,
  earlier: readonly { readonly sharing?: Sharing }[],
): Sharing | undefined {
  if (coupons.length === 0) return undefined;
  const paid = payerTotal(total, { coupons });
  const borne = (part: (sharing: Sharing) => Fen): Fen =>
    sumOf(earlier.flatMap(({ sharing }) => (sharing === undefined ? [] : [part(sharing)])));
  const ofPayer = ({ payerRefund }: Sharing): Fen => payerRefund;
  const ofCoupon = (index: number) => (sharing: Sharing) => sharing.coupons.map(({ refund }) => refund)[index] as Fen;
  // As many shares as there are parts.
  const [payerRefund, ...refunds] = sharedOut(amount, [
    { whole: paid, left: subtract(paid, borne(ofPayer)) },
    ...coupons.map((coupon, index) => ({
      whole: coupon.amount,
      left: subtract(coupon.amount, borne(ofCoupon(index))),
    })),
  ]) as [Fen, ...Fen[]];
  return {
    payerTotal: paid,
    payerRefund,
    coupons: coupons.map((coupon, index) => ({ coupon, refund: refunds[index] as Fen })),
  };
}

/** A refund's amounts in fen, as the payer and as the merchant have them (D:4012791903). */
export interface RefundAmounts {
  readonly payerTotal: Fen;
  readonly payerRefund: Fen;
  readonly discountRefund: Fen;
  readonly settledTotal: Fen;
  readonly settledRefund: Fen;
  /** What of it goes back into coupons that somebody has paid for (充值券). */
  readonly cashCouponRefund: Fen;
}

export function refundAmounts({
  amount,
  total,
  sharing,
}: {
  readonly amount: Fen;
  readonly total: Fen;
  readonly sharing?: Sharing;
}): RefundAmounts {
  const { payerTotal: paid = total, payerRefund = amount, coupons = [] } = sharing ?? {};
  const refundOf = (wanted: CouponType): Fen =>
    sumOf(coupons.filter(({ coupon }) => coupon.type === wanted).map(({ refund }) => refund));
  return {
    payerTotal: paid,
    payerRefund,
    discountRefund: subtract(amount, payerRefund),
    settledTotal: settledTotal(total, { coupons: coupons.map(({ coupon }) => coupon) }),
    settledRefund: subtract(amount, refundOf('NOCASH')),
    cashCouponRefund: refundOf('CASH'),
  };
}
