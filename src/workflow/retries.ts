import { MerchantFailed, type RefundBelief, type Stage, VerbMissing } from '../actors/index.ts';
import type { Fen } from '../money/fen.ts';
import type { RefundStatus } from '../protocol/payments.ts';
import { isSuccess } from '../protocol/wire.ts';
import type { ExchangeEvent, Purchase } from './purchase.ts';
import { fieldOf } from './trade-checks.ts';
import { lookUntil, quiet } from './waiting.ts';

const ORDER = /\/v3\/pay\/transactions\/jsapi$/;
const REFUND = /\/v3\/refund\/domestic\/refunds$/;
const REFUND_QUERY = /\/v3\/refund\/domestic\/refunds\/[^/]+$/;

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

/** The customer returns twice, without waiting for what comes of it. */
export async function returnTwice(purchase: Purchase): Promise<void> {
  await Promise.all([purchase.comeBack(), purchase.comeBack()]);
}

/** The customer returns, and at the same moment the notification of the payment comes: two ways to learn of one payment. */
export async function returnAsNotified(purchase: Purchase): Promise<void> {
  const stage: Stage = purchase.stage;
  const { gateway } = stage.cast;
  const [log] = await gateway.notifications(purchase.outTradeNo());
  if (!log) return stage.stop('prerequisite', 'there is no notification that could come');
  await Promise.all([purchase.comeBack(undefined, 'if it can'), gateway.redeliver(log.id)]);
}

/** The customer gives the order up at a moment when WeChat Pay can neither be asked nor told; then it can again. */
export async function giveUpUnheard(purchase: Purchase): Promise<void> {
  const stage: Stage = purchase.stage;
  const { gateway } = stage.cast;
  if (!gateway.clearFaults) stage.stop('capability', "only the kit's own gateway stops misbehaving when asked");
  await gateway.setFault('GET /v3/pay/transactions/*', 'error-500');
  await gateway.setFault('POST /v3/pay/transactions/out-trade-no/*/close', 'error-500');
  await purchase.giveUp();
  await quiet(stage);
  await gateway.clearFaults?.();
}

/** The merchant refunds, and is asked for the same again where it did not ask WeChat Pay again by itself, and did not find out that it need not. */
export async function refundUntilAsked(purchase: Purchase, amount: Fen): Promise<void> {
  await purchase.refund(amount);
  await quiet(purchase.stage);
  if (purchase.calls('POST', REFUND).length < 2 && !hasFoundRefund(purchase)) await purchase.refund(amount);
}

/** Whether WeChat Pay has told the merchant of the refund that it asked for: what is there need not be asked for again (D:4012791903). */
function hasFoundRefund(purchase: Purchase): boolean {
  const [asked] = purchase.calls('POST', REFUND);
  if (asked === undefined) return false;
  const number = fieldOf(asked.request.body, 'out_refund_no');
  return purchase
    .calls('GET', REFUND_QUERY, asked.seq)
    .some(({ answer }) => isSuccess(answer?.status ?? 0) && fieldOf(answer?.body, 'out_refund_no') === number);
}

/** The merchant asked for one refund more than once, and it was the same one each time (D:4012791903). */
export function expectSameRefund(purchase: Purchase): void {
  const asked = purchase.calls('POST', REFUND);
  const numbers = asked.map(({ request }) => String(fieldOf(request.body, 'out_refund_no')));
  const { stage } = purchase;
  if (asked.length < 2 && !hasFoundRefund(purchase))
    stage.stop('prerequisite', 'the merchant asked WeChat Pay for the refund only once');
  stage.expect(
    { what: 'different values of out_refund_no', matcher: 'equals', expected: 1, seen: new Set(numbers).size },
    seqs(asked),
  );
  const amounts = new Set(asked.map(({ request }) => JSON.stringify(fieldOf(request.body, 'amount'))));
  stage.expect({ what: 'different amounts', matcher: 'equals', expected: 1, seen: amounts.size }, seqs(asked));
}

/** The refund comes out so at WeChat Pay; a merchant that shows what became of it is waited for until it does. */
export async function refundEnds(purchase: Purchase, status: RefundStatus): Promise<void> {
  const stage: Stage = purchase.stage;
  if (status === 'PROCESSING') stage.stop('prerequisite', 'a refund that is PROCESSING has not ended');
  const accepted = purchase.calls('POST', REFUND).findLast(({ answer }) => isSuccess(answer?.status ?? 0));
  const number = fieldOf(accepted?.request.body, 'out_refund_no');
  if (typeof number !== 'string')
    return stage.stop('prerequisite', purchase.declined ?? 'WeChat Pay accepted no refund');
  await stage.cast.gateway.settleRefund(number, status);
  await quiet(stage);
  if (status === 'ABNORMAL') return; // the merchant may have it done elsewhere, and show it as under way for as long
  const look = (): Promise<RefundBelief | undefined> =>
    stage.ask('the refund is read', () =>
      purchase.readRefund().catch((failure: unknown) => {
        if (failure instanceof VerbMissing) return undefined;
        throw failure;
      }),
    );
  await lookUntil(stage, look, (seen) => (seen === 'refunding' ? 'not yet' : 'there'));
}

/** The merchant is asked for the refund once more; that it asks WeChat Pay no more is its own business. */
export async function refundAgain(purchase: Purchase, amount: Fen): Promise<void> {
  const before = purchase.calls('POST', REFUND).length;
  const { stage } = purchase;
  purchase.mark('refund', { amount });
  try {
    await stage.cast.merchant.refund(purchase.ref, amount);
  } catch (failure) {
    if (!(failure instanceof MerchantFailed)) stage.unfit(failure);
    purchase.declined = failure instanceof Error ? failure.message : undefined;
  }
  const asked = (): number => purchase.calls('POST', REFUND).length;
  const seen = await lookUntil(stage, asked, (count) => (count > before ? 'there' : 'not yet'));
  if (seen > before) return;
  const why = purchase.declined === undefined ? '' : `: ${purchase.declined}`;
  stage.stop('absent', `the merchant does not ask again for a refund that was closed${why}`);
}

/** What was asked for since then is another refund than any before: the number of a closed one is used up (D:4013071031). */
export function expectOtherRefund(purchase: Purchase): void {
  const numberOf = ({ request }: ExchangeEvent): unknown => fieldOf(request.body, 'out_refund_no');
  const again = purchase.calls('POST', REFUND, purchase.since);
  const before = purchase.calls('POST', REFUND).filter(({ seq }) => seq < purchase.since);
  const used = before.map(numberOf);
  const seen = again.every((event) => !used.includes(numberOf(event))) ? 'a new one' : 'that of the closed refund';
  const what = 'the out_refund_no that it is asked for under';
  purchase.stage.expect({ what, matcher: 'equals', expected: 'a new one', seen }, seqs([...before, ...again]));
}
