import type { Instant } from '../time/index.ts';
import { type PrivateKey, type PublicKey, rsaSigner, type Signer } from './rsa.ts';
import { decryptField } from './sensitive-field.ts';

/** What a merchant signs with: its number, its certificate's serial and a signer over its private key. */
export interface MerchantIdentity {
  readonly mchid: string;
  readonly serialNo: string;
  readonly sign: Signer;
}

/** One key that WeChat Pay signs with, under the name that `Wechatpay-Serial` gives it. */
export interface PlatformKey {
  /** A `PUB_KEY_ID_…`, or the 40 hex digits of a platform certificate. */
  readonly id: string;
  readonly sign: Signer;
  /** The text of a field that a merchant has encrypted for this key, or undefined where it was encrypted for another. */
  readonly open: (ciphertext: string) => string | undefined;
}

export const platformKey = (id: string, privateKey: PrivateKey, sign: Signer = rsaSigner(privateKey)): PlatformKey => ({
  id,
  sign,
  open: (ciphertext) => decryptField(privateKey, ciphertext),
});

/** Public keys by the name that `Wechatpay-Serial` gives them: what a merchant holds of WeChat Pay. */
export type KeyRing = ReadonlyMap<string, PublicKey>;

/** How a merchant's traffic is signed by WeChat Pay (D:4012154180): with `both`, an answer follows the request's `Wechatpay-Serial`. */
export type KeyMode = 'public-key' | 'platform-certificate' | 'both';

export const isPublicKeyId = (serial: string): boolean => serial.startsWith('PUB_KEY_ID_');

/** A platform certificate, with what `/v3/certificates` tells of it. */
export interface PlatformCertificate extends PlatformKey {
  readonly pem: string;
  readonly notBefore: Instant;
  readonly notAfter: Instant;
}

/** WeChat Pay's keys for one merchant. */
export interface PlatformKeys {
  readonly publicKey: PlatformKey;
  readonly certificate: PlatformCertificate;
  /** The certificate that takes the place of the other, made when it is first asked for: valid from that moment at the latest. */
  readonly next: (from: Instant) => PlatformCertificate;
}

/** A private key with what identifies it. */
export interface KeyPair {
  readonly privateKey: PrivateKey;
  readonly publicKey: PublicKey;
}
