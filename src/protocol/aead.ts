import { createCipheriv, createDecipheriv } from 'node:crypto';

export const AEAD_ALGORITHM = 'AEAD_AES_256_GCM';
const TAG_BYTES = 16;

/** What travels encrypted: the nonce and the associated data as text, the ciphertext with its tag in Base64 (D:4012071382). */
export interface Sealed {
  readonly algorithm: typeof AEAD_ALGORITHM;
  readonly nonce: string;
  readonly associated_data: string;
  readonly ciphertext: string;
}

const keyBytes = (apiv3Key: string): Buffer => {
  const key = Buffer.from(apiv3Key);
  if (key.length !== 32) {
    throw new RangeError(`An APIv3 key has exactly 32 bytes; the one given has ${key.length}`);
  }
  return key;
};

/** Encrypts `plaintext` with the APIv3 key. The nonce must be 12 ASCII characters. Throws a RangeError for a key of another length. */
export function seal(apiv3Key: string, nonce: string, associatedData: string, plaintext: string | Buffer): Sealed {
  const cipher = createCipheriv('aes-256-gcm', keyBytes(apiv3Key), Buffer.from(nonce));
  cipher.setAAD(Buffer.from(associatedData));
  const parts = [cipher.update(plaintext), cipher.final(), cipher.getAuthTag()];
  const ciphertext = Buffer.concat(parts).toString('base64');
  return { algorithm: AEAD_ALGORITHM, nonce, associated_data: associatedData, ciphertext };
}

/** The plaintext, or undefined where key, nonce, associated data or ciphertext do not belong together. Throws a RangeError for a key of another length. */
export function unseal(apiv3Key: string, sealed: Omit<Sealed, 'algorithm'>): Buffer | undefined {
  const key = keyBytes(apiv3Key);
  const bytes = Buffer.from(sealed.ciphertext, 'base64');
  if (bytes.length < TAG_BYTES) return undefined; // a cut tag would still be checked, with what is left of it
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(sealed.nonce));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    decipher.setAAD(Buffer.from(sealed.associated_data));
    return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]);
  } catch {
    return undefined; // the tag does not fit, or the nonce has a length that no nonce has
  }
}
