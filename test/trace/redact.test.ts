import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { seededEntropy } from '../../src/protocol/entropy.ts';
import { signRequest } from '../../src/protocol/request-signing.ts';
import { mockIdentities } from '../../src/targets/mock/mock-identities.ts';
import { instant } from '../../src/time/index.ts';
import { recorded, redactValue } from '../../src/trace/index.ts';

const SECRET = 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o';
const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const headersOf = (headers: Readonly<Record<string, string>>) => recorded(headers, Buffer.alloc(0)).headers;
const hidden = (value: unknown): boolean => !JSON.stringify(value).includes(SECRET.slice(6));

describe('a recorded body', () => {
  for (const name of ['openid', 'paySign', 'ciphertext', 'signature', 'session_key', 'js_code', 'token']) {
    it(`keeps six characters of ${name}, wherever it stands`, () => {
      for (const body of [{ [name]: SECRET }, { a: [{ b: { [name]: SECRET } }] }, { [name]: [SECRET, SECRET] }]) {
        const kept = recorded({}, json(body));
        assert.ok(hidden(kept), JSON.stringify(kept));
        assert.ok(JSON.stringify(kept).includes(`${SECRET.slice(0, 6)}…`));
      }
    });

    it(`hides ${name} also in what is cut off and no JSON`, () => {
      const text = JSON.stringify({ a: 1, payer: { [name]: SECRET }, z: 1 });
      for (const length of [text.length - 1, text.indexOf(SECRET) + 20, text.indexOf(SECRET) + 9])
        assert.ok(hidden(recorded({}, Buffer.from(text.slice(0, length)))), text.slice(0, length));
    });
  }

  it('hides what stands in JSON that is itself a text in JSON, and in an address', () => {
    const inner = JSON.stringify({ appId: 'wx1', paySign: SECRET, of: [{ openid: SECRET }] });
    for (const pay of [inner, JSON.stringify({ inner }), `${inner}…`, `https://a.example/file?token=${SECRET}&n=1`]) {
      const kept = recorded({}, json({ pay }));
      assert.ok(hidden(kept), JSON.stringify(kept));
      assert.ok(hidden(recorded({}, json({ pay, pad: 'x'.repeat(17_000) }))), 'in a text that is cut');
    }
    assert.match(JSON.stringify(recorded({}, json({ inner })).body), /wx1/);
    const harmless = { list: '[1, {"total": 1.0}]', broken: '{"a":', address: 'https://a.example/?n=1' };
    assert.deepEqual(recorded({}, json(harmless)).body, harmless);
  });

  it('hides the payers of a bill, wherever their column stands, and nothing else of it', () => {
    const bill = (payer: string): string =>
      `\ufeff交易时间,设备号,用户标识,交易类型\r\n\`2026-01-15,\`a,b,\`${payer},\`JSAPI\r\n\`2026-01-16,\`,\`${payer},\`JSAPI\r\n总交易单数\r\n\`2\r\n`;
    assert.equal(recorded({}, Buffer.from(bill(SECRET))).body, bill('oUpF8u…'));
    const cut = Buffer.from(bill(SECRET)).subarray(0, -60);
    assert.ok(hidden(recorded({}, cut)), String(recorded({}, cut).body));
    const fundFlow = '记账时间,业务类型\r\n`2026-01-15,`a\r\n';
    assert.equal(recorded({}, Buffer.from(fundFlow)).body, fundFlow);
  });

  it('shows nothing of a secret that is short', () =>
    assert.deepEqual(redactValue({ token: 'abc123' }), { token: '…' }));

  it('keeps everything else as it was', () => {
    const body = { amount: { total: 1 }, list: [null, true, 'openid'], out_trade_no: 'order-1' };
    assert.deepEqual(recorded({}, json(body)).body, body);
  });

  it('is absent where it was empty, text where it was no JSON, and not endless', () => {
    assert.ok(!('body' in recorded({}, Buffer.alloc(0))));
    assert.equal(recorded({}, Buffer.from('<xml/>')).body, '<xml/>');
    assert.equal(recorded({}, Buffer.from('null')).body, null);
    assert.equal(String(recorded({}, Buffer.from('x'.repeat(9_000))).body).length, 2_000);
  });

  it('may be nested without end', () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    assert.ok('body' in recorded({}, Buffer.from(deep)));
  });

  it('never shows a secret, whatever is around it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (around, name) => {
        const value = { [name]: around, openid: SECRET, inner: [around, { paySign: SECRET }] };
        return hidden(recorded({}, json(value)));
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});

describe('a recorded Authorization', () => {
  const { merchant } = mockIdentities((signer) => signer);
  const request = { method: 'GET', target: '/', body: Buffer.alloc(0) };
  const right = signRequest(merchant, request, { now: () => instant(0) }, seededEntropy('a'));
  const signature = /signature="([^"]+)"/.exec(right)?.[1] ?? '';
  const kept = (value: string): string => headersOf({ authorization: value })['authorization'] ?? '';

  it('of WeChat Pay keeps all but the signature', () => {
    assert.equal(kept(right), right.replace(signature, `${signature.slice(0, 6)}…`));
    assert.ok(signature.length > 300);
  });

  for (const [what, change] of [
    ['with single quotes', (text: string) => text.replaceAll('"', "'")],
    ['without quotes', (text: string) => text.replaceAll('"', '')],
    ['twice', (text: string) => `${text},signature="${signature}"`],
    ['of another scheme of WeChat Pay', (text: string) => text.replace('SHA256-RSA2048', 'SM2-WITH-SM3')],
    ['cut off', (text: string) => text.slice(0, text.indexOf(signature) + 100)],
    ['in lower case', (text: string) => text.replace('WECHATPAY2', 'wechatpay2')],
  ] as const) {
    it(`${what} shows no signature either`, () => {
      const text = kept(change(right));
      assert.ok(!text.includes(signature.slice(6, 30)), text);
    });
  }

  for (const [value, expected] of [
    ['Bearer abcdef123456', 'Bearer …'],
    ['Basic dXNlcjpwYXNz', 'Basic …'],
    ['abcdef123456', '…'],
    ['', '…'],
    ['Bearer a b c', 'Bearer …'],
    ['abc\ndef', '…'],
  ] as const) {
    it(`"${JSON.stringify(value)}" of another kind is ${expected}`, () => assert.equal(kept(value), expected));
  }
});

describe('a recorded header', () => {
  for (const name of ['cookie', 'set-cookie', 'x-admin-token', 'proxy-authorization']) {
    it(`${name} is never kept`, () => assert.deepEqual(headersOf({ [name]: SECRET }), { [name]: '…' }));
  }

  it('wechatpay-signature keeps what tells a probe apart', () => {
    const probe = `WECHATPAY/SIGNTEST/${'A'.repeat(325)}`;
    assert.deepEqual(headersOf({ 'wechatpay-signature': probe }), { 'wechatpay-signature': 'WECHATPAY/SIGNTEST/…' });
  });

  it('of any other name stays', () => {
    const headers = { 'wechatpay-serial': 'PUB_KEY_ID_1', 'wechatpay-nonce': 'n', 'request-id': '08-0', accept: '*/*' };
    assert.deepEqual(headersOf(headers), headers);
  });
});
