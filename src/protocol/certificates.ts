import { createPublicKey, generateKeyPair as generate, type KeyObject, sign, X509Certificate } from 'node:crypto';
import { createRequire } from 'node:module';
import { isIP } from 'node:net';
import { promisify } from 'node:util';
import type * as Forge from 'node-forge';
import { fromGmtText, type Instant, toDate } from '../time/index.ts';
import type { Entropy } from './entropy.ts';
import type { KeyPair } from './identity.ts';
import type { PrivateKey, PublicKey } from './rsa.ts';

/** Loaded when the first certificate is issued: it takes 30 ms, which a start of the kit should not pay. */
const forge = (): typeof Forge => createRequire(import.meta.url)('node-forge') as typeof Forge;

/** Whom a certificate names. A merchant's has the mchid as its common name (D:4013053057). */
export interface DistinguishedName {
  readonly commonName: string;
  readonly organization?: string;
  readonly organizationalUnit?: string;
  /** Two letters. */
  readonly country?: string;
}

export interface CertificateRequest {
  readonly subject: DistinguishedName;
  readonly publicKey: PublicKey;
  /** 40 upper-case hex digits, the first of them 1 to 7: see {@link certificateSerial}. */
  readonly serialNo: string;
  readonly notBefore: Instant;
  readonly notAfter: Instant;
  /** The subject of the certificate that `issuerKey` belongs to; left out, the certificate is its own issuer. */
  readonly issuer?: DistinguishedName;
  readonly issuerKey: PrivateKey;
  /** It may issue others. */
  readonly ca?: boolean;
  /** DNS names and IP addresses that a server proves with it. */
  readonly hosts?: readonly string[];
}

/** What is read from a certificate. */
export interface CertificateFacts {
  /** Upper-case hex, as it stands in `serial_no` and in `Wechatpay-Serial`. */
  readonly serialNo: string;
  readonly commonName: string;
  readonly notBefore: Instant;
  readonly notAfter: Instant;
  readonly publicKey: PublicKey;
}

/** RFC 4055 §5 */
const SHA256_WITH_RSA = '1.2.840.113549.1.1.11';

const SERIAL = /^[1-7][0-9A-F]{39}$/;

/** A new serial number: 40 upper-case hex digits that are a positive DER integer of exactly 20 bytes, so that no tool pads or cuts it. */
export function certificateSerial(entropy: Entropy): string {
  const bytes = Buffer.from(entropy(20));
  bytes[0] = 0x10 + (bytes.readUInt8() % 0x70);
  return bytes.toString('hex').toUpperCase();
}

function attributes(name: DistinguishedName): Forge.pki.CertificateField[] {
  const { asn1 } = forge();
  // The type declarations mistake the tag of a string for a class of tags.
  const utf8 = asn1.Type.UTF8 as unknown as Forge.asn1.Class;
  return [
    ...(name.country ? [{ name: 'countryName', value: name.country }] : []), // X.520 wants a PrintableString here
    ...(name.organization ? [{ name: 'organizationName', value: name.organization, valueTagClass: utf8 }] : []),
    ...(name.organizationalUnit
      ? [{ name: 'organizationalUnitName', value: name.organizationalUnit, valueTagClass: utf8 }]
      : []),
    { name: 'commonName', value: name.commonName, valueTagClass: utf8 },
  ];
}

const forgeKey = (key: KeyObject): Forge.pki.rsa.PublicKey => forge().pki.publicKeyFromPem(publicKeyPem(key));

function extensions(request: CertificateRequest): object[] {
  const authority = forge().pki.getPublicKeyFingerprint(forgeKey(createPublicKey(request.issuerKey)));
  const names = (request.hosts ?? []).map((host) => (isIP(host) ? { type: 7, ip: host } : { type: 2, value: host }));
  return [
    { name: 'basicConstraints', cA: request.ca === true, critical: true },
    request.ca
      ? { name: 'keyUsage', keyCertSign: true, cRLSign: true, digitalSignature: true, critical: true }
      : { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
    { name: 'subjectKeyIdentifier' },
    { name: 'authorityKeyIdentifier', keyIdentifier: authority.getBytes() }, // strict verifiers ask for it (RFC 5280 §4.2.1.1)
    ...(names.length > 0
      ? [
          { name: 'extKeyUsage', serverAuth: true },
          { name: 'subjectAltName', altNames: names },
        ]
      : []),
  ];
}

/** Issues an X.509 certificate signed sha256WithRSA, in PEM. Throws a RangeError for a serial number of another form. */
export function issueCertificate(request: CertificateRequest): string {
  if (!SERIAL.test(request.serialNo)) {
    throw new RangeError(
      `"${request.serialNo}" is no serial number: give 40 upper-case hex digits, the first of them 1 to 7`,
    );
  }
  const { asn1, pki } = forge();
  const certificate = pki.createCertificate();
  certificate.serialNumber = request.serialNo;
  certificate.publicKey = forgeKey(request.publicKey);
  certificate.validity.notBefore = toDate(request.notBefore);
  certificate.validity.notAfter = toDate(request.notAfter);
  certificate.setSubject(attributes(request.subject));
  certificate.setIssuer(attributes(request.issuer ?? request.subject));
  certificate.setExtensions(extensions(request));
  // Forge builds the structure and node signs it: in 3 ms instead of the 70 of forge's own RSA.
  certificate.signatureOid = SHA256_WITH_RSA;
  certificate.siginfo.algorithmOid = SHA256_WITH_RSA;
  const der = (node: Forge.asn1.Asn1) => Buffer.from(asn1.toDer(node).getBytes(), 'latin1');
  const unsigned = (pki.certificateToAsn1(certificate).value as Forge.asn1.Asn1[]).slice(0, 1).map(der);
  certificate.signature = sign('sha256', Buffer.concat(unsigned), request.issuerKey).toString('latin1');
  return new X509Certificate(der(pki.certificateToAsn1(certificate))).toString();
}

/** Reads a certificate in PEM. Throws an Error where there is none. */
export function readCertificate(pem: string): CertificateFacts {
  let read: X509Certificate;
  try {
    read = new X509Certificate(pem);
  } catch {
    throw new Error('not a readable PEM certificate');
  }
  return {
    serialNo: read.serialNumber.toUpperCase(),
    commonName: [read.toLegacyObject().subject.CN].flat()[0] ?? '', // a list where a subject has several
    notBefore: fromGmtText(read.validFrom),
    notAfter: fromGmtText(read.validTo),
    publicKey: read.publicKey,
  };
}

/** A new RSA-2048 key pair. It takes from 50 to 550 ms, in a thread of its own. */
export const generateKeyPair = (): Promise<KeyPair> => promisify(generate)('rsa', { modulusLength: 2048 });

/** The private key as `apiclient_key.pem` holds it: PKCS#8. */
export const privateKeyPem = (key: PrivateKey): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();

/** The public key as `pub_key.pem` holds it: SPKI. */
export const publicKeyPem = (key: PublicKey): string => key.export({ type: 'spki', format: 'pem' }).toString();
