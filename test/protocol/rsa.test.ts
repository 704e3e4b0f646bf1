import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { describe, it, type TestContext } from 'node:test';
import fc from 'fast-check';
import {
  privateKeyFromPem,
  privateKeyPem,
  publicKeyFromPem,
  rememberVerifications,
  rsaVerifies,
} from '../../src/protocol/index.ts';
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

describe('a verification', () => {
  const messages = Array.from({ length: 8 }, (_, index) => Buffer.from(`message ${index}`));
  const signed = messages.map((text) => ({ text, by: merchant.sign(text) }));

  /** How many verifications are made anew where these messages come one after the other. */
  const made = (t: TestContext, order: readonly number[]): number => {
    const verify = t.mock.method(crypto, 'verify');
    syncBuiltinESMExports();
    for (const index of order) {
      const { text, by } = signed[index] ?? { text: message, by: signature };
      assert.equal(rsaVerifies(samplePublicKey, text, by), true);
    }
    const count = verify.mock.callCount();
    verify.mock.restore();
    syncBuiltinESMExports();
    return count;
  };

  it('is remembered while it is among the latest four', (t) => {
    assert.equal(made(t, [0, 1, 2, 3]), 4);
    assert.equal(made(t, [3, 2, 1, 0]), 0);
    assert.equal(made(t, [4]), 1);
    assert.equal(made(t, [1, 2, 3, 4]), 0);
    assert.equal(made(t, [0]), 1);
    assert.equal(made(t, [1]), 1);
  });

  it('is remembered among as many as are asked for', (t) => {
    rememberVerifications(6);
    t.after(() => rememberVerifications(4));
    made(t, [0, 1, 2, 3, 4, 5]);
    assert.equal(made(t, [0, 1, 2, 3, 4, 5]), 0);
    made(t, [6]);
    assert.ok(made(t, [0, 1, 2, 3, 4, 5]) > 0);
  });

  it('is made anew where none is to be remembered, also those from before', (t) => {
    made(t, [0]);
    rememberVerifications(0);
    t.after(() => rememberVerifications(4));
    assert.equal(made(t, [0]), 1);
    assert.equal(made(t, [0]), 1);
  });

  it('that is remembered is of that key and message alone', () => {
    const [one = { text: message, by: signature }] = signed;
    for (const _ of [1, 2]) {
      assert.equal(rsaVerifies(samplePublicKey, one.text, one.by), true);
      assert.equal(rsaVerifies(otherPublicKey, one.text, one.by), false);
      assert.equal(rsaVerifies(samplePublicKey, message, one.by), false);
    }
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
