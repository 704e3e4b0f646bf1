import type { Stage } from '../actors/index.ts';
import type { Purchase } from './purchase.ts';

/** A notification comes of a payment that was never made. */
export async function tellOfNoPayment(purchase: Purchase, fault: string): Promise<void> {
  const stage: Stage = purchase.stage;
  const { gateway } = stage.cast;
  const outTradeNo = purchase.outTradeNo();
  if (outTradeNo === '') stage.stop('prerequisite', 'the merchant has not ordered at WeChat Pay');
  if (!gateway.forge) stage.stop('capability', "only the kit's own gateway can tell of a payment that was not made");
  purchase.mark('notified', { fault });
  await gateway.forge(outTradeNo, fault);
  await gateway.settled();
}

/** A notification comes that says of a refund under way that it is done. */
export async function tellOfNoRefund(purchase: Purchase, fault: string): Promise<void> {
  const stage: Stage = purchase.stage;
  const { gateway } = stage.cast;
  if (!gateway.forgeRefund)
    stage.stop('capability', "only the kit's own gateway can tell of a refund that is not done");
  purchase.mark('notified', { fault });
  const sent = await gateway.forgeRefund(purchase.outTradeNo(), fault);
  if (!sent) stage.stop('absent', 'no refund of the merchant is under way that wants notifications');
  await gateway.settled();
}

/** The `seq` after which the forged notification came; undefined where none was forged. */
export const forgedAt = ({ stage }: Purchase): number | undefined =>
  stage.trace.events.findLast((event) => event.kind === 'verb' && event.verb === 'notified')?.seq;
