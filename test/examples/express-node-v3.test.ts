import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { PaymentParams } from '../../src/protocol/index.ts';
import { stage } from '../sdk/stage.ts';
import { Customer, type ShopFace } from './customer.ts';
import { tellOfRightShop } from './right-shop.ts';
import { ShopProcess } from './shop-process.ts';

const on = stage();
const GOODS = new Map([
  [1, 'matchbox'],
  [7, 'stamp'],
  [110, 'pencil'],
  [880, 'candle'],
  [980, 'notebook'],
  [990, 'tea'],
  [1990, 'teapot'],
]);
const WORDS = new Map([
  ['NEW', 'unpaid'],
  ['PAID', 'paid'],
  ['CLOSED', 'closed'],
  ['REFUNDING', 'refunding'],
  ['PARTLY_REFUNDED', 'refunded'],
  ['REFUNDED', 'refunded'],
  ['PROCESSING', 'refunding'],
  ['SUCCESS', 'refunded'],
]);
const word = (status: unknown): string => WORDS.get(String(status)) ?? String(status);

function faceOf(shop: ShopProcess): ShopFace {
  const call = async (method: 'GET' | 'POST', path: string, token: string, body?: unknown) => {
    const admin = path.startsWith('/admin') ? { 'x-admin-token': 'staff' } : { authorization: `Bearer ${token}` };
    const answer = await shop.ask(method, path, body, admin);
    assert.deepEqual([answer.status, answer.body['code']], [200, 0], JSON.stringify(answer.body));
    return answer.body['data'] as Readonly<Record<string, unknown>>;
  };
  return {
    login: async (code) => String((await call('POST', '/login', '', { code }))['token']),
    place: async (token, fen, payWithin) =>
      String((await call('POST', '/orders', token, { sku: GOODS.get(fen), payWithin }))['id']),
    pay: async (token, order) => (await call('POST', `/orders/${order}/pay`, token))['payParams'] as PaymentParams,
    read: async (token, order) => {
      const { status, shipments } = await call('GET', `/orders/${order}`, token);
      return { state: word(status), fulfilled: Number(shipments) };
    },
    comeBack: async (token, order, result) =>
      word((await call('POST', `/orders/${order}/return`, token, { result }))['status']),
    cancel: async (token, order) => void (await call('POST', `/orders/${order}/cancel`, token)),
    refund: async (_, order, fen) =>
      String((await call('POST', `/admin/orders/${order}/refunds`, '', { fen }))['number']),
    readRefund: async (_, refund) => word((await call('GET', `/admin/refunds/${refund}`, ''))['status']),
    setClock: async (now) => void (await call('POST', '/test/clock', '', { now })),
  };
}

describe('the shop with wechatpay-node-v3, Express and SQLite', () => {
  let shop: ShopProcess | undefined;
  const start = (more: Readonly<Record<string, string>> = {}): Promise<ShopProcess> => {
    const { CREDENTIALS, NODE_EXTRA_CA_CERTS, WECHATPAY_SANDBOX_TLS } = on.env('public-key');
    const env = { CREDENTIALS, NODE_EXTRA_CA_CERTS, WECHATPAY_SANDBOX_TLS, ADMIN_TOKEN: 'staff' };
    return ShopProcess.start('express-node-v3', { ...env, ...more });
  };
  before(async () => {
    shop = await start();
  });
  after(() => shop?.end());
  tellOfRightShop(on, () => {
    assert.ok(shop);
    return faceOf(shop);
  });

  it('asks after an order from when WeChat Pay has it, however old it is in the shop', async () => {
    assert.ok(shop);
    const customer = await Customer.ordered(on.demo, faceOf(shop), 990, 10 * 3_600);
    await customer.pass(3 * 3_600);
    await on.demo.control('/faults', { body: { on: 'notification', fault: 'lost' } });
    await customer.tapPay();
    await customer.pass(1);
    await customer.paid();
    assert.equal(await customer.sees(), 'unpaid 0');
    await customer.pass(60);
    assert.equal(await customer.sees(), 'paid 1');
  });

  it('keeps what it knows in a file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'express-node-v3-'));
    try {
      const DATABASE = join(folder, 'shop.db');
      const before = await start({ DATABASE });
      const token = await faceOf(before).login('anybody');
      const order = await faceOf(before).place(token, 990);
      const { package: first } = await faceOf(before).pay(token, order);
      await before.end();
      const then = await start({ DATABASE });
      assert.deepEqual(await faceOf(then).read(token, order), { state: 'unpaid', fulfilled: 0 });
      assert.equal((await faceOf(then).pay(token, order)).package, first);
      await then.end();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('lets nobody else see an order or refund it', async () => {
    assert.ok(shop);
    const [owner, other] = [await faceOf(shop).login('anybody'), await faceOf(shop).login('openid:o-other')];
    const order = await faceOf(shop).place(owner, 990);
    await assert.rejects(faceOf(shop).read(other, order), /no such order/);
    const refused = await shop.ask('POST', `/admin/orders/${order}/refunds`, { fen: 1 }, { 'x-admin-token': 'guess' });
    assert.equal(refused.body['code'], 1);
  });
});
