import { isRecord, parseJson } from '../protocol/wire.ts';
import { isMerchantFile, type MerchantFile, merchantFileFault } from '../sandbox/credentials/merchant-file.ts';
import { type Check, checksOf, type Text, t } from './check.ts';

const { ok, wrong } = checksOf('credentials', 'configuration');

/** One file in which every field has its form: a single field is tried in it. */
const GOOD: MerchantFile = {
  mchid: '1900000109',
  appid: 'wx0123456789abcdef',
  openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
  serial_no: '0'.repeat(40),
  apiv3_key: 'a'.repeat(32),
  public_key_id: 'PUB_KEY_ID_0',
  platform_serial_no: '0'.repeat(40),
  base_url: '',
};
const FIELDS = Object.keys(GOOD) as (keyof MerchantFile)[];

const IN_CHINESE: Readonly<Record<keyof MerchantFile, string>> = {
  mchid: '8至10位数字',
  appid: '以“wx”开头的字母与数字',
  openid: '至多128个字母、数字、“-”或“_”',
  serial_no: '40位大写十六进制数',
  apiv3_key: '32位字母与数字',
  public_key_id: '“PUB_KEY_ID_”加数字',
  platform_serial_no: '40位大写十六进制数',
  base_url: 'URL',
};

const SERIAL_ADVICE = t(
  'write the whole serial number in upper-case hex, without colons, blanks or 0x: openssl x509 -noout -serial shows it so',
  '写完整的证书序列号：大写十六进制，不带冒号、空格和0x；openssl x509 -noout -serial 即如此输出',
);

/** Where each parameter comes from (G§1.3, D:4013070756). */
const ADVICE: Readonly<Record<keyof MerchantFile, Text>> = {
  mchid: t("write the merchant's number as text, digits only", '以字符串填写商户号，仅数字'),
  appid: t(
    'write the AppID of the mini program (wx…), not its original id (gh_…)',
    '填写小程序的AppID（wx…），而不是原始ID（gh_…）',
  ),
  openid: t("write a payer's openid under that appid", '填写该appid下用户的openid'),
  serial_no: SERIAL_ADVICE,
  apiv3_key: t(
    'set the APIv3 key: exactly 32 letters and digits, neither the APIv2 key nor the AppSecret, and without a line feed',
    '填写APIv3密钥：恰好32位字母与数字，不是APIv2密钥也不是AppSecret，不带换行',
  ),
  public_key_id: t(
    'write the id with its prefix: PUB_KEY_ID_ and the digits',
    '填写完整的微信支付公钥ID：前缀PUB_KEY_ID_加数字',
  ),
  platform_serial_no: SERIAL_ADVICE,
  base_url: t('leave it to the kit, or write a URL', '由测试工具填写，或写一个URL'),
};

/** Shown by their length alone. */
const SECRET: ReadonlySet<string> = new Set(['apiv3_key', 'openid']);

/** The fields of a merchant.json as far as they are texts, and what is wrong with each. */
export function merchantJsonChecks(file: Buffer): {
  readonly checks: readonly Check[];
  readonly fields: Readonly<Partial<Record<keyof MerchantFile, string>>>;
} {
  const value = parseJson(file.toString('utf8').replace(/^\uFEFF/, ''));
  if (!isRecord(value)) return { checks: [noObject], fields: {} };
  const faults = FIELDS.flatMap((name) => faultOf(name, value[name]) ?? []);
  const fields = Object.fromEntries(
    FIELDS.flatMap((name) => (typeof value[name] === 'string' ? [[name, value[name]]] : [])),
  );
  const fine = ok('merchant.json', t('every parameter is there and has its form', '各参数齐全，格式正确'));
  return { checks: faults.length === 0 ? [fine] : faults, fields };
}

const noObject = wrong('merchant.json', {
  found: t('the file is no JSON object', '该文件不是JSON对象'),
  expected: t(`a JSON object with ${FIELDS.join(', ')}`, `包含${FIELDS.join('、')}的JSON对象`),
  advice: t('put the file back that the kit wrote, or correct its JSON', '恢复测试工具写的文件，或改正其JSON'),
});

function faultOf(name: keyof MerchantFile, value: unknown): Check | undefined {
  const tried = { ...GOOD, [name]: value };
  if (isMerchantFile(tried)) return undefined;
  const words = /\(it must be (.*)\)$/.exec(merchantFileFault(tried))?.[1] ?? 'something else';
  return wrong(`merchant.json, ${name}`, {
    found: shown(name, value),
    expected: t(words, IN_CHINESE[name]),
    advice: ADVICE[name],
  });
}

function shown(name: string, value: unknown): Text {
  if (value === undefined) return t('it is missing', '缺少该项');
  if (typeof value !== 'string') return t(`it is a ${typeof value}, not a text`, `类型是${typeof value}，不是字符串`);
  if (!SECRET.has(name)) return `"${value.slice(0, 80)}"`;
  const odd = /[^0-9A-Za-z_-]/.test(value);
  return t(
    `a text of ${value.length} characters${odd ? ', with others than letters and digits in it' : ''}`,
    `${value.length}个字符的字符串${odd ? '，其中有字母与数字以外的字符' : ''}`,
  );
}
