import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { generateKeyPair, type PlatformCertificate, type PrivateKey } from '../../protocol/index.ts';
import { days, type Instant, minus } from '../../time/index.ts';
import { type Authority, nextPlatformCertificate, platformCertificateOf } from './authority.ts';
import { privateKeyFromJwk, toJwk } from './make-credentials.ts';

/** A platform certificate with its private key, as JWK. */
export interface KeptCertificate {
  readonly key: object;
  readonly pem: string;
}

/** When it is made at the latest, before the end of the one that it replaces (D:4012069411). */
const MADE_BEFORE = days(210);

/**
 * The platform certificate that takes the place of a merchant's in time. Few ever ask for it, and its key pair takes half a
 * second, in which a sandbox that makes it itself answers nobody: whoever is about to bring its time awaits `ready`.
 */
export class NextCertificate {
  readonly #authority: Authority;
  readonly #replacedEnds: Instant;
  readonly #keep: (made: KeptCertificate) => void;
  #made: PlatformCertificate | undefined;
  #pair: Promise<void> | undefined;
  #privateKey: PrivateKey | undefined;

  constructor(authority: Authority, replacedEnds: Instant, keep: (made: KeptCertificate) => void = () => {}) {
    this.#authority = authority;
    this.#replacedEnds = replacedEnds;
    this.#keep = keep;
  }

  /** Resolves when its key pair is there, which is made in a thread of its own. */
  ready(): Promise<void> {
    if (this.#made) return Promise.resolve();
    this.#pair ??= generateKeyPair().then(({ privateKey }) => {
      this.#privateKey = privateKey;
    });
    return this.#pair;
  }

  /** The same where it may be needed by then; undefined where it is not, and nothing need be waited for. */
  readyBy(then: Instant): Promise<void> | undefined {
    return this.#made || then < minus(this.#replacedEnds, MADE_BEFORE) ? undefined : this.ready();
  }

  /** It is valid from that moment on, unless it was made before. */
  certificate(from: Instant): PlatformCertificate {
    if (this.#made) return this.#made;
    const privateKey = this.#privateKey ?? generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
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
