import { MerchantFailed } from '../actors/index.ts';
import type { Fen } from '../money/fen.ts';
import type { Purchase } from './purchase.ts';
import { fieldOf } from './trade-checks.ts';
import { quiet } from './waiting.ts';

const ORDER = /\/v3\/pay\/transactions\/jsapi$/;

/** The customer orders the same goods once more, says that they cost something else, and taps Pay. A merchant that refuses is right. */
export async function orderPretending(purchase: Purchase, pretended: Fen): Promise<void> {
  const { stage, price } = purchase;
  const { merchant, gateway } = stage.cast;
  purchase.mark('placeOrder', { price, pretended });
  try {
    await merchant.paymentParams(await merchant.placeOrder({ price, pretended }));
  } catch (failure) {
    if (!(failure instanceof MerchantFailed)) stage.unfit(failure);
    const detail = failure instanceof Error ? failure.message : '';
    stage.trace.record({ kind: 'verb', verb: 'declined', order: purchase.ref, detail });
  }
  await quiet(stage);
  await gateway.settled();
}

/** Every order that the merchant made at WeChat Pay, for whatever it was told, is for the price of the goods. */
export function expectPriceKept(purchase: Purchase, expected: Fen): void {
  const { stage } = purchase;
  const orders = purchase.calls('POST', ORDER);
  if (orders.length === 0) stage.stop('prerequisite', 'the merchant has not ordered at WeChat Pay');
  for (const { seq, request } of orders) {
    const seen = fieldOf(request.body, 'amount.total');
    stage.expect({ what: 'amount.total', matcher: 'equals', expected, seen }, [seq]);
  }
}
