import { createPublicKey } from 'node:crypto';
import { join } from 'node:path';
import {
  type CertificateFacts,
  type Entropy,
  isKeyPair,
  isRecord,
  type KeyPair,
  type PlatformCertificate,
  type PlatformKey,
  type PrivateKey,
  type PublicKey,
  parseJson,
  platformKey,
  privateKeyFromPem,
  publicKeyFromPem,
  readCertificate,
} from '../../protocol/index.ts';
import type { Clock } from '../../time/index.ts';
import { SandboxError } from '../sandbox-error.ts';
import { platformCertificateOf } from './authority.ts';
import {
  type CredentialFile,
  type CredentialFiles,
  mend,
  readCredentialFiles,
  writeCredentialFiles,
  writeNewCredentials,
} from './credential-files.ts';
import { json, makeCredentials, privateKeyFromJwk } from './make-credentials.ts';
import { isMerchantFile, type MerchantFile, merchantFileFault } from './merchant-file.ts';

/** What WeChat Pay publishes, as the credentials folder holds it. */
export type PublicPems = Readonly<Record<'pub_key.pem' | 'platform_cert.pem' | 'ca.pem', string>>;

/** What WeChat Pay signs with for a merchant, to begin with. */
export interface PlatformPair {
  readonly publicKey: PlatformKey;
  readonly certificate: PlatformCertificate;
}

/** The demo merchant as the gateway registers it, and what the sandbox makes others like it with. */
export interface Credentials {
  readonly merchant: MerchantFile;
  readonly certificate: CertificateFacts;
  readonly certificatePem: string;
  readonly platformKeys: PlatformPair;
  readonly merchantKey: KeyPair;
  readonly authorityKey: PrivateKey;
  /** The TLS face proves itself with it. */
  readonly tlsKey: KeyPair;
  readonly pems: PublicPems;
  /**
   * Writes the files with the address that the sandbox is found at. Throws a SandboxError where that cannot be done: a
   * CredentialsTaken where another process has made credentials in the folder meanwhile.
   */
  save(baseUrl: string): Promise<void>;
}

/**
 * Reads the demo merchant's credentials from a folder, or makes new ones where it has none; nothing is written before `save`.
 * Throws a SandboxError that names the file where one is missing, unreadable or does not belong to the others.
 */
export async function openCredentials(folder: string, clock: Clock, entropy: Entropy): Promise<Credentials> {
  const kept = await readCredentialFiles(folder);
  const files = kept ?? (await makeCredentials(clock, entropy));
  const { merchant, ...rest } = examined(folder, files);
  return {
    merchant,
    ...rest,
    save: async (base_url) => {
      if (kept && merchant.base_url === base_url) return;
      const merchantJson = { 'merchant.json': json({ ...merchant, base_url }) };
      if (kept) await writeCredentialFiles(folder, merchantJson);
      else await writeNewCredentials(folder, { ...files, ...merchantJson });
    },
  };
}

/** Everything that is read from the files; what does not fit together is refused here, not found out by a failing signature. */
function examined(folder: string, files: CredentialFiles): Omit<Credentials, 'save'> {
  const fail = (name: CredentialFile, what: string): never => {
    throw new SandboxError(`${join(folder, name)} ${what}: ${mend(folder)}`);
  };
  const readAs = <T>(name: CredentialFile, read: (text: string) => T): T => {
    try {
      return read(files[name].toString('utf8'));
    } catch (failure) {
      return fail(name, `is ${failure instanceof Error ? failure.message : 'not readable'}`);
    }
  };
  const belong = (name: CredentialFile, publicKey: PublicKey, key: PrivateKey, other: CredentialFile): void => {
    if (!isKeyPair(key, publicKey)) fail(name, `does not belong to the private key in ${other}`);
  };

  const merchant = readAs('merchant.json', (text) => {
    const value = parseJson(text);
    return isMerchantFile(value) ? value : fail('merchant.json', merchantFileFault(value));
  });

  const key = readAs('apiclient_key.pem', privateKeyFromPem);
  const certificate = readAs('apiclient_cert.pem', readCertificate);
  belong('apiclient_cert.pem', certificate.publicKey, key, 'apiclient_key.pem');
  if (certificate.serialNo !== merchant.serial_no) fail('apiclient_cert.pem', 'has not the serial_no of merchant.json');
  if (certificate.commonName !== merchant.mchid) fail('apiclient_cert.pem', 'does not name the mchid of merchant.json');
  // Opening it needs node-forge, which a start should not wait for. DER begins with a SEQUENCE.
  if (files['apiclient_cert.p12'][0] !== 0x30) fail('apiclient_cert.p12', 'is not a PKCS#12 file');

  const own = 'sandbox-keys.json';
  const keys = readAs(own, (text) => {
    const value = parseJson(text);
    if (!isRecord(value)) throw new Error('not a JSON object');
    return {
      publicKey: privateKeyFromJwk(value['platform_public_key']),
      certificate: privateKeyFromJwk(value['platform_certificate']),
      ca: privateKeyFromJwk(value['ca']),
      tls: privateKeyFromJwk(value['tls']),
    };
  });
  belong('pub_key.pem', readAs('pub_key.pem', publicKeyFromPem), keys.publicKey, own);
  const platform = readAs('platform_cert.pem', readCertificate);
  belong('platform_cert.pem', platform.publicKey, keys.certificate, own);
  if (platform.serialNo !== merchant.platform_serial_no) {
    fail('platform_cert.pem', 'has not the platform_serial_no of merchant.json');
  }
  belong('ca.pem', readAs('ca.pem', readCertificate).publicKey, keys.ca, own);
  const pem = (name: CredentialFile): string => files[name].toString('utf8');
  return {
    merchant,
    certificate,
    certificatePem: pem('apiclient_cert.pem'),
    merchantKey: { privateKey: key, publicKey: certificate.publicKey },
    authorityKey: keys.ca,
    tlsKey: { privateKey: keys.tls, publicKey: createPublicKey(keys.tls) },
    pems: { 'pub_key.pem': pem('pub_key.pem'), 'platform_cert.pem': pem('platform_cert.pem'), 'ca.pem': pem('ca.pem') },
    platformKeys: {
      publicKey: platformKey(merchant.public_key_id, keys.publicKey),
      certificate: platformCertificateOf(keys.certificate, pem('platform_cert.pem')),
    },
  };
}
