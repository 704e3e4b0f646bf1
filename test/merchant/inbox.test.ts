import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { openLetter } from '../../src/merchant/notification-inbox.ts';
import { seal } from '../../src/protocol/aead.ts';
import { signatureHeaders } from '../../src/protocol/answer-signing.ts';
import type { WireHeaders } from '../../src/protocol/wire.ts';
import { BEGIN, who } from './scripted.ts';

const clock = { now: () => BEGIN };
const key = who.platformKeys.certificate;
const open = (headers: WireHeaders, body: Buffer) =>
  openLetter({ method: 'POST', target: '/notify', headers, body }, who.platformKeyRing, who.apiv3Key, clock);
const signedLetter = (envelope: unknown) => {
  const body = Buffer.from(JSON.stringify(envelope));
  return open(signatureHeaders(key, body, clock, 'n'), body);
};
const sealed = (content: unknown) => seal(who.apiv3Key, 'abcdefghijkl', 'transaction', JSON.stringify(content));

describe('opening a letter', () => {
  it('gives the content of a right one', () => {
    const { signature, resource } = signedLetter({ id: '1', resource: sealed({ trade_state: 'SUCCESS' }) });
    assert.equal(signature, 'valid');
    assert.deepEqual(resource, { trade_state: 'SUCCESS' });
  });

  it('takes associated data that is missing for empty', () => {
    const { associated_data: _, ...rest } = seal(who.apiv3Key, 'abcdefghijkl', '', '{"a":1}');
    assert.deepEqual(signedLetter({ resource: rest }).resource, { a: 1 });
  });

  const wrong: Readonly<Record<string, unknown>> = {
    'no resource': {},
    'a resource of text': { resource: 'x' },
    'no ciphertext': { resource: { nonce: 'abcdefghijkl' } },
    'a nonce of another length': { resource: { ...sealed({}), nonce: 'a' } },
    'an empty nonce': { resource: { ...sealed({}), nonce: '' } },
    'other associated data': { resource: { ...sealed({}), associated_data: 'refund' } },
    'a short ciphertext': { resource: { ...sealed({}), ciphertext: 'AAAA' } },
    'a ciphertext that is no Base64': { resource: { ...sealed({}), ciphertext: '%%%%' } },
    'content that is a list': { resource: sealed([1]) },
    'content that is null': { resource: sealed(null) },
    'an envelope that is a list': [1],
  };
  for (const [what, envelope] of Object.entries(wrong)) {
    it(`gives no content for ${what}`, () => {
      const { signature, resource } = signedLetter(envelope);
      assert.equal(signature, 'valid');
      assert.equal(resource, undefined);
    });
  }

  it('never throws, and finds nothing valid, whatever comes', () => {
    const text = fc.string({ unit: 'binary' });
    const name = fc.constantFrom('wechatpay-timestamp', 'wechatpay-nonce', 'wechatpay-signature', 'wechatpay-serial');
    const value = fc.oneof(text, fc.constantFrom(key.id, String(BEGIN / 1_000), 'A'.repeat(344)));
    const body = fc.oneof(
      text,
      fc.json(),
      fc
        .record({
          resource: fc.oneof(fc.jsonValue(), fc.record({ nonce: text, ciphertext: text, associated_data: text })),
        })
        .map((envelope) => JSON.stringify(envelope)),
    );
    fc.assert(
      fc.property(fc.dictionary(name, value), body, (headers, letter) => {
        const { signature, resource } = open(headers, Buffer.from(letter));
        assert.notEqual(signature, 'valid');
        assert.equal(resource, undefined);
      }),
      { numRuns: 1_000, seed: 1 },
    );
  });
});
