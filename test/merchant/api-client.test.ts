import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { examineRequest } from '../../src/protocol/request-signing.ts';
import type { WireAnswer } from '../../src/protocol/wire.ts';
import { minutes } from '../../src/time/index.ts';
import { BEGIN, type Script, SILENCE, scripted, signed, unsigned, who } from './scripted.ts';

const BODY = { prepay_id: 'wx1' };
const call = (script: Script) => scripted(script).client.call('POST', '/v3/pay', { a: '中' });

describe('the client', () => {
  it('believes a success that is signed', async () => {
    assert.deepEqual(await call([signed(200, BODY)]), { kind: 'ok', status: 200, body: BODY });
  });

  it('believes a 204 whose nothing is signed', async () => {
    assert.deepEqual(await call([signed(204, undefined)]), { kind: 'ok', status: 204, body: {} });
  });

  const right = signed(200, BODY);
  const forged: Readonly<Record<string, WireAnswer>> = {
    'without a signature': unsigned(200, BODY),
    'with the signature of another body': { ...signed(200, { other: 1 }), body: right.body },
    'under the name of an unknown key': signed(200, BODY, { 'wechatpay-serial': 'PUB_KEY_ID_0' }),
    'under the name of the other key': signed(200, BODY, { 'wechatpay-serial': who.platformKeys.certificate.id }),
    'with the prefix of a probe': signed(200, BODY, {
      'wechatpay-signature': `WECHATPAY/SIGNTEST/${(right.headers['wechatpay-signature'] ?? '').slice(19)}`,
    }),
    'with another timestamp': signed(200, BODY, { 'wechatpay-timestamp': String(BEGIN / 1_000 - 301) }),
    'of 204 without a signature': unsigned(204, undefined),
    'of 201 without a signature': unsigned(201, BODY),
  };
  for (const [what, answer] of Object.entries(forged)) {
    it(`believes no success ${what}`, async () => {
      const { kind } = await call([answer, answer]);
      assert.equal(kind, 'unknown');
    });

    it(`asks again after a success ${what}, and believes the next`, async () => {
      assert.deepEqual(await call([answer, right]), { kind: 'ok', status: 200, body: BODY });
    });
  }

  for (const status of [400, 401, 403, 404]) {
    it(`takes ${status} for a refusal, signed or not, and asks once`, async () => {
      const body = { code: 'ORDERPAID', message: '该订单已支付' };
      for (const answer of [signed(status, body), unsigned(status, body)]) {
        const { client, sent } = scripted([answer]);
        assert.deepEqual(await client.call('POST', '/', {}), { kind: 'refused', status, ...body });
        assert.equal(sent.length, 1);
      }
    });
  }

  it('takes a refusal without a readable body for one all the same', async () => {
    assert.deepEqual(await call([unsigned(404, '<html>')]), { kind: 'refused', status: 404, code: '', message: '' });
  });

  const unclear: Readonly<Record<string, Script[number]>> = {
    '429': signed(429, { code: 'FREQUENCY_LIMITED' }),
    '500': signed(500, { code: 'SYSTEM_ERROR' }),
    '502': unsigned(502, '<html>'),
    'a broken connection': new Error('reset'),
    silence: SILENCE,
  };
  for (const [what, first] of Object.entries(unclear)) {
    it(`asks once more after ${what}, and no more`, async () => {
      assert.equal((await call([first, right])).kind, 'ok');
      const { client, sent } = scripted([first, first, right]);
      const result = await client.call('GET', '/');
      assert.equal(result.kind, 'unknown');
      assert.equal(sent.length, 2);
    });
  }

  it('says why it does not know', async () => {
    const why = async (script: Script): Promise<string> => {
      const result = await call(script);
      return result.kind === 'unknown' ? result.why : result.kind;
    };
    assert.equal(await why([unsigned(200, BODY), unsigned(200, BODY)]), 'the signature of the answer is absent');
    assert.equal(await why([signed(429, {}), signed(500, {})]), 'HTTP 500');
    assert.match(await why([new Error('a'), new Error('b')]), /b/);
  });
});

describe('what the client sends', () => {
  it('the second time is the same to the byte, under a nonce and a signature of its own', async () => {
    const { client, sent } = scripted([signed(500, {}), signed(200, {})]);
    await client.call('POST', '/v3/pay?a=b', { name: '中文', price: 990 });
    const [first, second] = sent;
    assert.ok(first && second);
    assert.deepEqual(second.body, first.body);
    assert.equal(first.body.toString(), '{"name":"中文","price":990}');
    assert.deepEqual([second.method, second.target], [first.method, first.target]);
    assert.notEqual(second.headers['authorization'], first.headers['authorization']);
    const keyOf = () => who.merchantPublicKey;
    for (const request of sent) {
      const found = examineRequest(request, keyOf, { now: () => BEGIN }, minutes(5));
      assert.deepEqual(found, { finding: 'valid', mchid: who.merchant.mchid });
    }
  });

  it('has the headers that every call needs', async () => {
    const { client, sent } = scripted([signed(200, {}), signed(200, {})]);
    await client.call('GET', '/v3/a');
    await client.call('POST', '/v3/a', {});
    const [get, post] = sent;
    for (const request of sent) {
      assert.equal(request.headers['accept'], 'application/json');
      assert.ok(request.headers['user-agent']);
      assert.equal(request.headers['wechatpay-serial'], who.platformKeys.publicKey.id);
    }
    assert.equal(get?.headers['content-type'], undefined);
    assert.equal(get?.body.length, 0);
    assert.equal(post?.headers['content-type'], 'application/json');
  });
});
