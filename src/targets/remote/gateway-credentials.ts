import { createPublicKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readCertificate } from '../../protocol/certificates.ts';
import type { KeyRing, MerchantIdentity } from '../../protocol/identity.ts';
import { type PrivateKey, type PublicKey, privateKeyFromPem, publicKeyFromPem, rsaSigner } from '../../protocol/rsa.ts';
import { isRecord, parseJson } from '../../protocol/wire.ts';
import { SubjectError } from '../subject-error.ts';

/** What a merchant holds of itself and of WeChat Pay. */
export interface GatewayCredentials {
  readonly identity: MerchantIdentity;
  readonly privateKey: PrivateKey;
  readonly publicKey: PublicKey;
  readonly appid: string;
  readonly openid: string;
  readonly apiv3Key: string;
  /** The platform's keys that are there, by the names that `Wechatpay-Serial` gives them. */
  readonly keys: KeyRing;
  /** The key that answers are asked to be signed with: the public key where there is one. */
  readonly platformSerial: string;
  /** A PEM certificate that TLS is to trust. */
  readonly authority?: string;
}

/** The files of a credentials folder, by name; what is not there is undefined. */
export type CredentialTexts = (name: string) => string | undefined;

const FIELDS = ['mchid', 'appid', 'openid', 'serial_no', 'apiv3_key'] as const;
const KEY_FILES = [
  ['public_key_id', 'pub_key.pem'],
  ['platform_serial_no', 'platform_cert.pem'],
] as const;

/** Something is missing from credentials, or cannot be read; the message never shows what a file holds. */
export class CredentialsFault extends Error {
  override readonly name = 'CredentialsFault';
}

/** Puts credentials together from merchant.json's fields and the PEM files beside it. Throws a CredentialsFault. */
export function credentialsFrom(fields: unknown, texts: CredentialTexts): GatewayCredentials {
  const field = (name: string): string | undefined => {
    const value = isRecord(fields) ? fields[name] : undefined;
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const missing = FIELDS.filter((name) => field(name) === undefined);
  if (missing.length > 0) throw new CredentialsFault(`merchant.json has no ${missing.join(', ')}`);
  const [mchid = '', appid = '', openid = '', serialNo = '', apiv3Key = ''] = FIELDS.map(field);
  if (Buffer.byteLength(apiv3Key) !== 32)
    throw new CredentialsFault('the apiv3_key in merchant.json is not 32 characters');
  const read = <T>(name: string, how: (text: string) => T): T | undefined => {
    const text = texts(name);
    try {
      return text === undefined ? undefined : how(text);
    } catch (failure) {
      throw new CredentialsFault(`${name} is ${failure instanceof Error ? failure.message : 'not readable'}`);
    }
  };
  const key = read('apiclient_key.pem', privateKeyFromPem);
  if (!key) throw new CredentialsFault('apiclient_key.pem is missing');
  const keys = new Map(
    KEY_FILES.flatMap(([idField, file]) => {
      const id = field(idField);
      const found = read(file, publicKeyFromPem);
      return id !== undefined && found !== undefined ? [[id, found] as const] : [];
    }),
  );
  const [platformSerial] = keys.keys();
  if (platformSerial === undefined) {
    throw new CredentialsFault(
      'neither pub_key.pem with public_key_id in merchant.json nor platform_cert.pem with platform_serial_no is there, and without a key of the gateway no answer can be verified',
    );
  }
  read('ca.pem', readCertificate);
  const authority = texts('ca.pem');
  return {
    identity: { mchid, serialNo, sign: rsaSigner(key) },
    privateKey: key,
    publicKey: createPublicKey(key),
    appid,
    openid,
    apiv3Key,
    keys,
    platformSerial,
    ...(authority === undefined ? {} : { authority }),
  };
}

const FILES = ['merchant.json', 'apiclient_key.pem', 'pub_key.pem', 'platform_cert.pem', 'ca.pem'] as const;

/** Reads a folder as the sandbox writes it. Throws a SubjectError that says what is missing. */
export async function readCredentials(folder: string): Promise<GatewayCredentials> {
  const found = new Map<string, string>();
  for (const name of FILES) {
    const text = await readIfThere(join(folder, name));
    if (text !== undefined) found.set(name, text);
  }
  const fault = (what: string): SubjectError =>
    new SubjectError(
      'configuration',
      `The credentials in ${folder} cannot be used: ${what}. Name with --credentials the folder of merchant.json and the PEM files that the gateway knows the merchant by`,
    );
  const text = found.get('merchant.json');
  if (text === undefined) throw fault('merchant.json is missing');
  const fields = parseJson(text);
  if (!isRecord(fields)) throw fault('merchant.json is not a JSON object');
  try {
    return credentialsFrom(fields, (name) => found.get(name));
  } catch (failure) {
    throw failure instanceof CredentialsFault ? fault(failure.message) : failure;
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (failure) {
    const code = failure instanceof Error && 'code' in failure ? String(failure.code) : String(failure);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new SubjectError('configuration', `${path} cannot be read (${code}): make it readable`);
  }
}
