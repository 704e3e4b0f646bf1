import { constants, createHash, privateDecrypt, publicEncrypt } from 'node:crypto';
import type { Entropy } from './entropy.ts';
import type { PrivateKey, PublicKey } from './rsa.ts';

const HASH_BYTES = 20;

/** What is left of a 2,048 bit block after the padding, in bytes: no longer text can be encrypted. */
export const LONGEST_SENSITIVE_FIELD = 214;

/**
 * Encrypts a personal field for whoever holds the private key: RSAES-OAEP with SHA-1 and MGF1, in Base64 (D:4013053257).
 * Throws a RangeError for text of more than 214 bytes, or of what fits the key.
 */
export function encryptField(key: PublicKey, text: string, entropy: Entropy): string {
  const bytes = Buffer.from(text);
  const { modulusLength } = key.asymmetricKeyDetails as { readonly modulusLength: number };
  const block = modulusLength / 8;
  const longest = Math.min(LONGEST_SENSITIVE_FIELD, block - 2 * HASH_BYTES - 2);
  if (bytes.length > longest) {
    throw new RangeError(`A field to encrypt has ${longest} bytes at the most; the one given has ${bytes.length}`);
  }
  // Node pads by itself only with chance of its own, and a seed must repeat a run.
  const padded = oaep(bytes, entropy(HASH_BYTES), block);
  return publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, padded).toString('base64');
}

/** The text of an encrypted field, or undefined where it was not encrypted for this key. */
export function decryptField(key: PrivateKey, ciphertext: string): string | undefined {
  try {
    const padding = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' };
    return privateDecrypt({ key, ...padding }, Buffer.from(ciphertext, 'base64')).toString();
  } catch {
    return undefined;
  }
}

/** The padding of RFC 8017 §7.1.1 with an empty label. */
function oaep(message: Buffer, seed: Buffer, length: number): Buffer {
  const data = Buffer.alloc(length - HASH_BYTES - 1);
  sha1(Buffer.alloc(0)).copy(data);
  message.copy(data, data.length - message.length);
  data[data.length - message.length - 1] = 1;
  const maskedData = xor(data, mask(seed, data.length));
  return Buffer.concat([Buffer.alloc(1), xor(seed, mask(maskedData, HASH_BYTES)), maskedData]);
}

const sha1 = (bytes: Buffer): Buffer => createHash('sha1').update(bytes).digest();

const xor = (a: Buffer, b: Buffer): Buffer => Buffer.from(a.map((byte, index) => byte ^ b.readUInt8(index)));

/** MGF1 (RFC 8017 appendix B.2.1). */
function mask(seed: Buffer, length: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(length / HASH_BYTES) }, (_, counter) => {
    const number = Buffer.alloc(4);
    number.writeUInt32BE(counter);
    return sha1(Buffer.concat([seed, number]));
  });
  return Buffer.concat(blocks).subarray(0, length);
}
