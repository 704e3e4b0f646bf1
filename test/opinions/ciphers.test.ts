import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decryptField, encryptField, seal, systemEntropy, unseal } from '../../src/protocol/index.ts';
import { opensslBytes, withoutOpenssl } from '../protocol/openssl.ts';
import { sampleKey, samplePublicKey } from '../protocol/people.ts';
import { binary, forge, forgePrivateKey, forgePublicKey, fromBinary } from './forge.ts';
import { folderForFiles, sampleKeyFiles } from './key-files.ts';

const file = folderForFiles();
const files = sampleKeyFiles(file);
const TAG_BYTES = 16;

/** LibreSSL, and OpenSSL before 3.0, have no command for it. */
const withoutGmac =
  withoutOpenssl || spawnSync('openssl', ['mac', '-help']).status === 0
    ? withoutOpenssl
    : 'the openssl on the PATH has no command mac, as it has from 3.0 on';

const ascii = (length: number) =>
  fc.string({ unit: fc.integer({ min: 33, max: 126 }).map(String.fromCharCode), minLength: length, maxLength: length });
const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((some) => Buffer.from(some));
const letter = fc.record({
  key: ascii(32),
  nonce: ascii(12),
  associatedData: fc.string({ unit: 'grapheme', maxLength: 20 }),
  plaintext: bytes(100),
});

/** Bytes of which one was turned, or none. */
const turned = (content: Buffer, at: number | undefined): Buffer => {
  const copy = Buffer.from(content);
  if (at !== undefined && copy.length > 0) copy.writeUInt8(copy.readUInt8(at % copy.length) ^ 0x40, at % copy.length);
  return copy;
};
const place = fc.option(fc.nat(200), { nil: undefined });

describe('AES-256-GCM', () => {
  it('node-forge encrypts as the kit does', () => {
    fc.assert(
      fc.property(letter, ({ key, nonce, associatedData, plaintext }) => {
        const cipher = forge.cipher.createCipher('AES-GCM', key);
        cipher.start({ iv: nonce, additionalData: binary(Buffer.from(associatedData)), tagLength: 128 });
        cipher.update(forge.util.createBuffer(binary(plaintext)));
        assert.ok(cipher.finish());
        const theirs = fromBinary(cipher.output.getBytes() + cipher.mode.tag.getBytes());
        assert.equal(seal(key, nonce, associatedData, plaintext).ciphertext, theirs.toString('base64'));
      }),
    );
  });

  it('node-forge opens what the kit opens, and refuses what it refuses', () => {
    const theirs = (key: string, nonce: string, associatedData: string, content: Buffer): Buffer | undefined => {
      const decipher = forge.cipher.createDecipher('AES-GCM', key);
      const tag = forge.util.createBuffer(binary(content.subarray(-TAG_BYTES)));
      decipher.start({ iv: nonce, additionalData: binary(Buffer.from(associatedData)), tagLength: 128, tag });
      decipher.update(forge.util.createBuffer(binary(content.subarray(0, -TAG_BYTES))));
      return decipher.finish() ? fromBinary(decipher.output.getBytes()) : undefined;
    };
    fc.assert(
      fc.property(letter, place, ({ key, nonce, associatedData, plaintext }, at) => {
        const sealed = seal(key, nonce, associatedData, plaintext);
        const content = turned(Buffer.from(sealed.ciphertext, 'base64'), at);
        const right = at === undefined ? plaintext : undefined;
        assert.deepEqual(theirs(key, nonce, associatedData, content), right);
        assert.deepEqual(unseal(key, { ...sealed, ciphertext: content.toString('base64') }), right);
      }),
    );
  });

  // OpenSSL's command has no GCM that takes associated data. It has the two halves: the counter mode that encrypts, from
  // the second block on (NIST SP 800-38D §7.1), and GMAC, which is the tag where nothing is encrypted.
  it('OpenSSL encrypts as the kit does', { skip: withoutOpenssl }, () => {
    const hex = (some: string): string => Buffer.from(some).toString('hex');
    fc.assert(
      fc.property(letter, ({ key, nonce, associatedData, plaintext }) => {
        const args = ['enc', '-aes-256-ctr', '-K', hex(key), '-iv', `${hex(nonce)}00000002`];
        const { stdout } = opensslBytes(args, plaintext);
        const ours = Buffer.from(seal(key, nonce, associatedData, plaintext).ciphertext, 'base64');
        assert.deepEqual(ours.subarray(0, -TAG_BYTES), stdout);
      }),
      { numRuns: 15 },
    );
  });

  it('OpenSSL makes the same tag of associated data', { skip: withoutGmac }, () => {
    const hex = (some: string): string => Buffer.from(some).toString('hex');
    fc.assert(
      fc.property(letter, ({ key, nonce, associatedData }) => {
        const options = ['-cipher', 'AES-256-GCM', '-macopt', `hexkey:${hex(key)}`, '-macopt', `hexiv:${hex(nonce)}`];
        const { stdout } = opensslBytes(['mac', ...options, '-binary', 'GMAC'], associatedData);
        assert.equal(seal(key, nonce, associatedData, '').ciphertext, stdout.toString('base64'));
      }),
      { numRuns: 15 },
    );
  });
});

describe('RSA-OAEP with SHA-1', () => {
  const [theirKey, theirPublicKey] = [forgePrivateKey(sampleKey), forgePublicKey(samplePublicKey)];
  const scheme = { md: forge.md.sha1.create(), mgf1: { md: forge.md.sha1.create() } };
  const field = fc.string({ unit: 'grapheme', maxLength: 50 }).filter((text) => Buffer.byteLength(text) <= 214);
  const args = ['-pkeyopt', 'rsa_padding_mode:oaep', '-pkeyopt', 'rsa_oaep_md:sha1', '-pkeyopt', 'rsa_mgf1_md:sha1'];

  it('node-forge makes the same ciphertext of the same seed', () => {
    fc.assert(
      fc.property(field, fc.uint8Array({ minLength: 20, maxLength: 20 }), (text, seed) => {
        const content = binary(Buffer.from(text));
        const theirs = theirPublicKey.encrypt(content, 'RSA-OAEP', { ...scheme, seed: binary(Buffer.from(seed)) });
        const ours = encryptField(samplePublicKey, text, () => Buffer.from(seed));
        assert.equal(ours, fromBinary(theirs).toString('base64'));
      }),
    );
  });

  it('node-forge opens what the kit opens, and refuses what it refuses', () => {
    const theirs = (content: Buffer): string | undefined => {
      try {
        return fromBinary(theirKey.decrypt(binary(content), 'RSA-OAEP', scheme)).toString();
      } catch {
        return undefined;
      }
    };
    fc.assert(
      fc.property(field, place, (text, at) => {
        const content = turned(Buffer.from(encryptField(samplePublicKey, text, systemEntropy), 'base64'), at);
        const right = at === undefined ? text : undefined;
        assert.equal(theirs(content), right);
        assert.equal(decryptField(sampleKey, content.toString('base64')), right);
      }),
      { numRuns: 15 },
    );
  });

  it('OpenSSL opens what the kit sealed, and the kit what OpenSSL sealed', { skip: withoutOpenssl }, () => {
    fc.assert(
      fc.property(field, (text) => {
        const ours = Buffer.from(encryptField(samplePublicKey, text, systemEntropy), 'base64');
        const opened = opensslBytes(['pkeyutl', '-decrypt', '-inkey', files.key, ...args], ours).stdout;
        assert.equal(opened.toString(), text);
        const sealing = ['pkeyutl', '-encrypt', '-pubin', '-inkey', files.publicKey, ...args];
        const theirs = opensslBytes(sealing, text).stdout;
        assert.equal(decryptField(sampleKey, theirs.toString('base64')), text);
      }),
      { numRuns: 10 },
    );
  });
});
