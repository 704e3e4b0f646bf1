import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { describe, it } from 'node:test';
import { paths, publicKeyPem } from '../../src/protocol/index.ts';
import { isMerchantFile } from '../../src/sandbox/credentials/merchant-file.ts';
import { parseRfc3339, wallClock } from '../../src/time/index.ts';
import type { Demo } from './demo.ts';
import { refused, stage } from './stage.ts';

const on = stage();
const PEMS = ['apiclient_key.pem', 'apiclient_cert.pem', 'pub_key.pem', 'platform_cert.pem', 'ca.pem'];
const NAMES = ['mchid', 'appid', 'openid', 'serial_no', 'apiv3_key', 'public_key_id', 'platform_serial_no'];

const publicOf = (privatePem: string): string => publicKeyPem(createPublicKey(createPrivateKey(privatePem)));
const now = async (shop: Demo): Promise<number> => parseRfc3339((await shop.control('/clock')).body.now) ?? Number.NaN;

describe('a merchant that is made', () => {
  it('comes with the fields of merchant.json and with its PEM files', async () => {
    const { status, json } = await on.demo.control('/merchants', { method: 'POST' });
    assert.equal(status, 200);
    assert.deepEqual(Object.keys(json), [...NAMES, 'base_url', ...PEMS]);
    assert.equal(json['base_url'], on.demo.sandbox.url);
    assert.ok(isMerchantFile(json));
  });

  it('holds a certificate of its own number, over its own key, from the authority it is given', async () => {
    for (const ownKeys of [false, true]) {
      const { json } = await on.demo.control('/merchants', { body: { ownKeys } });
      const pem = (name: string): string => String(json[name]);
      const certificate = new X509Certificate(pem('apiclient_cert.pem'));
      assert.match(certificate.subject, new RegExp(`^CN=${json['mchid']}$`, 'm'));
      assert.equal(certificate.serialNumber, json['serial_no']);
      assert.ok(certificate.checkPrivateKey(createPrivateKey(pem('apiclient_key.pem'))));
      assert.ok(certificate.verify(new X509Certificate(pem('ca.pem')).publicKey));
      assert.equal(new X509Certificate(pem('platform_cert.pem')).serialNumber, json['platform_serial_no']);
    }
  });

  it("shares the demo merchant's key pairs, or has its own", async () => {
    const { pems, public_key_id } = on.demo.merchant;
    const [sharing, alone] = [await on.demo.another(), await on.demo.another({ ownKeys: true })];
    const kept = ['apiclient_key.pem', 'pub_key.pem', 'platform_cert.pem'] as const;
    for (const name of kept) {
      assert.equal(sharing.merchant.pems[name], pems[name], name);
      assert.notEqual(alone.merchant.pems[name], pems[name], name);
    }
    assert.equal(sharing.merchant.public_key_id, public_key_id);
    assert.notEqual(alone.merchant.public_key_id, public_key_id);
    const [first, second, third] = kept.map((name) =>
      name === 'apiclient_key.pem' ? publicOf(alone.merchant.pems[name]) : alone.merchant.pems[name],
    );
    assert.equal(new Set([first, second, third]).size, 3);
    for (const name of ['mchid', 'appid', 'openid', 'serial_no', 'apiv3_key'] as const) {
      assert.equal(new Set([on.demo, sharing, alone].map(({ merchant }) => merchant[name])).size, 3, name);
    }
  });

  it('orders, is answered with its own keys, is paid, and opens its notification', async () => {
    for (const ownKeys of [false, true]) {
      const shop = await on.demo.another({ ownKeys });
      const order = shop.order({ notify_url: `${on.shop.url}/paid` });
      const placed = await shop.call('POST', paths.order, order);
      assert.deepEqual([placed.status, shop.signatureOf(placed)], [200, 'valid']);
      if (ownKeys) assert.notEqual(on.demo.signatureOf(placed), 'valid');
      const number = await shop.paid({ out_trade_no: `paid-${ownKeys}`, notify_url: `${on.shop.url}/paid` });
      assert.equal(await shop.stateOf(number), 'SUCCESS');
      const { headers, body } = await on.shop.nth(ownKeys ? 2 : 1);
      assert.equal(shop.signatureOf({ headers, text: body }), 'valid');
      assert.equal(shop.opened(body)?.['mchid'], shop.merchant.mchid);
      assert.equal(on.demo.opened(body), undefined);
      await shop.settled();
    }
  });

  it('has a clock that flows unless it is told to stand, in the present second', async () => {
    assert.equal((await (await on.demo.another()).control('/clock')).body.mode, 'flowing');
    const earliest = Math.floor(wallClock.now() / 1_000) * 1_000;
    const still = await on.demo.another({ clock: 'frozen' });
    const latest = wallClock.now();
    const begin = await now(still);
    assert.equal((await still.control('/clock')).body.mode, 'frozen');
    assert.ok(begin >= earliest && begin <= latest, `${begin}`);
    await still.control('/clock/advance', { body: { seconds: 3 } });
    assert.equal((await now(still)) - begin, 3_000);
  });

  it('answers in the key mode that it was made with', async () => {
    for (const [keyMode, name] of [
      ['public-key', 'public_key_id'],
      ['platform-certificate', 'platform_serial_no'],
    ] as const) {
      const shop = await on.demo.another({ keyMode });
      const answer = await shop.call('POST', paths.order, shop.order());
      assert.equal(answer.headers['wechatpay-serial'], shop.merchant[name]);
      assert.equal(shop.signatureOf(answer), 'valid');
    }
  });

  it('is refused where what it should be is not known, and then there is none more', async () => {
    const ask = (body: unknown) => on.demo.control('/merchants', { body });
    refused(
      await ask({ clock: 'slow' }),
      400,
      'invalid_request',
      /"clock" is "slow" and must be one of frozen, flowing/,
    );
    refused(await ask({ keyMode: 'none' }), 400, 'invalid_request', /public-key, platform-certificate, both/);
    refused(await ask({ ownKeys: 'yes' }), 400, 'invalid_request', /"ownKeys" is "yes" and must be boolean/);
    refused(await ask({ colour: 'red' }), 400, 'invalid_request', /no field "colour".*\{"clock": "frozen"/);
    refused(await ask([]), 400, 'invalid_request', /must be object/);
  });
});

describe('merchants of one sandbox', () => {
  it('have orders, refunds and notifications of their own, under the same numbers', async () => {
    const [a, b] = [await on.demo.another(), await on.demo.another()];
    const number = await a.paid({ out_trade_no: 'same-number', notify_url: `${on.shop.url}/a` });
    await b.placed({ out_trade_no: 'same-number', notify_url: `${on.shop.url}/b` });
    assert.deepEqual([await a.stateOf(number), await b.stateOf('same-number')], ['SUCCESS', 'NOTPAY']);
    refused(await on.demo.control('/orders/same-number'), 404, 'not_found', /"same-number"/);
    const refund = {
      out_trade_no: 'same-number',
      out_refund_no: 'r',
      amount: { refund: 1, total: 990, currency: 'CNY' },
    };
    assert.equal((await b.call('POST', paths.refund, refund)).body.code, 'RESOURCE_NOT_EXISTS');
    assert.equal((await a.call('POST', paths.refund, refund)).status, 200);
    refused(await b.control('/refunds/r/settle', { body: { status: 'SUCCESS' } }), 404, 'not_found', /"r"/);
    await a.settled();
    const { list } = await a.control('/notifications');
    assert.equal(list.length, 1);
    assert.deepEqual((await b.control('/notifications')).list, []);
    refused(
      await b.control(`/notifications/${list[0]?.id}/deliver`, { method: 'POST' }),
      404,
      'not_found',
      /no notification/,
    );
  });

  it('do not sign for each other', async () => {
    const [a, b] = [await on.demo.another(), await on.demo.another()];
    await a.placed({ out_trade_no: 'mine-alone' });
    const target = paths.orderByNumber('mine-alone', a.merchant.mchid);
    assert.equal((await a.call('GET', target)).body.trade_state, 'NOTPAY');
    assert.equal((await b.call('GET', target)).body.code, 'INVALID_REQUEST');
    assert.equal((await b.call('POST', paths.order, a.order())).body.code, 'PARAM_ERROR');
    const other = await b.call('POST', paths.order, b.order({ appid: a.merchant.appid }));
    assert.equal(other.body.code, 'APPID_MCHID_NOT_MATCH');
  });

  it('have faults of their own', async () => {
    const [a, b] = [await on.demo.another(), await on.demo.another()];
    const { body } = await a.control('/faults', { body: { on: 'POST *', fault: 'error-500' } });
    assert.deepEqual((await b.control('/faults')).list, []);
    refused(await b.control(`/faults/${body.id}`, { method: 'DELETE' }), 404, 'not_found', /no fault/);
    assert.equal((await b.call('POST', paths.order, b.order())).status, 200);
    assert.equal((await a.call('POST', paths.order, a.order())).status, 500);
    await b.control('/faults', { method: 'DELETE' });
    assert.equal((await a.control('/faults')).list.length, 1);
  });

  it('have clocks of their own', async () => {
    const [a, b] = [await on.demo.another({ clock: 'frozen' }), await on.demo.another({ clock: 'frozen' })];
    const [beforeA, beforeB] = [await now(a), await now(b)];
    await a.control('/clock/advance', { body: { seconds: 86_400 } });
    assert.deepEqual([(await now(a)) - beforeA, (await now(b)) - beforeB], [86_400_000, 0]);
    assert.ok((await now(on.demo)) < beforeA + 60_000);
  });

  it('have traces of their own', async () => {
    const [a, b] = [await on.demo.another(), await on.demo.another()];
    await a.placed();
    assert.match((await a.control('/trace')).text, /"kind":"exchange"/);
    assert.equal((await b.control('/trace')).text, '');
    assert.equal((await on.demo.control('/trace')).text, '');
  });
});
