import {
  type CertificateFacts,
  isKeyPair,
  isRecord,
  type PrivateKey,
  type PublicKey,
  parseJson,
} from '../protocol/index.ts';
import type { CredentialFile } from '../sandbox/credentials/credential-files.ts';
import { privateKeyFromJwk } from '../sandbox/credentials/make-credentials.ts';
import type { Instant } from '../time/index.ts';
import { type Check, checksOf, t } from './check.ts';
import { type Fields, validity } from './key-checks.ts';
import { certificate, platformPublicKey } from './readable-keys.ts';

const { ok, wrong, skipped } = checksOf('credentials', 'configuration');

type Files = ReadonlyMap<CredentialFile, Buffer>;

/** WeChat Pay's half, which the kit plays: what it signs with must fit what the merchant verifies with. */
export function platformChecks(files: Files, fields: Fields, now: Instant): readonly Check[] {
  const kept = keptKeys(files);
  const key = platformPublicKey(files);
  const theirs = certificate(
    files,
    'platform_cert.pem',
    t("WeChat Pay's platform certificate in PEM", '微信支付平台证书，PEM格式'),
  );
  const ca = certificate(files, 'ca.pem', t("the certificate of the kit's own authority", '测试工具自己的CA证书'));
  return [
    ...kept.checks,
    ...key.checks,
    ...(key.value ? [fits('pub_key.pem', key.value, kept.publicKey)] : []),
    ...theirs.checks,
    ...(theirs.value
      ? [
          fits('platform_cert.pem', theirs.value.publicKey, kept.certificate),
          serial(theirs.value, fields),
          validity('platform_cert.pem', theirs.value, now),
        ]
      : []),
    ...ca.checks,
    ...(ca.value ? [fits('ca.pem', ca.value.publicKey, kept.ca), validity('ca.pem', ca.value, now)] : []),
  ];
}

interface Kept {
  readonly publicKey?: PrivateKey;
  readonly certificate?: PrivateKey;
  readonly ca?: PrivateKey;
  readonly checks: readonly Check[];
}

function keptKeys(files: Files): Kept {
  const file = files.get('sandbox-keys.json');
  if (!file) return { checks: [] };
  const value = parseJson(file);
  try {
    if (!isRecord(value)) throw new Error('not a JSON object');
    return {
      publicKey: privateKeyFromJwk(value['platform_public_key']),
      certificate: privateKeyFromJwk(value['platform_certificate']),
      ca: privateKeyFromJwk(value['ca']),
      checks: [],
    };
  } catch {
    return {
      checks: [
        wrong('sandbox-keys.json', {
          found: t('keys that cannot be read', '其中的密钥无法读取'),
          expected: t('the file as the kit wrote it', '测试工具写出的原文件'),
          advice: t(
            'put it back, or name an empty folder with --credentials to have a new set made',
            '恢复该文件，或用--credentials指定空目录以生成新的一套',
          ),
        }),
      ],
    };
  }
}

function fits(name: CredentialFile, publicKey: PublicKey, kept: PrivateKey | undefined): Check {
  if (!kept)
    return skipped(
      name,
      t(
        'whether the kit can sign with it is known only by sandbox-keys.json',
        '只有sandbox-keys.json能说明测试工具可否用它签名',
      ),
    );
  if (isKeyPair(kept, publicKey)) return ok(name, t('the kit signs with its private half', '测试工具持有其私钥'));
  return wrong(name, {
    found: t('a key whose private half the kit has not', '测试工具没有其私钥'),
    expected: t('the file that the kit wrote beside sandbox-keys.json', '测试工具与sandbox-keys.json一同写出的文件'),
    advice: t(
      "put the kit's file back, or make a new set in an empty folder (--credentials): with a key of the real WeChat Pay nothing that the kit signs would verify",
      '恢复测试工具的文件，或在空目录（--credentials）中生成新的一套：用真实微信支付的密钥无法验证测试工具的签名',
    ),
  });
}

function serial({ serialNo }: CertificateFacts, { platform_serial_no }: Fields): Check {
  const check = 'platform_serial_no';
  if (platform_serial_no === undefined) return skipped(check, t('merchant.json has none', 'merchant.json中没有该项'));
  if (platform_serial_no === serialNo) return ok(check, t('that of platform_cert.pem', '与platform_cert.pem一致'));
  return wrong(check, {
    found: platform_serial_no,
    expected: t(`${serialNo}, that of platform_cert.pem`, `${serialNo}，即platform_cert.pem的序列号`),
    advice: t(
      `write platform_serial_no ${serialNo} into merchant.json, or put the certificate of that number back`,
      `在merchant.json中将platform_serial_no写为${serialNo}，或恢复该序列号的证书`,
    ),
  });
}
