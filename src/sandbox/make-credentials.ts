import { createPrivateKey, type JsonWebKey } from 'node:crypto';
import {
  alphanumeric,
  certificateSerial,
  type DistinguishedName,
  type Entropy,
  generateKeyPair,
  issueCertificate,
  type KeyPair,
  type PrivateKey,
  type PublicKey,
  privateKeyPem,
  publicKeyPem,
  toPkcs12,
} from '../protocol/index.ts';
import { type Clock, days, instant, plus, toCompact } from '../time/index.ts';
import type { CredentialFiles } from './credential-files.ts';

const ORGANIZATION = 'wechatpay-conformance sandbox';
const CA: DistinguishedName = { commonName: 'Sandbox CA, not WeChat Pay', organization: ORGANIZATION };
/** Merchant and platform certificates are good for five years (D:4012072428, D:4012153196). */
const LIFETIME = days(5 * 365);
const CA_LIFETIME = days(10 * 365);

/** `length` decimal digits, the first of which is not 0. */
const digits = (entropy: Entropy, length: number): string =>
  Array.from(entropy(length), (byte, index) => (index === 0 ? 1 + (byte % 9) : byte % 10)).join('');

/** Makes a demo merchant with everything that it and WeChat Pay would hold of each other. New keys take up to a second or two. */
export async function makeCredentials(
  clock: Clock,
  entropy: Entropy,
  keyPair: () => Promise<KeyPair> = generateKeyPair,
): Promise<CredentialFiles> {
  const [merchant, publicKey, platform, ca] = await Promise.all([keyPair(), keyPair(), keyPair(), keyPair()]);
  const mchid = `16${digits(entropy, 8)}`; // ten digits, as the numbers that are given out today
  const now = instant(Math.floor(clock.now() / 1_000) * 1_000);
  const certificate = (subject: DistinguishedName, key: PublicKey, serialNo: string, lifetime = LIFETIME): string =>
    issueCertificate({
      subject,
      publicKey: key,
      serialNo,
      notBefore: now,
      notAfter: plus(now, lifetime),
      issuer: CA,
      issuerKey: ca.privateKey,
      ca: subject === CA,
    });
  const serialNo = certificateSerial(entropy);
  const platformSerial = certificateSerial(entropy);
  const merchantCertificate = certificate(
    { commonName: mchid, organization: ORGANIZATION },
    merchant.publicKey,
    serialNo,
  );
  const platformName = { commonName: 'Sandbox platform certificate, not WeChat Pay', organization: ORGANIZATION };
  const p12 = { privateKey: merchant.privateKey, certificatePem: merchantCertificate, password: mchid };
  return {
    'merchant.json': json({
      mchid,
      appid: `wx${entropy(8).toString('hex')}`,
      openid: `oSandbox${alphanumeric(entropy, 20)}`, // 28 characters, as real ones
      serial_no: serialNo,
      apiv3_key: alphanumeric(entropy, 32),
      // As real ids are made up: 01, the merchant's number, the day, and 14 digits (D:4012153196).
      public_key_id: `PUB_KEY_ID_01${mchid}${toCompact(now).slice(0, 8)}${digits(entropy, 14)}`,
      platform_serial_no: platformSerial,
      base_url: '',
    }),
    'apiclient_key.pem': Buffer.from(privateKeyPem(merchant.privateKey)),
    'apiclient_cert.pem': Buffer.from(merchantCertificate),
    'apiclient_cert.p12': toPkcs12(p12),
    'pub_key.pem': Buffer.from(publicKeyPem(publicKey.publicKey)),
    'platform_cert.pem': Buffer.from(certificate(platformName, platform.publicKey, platformSerial)),
    'ca.pem': Buffer.from(certificate(CA, ca.publicKey, certificateSerial(entropy), CA_LIFETIME)),
    'sandbox-keys.json': json({
      note: 'Private keys of the sandbox itself, playing WeChat Pay. A merchant never has these.',
      platform_public_key: jwk(publicKey.privateKey),
      platform_certificate: jwk(platform.privateKey),
      ca: jwk(ca.privateKey),
    }),
  };
}

export const json = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, undefined, 2)}\n`);

const jwk = (key: PrivateKey): JsonWebKey => key.export({ format: 'jwk' });

/** Reads a private key that `sandbox-keys.json` holds. Throws an Error without any of its text. */
export function privateKeyFromJwk(key: unknown): PrivateKey {
  try {
    return createPrivateKey({ key: key as JsonWebKey, format: 'jwk' });
  } catch {
    throw new Error('not a readable JWK private key');
  }
}
