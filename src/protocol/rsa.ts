import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

export type PrivateKey = KeyObject;
export type PublicKey = KeyObject;

/** Makes an RSASSA-PKCS1-v1_5 signature with SHA-256 in Base64: the one kind of signature on this wire (D:4012365342). */
export type Signer = (message: Buffer) => string;

export const rsaSigner =
  (key: PrivateKey): Signer =>
  (message) =>
    sign('sha256', message, key).toString('base64');

/** One verification that was made, to be remembered under its signature. */
interface Verified {
  readonly key: PublicKey;
  readonly message: Buffer;
  readonly valid: boolean;
}

/**
 * The latest verifications. Where both ends of a wire and an onlooker live in one process, each message is verified by
 * several of them right after one another, and the answer is always the same.
 */
const latest = new Map<string, Verified>();
let remembered = 4;

/**
 * Has so many verifications be remembered from now on: what plays the same messages over and over need verify each once, and
 * where one end of a wire is alone, none comes again.
 */
export function rememberVerifications(count: number): void {
  remembered = count;
}

/** Whether `signature` is the key's over `message`. Text that is not Base64 is a wrong signature, never an exception. */
export function rsaVerifies(key: PublicKey, message: Buffer, signature: string): boolean {
  if (remembered === 0) return verifies(key, message, signature);
  const known = latest.get(signature);
  if (known && known.key === key && known.message.equals(message)) return known.valid;
  const valid = verifies(key, message, signature);
  latest.delete(signature);
  latest.set(signature, { key, message, valid });
  for (const oldest of latest.keys()) {
    if (latest.size <= remembered) break;
    latest.delete(oldest);
  }
  return valid;
}

/** Node's decoder skips what is not Base64: only text that it would write itself is a signature. */
function verifies(key: PublicKey, message: Buffer, signature: string): boolean {
  const bytes = Buffer.from(signature, 'base64');
  return bytes.toString('base64') === signature && verify('sha256', message, key, bytes);
}

/** Reads a private key in PEM (PKCS#8 or PKCS#1). Throws an Error without any of the key's text. */
export function privateKeyFromPem(pem: string): PrivateKey {
  try {
    return createPrivateKey(pem);
  } catch {
    throw new Error('not a readable PEM private key');
  }
}

/** Reads a public key in PEM (SPKI), or the one of a PEM certificate. Throws an Error where there is none. */
export function publicKeyFromPem(pem: string): PublicKey {
  try {
    return createPublicKey(pem);
  } catch {
    throw new Error('not a readable PEM public key or certificate');
  }
}

/** The two belong to one key pair. */
export function isKeyPair(privateKey: PrivateKey, publicKey: PublicKey): boolean {
  const der = (key: KeyObject) => key.export({ type: 'spki', format: 'der' });
  return der(createPublicKey(privateKey)).equals(der(publicKey));
}
