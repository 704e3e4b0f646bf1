import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { ProfileError } from '../../src/merchant/profile/profile-error.ts';
import { type ReadProfile, readProfile } from '../../src/merchant/profile/read-profile.ts';

/** A profile that says everything that one can say, one thing a line. */
export const WHOLE = `name: my-shop
baseUrl: http://127.0.0.1:3000
launch: { command: node server.js, ready: GET /healthz, within: 30s, env: { MCHID: "{mchid}", KEY_PATH: "{credentials}/apiclient_key.pem", WXPAY: "{gateway.url}" } }
gateway: { listen: 127.0.0.1:8787 }
notify: { origins: { "https://shop.example": "http://127.0.0.1:3000" } }
clock: none
patience: 5s
pace: 0/s
actors:
  buyer: { login: [ { post: /login, body: { code: "{login.code}" }, take: { token: $.data.token } } ], headers: { Authorization: "Bearer {token}" } }
  admin: { headers: { X-Admin-Token: "\${ADMIN_TOKEN}" } }
success: $.code == 0
verbs:
  placeOrder:     [ { as: buyer, post: /orders, body: { sku: "{sku}", price: "{price.yuan}" }, take: { order: $.data.id } } ]
  paymentParams:  [ { as: buyer, post: "/orders/{order}/pay", take: { params: { from: $.data.payParams, parse: json, keys: { package: packageValue } } } } ]
  readOrder:      [ { as: buyer, get: "/orders/{order}", take: { state: $.data.status, fulfilled: $.data.shipments } } ]
  returnFromCashier: [ { as: buyer, post: "/orders/{order}/paid", body: { result: "{errMsg}" }, take: { state: $.data.status } } ]
  cancelOrder:    { absent: "orders cannot be cancelled by customers" }
  refund:         [ { as: admin, post: "/admin/orders/{order}/refund", body: { fen: "{refund.fen}" }, take: { refund: $.data.id } } ]
states: { unpaid: [NEW, PENDING], paid: [PAID, SHIPPED], closed: [CANCELLED], refunding: [REFUNDING], refunded: [REFUNDED] }
prices: { skus: { "9.90": sku-1, 0.01: sku-2 } }
`;

export const ENV = { ADMIN_TOKEN: 'the-admin-token' };

/** Reads a text as a profile of a name. */
export async function readText(
  context: TestContext,
  text: string | Buffer,
  env: Readonly<Record<string, string>> = ENV,
  name = 'merchant.yaml',
): Promise<ReadProfile> {
  const folder = mkdtempSync(join(tmpdir(), 'profile-'));
  context.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, name), text);
  return readProfile(join(folder, name), env);
}

/** What is said of a profile that cannot be used, one line each. */
export async function refusal(
  context: TestContext,
  text: string | Buffer,
  env = ENV,
  name?: string,
): Promise<readonly string[]> {
  try {
    await readText(context, text, env, name);
  } catch (failure) {
    if (failure instanceof ProfileError) return failure.problems;
    throw failure;
  }
  return [];
}
