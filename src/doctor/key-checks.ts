import { readCertificate } from '../protocol/certificates.ts';
import { type CertificateFacts, isKeyPair, type PrivateKey } from '../protocol/index.ts';
import { fromPkcs12 } from '../protocol/pkcs12.ts';
import type { CredentialFile } from '../sandbox/credentials/credential-files.ts';
import { type Instant, toRfc3339 } from '../time/index.ts';
import { type Check, checksOf, type Text, t } from './check.ts';
import { certificate, merchantKey } from './readable-keys.ts';

const { ok, wrong, skipped } = checksOf('credentials', 'configuration');

type Files = ReadonlyMap<CredentialFile, Buffer>;
export type Fields = Readonly<Record<string, string | undefined>>;

/** The merchant's own half: private key, API certificate, and the file that holds both. */
export function keyChecks(files: Files, fields: Fields, now: Instant): readonly Check[] {
  const key = merchantKey(files);
  const own = certificate(
    files,
    'apiclient_cert.pem',
    t("the merchant's API certificate in PEM", '商户API证书，PEM格式'),
  );
  return [
    ...key.checks,
    ...own.checks,
    ...(key.value && own.value ? [pair(key.value, own.value)] : []),
    ...(own.value
      ? [serial(own.value, fields), subject(own.value, fields), validity('apiclient_cert.pem', own.value, now)]
      : []),
    ...pkcs12(files, fields, own.value),
  ];
}

function pair(key: PrivateKey, { publicKey, serialNo }: CertificateFacts): Check {
  const check = t('private key and certificate', '私钥与证书');
  if (isKeyPair(key, publicKey)) return ok(check, t('apiclient_key.pem fits apiclient_cert.pem', '二者配套'));
  return wrong(check, {
    found: t(
      `apiclient_key.pem is not the private key of apiclient_cert.pem (serial number ${serialNo})`,
      `apiclient_key.pem不是apiclient_cert.pem（序列号${serialNo}）的私钥`,
    ),
    expected: t('the two halves of one key pair', '同一密钥对的两半'),
    advice: t(
      'take both files from one download: after a certificate was renewed, the old key signs nothing valid',
      '两个文件取自同一次申请：更换证书后旧私钥的签名无效',
    ),
  });
}

function serial({ serialNo }: CertificateFacts, { serial_no, platform_serial_no }: Fields): Check {
  const check = 'serial_no';
  if (serial_no === undefined) return skipped(check, t('merchant.json has none', 'merchant.json中没有该项'));
  if (serial_no === serialNo)
    return ok(check, t(`that of apiclient_cert.pem: ${serialNo}`, `与apiclient_cert.pem一致：${serialNo}`));
  const same = serial_no.replaceAll(/[\s:]|^0x/g, '').toUpperCase() === serialNo;
  return wrong(check, {
    found: same
      ? t(`${serial_no}, which is the right number in another form`, `${serial_no}，号码正确但写法不同`)
      : serial_no === platform_serial_no
        ? t(`${serial_no}, which is that of the platform certificate`, `${serial_no}，这是平台证书的序列号`)
        : t(`${serial_no}, which is of another certificate`, `${serial_no}，属于其他证书`),
    expected: t(
      `${serialNo}, that of apiclient_cert.pem in upper-case hex`,
      `${serialNo}，即apiclient_cert.pem的序列号（大写十六进制）`,
    ),
    advice: t(
      `write serial_no ${serialNo} into merchant.json and into your backend's configuration, or put the certificate of that number back`,
      `在merchant.json与商户后台的配置中将serial_no写为${serialNo}，或恢复该序列号的证书`,
    ),
  });
}

function subject({ commonName }: CertificateFacts, { mchid }: Fields): Check {
  const check = t("the certificate's merchant", '证书所属商户');
  if (mchid === undefined) return skipped(check, t('merchant.json has no mchid', 'merchant.json中没有mchid'));
  if (commonName === mchid) return ok(check, `mchid ${mchid}`);
  return wrong(check, {
    found: t(
      `apiclient_cert.pem names ${commonName || 'nobody'} (CN)`,
      `apiclient_cert.pem的CN为${commonName || '空'}`,
    ),
    expected: t(`mchid ${mchid}, as merchant.json has it`, `merchant.json中的mchid ${mchid}`),
    advice: /^\d{8,10}$/.test(commonName)
      ? t('use certificate and mchid of one merchant', '证书与mchid应属于同一商户')
      : t(
          "this is no merchant's certificate: put the merchant's own (its CN is the mchid) there",
          '这不是商户API证书：请放入商户自己的证书（CN为商户号）',
        ),
  });
}

/** Whether a certificate is good now. */
export function validity(name: string, { notBefore, notAfter }: CertificateFacts, now: Instant): Check {
  const check = t(`${name}, validity`, `${name}有效期`);
  if (now < notBefore || now > notAfter) {
    const past = now > notAfter;
    return wrong(check, {
      found: past
        ? t(`it expired on ${toRfc3339(notAfter)}`, `已于${toRfc3339(notAfter)}过期`)
        : t(`it is good only from ${toRfc3339(notBefore)} on`, `${toRfc3339(notBefore)}才生效`),
      expected: t(`a certificate that is good now, ${toRfc3339(now)}`, `当前（${toRfc3339(now)}）有效的证书`),
      advice: past
        ? t(
            'renew it, or have a new set made in an empty folder (--credentials)',
            '更换证书，或在空目录（--credentials）中生成新的一套',
          )
        : t('set the clock of this machine right', '校准本机时钟'),
    });
  }
  return ok(check, t(`until ${toRfc3339(notAfter).slice(0, 10)}`, `至${toRfc3339(notAfter).slice(0, 10)}`));
}

function pkcs12(files: Files, { mchid }: Fields, own: CertificateFacts | undefined): readonly Check[] {
  const name = 'apiclient_cert.p12';
  const file = files.get(name);
  if (!file) return [];
  if (mchid === undefined)
    return [skipped(name, t('merchant.json has no mchid to open it with', 'merchant.json中没有用于打开它的mchid'))];
  const expected = t(
    'a PKCS#12 file with that key and certificate, whose password is the mchid',
    '以mchid为密码、含该私钥与证书的PKCS#12文件',
  );
  const fault = (found: Text): readonly Check[] => [
    wrong(name, {
      found,
      expected,
      advice: t(
        'take it from the same download as the PEM files; its password is the mchid',
        '取与PEM文件同一次下载的文件，密码为商户号',
      ),
    }),
  ];
  try {
    const inside = readCertificate(fromPkcs12(file, mchid).certificatePem);
    if (own && inside.serialNo !== own.serialNo)
      return fault(t(`it holds another certificate, ${inside.serialNo}`, `其中是另一张证书${inside.serialNo}`));
    return [ok(name, t('opens with the mchid', '以mchid可打开'))];
  } catch {
    return fault(t(`it does not open with the password ${mchid}`, `用密码${mchid}打不开`));
  }
}
