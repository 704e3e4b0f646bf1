import { isRecord } from '../../protocol/index.ts';

/** What `merchant.json` holds. */
export interface MerchantFile {
  readonly mchid: string;
  readonly appid: string;
  readonly openid: string;
  /** The serial number of the merchant's API certificate. */
  readonly serial_no: string;
  readonly apiv3_key: string;
  readonly public_key_id: string;
  readonly platform_serial_no: string;
  /** Where the sandbox is found, without a trailing slash. */
  readonly base_url: string;
}

/** Each field with the form that it must have (D:4013070756), in the order of the file. */
const FORMS: { readonly [Field in keyof MerchantFile]: readonly [form: RegExp, words: string] } = {
  mchid: [/^\d{8,10}$/, '8 to 10 digits'],
  appid: [/^wx[0-9A-Za-z]{1,30}$/, '"wx" and letters or digits'],
  openid: [/^[\w-]{1,128}$/, 'up to 128 letters, digits, "-" or "_"'],
  serial_no: [/^[0-9A-F]{40}$/, '40 upper-case hex digits'],
  apiv3_key: [/^[0-9A-Za-z]{32}$/, '32 letters or digits'],
  public_key_id: [/^PUB_KEY_ID_\d+$/, '"PUB_KEY_ID_" and digits'],
  platform_serial_no: [/^[0-9A-F]{40}$/, '40 upper-case hex digits'],
  base_url: [/^(?:https?:\/\/.*)?$/, 'a URL'],
};

const faulty = (file: Readonly<Record<string, unknown>>) =>
  Object.entries(FORMS).find(([field, [form]]) => {
    const value = file[field];
    return typeof value !== 'string' || !form.test(value);
  });

export const isMerchantFile = (value: unknown): value is MerchantFile & Readonly<Record<string, unknown>> =>
  isRecord(value) && faulty(value) === undefined;

/** What is wrong with a merchant.json, without its values: one of them is a key. */
export function merchantFileFault(value: unknown): string {
  if (!isRecord(value)) return 'is not a JSON object';
  const [field, [, words]] = faulty(value) ?? ['', [/./, '']];
  return `has no good "${field}" (it must be ${words})`;
}
