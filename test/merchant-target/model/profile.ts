import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MerchantProfile } from '../../../src/merchant/profile/profile.ts';
import { freePort } from '../../free-port.ts';

const shop = fileURLToPath(new URL('shop.ts', import.meta.url));

/** What is particular about a shop, and what of its profile is another. */
export interface Shop {
  readonly env?: Readonly<Record<string, string>>;
  readonly changes?: Partial<MerchantProfile>;
  readonly verbs?: MerchantProfile['verbs'];
}

/** The model merchant behind HTTP as a profile that has the kit launch it. */
export const profileOf = (port: number, { env = {}, changes = {}, verbs = {} }: Shop): MerchantProfile => ({
  name: 'model-shop',
  baseUrl: `http://127.0.0.1:${port}`,
  launch: {
    command: `exec "${process.execPath}" --import "${import.meta.resolve('tsx')}" "${shop}"`,
    ready: 'GET /healthz',
    within: '60s',
    env: { PORT: String(port), GATEWAY: '{gateway.url}', CREDENTIALS: '{credentials}', KEY: '{apiv3_key}', ...env },
  },
  gateway: { listen: '127.0.0.1:0' },
  patience: '3s',
  actors: {
    buyer: {
      login: [{ post: '/login', body: { code: '{login.code}' }, take: { token: '$.token' } }],
      headers: { 'X-Token': '{token}' },
    },
  },
  verbs: {
    placeOrder: [
      {
        as: 'buyer',
        post: '/orders',
        body: { fen: '{price.fen}', seconds: '{payWithin.seconds}' },
        take: { order: '$.id' },
      },
    ],
    paymentParams: [{ as: 'buyer', post: '/orders/{order}/pay', take: { params: '$' } }],
    readOrder: [{ as: 'buyer', get: '/orders/{order}', take: { state: '$.state', fulfilled: '$.fulfilled' } }],
    returnFromCashier: [
      { as: 'buyer', post: '/orders/{order}/return', body: { errMsg: '{errMsg}' }, take: { state: '$.state' } },
    ],
    cancelOrder: [{ as: 'buyer', post: '/orders/{order}/cancel' }],
    refund: [
      { as: 'buyer', post: '/orders/{order}/refund', body: { fen: '{refund.fen}' }, take: { refund: '$.refund' } },
    ],
    readRefund: [{ as: 'buyer', get: '/refunds/{refund}', take: { state: '$.state' } }],
    reconcile: [
      {
        as: 'buyer',
        post: '/reconciliations',
        body: { date: '{bill.date}' },
        take: { differences: { from: '$.differences', order: 'order', kind: 'kind' } },
      },
    ],
    ...verbs,
  },
  states: Object.fromEntries(
    ['unpaid', 'paid', 'closed', 'refunding', 'refunded', 'failed'].map((state) => [state, [state]]),
  ),
  ...changes,
});

/** Writes the profile of a shop into a folder, and answers where. */
export async function shopIn(
  folder: string,
  shop: Shop = {},
): Promise<{ readonly path: string; readonly port: number }> {
  const port = await freePort();
  const path = join(folder, `shop-${port}.json`);
  writeFileSync(path, JSON.stringify(profileOf(port, shop), undefined, 2));
  return { path, port };
}
