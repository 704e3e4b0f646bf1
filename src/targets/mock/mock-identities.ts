import { createPrivateKey, createPublicKey } from 'node:crypto';
import { readCertificate } from '../../protocol/certificates.ts';
import {
  type KeyRing,
  type MerchantIdentity,
  type PlatformCertificate,
  type PlatformKeys,
  platformKey,
} from '../../protocol/identity.ts';
import { type PrivateKey, type PublicKey, rsaSigner, type Signer } from '../../protocol/rsa.ts';
import { publishedCertificates } from './published-certificates.ts';
import { publishedKeys } from './published-keys.ts';

const pairOf = (name: keyof typeof publishedKeys) => {
  const privateKey = createPrivateKey({ key: { ...publishedKeys[name] }, format: 'jwk' });
  return { privateKey, publicKey: createPublicKey(privateKey) };
};

const merchant = pairOf('merchant');
const stranger = pairOf('stranger');
const platformPublicKey = pairOf('platformPublicKey');
const platformCertificate = pairOf('platformCertificate');
const nextPlatformCertificate = pairOf('nextPlatformCertificate');

/** Who is who on the mock. All of it is published and protects nothing. */
export interface MockIdentities {
  readonly appid: string;
  readonly apiv3Key: string;
  readonly merchant: MerchantIdentity;
  readonly merchantPublicKey: PublicKey;
  readonly merchantPrivateKey: PrivateKey;
  readonly stranger: MerchantIdentity;
  readonly strangersKey: PublicKey;
  readonly platformKeys: PlatformKeys;
  readonly platformKeyRing: KeyRing;
  /** Those that WeChat Pay signs with later: whoever looks on knows them already. */
  readonly platformKeysToCome: KeyRing;
}

const MCHID = '1900000109';
const PUBLIC_KEY_ID = 'PUB_KEY_ID_0119000001092026010100000000000001';

/** What reading the certificates gives, once. */
const facts = {
  platformCertificate: readCertificate(publishedCertificates.platformCertificate),
  nextPlatformCertificate: readCertificate(publishedCertificates.nextPlatformCertificate),
  earlyPlatformCertificate: readCertificate(publishedCertificates.earlyPlatformCertificate),
};

/** The mock's identities; `remember` may wrap each signer. */
export function mockIdentities(remember: (signer: Signer) => Signer): MockIdentities {
  const signer = (pair: typeof merchant): Signer => remember(rsaSigner(pair.privateKey));
  const serialNo = '1DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C';
  const certified = (name: keyof typeof facts, pair: typeof merchant): PlatformCertificate => ({
    ...platformKey(facts[name].serialNo, pair.privateKey, signer(pair)),
    pem: publishedCertificates[name],
    notBefore: facts[name].notBefore,
    notAfter: facts[name].notAfter,
  });
  const certificate = certified('platformCertificate', platformCertificate);
  return {
    appid: 'wxd678efh567hg6787',
    apiv3Key: 'PublishedKeyThatProtectsNothing0',
    merchant: { mchid: MCHID, serialNo, sign: signer(merchant) },
    merchantPublicKey: merchant.publicKey,
    merchantPrivateKey: merchant.privateKey,
    stranger: { mchid: MCHID, serialNo, sign: signer(stranger) },
    strangersKey: stranger.publicKey,
    platformKeys: {
      publicKey: platformKey(PUBLIC_KEY_ID, platformPublicKey.privateKey, signer(platformPublicKey)),
      certificate,
      next: (from) =>
        certified(
          from < facts.nextPlatformCertificate.notBefore ? 'earlyPlatformCertificate' : 'nextPlatformCertificate',
          nextPlatformCertificate,
        ),
    },
    platformKeyRing: new Map([
      [PUBLIC_KEY_ID, platformPublicKey.publicKey],
      [certificate.id, platformCertificate.publicKey],
    ]),
    platformKeysToCome: new Map(
      [facts.nextPlatformCertificate, facts.earlyPlatformCertificate].map((one) => [one.serialNo, one.publicKey]),
    ),
  };
}
