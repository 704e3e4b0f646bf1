import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { PlatformCertificate, PrivateKey } from '../../protocol/index.ts';
import type { Instant } from '../../time/index.ts';
import { type Authority, nextPlatformCertificate, platformCertificateOf } from './authority.ts';
import { privateKeyFromJwk, toJwk } from './make-credentials.ts';

/** A platform certificate with its private key, as JWK. */
export interface KeptCertificate {
  readonly key: object;
  readonly pem: string;
}

/**
 * The platform certificate that takes the place of a merchant's in time. Its key pair is made when somebody first asks
 * for it, which few ever do, and takes up to half a second.
 */
export class NextCertificate {
  readonly #authority: Authority;
  readonly #keep: (made: KeptCertificate) => void;
  #made: PlatformCertificate | undefined;

  constructor(authority: Authority, keep: (made: KeptCertificate) => void = () => {}) {
    this.#authority = authority;
    this.#keep = keep;
  }

  /** It is valid from that moment on, unless it was made before. */
  certificate(from: Instant): PlatformCertificate {
    if (this.#made) return this.#made;
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const { pem } = nextPlatformCertificate(this.#authority, createPublicKey(privateKey), from);
    this.#made = platformCertificateOf(privateKey, pem);
    this.#keep({ key: toJwk(privateKey), pem });
    return this.#made;
  }

  /** Takes the one that was made in an earlier life. Throws an Error where its key cannot be read. */
  restore({ key, pem }: KeptCertificate): void {
    const privateKey: PrivateKey = privateKeyFromJwk(key);
    this.#made = platformCertificateOf(privateKey, pem);
  }
}
