import assert from 'node:assert/strict';
import type { PaymentParams } from '../../src/protocol/index.ts';
import type { Stage } from '../sdk/stage.ts';
import type { ShopFace } from './customer.ts';
import { type ShopAnswer, ShopProcess } from './shop-process.ts';

export const STAFF = { 'x-admin-token': 'staff' };

const GOODS = new Map([
  [1, 'sticker'],
  [7, 'badge'],
  [110, 'ribbon'],
  [880, 'lantern'],
  [980, 'fan'],
  [990, 'scroll'],
  [1990, 'vase'],
]);
const WORDS = new Map([
  ['partly-refunded', 'refunded'],
  ['pending', 'refunding'],
  ['done', 'refunded'],
]);
const word = (status: unknown): string => WORDS.get(String(status)) ?? String(status);

/** The example fastify-axios-plugin in a process of its own, which finds WeChat Pay at the stage's sandbox. */
export function startLanternShop(on: Stage, more: Readonly<Record<string, string>> = {}): Promise<ShopProcess> {
  const { CREDENTIALS } = on.env('public-key');
  const { url } = on.sandbox;
  const env = { CREDENTIALS, WECHATPAY_URL: url, WECHAT_URL: url, ADMIN_TOKEN: STAFF['x-admin-token'] };
  return ShopProcess.start('fastify-axios-plugin', { ...env, ...more });
}

/** Its HTTP API. */
export function faceOf(shop: () => ShopProcess): ShopFace {
  const call = async (method: Parameters<ShopProcess['ask']>[0], path: string, token?: string, body?: unknown) => {
    const answer = await shop().ask(
      method,
      path,
      body,
      token === undefined ? STAFF : { authorization: `Bearer ${token}` },
    );
    return right(answer);
  };
  return {
    login: async (code) => String((await call('POST', '/session', '', { code }))['token']),
    place: async (token, fen, seconds) => {
      const minutes = seconds === undefined ? undefined : seconds / 60;
      return String((await call('POST', '/orders', token, { sku: GOODS.get(fen), minutes }))['number']);
    },
    pay: async (token, order) => (await call('POST', `/orders/${order}/payment`, token))['payment'] as PaymentParams,
    read: async (token, order) => {
      const { status, shipments } = await call('GET', `/orders/${order}`, token);
      return { state: word(status), fulfilled: Number(shipments) };
    },
    comeBack: async (token, order) => word((await call('POST', `/orders/${order}/returned`, token))['status']),
    cancel: async (token, order) => void (await call('DELETE', `/orders/${order}`, token)),
    refund: async (_, order, fen) =>
      String((await call('POST', `/orders/${order}/refunds`, undefined, { yuan: (fen / 100).toFixed(2) }))['number']),
    readRefund: async (_, refund) => word((await call('GET', `/refunds/${refund}`))['status']),
    setClock: async (now) => void (await call('POST', '/test/clock', '', { now })),
  };
}

function right({ status, body }: ShopAnswer): ShopAnswer['body'] {
  assert.ok(status >= 200 && status < 300, `${status} ${JSON.stringify(body)}`);
  return body;
}
