import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import type { PaymentParams } from '../../src/protocol/index.ts';
import { stage } from '../sdk/stage.ts';
import type { ShopFace } from './customer.ts';
import { tellOfRightShop } from './right-shop.ts';
import { ShopProcess } from './shop-process.ts';

const on = stage();

function faceOf(shop: ShopProcess): ShopFace {
  const call = async (method: 'GET' | 'POST', path: string, token: string, body?: unknown) => {
    const answer = await shop.ask(method, path, body, { authorization: `Bearer ${token}` });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.body;
  };
  return {
    login: async (code) => String((await call('POST', '/login', '', { code }))['token']),
    place: async (token, price, payWithin) =>
      String((await call('POST', '/orders', token, { price, payWithin }))['order']),
    pay: async (token, order) => (await call('POST', `/orders/${order}/pay`, token)) as unknown as PaymentParams,
    read: async (token, order) => {
      const { state, fulfilled } = await call('GET', `/orders/${order}`, token);
      return { state: String(state), fulfilled: Number(fulfilled) };
    },
    comeBack: async (token, order, errMsg) =>
      String((await call('POST', `/orders/${order}/return`, token, { errMsg }))['state']),
    cancel: async (token, order) => void (await call('POST', `/orders/${order}/cancel`, token)),
    refund: async (token, order, amount) =>
      String((await call('POST', `/orders/${order}/refunds`, token, { amount }))['refund']),
    readRefund: async (token, refund) => String((await call('GET', `/refunds/${refund}`, token))['state']),
    setClock: async (now) => void (await call('POST', '/clock', '', { now })),
  };
}

describe('the model merchant with its HTTP face', () => {
  let shop: ShopProcess | undefined;
  before(async () => {
    const { CREDENTIALS } = on.env('public-key');
    shop = await ShopProcess.start('model-merchant', { CREDENTIALS, WECHATPAY_URL: on.sandbox.url, KIT_SOURCES: '1' });
  });
  after(async () => {
    await shop?.end();
    assert.equal(shop?.complaints, '');
  });
  tellOfRightShop(on, () => {
    assert.ok(shop);
    return faceOf(shop);
  });
});
