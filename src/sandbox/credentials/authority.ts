import {
  type CertificateRequest,
  certificateSerial,
  type DistinguishedName,
  type Entropy,
  issueCertificate,
  type PlatformCertificate,
  type PrivateKey,
  type PublicKey,
  platformKey,
  readCertificate,
} from '../../protocol/index.ts';
import { type Clock, type Duration, days, type Instant, instant, minus, plus } from '../../time/index.ts';

const ORGANIZATION = 'wechatpay-conformance sandbox';
const CA: DistinguishedName = { commonName: 'Sandbox CA, not WeChat Pay', organization: ORGANIZATION };
/** Merchant and platform certificates are good for five years (D:4012072428, D:4012153196). */
const LIFETIME = days(5 * 365);
const CA_LIFETIME = days(10 * 365);

export interface Issued {
  readonly pem: string;
  readonly serialNo: string;
}

/** What the sandbox's certificates are issued with. */
export interface Authority {
  readonly privateKey: PrivateKey;
  readonly clock: Clock;
  readonly entropy: Entropy;
}

function issue(
  { privateKey, clock, entropy }: Authority,
  request: Pick<CertificateRequest, 'subject' | 'publicKey' | 'ca'>,
  lifetime: Duration,
  from = instant(Math.floor(clock.now() / 1_000) * 1_000),
): Issued {
  const serialNo = certificateSerial(entropy);
  const validity = { notBefore: from, notAfter: plus(from, lifetime) };
  return {
    serialNo,
    pem: issueCertificate({ ...request, ...validity, serialNo, issuer: CA, issuerKey: privateKey }),
  };
}

/** The authority's own certificate. */
export function caCertificate(authority: Authority, publicKey: PublicKey): Issued {
  const yesterday = minus(instant(Math.floor(authority.clock.now() / 1_000) * 1_000), days(1)); // clocks of containers are off at times
  return issue(authority, { subject: CA, publicKey, ca: true }, CA_LIFETIME, yesterday);
}

/** A merchant's API certificate: its common name is the mchid (D:4013053057). */
export const merchantCertificate = (authority: Authority, mchid: string, publicKey: PublicKey): Issued =>
  issue(authority, { subject: { commonName: mchid, organization: ORGANIZATION }, publicKey }, LIFETIME);

/** A platform certificate as the gateway signs and shows itself with it. */
export function platformCertificateOf(privateKey: PrivateKey, pem: string): PlatformCertificate {
  const { serialNo, notBefore, notAfter } = readCertificate(pem);
  return { ...platformKey(serialNo, privateKey), pem, notBefore, notAfter };
}

const PLATFORM: DistinguishedName = {
  commonName: 'Sandbox platform certificate, not WeChat Pay',
  organization: ORGANIZATION,
};

export const platformCertificate = (authority: Authority, publicKey: PublicKey): Issued =>
  issue(authority, { subject: PLATFORM, publicKey }, LIFETIME);

/** The one that takes the place of another, from a moment on. */
export const nextPlatformCertificate = (authority: Authority, publicKey: PublicKey, from: Instant): Issued =>
  issue(authority, { subject: PLATFORM, publicKey }, LIFETIME, instant(Math.floor(from / 1_000) * 1_000));
