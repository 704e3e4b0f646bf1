import { createPrivateKey, type JsonWebKey } from 'node:crypto';
import {
  alphanumeric,
  type Entropy,
  generateKeyPair,
  type KeyPair,
  type PrivateKey,
  privateKeyPem,
  publicKeyPem,
  toPkcs12,
} from '../../protocol/index.ts';
import type { Clock } from '../../time/index.ts';
import { caCertificate, merchantCertificate, platformCertificate } from './authority.ts';
import type { CredentialFiles } from './credential-files.ts';
import { newAppid, newMchid, newOpenid, newPublicKeyId } from './names.ts';

/** Makes a demo merchant with everything that it and WeChat Pay would hold of each other. New keys take up to a second or two. */
export async function makeCredentials(
  clock: Clock,
  entropy: Entropy,
  keyPair: () => Promise<KeyPair> = generateKeyPair,
): Promise<CredentialFiles> {
  const [merchant, publicKey, platform, ca, tls] = await Promise.all([
    keyPair(),
    keyPair(),
    keyPair(),
    keyPair(),
    keyPair(),
  ]);
  const authority = { privateKey: ca.privateKey, clock, entropy };
  const mchid = newMchid(entropy);
  const own = merchantCertificate(authority, mchid, merchant.publicKey);
  const theirs = platformCertificate(authority, platform.publicKey);
  const p12 = { privateKey: merchant.privateKey, certificatePem: own.pem, password: mchid };
  return {
    'merchant.json': json({
      mchid,
      appid: newAppid(entropy),
      openid: newOpenid(entropy),
      serial_no: own.serialNo,
      apiv3_key: alphanumeric(entropy, 32),
      public_key_id: newPublicKeyId(entropy, mchid, clock),
      platform_serial_no: theirs.serialNo,
      base_url: '',
    }),
    'apiclient_key.pem': Buffer.from(privateKeyPem(merchant.privateKey)),
    'apiclient_cert.pem': Buffer.from(own.pem),
    'apiclient_cert.p12': toPkcs12(p12),
    'pub_key.pem': Buffer.from(publicKeyPem(publicKey.publicKey)),
    'platform_cert.pem': Buffer.from(theirs.pem),
    'ca.pem': Buffer.from(caCertificate(authority, ca.publicKey).pem),
    'sandbox-keys.json': json({
      note: 'Private keys of the sandbox itself, playing WeChat Pay. A merchant never has these.',
      platform_public_key: toJwk(publicKey.privateKey),
      platform_certificate: toJwk(platform.privateKey),
      ca: toJwk(ca.privateKey),
      tls: toJwk(tls.privateKey),
    }),
  };
}

export const json = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, undefined, 2)}\n`);

export const toJwk = (key: PrivateKey): JsonWebKey => key.export({ format: 'jwk' });

/** Reads a private key that is kept as JWK. Throws an Error without any of its text. */
export function privateKeyFromJwk(key: unknown): PrivateKey {
  try {
    return createPrivateKey({ key: key as JsonWebKey, format: 'jwk' });
  } catch {
    throw new Error('not a readable JWK private key');
  }
}
