import { BackendFailed, type ImpostorCertificate, MerchantFailed, type Stage } from '../actors/index.ts';
import type { ImpostorMet, TraceEvent } from '../trace/index.ts';
import { Purchase } from './purchase.ts';
import { lookUntil, quiet } from './waiting.ts';

const ORDER = /\/v3\/pay\/transactions\/jsapi$/;

const metIn = (stage: Stage): readonly (TraceEvent & ImpostorMet)[] =>
  stage.trace.events.filter((event): event is TraceEvent & ImpostorMet => event.kind === 'impostor');

/** A well-signed order that reached WeChat Pay after that point of the trace. */
const hasOrdered = (purchase: Purchase, since: number): boolean =>
  purchase.calls('POST', ORDER, since).some(({ requestSignature }) => requestSignature === 'valid');

/**
 * Has a customer order while somebody else answers in WeChat Pay's place. What the merchant then tells the customer is its
 * own affair: it cannot order, and that is right.
 */
export async function orderFromImpostor(before: Purchase, certificate: ImpostorCertificate): Promise<void> {
  const { stage, price } = before;
  stage.need('impostor');
  const { impostor } = stage.cast;
  if (!impostor) return stage.stop('kit', 'there is nobody who could answer in WeChat Pay’s place');
  if (!hasOrdered(before, 0)) stage.stop('prerequisite', 'the merchant has sent WeChat Pay no rightly signed order');
  const why = await impostor.enter(certificate);
  if (why !== undefined) stage.stop('capability', why);
  try {
    await orders(stage, price);
    await lookUntil(
      stage,
      () => metIn(stage).length,
      (met) => (met > 0 ? 'there' : 'not yet'),
    );
    await quiet(stage);
  } finally {
    await impostor.leave();
  }
}

async function orders(stage: Stage, price: Purchase['price']): Promise<void> {
  const { merchant } = stage.cast;
  try {
    const ref = await merchant.placeOrder({ price });
    stage.trace.record({ kind: 'verb', verb: 'placeOrder', order: ref, detail: { price } });
    stage.trace.record({ kind: 'verb', verb: 'paymentParams', order: ref });
    await merchant.paymentParams(ref);
  } catch (failure) {
    // A backend that is still trying answers too late: whether it works is found out afterwards.
    if (failure instanceof MerchantFailed || failure instanceof BackendFailed) return;
    stage.unfit(failure);
  }
}

/**
 * The merchant refused every connection (D:4012081709). One that did not try to connect, or that does not order at WeChat Pay
 * afterwards, shows nothing by its silence.
 */
export async function expectNothingSent({ stage, price }: Purchase): Promise<void> {
  const met = metIn(stage);
  if (met.length === 0)
    stage.stop('prerequisite', 'the merchant did not connect to WeChat Pay while a customer ordered');
  const what = 'what the merchant sent to somebody else';
  const look = ({ told, seq }: TraceEvent & ImpostorMet): void =>
    stage.expect({ what, matcher: 'equals', expected: 'nothing', seen: told ?? 'nothing' }, [seq]);
  for (const one of met) if (one.told !== undefined) look(one);
  const since = stage.trace.last();
  const again = await Purchase.begun(stage, price);
  await again.tapPay();
  const ordered = await lookUntil(
    stage,
    () => hasOrdered(again, since),
    (there) => (there ? 'there' : 'not yet'),
  );
  if (!ordered) stage.stop('prerequisite', 'the merchant did not order at WeChat Pay again once it was back');
  for (const one of met) look(one);
}
