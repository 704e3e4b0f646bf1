import type { Heard, Outcome } from './backend.ts';
import { changeMerchant, ordered, paid, paidWith, redeliver, type Shop } from './shop.ts';

/** Has the answer to a query forged, and answers what the SDK makes of it. The order is not paid. */
export async function forgedAnswer(shop: Shop): Promise<Outcome> {
  const { on, backend } = shop;
  const { number } = await ordered(shop);
  await on.demo.control('/faults', { body: { on: 'GET /v3/pay/transactions/*', fault: 'tampered-success', times: 1 } });
  return backend.call('query', number);
}

/** Has the sealed content of a notification altered, in its authentication tag, under a right signature. What the backend makes of it, and what it should have been. */
export async function alteredContent(shop: Shop): Promise<{ readonly heard: Heard; readonly paid: unknown }> {
  const { on, backend } = shop;
  await on.demo.control('/faults', { body: { on: 'notification', fault: 'tampered-ciphertext', times: 1 } });
  const number = await paid(shop);
  return { heard: await backend.heard(), paid: (await backend.call('query', number)).body };
}

/** WeChat Pay changes over to its public key, then back. What the backend makes of a notification under the one and the other. */
export async function changedOver(shop: Shop): Promise<readonly [Heard, Heard]> {
  const { on, backend } = shop;
  const { number, params } = await ordered(shop);
  await changeMerchant(on, { keyMode: 'public-key' });
  await paidWith(shop, params);
  const first = await backend.heard();
  await changeMerchant(on, { keyMode: shop.keyMode });
  await redeliver(shop, number);
  return [first, await backend.heard()];
}
