import type { RefundBelief, Stage } from '../actors/index.ts';
import type { Fen } from '../money/fen.ts';
import { isSuccess } from '../protocol/wire.ts';
import type { ExchangeEvent, Purchase } from './purchase.ts';
import { refundBeliefOf, wantsNoRefundLetter } from './refund-checks.ts';
import { heardOf, refundInVain } from './refused-refunds.ts';
import { fieldOf } from './trade-checks.ts';
import { quiet } from './waiting.ts';

const REFUND = /\/v3\/refund\/domestic\/refunds$/;
const NOT_BACK: readonly RefundBelief[] = ['refunding', 'failed'];

const accepted = (purchase: Purchase): readonly ExchangeEvent[] =>
  purchase.calls('POST', REFUND).filter(({ answer }) => isSuccess(answer?.status ?? 0));

/** Of several refunds under way the first is done, and the merchant is told of that alone. */
export async function giveFirstPartBack(purchase: Purchase): Promise<void> {
  const stage: Stage = purchase.stage;
  const [first, other] = accepted(purchase).map(({ request }) => fieldOf(request.body, 'out_refund_no'));
  if (typeof first !== 'string' || other === undefined || other === first)
    return stage.stop('prerequisite', 'WeChat Pay has not taken two parts of the refund');
  await stage.cast.gateway.settleRefund(first, 'SUCCESS');
  await quiet(stage);
}

/** What became of the first part says nothing of the latest, which is under way: the order may be anything meanwhile. */
export async function expectOtherPartNotBack(purchase: Purchase): Promise<void> {
  const { stage } = purchase;
  const seen = await refundBeliefOf(purchase);
  if (seen === undefined)
    return stage.stop(
      'absent',
      'this merchant shows nothing of one part of a refund: its profile does not describe readRefund',
    );
  stage.expect({ what: 'what the merchant takes the part for', matcher: 'one-of', expected: NOT_BACK, seen });
}

/**
 * The merchant has been told of a refund twice, and is asked for a further one. Where it declines, it is asked for less: who
 * refuses both makes no further refunds, and who makes the smaller one has miscounted what is left.
 */
export async function refundFurther(purchase: Purchase, amount: Fen, less: Fen): Promise<void> {
  const stage: Stage = purchase.stage;
  if (wantsNoRefundLetter(purchase)) stage.stop('absent', 'the merchant wants no notifications of refunds');
  const told = purchase.notified(purchase.since).length;
  if (told < 2) stage.stop('prerequisite', `the refund was told ${told} times, and not twice`);
  await refundInVain(purchase, amount);
  const { declined } = await heardOf(purchase);
  if (declined !== undefined) await refundInVain(purchase, less);
}

/** The further refund was asked for, by a merchant that makes any. */
export async function expectFurtherRefund(purchase: Purchase, expected: Fen): Promise<void> {
  const { asked, declined } = await heardOf(purchase);
  const [further] = asked;
  if (further === undefined)
    return purchase.stage.stop('absent', `the merchant makes no further refund of an order: ${declined}`);
  const seen = fieldOf(further.request.body, 'amount.refund');
  purchase.stage.expect(
    { what: 'fen of the further refund', matcher: 'equals', expected, seen },
    asked.map(({ seq }) => seq),
  );
}
