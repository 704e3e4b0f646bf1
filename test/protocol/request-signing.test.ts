import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  examineRequest,
  parseAuthorization,
  type RequestSignature,
  requestMessage,
  sameSerial,
  seededEntropy,
  signRequest,
  type WireRequest,
} from '../../src/protocol/index.ts';
import { minutes } from '../../src/time/index.ts';
import { clockAt, merchant, otherPublicKey, samplePublicKey } from './people.ts';
import { SAMPLE_MCHID, SAMPLE_SERIAL, SAMPLE_TIMESTAMP } from './vectors.ts';

const order = {
  method: 'POST',
  target: '/v3/pay/transactions/jsapi?a=%E4%BB%98',
  body: Buffer.from('{"description":"深圳\\/QQ公仔"}'),
};

/** The request that went out at the sample's timestamp, changed on its way. */
const sent = (change: Partial<WireRequest> = {}): WireRequest => {
  const authorization = signRequest(merchant, order, clockAt(), seededEntropy('request'));
  return { ...order, headers: { authorization }, ...change };
};

const withItem = (name: string, to: string): WireRequest => {
  const header = sent().headers['authorization'] ?? '';
  return sent({ headers: { authorization: header.replace(new RegExp(`${name}="[^"]*"`), `${name}="${to}"`) } });
};

const keyOf = (mchid: string, serialNo: string) =>
  mchid === SAMPLE_MCHID && sameSerial(serialNo, SAMPLE_SERIAL) ? samplePublicKey : undefined;

const examined = (request: WireRequest, offset = 0): RequestSignature =>
  examineRequest(request, keyOf, clockAt(offset), minutes(5));

const valid = { finding: 'valid', mchid: SAMPLE_MCHID };

describe('the signature of a request', () => {
  it('is over five lines, each ended by a line feed, also where a value ends with one or is empty', () => {
    const lines = requestMessage('GET', '/v3/x?y=1', '1', 'N', Buffer.alloc(0));
    assert.equal(lines.toString(), 'GET\n/v3/x?y=1\n1\nN\n\n');
    assert.equal(requestMessage('POST', '/', '1', 'N', Buffer.from('{}\n')).toString(), 'POST\n/\n1\nN\n{}\n\n');
    const bytes = Buffer.from([0xff, 0x00, 0xe4]);
    assert.deepEqual(requestMessage('PUT', '/', '1', 'N', bytes).subarray(-4), Buffer.from([0xff, 0x00, 0xe4, 0x0a]));
  });

  it('carries who signed, when, and a nonce of 32 upper-case hex characters', () => {
    const items = parseAuthorization(sent().headers['authorization']);
    assert.ok(typeof items === 'object');
    assert.equal(items.mchid, SAMPLE_MCHID);
    assert.equal(items.serial_no, SAMPLE_SERIAL);
    assert.equal(items.timestamp, SAMPLE_TIMESTAMP);
    assert.match(items.nonce_str, /^[0-9A-F]{32}$/);
  });

  it('has a fresh nonce every time', () => {
    const entropy = seededEntropy('request');
    const headers = [1, 2].map(() => signRequest(merchant, order, clockAt(), entropy));
    assert.notEqual(headers[0], headers[1]);
  });

  it('is valid as it was sent', () => assert.deepEqual(examined(sent()), valid));

  const altered: Readonly<Record<string, WireRequest>> = {
    'another method': sent({ method: 'PUT' }),
    'the method in lower case': sent({ method: 'post' }),
    'another path': sent({ target: '/v3/pay/transactions/app?a=%E4%BB%98' }),
    'a doubled slash': sent({ target: '//v3/pay/transactions/jsapi?a=%E4%BB%98' }),
    'a decoded query': sent({ target: '/v3/pay/transactions/jsapi?a=付' }),
    'no query': sent({ target: '/v3/pay/transactions/jsapi' }),
    'a body of equal meaning': sent({ body: Buffer.from('{"description":"深圳/QQ公仔"}') }),
    'a body with a line feed more': sent({ body: Buffer.concat([order.body, Buffer.from('\n')]) }),
    'no body': sent({ body: Buffer.alloc(0) }),
    'another nonce': withItem('nonce_str', '593BEC0C930BF1AFEB40B4A08C8FB242'),
    'a timestamp of a second later': withItem('timestamp', String(Number(SAMPLE_TIMESTAMP) + 1)),
    'a signature over something else': withItem('signature', merchant.sign(Buffer.from('something else'))),
    'a signature that is not Base64': withItem('signature', 'signature!'),
    'a signature that is too short': withItem('signature', 'c2hvcnQ='),
  };
  for (const [what, request] of Object.entries(altered)) {
    it(`is wrong with ${what}`, () => assert.deepEqual(examined(request), { finding: 'wrong' }));
  }

  it('is wrong under the key of somebody else', () => {
    assert.deepEqual(
      examineRequest(sent(), () => otherPublicKey, clockAt(), minutes(5)),
      { finding: 'wrong' },
    );
  });

  it('of another serial number or merchant has no key', () => {
    const other = withItem('serial_no', SAMPLE_SERIAL.replace('4', '5'));
    assert.deepEqual(examined(other), { finding: 'unknown-serial' });
    assert.deepEqual(examined(withItem('mchid', '1900007292')), { finding: 'unknown-serial' });
  });

  it('is valid with its serial number in lower case, as some SDKs send it', () => {
    assert.deepEqual(examined(withItem('serial_no', SAMPLE_SERIAL.toLowerCase())), valid);
  });

  it('is valid 299 seconds from the clock and stale at 301, either way', () => {
    for (const offset of [-299, 299]) assert.deepEqual(examined(sent(), offset), valid);
    for (const offset of [-301, 301]) assert.deepEqual(examined(sent(), offset), { finding: 'stale' });
  });

  it('is taken on the edge itself, of which no page says to which side it belongs', () => {
    for (const offset of [-300, 300]) assert.deepEqual(examined(sent(), offset), valid);
  });

  it('is stale with a timestamp in milliseconds or of any length', () => {
    assert.deepEqual(examined(withItem('timestamp', `${SAMPLE_TIMESTAMP}000`)), { finding: 'stale' });
    assert.deepEqual(examined(withItem('timestamp', '9'.repeat(400))), { finding: 'stale' });
  });

  it('is reported as what is wrong with its header', () => {
    assert.deepEqual(examined(sent({ headers: {} })), { finding: 'absent' });
    assert.deepEqual(examined(sent({ headers: { authorization: 'Bearer x' } })), { finding: 'wrong-scheme' });
    assert.deepEqual(examined(withItem('timestamp', '')), { finding: 'malformed' });
  });
});
