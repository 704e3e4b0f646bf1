import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { privateKeyFromPem, privateKeyPem, publicKeyFromPem, rsaVerifies } from '../../src/protocol/index.ts';
import { merchant, otherPublicKey, sampleKey, samplePublicKey } from './people.ts';

const message = Buffer.from('message');
const signature = merchant.sign(message);

describe('an RSA signature', () => {
  it('verifies over its message with its key alone', () => {
    assert.equal(rsaVerifies(samplePublicKey, message, signature), true);
    assert.equal(rsaVerifies(otherPublicKey, message, signature), false);
    assert.equal(rsaVerifies(samplePublicKey, Buffer.from('Message'), signature), false);
  });

  it('must be Base64 to the letter', () => {
    const url = signature.replaceAll('+', '-').replaceAll('/', '_');
    assert.notEqual(url, signature);
    const lines = `${signature.slice(0, 64)}\n${signature.slice(64)}`;
    for (const lax of [url, lines, ` ${signature}`, `${signature}\n`, `${signature}=`, signature.replace(/=+$/, '')]) {
      assert.equal(rsaVerifies(samplePublicKey, message, lax), false, lax.slice(-8));
    }
  });

  it('that is any other text is wrong, and nothing is thrown', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.base64String(),
      fc.uint8Array({ maxLength: 600 }).map((bytes) => Buffer.from(bytes).toString('base64')),
    );
    fc.assert(fc.property(anything, (text) => assert.equal(rsaVerifies(samplePublicKey, message, text), false)));
  });
});

describe('a PEM', () => {
  it('that holds no key is refused without a word of what it holds', () => {
    const broken = privateKeyPem(sampleKey).replace('\nMIIE', '\nMIIF');
    assert.throws(() => privateKeyFromPem(broken), { message: 'not a readable PEM private key' });
    assert.throws(() => privateKeyFromPem(''), { message: 'not a readable PEM private key' });
    assert.throws(() => publicKeyFromPem('PUB_KEY_ID_1'), { message: 'not a readable PEM public key or certificate' });
  });
});
