import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type AnyAddress, type AnyBody, answerOf } from '../../src/gateway/answers.ts';
import { examineAnswer } from '../../src/protocol/answer-signing.ts';
import type { KeyMode } from '../../src/protocol/identity.ts';
import { paymentParams } from '../../src/protocol/pay-sign.ts';
import { paths } from '../../src/protocol/payments.ts';
import { toUnixSeconds } from '../../src/time/index.ts';
import { Bench, MCHID, PAYER, who } from './bench.ts';
import { BEGIN } from './books.ts';

const PUBLIC_KEY = who.platformKeys.publicKey.id;
const CERTIFICATE = who.platformKeys.certificate.id;
const close = (bench: Bench) => bench.call('POST', paths.close('order-1'), { body: { mchid: MCHID } });

describe('an answer', () => {
  it('is signed, with every header that a client may read', () => {
    const { status, headers, signature, json } = new Bench().order();
    assert.equal(status, 200);
    assert.equal(signature, 'valid');
    assert.deepEqual(Object.keys(json), ['prepay_id']);
    assert.equal(headers['content-type'], 'application/json; charset=utf-8');
    assert.equal(headers['wechatpay-signature-type'], 'WECHATPAY2-SHA256-RSA2048');
    assert.equal(headers['wechatpay-timestamp'], String(toUnixSeconds(BEGIN)));
    assert.match(headers['wechatpay-nonce'] ?? '', /^[0-9A-Za-z]{32}$/);
    assert.equal(headers['wechatpay-signature']?.length, 344);
    assert.match(headers['request-id'] ?? '', /^[0-9A-F]{36}-0$/);
  });

  it('has the headers that live probes have, also where it refuses (F§3.5)', () => {
    const bench = new Bench();
    for (const { headers } of [bench.order(), bench.order({ attach: 5 }), bench.call('GET', paths.certificates)]) {
      const {
        server,
        'cache-control': cached,
        'x-content-type-options': sniffed,
        'content-language': spoken,
      } = headers;
      assert.deepEqual([server, cached, sniffed, spoken], ['nginx', 'no-cache, must-revalidate', 'nosniff', 'zh-CN']);
    }
  });

  it('has a Request-ID and a nonce of its own each time', () => {
    const bench = new Bench();
    const answers = [bench.order(), bench.order(), bench.order()];
    for (const name of ['request-id', 'wechatpay-nonce', 'wechatpay-signature'])
      assert.equal(new Set(answers.map(({ headers }) => headers[name])).size, 3, name);
  });

  it('to a close is 204 with a content-type and a signature over nothing', () => {
    const bench = new Bench();
    bench.order();
    const { status, headers, body, signature } = close(bench);
    assert.equal(status, 204);
    assert.equal(body.length, 0);
    assert.match(headers['content-type'] ?? '', /^application\/json/);
    assert.equal(signature, 'valid');
    assert.equal(examineAnswer(headers, Buffer.from('{}'), who.platformKeyRing, bench.timeline), 'wrong');
    assert.match(headers['request-id'] ?? '', /-0$/);
  });

  it('that refuses is signed too, and where the policy says so is not', () => {
    const query = (bench: Bench) => bench.call('GET', paths.orderByNumber('nobody', MCHID));
    assert.equal(query(new Bench()).signature, 'valid');
    const silent = new Bench({ policy: { signsBusinessErrors: false } });
    assert.equal(query(silent).signature, 'absent');
    assert.equal(silent.order().signature, 'valid');
  });

  it('to two merchants comes from the books of each', () => {
    const bench = new Bench();
    const other = { ...who.merchant, mchid: '1900000999' };
    const certificates = [{ serialNo: other.serialNo, publicKey: who.merchantPublicKey }];
    bench.gateway.register({
      ...bench.merchant,
      mchid: other.mchid,
      appids: [],
      certificates,
      timeline: bench.timeline,
    });
    bench.order();
    const answer = bench.call('GET', paths.orderByNumber('order-1', other.mchid), { identity: other });
    assert.equal(answer.json['code'], 'ORDER_NOT_EXIST');
  });
});

describe('what comes out of an endpoint before it is put into bytes', () => {
  const { merchant, entropy, orderRequest } = new Bench();
  const uri = { out_trade_no: 'order-1', mchid: MCHID } as AnyAddress;
  const asked = { uri, headers: {}, merchant, entropy };

  it('is an answer, with a body or without', () => {
    const body = orderRequest() as AnyBody;
    const placed = answerOf({ ...asked, endpoint: 'order', body });
    const [prepayId] = merchant.ledger.state.orders.get('order-1')?.prepayIds ?? [];
    assert.deepEqual(placed, { kind: 'answered', status: 200, body: { prepay_id: prepayId?.id } });
    assert.deepEqual(answerOf({ ...asked, endpoint: 'close', body }), { kind: 'answered', status: 204 });
  });
});

describe('the key that signs', () => {
  const requested: Readonly<Record<string, string | undefined>> = {
    'no Wechatpay-Serial': undefined,
    'an empty one': '',
    'the public key': PUBLIC_KEY,
    'another public key': 'PUB_KEY_ID_0000000000',
    'the certificate': CERTIFICATE,
    'an unknown certificate': 'F'.repeat(40),
    "the merchant's own serial number": who.merchant.serialNo,
  };
  const signs = (mode: KeyMode, name: string): string =>
    mode === 'public-key' || (mode === 'both' && name.endsWith('public key')) ? PUBLIC_KEY : CERTIFICATE;

  for (const mode of ['both', 'public-key', 'platform-certificate'] as const) {
    for (const [name, serial] of Object.entries(requested)) {
      it(`in mode ${mode}, asked for ${name}`, () => {
        const headers = serial === undefined ? {} : { 'wechatpay-serial': serial };
        const bench = new Bench({ keyMode: mode });
        const answer = bench.call('POST', paths.order, { body: bench.orderRequest(), headers });
        assert.equal(answer.status, 200);
        assert.equal(answer.headers['wechatpay-serial'], signs(mode, name));
        assert.equal(answer.signature, 'valid');
      });
    }
  }

  it('of a notification is the one that the latest request named', async () => {
    const bench = new Bench();
    const headers = { 'wechatpay-serial': PUBLIC_KEY };
    const { json } = bench.call('POST', paths.order, { body: bench.orderRequest(), headers });
    const id = String(json['prepay_id']);
    const params = paymentParams(who.merchant.sign, who.appid, id, bench.timeline, bench.entropy);
    bench.gateway.cashier(bench.merchant, params, PAYER, 'pay');
    await bench.timeline.idle();
    assert.equal(bench.letters[0]?.letter.headers['wechatpay-serial'], PUBLIC_KEY);
  });

  for (const [mode, id] of [
    ['both', CERTIFICATE],
    ['platform-certificate', CERTIFICATE],
    ['public-key', PUBLIC_KEY],
  ] as const) {
    it(`in mode ${mode} of notifications`, async () => {
      const [sent] = (await new Bench({ keyMode: mode }).paid()).letters;
      assert.equal(sent?.letter.headers['wechatpay-serial'], id);
    });
  }
});

describe('headers that SDKs send', () => {
  for (const headers of [
    { accept: '*/*', 'user-agent': 'curl/8.0' },
    { accept: 'application/json; charset=UTF-8', 'user-agent': 'node' },
    { 'content-type': 'application/x-www-form-urlencoded' },
    { 'user-agent': 'Go-http-client/1.1', 'accept-language': 'en' },
    {},
  ]) {
    it(`${JSON.stringify(headers)} change nothing`, () => {
      const answer = new Bench().call('GET', paths.orderByNumber('nobody', MCHID), { headers });
      assert.equal(answer.json['code'], 'ORDER_NOT_EXIST');
    });
  }
});
