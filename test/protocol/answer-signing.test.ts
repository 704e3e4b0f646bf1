import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type AnswerSignature,
  answerMessage,
  examineAnswer,
  type KeyRing,
  PROBE_PREFIX,
  type PublicKey,
  signatureHeaders,
  type WireHeaders,
} from '../../src/protocol/index.ts';
import { clockAt, otherPublicKey, platform, probed, samplePublicKey } from './people.ts';
import { SAMPLE_SERIAL, SAMPLE_TIMESTAMP } from './vectors.ts';

const NONCE = 'd824f2e086d3c1df967785d13fcd22ef';
const body = Buffer.from('{"prepay_id":"wx26112221580621e9b071c00d9e093b0000"}');
const signed = (content: Buffer = body): WireHeaders => signatureHeaders(platform, content, clockAt(), NONCE);
const keys: KeyRing = new Map<string, PublicKey>([
  [platform.id, samplePublicKey],
  [SAMPLE_SERIAL, otherPublicKey],
]);
const examined = (change: WireHeaders = {}, offset = 0, content: Buffer = body): AnswerSignature =>
  examineAnswer({ ...signed(), ...change }, content, keys, clockAt(offset));

describe('the signature of an answer', () => {
  it('comes in five headers', () => {
    const { 'wechatpay-signature': signature, ...others } = signed();
    assert.deepEqual(others, {
      'wechatpay-nonce': NONCE,
      'wechatpay-timestamp': SAMPLE_TIMESTAMP,
      'wechatpay-serial': 'PUB_KEY_ID_3000000001',
      'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
    });
    assert.equal(signature?.length, 344);
  });

  it('is valid as it was sent', () => assert.equal(examined(), 'valid'));

  it('of a 204 is over an empty third line', () => {
    assert.equal(answerMessage('1', 'n', Buffer.alloc(0)).toString(), '1\nn\n\n');
    const headers = signed(Buffer.alloc(0));
    assert.equal(examineAnswer(headers, Buffer.alloc(0), keys, clockAt()), 'valid');
    assert.equal(examineAnswer(headers, Buffer.from('\n'), keys, clockAt()), 'wrong');
  });

  it('is over the raw bytes, also where they are no text', () => {
    const bytes = Buffer.from([0xff, 0x00, 0xe4]);
    assert.equal(examineAnswer(signed(bytes), bytes, keys, clockAt()), 'valid');
    assert.equal(examineAnswer(signed(bytes), Buffer.from(bytes.toString()), keys, clockAt()), 'wrong');
  });

  const altered: Readonly<Record<string, WireHeaders>> = {
    'another nonce': { 'wechatpay-nonce': 'D824F2E086D3C1DF967785D13FCD22EF' },
    'a timestamp of a second later': { 'wechatpay-timestamp': String(Number(SAMPLE_TIMESTAMP) + 1) },
    'a timestamp that is no number': { 'wechatpay-timestamp': 'yesterday' },
    'a negative timestamp': { 'wechatpay-timestamp': '-1' },
    'a timestamp of thirteen digits': { 'wechatpay-timestamp': '1'.repeat(13) },
    'a timestamp of any length': { 'wechatpay-timestamp': '9'.repeat(400) },
    'a signature over something else': { 'wechatpay-signature': platform.sign(Buffer.from('something else')) },
    'a cut signature': { 'wechatpay-signature': signed()['wechatpay-signature']?.slice(4) ?? '' },
    'the serial of another key that is held': { 'wechatpay-serial': SAMPLE_SERIAL },
  };
  for (const [what, change] of Object.entries(altered)) {
    it(`is wrong with ${what}`, () => assert.equal(examined(change), 'wrong'));
  }

  it('is wrong over another body', () => {
    assert.equal(examined({}, 0, Buffer.from(`${body.toString()} `)), 'wrong');
    assert.equal(examined({}, 0, Buffer.alloc(0)), 'wrong');
  });

  it('is valid 299 seconds from the clock and stale at 301, either way', () => {
    for (const offset of [-299, 299]) assert.equal(examined({}, offset), 'valid');
    for (const offset of [-301, 301]) assert.equal(examined({}, offset), 'stale');
  });

  it('is taken on the edge itself, of which no page says to which side it belongs', () => {
    for (const offset of [-300, 300]) assert.equal(examined({}, offset), 'valid');
  });

  it('of any other moment that has up to twelve digits is stale', () => {
    for (const timestamp of ['1', '1'.repeat(12)])
      assert.equal(examined({ 'wechatpay-timestamp': timestamp }), 'stale');
  });

  it('of a name that is not held is of an unknown serial', () => {
    assert.equal(examined({ 'wechatpay-serial': 'PUB_KEY_ID_3000000002' }), 'unknown-serial');
  });

  it('is found by a certificate serial in lower case', () => {
    const held: KeyRing = new Map([[SAMPLE_SERIAL, samplePublicKey]]);
    const headers = { ...signed(), 'wechatpay-serial': SAMPLE_SERIAL.toLowerCase() };
    assert.equal(examineAnswer(headers, body, held, clockAt()), 'valid');
  });

  it('is found by a name as it is held, whatever its case', () => {
    const held: KeyRing = new Map([['my key', samplePublicKey]]);
    assert.equal(examineAnswer({ ...signed(), 'wechatpay-serial': 'my key' }, body, held, clockAt()), 'valid');
  });

  for (const name of ['wechatpay-timestamp', 'wechatpay-nonce', 'wechatpay-signature', 'wechatpay-serial']) {
    it(`without ${name}, or with an empty one, is absent`, () => {
      const { [name]: _, ...others } = signed();
      assert.equal(examineAnswer(others, body, keys, clockAt()), 'absent');
      assert.equal(examined({ [name]: '' }), 'absent');
    });
  }

  it('needs no Wechatpay-Signature-Type', () => {
    const { 'wechatpay-signature-type': _, ...others } = signed();
    assert.equal(examineAnswer(others, body, keys, clockAt()), 'valid');
  });
});

describe('a signature probe', () => {
  it('with the first characters of a right signature overwritten is wrong', () => {
    const headers = probed(signed(), body);
    assert.equal(headers['wechatpay-signature']?.slice(19), signed()['wechatpay-signature']?.slice(19));
    assert.equal(examineAnswer(headers, body, keys, clockAt()), 'wrong');
  });

  it('that is not Base64 (one character too many) is wrong, and nothing is thrown (D:4012791869)', () => {
    const probe = `${PROBE_PREFIX}${'A'.repeat(326)}`;
    assert.equal(probe.length % 4, 1);
    assert.equal(examined({ 'wechatpay-signature': probe }), 'wrong');
    const lenient = `${signed()['wechatpay-signature'] ?? ''}A`; // a decoder that drops the rest would accept it
    assert.equal(examined({ 'wechatpay-signature': lenient }), 'wrong');
  });
});
