import { type Sealed, seal } from '../protocol/aead.ts';
import { alphanumeric, type Entropy } from '../protocol/entropy.ts';
import { toRfc3339 } from '../time/index.ts';
import type { RegisteredMerchant } from './merchants.ts';
import { hasCertificates, validCertificates } from './platform-keys.ts';

/** One certificate as `/v3/certificates` lists it (D:4012551764). */
export interface CertificateView {
  readonly serial_no: string;
  readonly effective_time: string;
  readonly expire_time: string;
  readonly encrypt_certificate: Sealed;
}

/**
 * The platform certificates of a merchant, encrypted with its APIv3 key. Undefined where it has none: since merchants are
 * given a public key instead, that is the common case (D:4012069411). An empty list means that all have expired.
 */
export function certificateViews(
  merchant: RegisteredMerchant,
  entropy: Entropy,
): readonly CertificateView[] | undefined {
  const { apiv3Key } = merchant;
  if (!hasCertificates(merchant) || apiv3Key === undefined) return undefined;
  return validCertificates(merchant).map(({ certificate: { id, notBefore, pem }, endsAt }) => ({
    serial_no: id,
    effective_time: toRfc3339(notBefore),
    expire_time: toRfc3339(endsAt),
    encrypt_certificate: seal(apiv3Key, alphanumeric(entropy, 12), 'certificate', pem),
  }));
}
