import {
  type CertificateFacts,
  type PrivateKey,
  type PublicKey,
  privateKeyFromPem,
  publicKeyFromPem,
  readCertificate,
} from '../protocol/index.ts';
import type { CredentialFile } from '../sandbox/credentials/credential-files.ts';
import { type Check, checksOf, type Text, t } from './check.ts';

const { wrong } = checksOf('credentials', 'configuration');

type Files = ReadonlyMap<CredentialFile, Buffer>;

/** What was read from a file, or what is wrong with it; neither where it is not there. */
export interface Readable<T> {
  readonly value?: T;
  readonly checks: readonly Check[];
}

const KINDS: Readonly<Record<string, Text>> = {
  CERTIFICATE: t('a certificate', '证书'),
  'PUBLIC KEY': t('a public key', '公钥'),
  'PRIVATE KEY': t('a private key', '私钥'),
  'RSA PRIVATE KEY': t('a private key', '私钥'),
  'ENCRYPTED PRIVATE KEY': t('a private key under a passphrase', '带口令的私钥'),
  'CERTIFICATE REQUEST': t('a request for a certificate', '证书请求'),
};

interface Wanted {
  readonly labels: readonly string[];
  readonly expected: Text;
  readonly advice: Text;
}

function pem<T>(files: Files, name: CredentialFile, wanted: Wanted, read: (text: string) => T): Readable<T> {
  const file = files.get(name);
  if (!file) return { checks: [] };
  const text = file.toString('utf8');
  const label = /-----BEGIN ([A-Z0-9 ]+)-----/.exec(text)?.[1];
  const fault = (found: Text): Readable<T> => ({
    checks: [wrong(name, { found, expected: wanted.expected, advice: wanted.advice })],
  });
  if (label === undefined) return fault(t('no PEM: there is no -----BEGIN line', '不是PEM：没有-----BEGIN行'));
  if (!wanted.labels.includes(label)) return fault(KINDS[label] ?? `${label}`);
  try {
    return { value: read(text), checks: [] };
  } catch {
    return fault(t('PEM that cannot be read: it is cut or changed', '无法读取的PEM：内容不完整或被改动'));
  }
}

export const merchantKey = (files: Files): Readable<PrivateKey> => {
  const read = pem(
    files,
    'apiclient_key.pem',
    {
      labels: ['PRIVATE KEY', 'RSA PRIVATE KEY'],
      expected: t("the merchant's private key in PEM, RSA with 2048 bits", '商户API私钥：PEM格式，RSA 2048位'),
      advice: t(
        'put the key that belongs to apiclient_cert.pem there, as the certificate tool wrote it',
        '放入与apiclient_cert.pem配套的私钥，即证书工具生成的原文件',
      ),
    },
    privateKeyFromPem,
  );
  const { asymmetricKeyType, asymmetricKeyDetails } = read.value ?? {};
  const bits = asymmetricKeyDetails?.modulusLength;
  if (!read.value || (asymmetricKeyType === 'rsa' && bits === 2048)) return read;
  const fault = wrong('apiclient_key.pem', {
    found: asymmetricKeyType === 'rsa' ? t(`RSA with ${bits} bits`, `RSA ${bits}位`) : `${asymmetricKeyType}`,
    expected: t('RSA with 2048 bits', 'RSA 2048位'),
    advice: t('apply for a merchant API certificate with a new key', '用新的密钥申请商户API证书'),
  });
  return { checks: [fault] };
};

/** A certificate, by the file that is to hold it. */
export const certificate = (
  files: Files,
  name: 'apiclient_cert.pem' | 'platform_cert.pem' | 'ca.pem',
  whose: Text,
): Readable<CertificateFacts> =>
  pem(
    files,
    name,
    {
      labels: ['CERTIFICATE'],
      expected: whose,
      advice: t(`put the certificate in PEM into ${name}`, `在${name}中放入PEM格式的证书`),
    },
    readCertificate,
  );

export const platformPublicKey = (files: Files): Readable<PublicKey> =>
  pem(
    files,
    'pub_key.pem',
    {
      labels: ['PUBLIC KEY'],
      expected: t("WeChat Pay's public key in PEM (BEGIN PUBLIC KEY)", '微信支付公钥，PEM格式（BEGIN PUBLIC KEY）'),
      advice: t(
        "put WeChat Pay's public key there; its certificate, where you use one, belongs into platform_cert.pem",
        '放入微信支付公钥；平台证书应放在platform_cert.pem',
      ),
    },
    publicKeyFromPem,
  );
