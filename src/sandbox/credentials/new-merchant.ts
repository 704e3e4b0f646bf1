import { createPublicKey } from 'node:crypto';
import {
  alphanumeric,
  type CertificateFacts,
  type Entropy,
  generateKeyPair,
  type KeyPair,
  type KeyRing,
  type PlatformKeys,
  platformKey,
  privateKeyPem,
  publicKeyFromPem,
  publicKeyPem,
  readCertificate,
} from '../../protocol/index.ts';
import type { Clock } from '../../time/index.ts';
import type { KeptKeys, KeptMerchant } from '../data/kept.ts';
import { type Authority, merchantCertificate, platformCertificate, platformCertificateOf } from './authority.ts';
import type { Credentials } from './credentials.ts';
import { privateKeyFromJwk, toJwk } from './make-credentials.ts';
import type { MerchantFile } from './merchant-file.ts';
import { newAppid, newMchid, newOpenid, newPublicKeyId } from './names.ts';
import { type KeptCertificate, NextCertificate } from './next-certificate.ts';

/** What a merchant holds of itself and of WeChat Pay, and what WeChat Pay holds of it. */
export interface MerchantHoldings {
  readonly file: Omit<MerchantFile, 'base_url'>;
  readonly certificate: CertificateFacts;
  readonly platformKeys: PlatformKeys;
  readonly nextCertificate: NextCertificate;
  /** The public keys of WeChat Pay for it. */
  readonly keyRing: KeyRing;
  /** By the names of the files that a credentials folder would have. */
  readonly pems: Readonly<Record<string, string>>;
}

type Made = NonNullable<KeptMerchant['made']>;

/** Makes a merchant that shares the demo merchant's keys, or has its own: new ones take up to a second. */
export async function makeMerchant(
  credentials: Credentials,
  { clock, entropy }: { readonly clock: Clock; readonly entropy: Entropy },
  ownKeys: boolean,
): Promise<{ readonly mchid: string; readonly made: Made }> {
  const authority: Authority = { privateKey: credentials.authorityKey, clock, entropy };
  const mchid = newMchid(entropy);
  const names = { appid: newAppid(entropy), openid: newOpenid(entropy), apiv3Key: alphanumeric(entropy, 32) };
  const certified = (key: KeyPair): string => merchantCertificate(authority, mchid, key.publicKey).pem;
  if (!ownKeys) return { mchid, made: { ...names, certificatePem: certified(credentials.merchantKey) } };
  const [own, publicKey, platform] = await Promise.all([generateKeyPair(), generateKeyPair(), generateKeyPair()]);
  const keys: KeptKeys = {
    merchant: toJwk(own.privateKey),
    platformPublicKey: toJwk(publicKey.privateKey),
    platformCertificate: toJwk(platform.privateKey),
    platformCertificatePem: platformCertificate(authority, platform.publicKey).pem,
    publicKeyId: newPublicKeyId(entropy, mchid, clock),
  };
  return { mchid, made: { ...names, certificatePem: certified(own), keys } };
}

/**
 * Everything that follows from a merchant's record and the credentials; `keep` hears of the platform certificate that takes
 * the place of the first, once it is made. Throws an Error where a key cannot be read.
 */
export function holdingsOf(
  credentials: Credentials,
  { mchid, made }: { readonly mchid: string; readonly made: Made | undefined },
  chance: { readonly clock: Clock; readonly entropy: Entropy },
  keep?: (made: KeptCertificate) => void,
): MerchantHoldings {
  const { merchant: demo, pems, platformKeys } = credentials;
  const certificate = made ? readCertificate(made.certificatePem) : credentials.certificate;
  const theirs = made?.keys ? keysOfItsOwn(made.keys) : { platformKeys, pems };
  const key = made?.keys ? privateKeyFromJwk(made.keys.merchant) : credentials.merchantKey.privateKey;
  const authority: Authority = { privateKey: credentials.authorityKey, ...chance };
  const nextCertificate = new NextCertificate(authority, theirs.platformKeys.certificate.notAfter, keep);
  const file = {
    mchid,
    appid: made?.appid ?? demo.appid,
    openid: made?.openid ?? demo.openid,
    serial_no: certificate.serialNo,
    apiv3_key: made?.apiv3Key ?? demo.apiv3_key,
    public_key_id: theirs.platformKeys.publicKey.id,
    platform_serial_no: theirs.platformKeys.certificate.id,
  };
  const published = { ...pems, ...theirs.pems };
  return {
    file,
    certificate,
    platformKeys: { ...theirs.platformKeys, next: (from) => nextCertificate.certificate(from) },
    nextCertificate,
    keyRing: new Map([
      [file.public_key_id, publicKeyFromPem(published['pub_key.pem'])],
      [file.platform_serial_no, readCertificate(published['platform_cert.pem']).publicKey],
    ]),
    pems: {
      'apiclient_key.pem': privateKeyPem(key),
      'apiclient_cert.pem': made?.certificatePem ?? credentials.certificatePem,
      ...published,
    },
  };
}

function keysOfItsOwn(keys: KeptKeys) {
  const publicKey = privateKeyFromJwk(keys.platformPublicKey);
  const certificate = platformCertificateOf(privateKeyFromJwk(keys.platformCertificate), keys.platformCertificatePem);
  return {
    platformKeys: { publicKey: platformKey(keys.publicKeyId, publicKey), certificate },
    pems: { 'pub_key.pem': publicKeyPem(createPublicKey(publicKey)), 'platform_cert.pem': certificate.pem },
  };
}
