import type { Fen } from '../money/fen.ts';
import type { ExchangeEvent, Purchase } from './purchase.ts';
import { fieldOf } from './trade-checks.ts';
import { quiet } from './waiting.ts';

const ORDER = /\/v3\/pay\/transactions\/jsapi$/;
const REFUND = /\/v3\/refund\/domestic\/refunds$/;

const seqs = (events: readonly ExchangeEvent[]): readonly number[] => events.map((event) => event.seq);

/** The customer taps Pay, and once more where nothing came of it and the merchant did not ask WeChat Pay again by itself. */
export async function tapUntilAsked(purchase: Purchase): Promise<void> {
  await purchase.triesToPay();
  await quiet(purchase.stage);
  if (purchase.calls('POST', ORDER).length < 2) await purchase.triesToPay();
  if (purchase.calls('POST', ORDER).length < 2)
    purchase.stage.stop('prerequisite', purchase.declined ?? 'the merchant ordered at WeChat Pay only once');
}

/** The customer taps Pay twice, without waiting for what comes of it. */
export async function tapTwice(purchase: Purchase): Promise<void> {
  await Promise.all([purchase.triesToPay(), purchase.triesToPay()]);
  if (purchase.params.length === 0)
    purchase.stage.stop('prerequisite', purchase.declined ?? 'neither tap brought payment params');
}

/** The merchant refunds, and is asked for the same again where it did not ask WeChat Pay again by itself. */
export async function refundUntilAsked(purchase: Purchase, amount: Fen): Promise<void> {
  await purchase.refund(amount);
  await quiet(purchase.stage);
  if (purchase.calls('POST', REFUND).length < 2) await purchase.refund(amount);
}

/** The merchant asked for one refund more than once, and it was the same one each time (D:4012791903). */
export function expectSameRefund(purchase: Purchase): void {
  const asked = purchase.calls('POST', REFUND);
  const numbers = asked.map(({ request }) => String(fieldOf(request.body, 'out_refund_no')));
  const { stage } = purchase;
  if (asked.length < 2) stage.stop('prerequisite', 'the merchant asked WeChat Pay for the refund only once');
  stage.expect(
    { what: 'different values of out_refund_no', matcher: 'equals', expected: 1, seen: new Set(numbers).size },
    seqs(asked),
  );
  const amounts = new Set(asked.map(({ request }) => JSON.stringify(fieldOf(request.body, 'amount'))));
  stage.expect({ what: 'different amounts', matcher: 'equals', expected: 1, seen: amounts.size }, seqs(asked));
}
