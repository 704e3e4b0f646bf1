import { MerchantFailed, type NotificationLog, type OrderStanding, type Stage, VerbMissing } from '../actors/index.ts';
import { prepayIdOf } from '../protocol/pay-sign.ts';
import { hours } from '../time/index.ts';
import type { Purchase } from './purchase.ts';
import { wantsNoRefundLetter } from './refund-checks.ts';
import { fieldOf } from './trade-checks.ts';

/** Everybody's patience with a Pay button that does nothing. */
const TAPS = 3;
const ACCEPTED: readonly (number | undefined)[] = [200, 204];

/** The gateway's own books of the scenario. */
export async function gatewayBooks(stage: Stage): Promise<readonly OrderStanding[]> {
  const books = await stage.cast.gateway.books?.();
  return books ?? stage.stop('capability', "only the kit's own gateway can tell what stands in its books");
}

/** The customer taps Pay until the cashier opens, and pays all that was handed over: one who was handed two orders pays twice. */
export async function payWhateverComes(purchase: Purchase): Promise<void> {
  const stage: Stage = purchase.stage;
  for (let tap = 0; tap < TAPS && purchase.params.length === 0; tap += 1) await purchase.triesToPay();
  if (purchase.params.length === 0) stage.stop('prerequisite', purchase.declined ?? 'no tap brought payment params');
  stage.need('payer');
  const { payer, gateway } = stage.cast;
  for (const params of new Map(purchase.params.map((each) => [prepayIdOf(each), each])).values()) {
    const answer = await payer.requestPayment(params, 'pay');
    purchase.cashier ??= answer;
  }
  await gateway.settled();
}

/** A refund of the whole price, asked for again where the merchant could not: that cannot be taken for another one. */
export async function refundWhole(purchase: Purchase): Promise<void> {
  await purchase.refund(purchase.price);
  if (purchase.declined !== undefined) await purchase.refund(purchase.price);
}

/** Whoever looks may have the merchant ask WeChat Pay. What is shown meanwhile is not judged, and may be an error. */
export async function lookAtRefund(purchase: Purchase): Promise<void> {
  if (purchase.refunds.length === 0) return;
  await purchase.readRefund().catch((failure: unknown) => {
    if (!(failure instanceof MerchantFailed || failure instanceof VerbMissing)) purchase.stage.unfit(failure);
  });
}

/** WeChat Pay makes every refund that is under way. */
export async function giveMoneyBack(purchase: Purchase): Promise<void> {
  const stage: Stage = purchase.stage;
  stage.need('refund-settlement');
  const { gateway } = stage.cast;
  for (const { refunds } of await gatewayBooks(stage))
    for (const { outRefundNo, status } of refunds)
      if (status === 'PROCESSING') await gateway.settleRefund(outRefundNo, 'SUCCESS');
}

/**
 * Nothing goes wrong any more, and what is left is done: WeChat Pay brings again what was not accepted, as it does for a
 * day (D:4012791902), and the customer comes back to look.
 */
export async function makeUp(purchase: Purchase): Promise<void> {
  const stage: Stage = purchase.stage;
  stage.need('notifications');
  const { gateway } = stage.cast;
  if (!gateway.clearFaults) return stage.stop('capability', "only the kit's own gateway can end its faults");
  await gateway.clearFaults();
  await bringAgain(stage);
  if (purchase.cashier) await purchase.comeBack(purchase.cashier.errMsg, 'if it can');
  await bringAgain(stage);
  // Who wants no notification of a refund has to ask for it by itself, later.
  if (wantsNoRefundLetter(purchase) && stage.cast.capabilities.has('backend-clock')) await gateway.advance(hours(1));
}

async function bringAgain(stage: Stage): Promise<void> {
  const { gateway } = stage.cast;
  for (const { outTradeNo } of await gatewayBooks(stage))
    for (const log of await gateway.notifications(outTradeNo)) if (!wasTaken(log)) await gateway.redeliver(log.id);
  await gateway.settled();
}

const wasTaken = ({ attempts }: NotificationLog): boolean => attempts.some(({ status }) => ACCEPTED.includes(status));

/** What the merchant was asked to refund, in fen; undefined where nobody asked. Its driver's steps tell no amount. */
export function refundWanted({ stage }: Purchase): number | undefined {
  const asked = stage.trace.events.flatMap((event) => {
    const amount = event.kind === 'verb' && event.verb === 'refund' ? fieldOf(event.detail, 'amount') : undefined;
    return typeof amount === 'number' ? [amount] : [];
  });
  return asked.at(-1);
}
