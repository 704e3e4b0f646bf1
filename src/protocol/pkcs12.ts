import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { createRequire } from 'node:module';
import type * as Forge from 'node-forge';
import { privateKeyPem } from './certificates.ts';
import { isKeyPair, type PrivateKey } from './rsa.ts';

/** Loaded only by who reads or writes such a file: it takes 30 ms. */
const forge = (): typeof Forge => createRequire(import.meta.url)('node-forge') as typeof Forge;

export interface Pkcs12Content {
  readonly privateKey: PrivateKey;
  readonly certificatePem: string;
  /** WeChat Pay's own files have the mchid as their password. */
  readonly password: string;
}

/** A PKCS#12 file as `apiclient_cert.p12` is one: key and certificate under triple DES, which old and new tools read alike. */
export function toPkcs12({ privateKey, certificatePem, password }: Pkcs12Content): Buffer {
  const { asn1, pki, pkcs12 } = forge();
  const key = pki.privateKeyFromPem(privateKeyPem(privateKey));
  const file = pkcs12.toPkcs12Asn1(key, pki.certificateFromPem(certificatePem), password, { algorithm: '3des' });
  return Buffer.from(asn1.toDer(file).getBytes(), 'latin1');
}

function readFile(file: Buffer, password: string): Forge.pkcs12.Pkcs12Pfx {
  try {
    return forge().pkcs12.pkcs12FromAsn1(forge().asn1.fromDer(file.toString('latin1')), password);
  } catch {
    // Forge's message may quote what it met: neither key material nor a password belongs into a message.
    throw new Error('not a PKCS#12 file that this password opens: WeChat Pay makes the mchid the password');
  }
}

/** Reads the private key (as PKCS#8) and its certificate. Throws an Error where the password is another or one of the two is missing. */
export function fromPkcs12(file: Buffer, password: string): { privateKeyPem: string; certificatePem: string } {
  const { asn1, pki } = forge();
  const bags = readFile(file, password).safeContents.flatMap((content) => content.safeBags);
  const keys = bags.flatMap(({ key }): KeyObject[] => (key ? [createPrivateKey(pki.privateKeyToPem(key))] : []));
  const certificates = bags.flatMap(({ cert }): X509Certificate[] =>
    cert ? [new X509Certificate(Buffer.from(asn1.toDer(pki.certificateToAsn1(cert)).getBytes(), 'latin1'))] : [],
  );
  // A file may hold the issuers' certificates too.
  const [pair] = keys.flatMap((key) =>
    certificates.filter(({ publicKey }) => isKeyPair(key, publicKey)).map((certificate) => ({ key, certificate })),
  );
  if (!pair) {
    throw new Error(
      `A PKCS#12 file holds a private key and its certificate; this one holds ${keys.length} and ${certificates.length}, and no pair of them`,
    );
  }
  return { privateKeyPem: privateKeyPem(pair.key), certificatePem: pair.certificate.toString() };
}
