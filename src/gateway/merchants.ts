import type { BillChange } from '../actors/index.ts';
import type { KeyMode, PlatformKeys } from '../protocol/identity.ts';
import { sameSerial } from '../protocol/request-signing.ts';
import type { PublicKey } from '../protocol/rsa.ts';
import type { Instant } from '../time/index.ts';
import type { Books } from './books.ts';
import type { CallRates } from './call-rates.ts';
import type { FaultPlan } from './faults.ts';
import type { Ledger } from './ledger.ts';

/** An API certificate that the merchant has registered. */
export interface RegisteredCertificate {
  readonly serialNo: string;
  readonly publicKey: PublicKey;
  readonly notAfter?: Instant;
  readonly revoked?: boolean;
  /** Another one has taken its place. */
  readonly replaced?: boolean;
}

export const CERTIFICATE_FAULTS = ['expired', 'revoked', 'replaced'] as const;
/** Why a certificate that is known is not taken. */
export type CertificateFault = (typeof CERTIFICATE_FAULTS)[number];

/**
 * A change of the key that WeChat Pay signs with, on its way: to the public key (D:4012154180), or to a new platform
 * certificate (D:4012068829). The two exclude each other. Without a percentage, the change to the public key goes by the
 * documented days, counted from `since` in business time.
 */
export interface KeyChange {
  readonly to: 'public-key' | 'new-certificate';
  readonly since: Instant;
  /** 0 to 100: how much of what is signed the new key signs by now. */
  readonly percent?: number;
}

/** A merchant as the gateway knows it. */
export interface RegisteredMerchant {
  readonly mchid: string;
  readonly appids: ReadonlySet<string>;
  readonly certificates: readonly RegisteredCertificate[];
  /** Without one no notification is ever sent (D:4012791902). */
  readonly apiv3Key?: string;
  keyMode: KeyMode;
  readonly platformKeys: PlatformKeys;
  /** A change of the key that signs, while it is on its way. */
  keyChange?: KeyChange | undefined;
  /**
   * The `Wechatpay-Serial` of its last authenticated request. Where both keys are in use, notifications are signed with
   * the key that it names: a merchant that holds one of the two can verify them.
   */
  askedSerial?: string | undefined;
  /** What is wrong with its certificates, whatever stands in them. */
  certificateFault?: CertificateFault | undefined;
  /** What its bills tell otherwise than its books. */
  billChanges?: readonly BillChange[];
  /** `lost`: no notification arrives. */
  delivery: 'on' | 'lost';
  readonly faults: FaultPlan;
  readonly rates: CallRates;
  readonly books: Books;
  /** The merchant's own ledger in its books. */
  readonly ledger: Ledger;
}

export const certificateOf = (merchant: RegisteredMerchant, serialNo: string): RegisteredCertificate | undefined =>
  merchant.certificates.find((certificate) => sameSerial(certificate.serialNo, serialNo));

/** What is wrong with a certificate of the merchant at that moment of wire time. */
export function faultOf(
  merchant: RegisteredMerchant,
  certificate: RegisteredCertificate,
  now: Instant,
): CertificateFault | undefined {
  if (merchant.certificateFault) return merchant.certificateFault;
  if (certificate.revoked) return 'revoked';
  if (certificate.notAfter !== undefined && now > certificate.notAfter) return 'expired';
  return certificate.replaced ? 'replaced' : undefined;
}
