import { COUPON_CONTRIBUTORS, COUPON_SCOPES, type Coupon } from '../protocol/coupons.ts';
import { exactly, expectContents, type Form, type Forms, ifTold, oneOf, text } from './contents.ts';
import { evidence } from './letters.ts';
import type { Trade } from './trade.ts';
import { fieldOf } from './trade-checks.ts';

/** What a query and a notification tell of a coupon. Scope, type and who bears it are optional (D:4012791900, D:4012791902). */
const formsOf = ({ amount, type }: Coupon): Forms => ({
  coupon_id: text(32),
  scope: ifTold(oneOf(COUPON_SCOPES)),
  type: ifTold(exactly(type)),
  amount: exactly(amount),
});

/** The latest answer tells one by one the coupons that the payer used (D:4012791900). */
export function expectCouponsTold(trade: Trade): void {
  expectCoupons(trade, trade.answer?.body, text(64), [trade.answer?.seq ?? 0]);
}

/** The latest notification does, where a coupon need not have a name (D:4012791902). */
export function expectCouponsNotified(trade: Trade): void {
  const letter = trade.stage.cast.caller.received().at(-1);
  expectCoupons(trade, letter?.resource, ifTold(text(64)), evidence(trade));
}

function expectCoupons(trade: Trade, content: unknown, name: Form, seqs: readonly number[]): void {
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
