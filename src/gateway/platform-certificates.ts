import { type Sealed, seal } from '../protocol/aead.ts';
import { alphanumeric, type Entropy } from '../protocol/entropy.ts';
import { toRfc3339 } from '../time/index.ts';
import type { RegisteredMerchant } from './merchants.ts';

/** One certificate as `/v3/certificates` lists it (D:4012551764). */
export interface CertificateView {
  readonly serial_no: string;
  readonly effective_time: string;
  readonly expire_time: string;
  readonly encrypt_certificate: Sealed;
}

/**
 * The platform certificates of a merchant, encrypted with its APIv3 key. Undefined where it has none: since merchants are
 * given a public key instead, that is the common case (D:4012069411).
 */
export function certificateViews(
  { platformKeys: { certificate }, keyMode, apiv3Key }: RegisteredMerchant,
  entropy: Entropy,
): readonly CertificateView[] | undefined {
  if (keyMode === 'public-key' || apiv3Key === undefined || !('pem' in certificate)) return undefined;
  return [
    {
      serial_no: certificate.id,
      effective_time: toRfc3339(certificate.notBefore),
      expire_time: toRfc3339(certificate.notAfter),
      encrypt_certificate: seal(apiv3Key, alphanumeric(entropy, 12), 'certificate', certificate.pem),
    },
  ];
}
