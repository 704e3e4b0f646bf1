import assert from 'node:assert/strict';
import { constants, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { describe, it } from 'node:test';
import { signingAdvice } from '../../src/doctor/signing-advice.ts';
import { type SigningFault, signingFaultOf } from '../../src/doctor/signing-fault.ts';
import { formatAuthorization } from '../../src/protocol/authorization.ts';
import { requestMessage } from '../../src/protocol/request-signing.ts';
import type { WireRequest } from '../../src/protocol/wire.ts';
import { publishedKeys } from '../../src/targets/mock/published-keys.ts';
import { fromUnixSeconds } from '../../src/time/index.ts';

const key = createPrivateKey({ key: { ...publishedKeys.merchant }, format: 'jwk' });
const stranger = createPrivateKey({ key: { ...publishedKeys.stranger }, format: 'jwk' });
const NOW = 1_760_000_000;
const mchid = '1900000109';
const serialNo = 'A'.repeat(40);
const target = '/v3/pay/transactions/out-trade-no/a?mchid=1900000109';
const body = Buffer.from('{"a": "b/c"}');
const expected = { mchid, serialNo, publicKey: createPublicKey(key), now: fromUnixSeconds(NOW), tolerance: 300_000 };

interface Signed {
  readonly message?: (timestamp: string, nonce: string) => Buffer;
  readonly make?: (message: Buffer) => Buffer;
  readonly items?: Readonly<Record<string, string>>;
  readonly header?: (header: string) => string | undefined;
}

const right = (timestamp: string, nonce: string): Buffer => requestMessage('POST', target, timestamp, nonce, body);

function request({
  message = right,
  make = (text) => sign('sha256', text, key),
  items = {},
  header = (same) => same,
}: Signed): WireRequest {
  const timestamp = items['timestamp'] ?? String(NOW);
  const signature = make(message(timestamp, 'nonce')).toString('base64');
  const said = formatAuthorization({ mchid, serial_no: serialNo, nonce_str: 'nonce', timestamp, signature, ...items });
  const authorization = header(said);
  const headers = { host: 'shop.test', ...(authorization === undefined ? {} : { authorization }) };
  return { method: 'POST', target, headers, body };
}

const faultOf = (signed: Signed): SigningFault | undefined => signingFaultOf(request(signed), expected);

const of = (method: string, at: string, content = body) => ({
  message: (timestamp: string, nonce: string) => requestMessage(method, at, timestamp, nonce, content),
});

describe('what is wrong with a signature', () => {
  const cases: readonly (readonly [what: string, signed: Signed, fault: SigningFault | undefined])[] = [
    ['nothing', {}, undefined],
    ['there is none', { header: () => undefined }, { kind: 'absent' }],
    ['the scheme', { header: (text) => text.replace('RSA2048', 'RSA') }, { kind: 'wrong-scheme' }],
    ['its form', { header: (text) => text.replaceAll(',', ', ') }, { kind: 'malformed' }],
    ['the merchant', { items: { mchid: '1900000110' } }, { kind: 'other-mchid', mchid: '1900000110' }],
    ['the serial number', { items: { serial_no: 'B' } }, { kind: 'other-serial', serialNo: 'B' }],
    ['the time', { items: { timestamp: String(NOW - 400) } }, { kind: 'stale', seconds: -400 }],
    ['the key', { make: (text) => sign('sha256', text, stranger) }, { kind: 'other-key' }],
    ['no signature at all', { make: () => Buffer.from('nothing') }, { kind: 'other-key' }],
    ['the hash', { make: (text) => sign('sha1', text, key) }, { kind: 'other-algorithm', algorithm: 'SHA-1' }],
    [
      'the padding',
      { make: (text) => sign('sha256', text, { key, padding: constants.RSA_PKCS1_PSS_PADDING }) },
      { kind: 'other-algorithm', algorithm: 'RSASSA-PSS' },
    ],
    ['the URL', of('POST', `https://api.mch.weixin.qq.com${target}`), { kind: 'other-message', like: 'whole-url' }],
    ['the URL of the gateway', of('POST', `http://shop.test${target}`), { kind: 'other-message', like: 'whole-url' }],
    ['the query', of('POST', '/v3/pay/transactions/out-trade-no/a'), { kind: 'other-message', like: 'no-query' }],
    ['/v3', of('POST', target.slice(3)), { kind: 'other-message', like: 'no-v3' }],
    ['the body', of('POST', target, Buffer.alloc(0)), { kind: 'other-message', like: 'no-body' }],
    ['other JSON', of('POST', target, Buffer.from('{"a":"b/c"}')), { kind: 'other-message', like: 'other-json' }],
    [
      'JSON as PHP writes it',
      of('POST', target, Buffer.from('{"a":"b\\/c"}')),
      { kind: 'other-message', like: 'other-json' },
    ],
    ['the method', of('post', target), { kind: 'other-message', like: 'lower-case-method' }],
    [
      'the order',
      { message: (time, nonce) => right(nonce, time) },
      { kind: 'other-message', like: 'nonce-before-timestamp' },
    ],
    [
      'the end',
      { message: (time, nonce) => right(time, nonce).subarray(0, -1) },
      { kind: 'other-message', like: 'no-last-line-feed' },
    ],
    ['something else', { message: () => Buffer.from('hello') }, { kind: 'other-message' }],
  ];
  for (const [what, signed, fault] of cases) {
    it(what, () => {
      const found = faultOf(signed);
      assert.deepEqual(found, fault);
      if (!found) return;
      const { advice } = signingAdvice(found, { mchid, serialNo, appid: 'wx1', folder: '.wechatpay' });
      assert.ok(typeof advice === 'object' && advice.en !== '' && advice.zh !== '');
    });
  }
});
