import { X509Certificate } from 'node:crypto';
import {
  certificateSerial,
  type DistinguishedName,
  type Entropy,
  issueCertificate,
  type KeyPair,
  type PrivateKey,
} from '../../protocol/index.ts';
import { WECHAT_HOSTS } from '../../redirect/wechat-hosts.ts';
import { type Clock, days, instant, minus, plus } from '../../time/index.ts';
import { SandboxError } from '../sandbox-error.ts';

/** Who issues the server's certificate. */
export interface Issuer {
  readonly certificatePem: string;
  readonly privateKey: PrivateKey;
}

export interface CertificateParts {
  readonly ca: Issuer;
  /** The server's own. */
  readonly key: KeyPair;
  readonly clock: Clock;
  readonly entropy: Entropy;
  /** Where the server listens. */
  readonly host: string;
}

/** Apple's systems refuse a server's certificate that is good for more than 398 days. */
const LIFETIME = days(397);
/** Clocks of containers and virtual machines are off at times. */
const BACKDATED = days(1);
const LOOPBACK = ['localhost', '127.0.0.1', '::1'];
const SUBJECT = { commonName: 'Sandbox, not WeChat Pay', organization: 'wechatpay-conformance sandbox' };
const STRANGER = { commonName: 'Nobody whom anyone trusts' };

/** For all of WeChat Pay's names and where the server listens, as PEM. Throws a SandboxError where the authority cannot issue. */
export function serverCertificate(parts: CertificateParts): string {
  const certificate = issued(parts, namesOf(parts.host));
  if (!new X509Certificate(certificate).checkIssued(new X509Certificate(parts.ca.certificatePem))) {
    throw new SandboxError(
      'No certificate for TLS can be issued under ca.pem: it is not the one that the sandbox made. Put that back, or delete the credentials folder to have new ones made',
    );
  }
  return certificate;
}

/** For the same names, and issued by itself: nobody trusts it. */
export const untrustedCertificate = (parts: CertificateParts): string =>
  issueCertificate({ ...request(parts, namesOf(parts.host)), subject: STRANGER, issuerKey: parts.key.privateKey });

/** By the authority that is trusted, for a host that nobody looks for here. */
export const otherNamesCertificate = (parts: CertificateParts): string => issued(parts, ['somebody-else.example']);

const issued = (parts: CertificateParts, hosts: readonly string[]): string =>
  issueCertificate({
    ...request(parts, hosts),
    subject: SUBJECT,
    issuer: subjectOf(new X509Certificate(parts.ca.certificatePem)),
    issuerKey: parts.ca.privateKey,
  });

function request({ key, clock, entropy }: CertificateParts, hosts: readonly string[]) {
  const now = instant(Math.floor(clock.now() / 1_000) * 1_000);
  const notBefore = minus(now, BACKDATED);
  return {
    publicKey: key.publicKey,
    serialNo: certificateSerial(entropy),
    notBefore,
    notAfter: plus(notBefore, LIFETIME),
    hosts,
  };
}

function namesOf(host: string): readonly string[] {
  const everywhere = host === '0.0.0.0' || host === '::';
  return [...new Set([...WECHAT_HOSTS, ...LOOPBACK, ...(everywhere ? [] : [host])])];
}

function subjectOf(certificate: X509Certificate): DistinguishedName {
  const { CN, O, OU, C } = certificate.toLegacyObject().subject as unknown as Readonly<
    Record<string, string | undefined>
  >;
  return {
    commonName: CN ?? '',
    ...(O ? { organization: O } : {}),
    ...(OU ? { organizationalUnit: OU } : {}),
    ...(C ? { country: C } : {}),
  };
}
