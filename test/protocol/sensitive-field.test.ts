import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import {
  decryptField,
  encryptField,
  LONGEST_SENSITIVE_FIELD,
  seededEntropy,
  systemEntropy,
} from '../../src/protocol/index.ts';
import { opensslBytes, withoutOpenssl } from './openssl.ts';
import { otherPublicKey, platform, sampleKey, samplePublicKey } from './people.ts';

describe('a personal field', () => {
  for (const text of ['张三', '6225880137340403', 'x'.repeat(LONGEST_SENSITIVE_FIELD)]) {
    it(`of ${Buffer.byteLength(text)} bytes is read by whom it was encrypted for`, () => {
      const sealed = encryptField(samplePublicKey, text, systemEntropy);
      assert.equal(decryptField(sampleKey, sealed), text);
      assert.equal(platform.open(sealed), text);
      assert.notEqual(encryptField(samplePublicKey, text, systemEntropy), sealed);
    });
  }

  it('is encrypted the same way again where chance is the same', () => {
    const sealed = () => encryptField(samplePublicKey, '张三', seededEntropy('a seed'));
    assert.equal(sealed(), sealed());
    assert.equal(decryptField(sampleKey, sealed()), '张三');
  });

  it('is read by nobody else, and plain text is none', () => {
    assert.equal(decryptField(sampleKey, encryptField(otherPublicKey, '张三', systemEntropy)), undefined);
    for (const text of ['', '张三', 'AAAA', 'x'.repeat(344)]) assert.equal(decryptField(sampleKey, text), undefined);
  });

  for (const [bits, longest] of [
    [1_024, 86],
    [2_304, LONGEST_SENSITIVE_FIELD],
  ] as const) {
    it(`has ${longest} bytes at the most for a key of ${bits} bits`, () => {
      const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: bits });
      const text = 'x'.repeat(longest);
      assert.equal(decryptField(privateKey, encryptField(publicKey, text, systemEntropy)), text);
      assert.throws(() => encryptField(publicKey, `${text}x`, systemEntropy), {
        name: 'RangeError',
        message: `A field to encrypt has ${longest} bytes at the most; the one given has ${longest + 1}`,
      });
    });
  }

  it('longer than a block is refused with its length', () => {
    assert.throws(() => encryptField(samplePublicKey, 'x'.repeat(215), systemEntropy), {
      name: 'RangeError',
      message: 'A field to encrypt has 214 bytes at the most; the one given has 215',
    });
  });

  it('is what OpenSSL decrypts with OAEP and SHA-1', { skip: withoutOpenssl }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'sensitive-field-'));
    try {
      const key = join(folder, 'key.pem');
      writeFileSync(key, sampleKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
      const options = ['-pkeyopt', 'rsa_padding_mode:oaep', '-pkeyopt', 'rsa_oaep_md:sha1'];
      const sealed = Buffer.from(encryptField(samplePublicKey, '张三', systemEntropy), 'base64');
      const { stdout } = opensslBytes(['pkeyutl', '-decrypt', '-inkey', key, ...options], sealed);
      assert.equal(stdout.toString(), '张三');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
