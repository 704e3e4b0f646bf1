import { MerchantFailed, type OrderBelief, type RefundBelief } from '../actors/index.ts';
import type { Fen } from '../money/fen.ts';
import { isSuccess } from '../protocol/wire.ts';
import type { Duration } from '../time/index.ts';
import type { ExchangeEvent, Purchase } from './purchase.ts';
import { refundBeliefOf } from './refund-checks.ts';
import { lookUntil, quiet } from './waiting.ts';

const REFUND = /\/v3\/refund\/domestic\/refunds$/;
const ORDER_NOT_REFUNDED: readonly OrderBelief[] = ['paid', 'refunding', 'failed', 'unpaid', 'closed'];
const REFUND_NOT_DONE: readonly RefundBelief[] = ['refunding', 'failed'];

/** Has the merchant asked for a refund that WeChat Pay will not make. A merchant that sees so by itself, and declines, is right. */
export async function refundInVain(purchase: Purchase, amount: Fen): Promise<void> {
  const { stage } = purchase;
  purchase.mark('refund', { amount });
  purchase.declined = undefined;
  try {
    purchase.refunds.push(await stage.cast.merchant.refund(purchase.ref, amount));
  } catch (failure) {
    if (!(failure instanceof MerchantFailed)) return stage.unfit(failure);
    purchase.declined = failure.message;
  }
  await stage.cast.gateway.settled();
}

/** Has the merchant give an order back in so many parts, each of which WeChat Pay takes. One that gives back in fewer by its own rules is no wrong one. */
export async function refundInParts(purchase: Purchase, amount: Fen, parts: number, apart: Duration): Promise<void> {
  const { stage } = purchase;
  stage.need('clock');
  for (let part = 1; part <= parts; part += 1) {
    await refundInVain(purchase, amount);
    const { asked } = await heardOf(purchase);
    if (asked.length === 0) stage.stop('absent', `the merchant gives an order back in no more than ${part - 1} parts`);
    if (!asked.some(({ answer }) => isSuccess(answer?.status ?? 0)))
      stage.stop('prerequisite', `WeChat Pay has not taken part ${part} of the refund`);
    await stage.cast.gateway.advance(apart);
  }
}

interface Heard {
  readonly asked: readonly ExchangeEvent[];
  readonly declined: string | undefined;
}

/** What WeChat Pay has heard of the refund that was asked for last, or why the merchant did not make it. */
export async function heardOf(purchase: Purchase): Promise<Heard> {
  const { stage } = purchase;
  const look = (): readonly ExchangeEvent[] => purchase.calls('POST', REFUND, purchase.since);
  const asked = await lookUntil(stage, look, (seen) =>
    seen.length > 0 || purchase.declined !== undefined ? 'there' : 'not yet',
  );
  if (asked.length === 0 && purchase.declined === undefined)
    stage.stop('prerequisite', 'the merchant takes the refund, and WeChat Pay hears nothing of it');
  return { asked, declined: purchase.declined };
}

async function mustBeRefused(purchase: Purchase): Promise<Heard> {
  const heard = await heardOf(purchase);
  if (heard.asked.some(({ answer }) => isSuccess(answer?.status ?? 0)))
    purchase.stage.stop('prerequisite', 'WeChat Pay has taken the refund');
  await quiet(purchase.stage);
  return heard;
}

/** Takes it for granted that WeChat Pay was asked, and refused: a merchant that refunds nothing at all shows nothing of it. */
export async function mustHaveBeenRefused(purchase: Purchase): Promise<void> {
  const { asked, declined } = await mustBeRefused(purchase);
  if (asked.length === 0)
    purchase.stage.stop('prerequisite', declined ?? 'the merchant has asked WeChat Pay for no refund');
}

/** One part more than WeChat Pay takes is refused, or not asked for; what the merchant shows of it is not that it is done. */
export async function expectPartNotGivenBack(purchase: Purchase): Promise<void> {
  const { stage } = purchase;
  const { asked, declined } = await mustBeRefused(purchase);
  const seen = declined === undefined ? await refundBeliefOf(purchase) : DECLINED;
  if (seen === undefined)
    return stage.stop(
      'absent',
      'this merchant shows nothing of one part of a refund: its profile does not describe readRefund',
    );
  const what = 'what the merchant takes the part for';
  const expected = [...REFUND_NOT_DONE, DECLINED];
  stage.expect(
    { what, matcher: 'one-of', expected, seen },
    asked.map(({ seq }) => seq),
  );
}

const DECLINED = 'declined';

/** WeChat Pay has refused it, or was never asked since the merchant declined; nothing of the merchant's says that the money is back. */
export async function expectNotGivenBack(purchase: Purchase): Promise<void> {
  const { stage } = purchase;
  await mustBeRefused(purchase);
  const order = await purchase.readUntil(() => 'there');
  const what = 'what the merchant takes the order for';
  stage.expect({ what, matcher: 'one-of', expected: ORDER_NOT_REFUNDED, seen: order.state }, [order.seq]);
  const seen = purchase.refunds.length > 0 ? await refundBeliefOf(purchase) : undefined;
  if (seen === undefined) return;
  stage.expect({
    what: 'what the merchant takes the refund for',
    matcher: 'one-of',
    expected: REFUND_NOT_DONE,
    seen,
  });
}
