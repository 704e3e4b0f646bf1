import { MerchantFailed, type OrderBelief, type RefundBelief } from '../actors/index.ts';
import type { Fen } from '../money/fen.ts';
import { isSuccess } from '../protocol/wire.ts';
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

/** WeChat Pay has refused it, or was never asked since the merchant declined; nothing of the merchant's says that the money is back. */
export async function expectNotGivenBack(purchase: Purchase): Promise<void> {
  const { stage } = purchase;
  const look = (): readonly ExchangeEvent[] => purchase.calls('POST', REFUND, purchase.since);
  const asked = await lookUntil(stage, look, (seen) =>
    seen.length > 0 || purchase.declined !== undefined ? 'there' : 'not yet',
  );
  if (asked.some(({ answer }) => isSuccess(answer?.status ?? 0)))
    stage.stop('prerequisite', 'WeChat Pay has taken the refund');
  if (asked.length === 0 && purchase.declined === undefined)
    stage.stop('prerequisite', 'the merchant takes the refund, and WeChat Pay hears nothing of it');
  await quiet(stage);
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
