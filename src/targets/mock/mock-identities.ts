import { createPrivateKey, createPublicKey } from 'node:crypto';
import { type KeyRing, type MerchantIdentity, type PlatformKeys, platformKey } from '../../protocol/identity.ts';
import { type PrivateKey, type PublicKey, rsaSigner, type Signer } from '../../protocol/rsa.ts';
import { publishedKeys } from './published-keys.ts';

const pairOf = (name: keyof typeof publishedKeys) => {
  const privateKey = createPrivateKey({ key: { ...publishedKeys[name] }, format: 'jwk' });
  return { privateKey, publicKey: createPublicKey(privateKey) };
};

const merchant = pairOf('merchant');
const stranger = pairOf('stranger');
const platformPublicKey = pairOf('platformPublicKey');
const platformCertificate = pairOf('platformCertificate');

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
}

const MCHID = '1900000109';
const PUBLIC_KEY_ID = 'PUB_KEY_ID_0119000001092026010100000000000001';
const CERTIFICATE_SERIAL = '4DF076AC5A7D968D4A8B0B9C599A74CB4CF8EE8A';

/** The mock's identities; `remember` may wrap each signer. */
export function mockIdentities(remember: (signer: Signer) => Signer): MockIdentities {
  const signer = (pair: typeof merchant): Signer => remember(rsaSigner(pair.privateKey));
  const serialNo = '1DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C';
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
      certificate: platformKey(CERTIFICATE_SERIAL, platformCertificate.privateKey, signer(platformCertificate)),
    },
    platformKeyRing: new Map([
      [PUBLIC_KEY_ID, platformPublicKey.publicKey],
      [CERTIFICATE_SERIAL, platformCertificate.publicKey],
    ]),
  };
}
