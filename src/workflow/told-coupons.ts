import { COUPON_CONTRIBUTORS, COUPON_SCOPES, type Coupon } from '../protocol/coupons.ts';
import { exactly, expectContents, type Forms, ifTold, oneOf, text } from './contents.ts';
import type { Trade } from './trade.ts';
import { fieldOf } from './trade-checks.ts';

/** What the coupons of the payment come to, in fen. */
export const couponsIn = ({ coupons }: Trade): number => coupons.reduce((sum, { amount }) => sum + amount, 0);

/** What a query and a notification tell of a coupon. Scope, type and who bears it are optional (D:4012791900, D:4012791902). */
const formsOf = ({ amount, type }: Coupon): Forms => ({
  coupon_id: text(32),
  scope: ifTold(oneOf(COUPON_SCOPES)),
  type: ifTold(exactly(type)),
  amount: exactly(amount),
});

/** The coupons that the payer used are told one by one. In a notification a coupon need not have a name. */
export function expectCoupons(trade: Trade, content: unknown, told: 'in-query' | 'in-notice', seqs: readonly number[]) {
  const name = told === 'in-query' ? text(64) : ifTold(text(64));
  for (const [index, coupon] of trade.coupons.entries()) {
    const at = `promotion_detail.${index}`;
    const forms = Object.entries({ ...formsOf(coupon), name }).map(([field, form]) => [`${at}.${field}`, form]);
    expectContents(trade.stage, content, Object.fromEntries(forms), seqs);
    expectBorneByOne(trade, fieldOf(content, at), coupon, seqs);
  }
}

/** Where it is told who bears a coupon, one of the three bears the whole of it (D:4012791900). */
function expectBorneByOne(trade: Trade, detail: unknown, { amount }: Coupon, seqs: readonly number[]): void {
  const told = COUPON_CONTRIBUTORS.map((who) => fieldOf(detail, `${who}_contribute`)).filter(
    (share) => share !== undefined,
  );
  if (told.length === 0) return;
  const seen = told.filter((share) => share !== 0);
  trade.stage.expect({ what: 'contributions to the coupon', matcher: 'equals', expected: [amount], seen }, seqs);
}

/** The latest answer tells the payer's only coupon, and what of it a refund gives back (D:4012791903). The page's own sample has a type of old. */
export function expectCouponRefunded(trade: Trade, refund: number): void {
  const coupon = trade.coupons[0] ?? trade.stage.stop('kit', 'the payer used no coupon that could go back');
  const forms: Forms = {
    'promotion_detail.0.promotion_id': text(32),
    'promotion_detail.0.scope': oneOf(COUPON_SCOPES),
    'promotion_detail.0.type': oneOf([coupon.type, 'COUPON']),
    'promotion_detail.0.amount': exactly(coupon.amount),
    'promotion_detail.0.refund_amount': exactly(refund),
  };
  expectContents(trade.stage, trade.answer?.body, forms, [trade.answer?.seq ?? 0]);
}
