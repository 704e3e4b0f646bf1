import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { isRecord } from '../protocol/wire.ts';

export const IN_TOTO = 'application/vnd.in-toto+json';

/** A Dead Simple Signing Envelope, as its specification has it (v1.0). */
export interface Envelope {
  readonly payloadType: string;
  /** Base64 */
  readonly payload: string;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
}

/** A key cannot be used to sign or to verify; the message says what was expected. */
export class UnusableKey extends Error {
  override readonly name = 'UnusableKey';
}

export interface SigningKey {
  readonly secret: KeyObject;
  /** PEM */
  readonly publicKey: string;
  /** The first of `sha256:…` over the public key, by which people tell keys apart. */
  readonly keyid: string;
}

/** The key of a PEM text, which must be an Ed25519 private key. Throws an UnusableKey; never tells of the text. */
export function signingKey(pem: string): SigningKey {
  let secret: KeyObject;
  try {
    secret = createPrivateKey(pem);
  } catch {
    throw new UnusableKey('this is no private key in PEM: openssl genpkey -algorithm ed25519 makes one');
  }
  if (secret.asymmetricKeyType !== 'ed25519')
    throw new UnusableKey(
      `this is a key of the kind ${secret.asymmetricKeyType}, and bundles are signed with Ed25519: openssl genpkey -algorithm ed25519 makes one`,
    );
  return withPublic(secret);
}

/** A key that is made for one run: it shows that nothing was changed since, and not by whom it was signed. */
export const keyOfTheRun = (): SigningKey => withPublic(generateKeyPairSync('ed25519').privateKey);

function withPublic(secret: KeyObject): SigningKey {
  const publicKey = createPublicKey(secret).export({ type: 'spki', format: 'pem' }).toString();
  return { secret, publicKey, keyid: fingerprint(publicKey) };
}

/** `sha256:` over a public key's DER. Throws an UnusableKey where it is none of Ed25519. */
export const fingerprint = (publicKey: string): string =>
  `sha256:${createHash('sha256')
    .update(verifyingKey(publicKey).export({ type: 'spki', format: 'der' }))
    .digest('hex')}`;

function verifyingKey(pem: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPublicKey(pem);
  } catch {
    throw new UnusableKey('this is no public key in PEM');
  }
  if (key.asymmetricKeyType === 'ed25519') return key;
  throw new UnusableKey(`this is a key of the kind ${key.asymmetricKeyType}, and bundles are signed with Ed25519`);
}

/** What is signed: the type counts as much as the text. */
const preAuthentication = (type: string, payload: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.length} `), payload]);

export function enveloped(statement: object, { secret, keyid }: SigningKey): Envelope {
  const payload = Buffer.from(JSON.stringify(statement));
  const sig = sign(null, preAuthentication(IN_TOTO, payload), secret).toString('base64');
  return { payloadType: IN_TOTO, payload: payload.toString('base64'), signatures: [{ keyid, sig }] };
}

/** The statement in an envelope, where one of its signatures is that key's; undefined where none is. Throws an UnusableKey. */
export function opened(envelope: unknown, publicKey: string): unknown {
  if (!isRecord(envelope) || envelope['payloadType'] !== IN_TOTO || !Array.isArray(envelope['signatures']))
    return undefined;
  const key = verifyingKey(publicKey);
  const payload = Buffer.from(String(envelope['payload']), 'base64');
  const signed = envelope['signatures'].some(
    (signature: unknown) =>
      isRecord(signature) &&
      verify(null, preAuthentication(IN_TOTO, payload), key, Buffer.from(String(signature['sig']), 'base64')),
  );
  if (!signed) return undefined;
  try {
    return JSON.parse(payload.toString());
  } catch {
    return undefined;
  }
}
