/** The one scheme of this wire (D:4012365336). */
export const SCHEME = 'WECHATPAY2-SHA256-RSA2048';

/** The five items of an `Authorization` header. */
export interface Authorization {
  readonly mchid: string;
  readonly nonce_str: string;
  readonly signature: string;
  readonly timestamp: string;
  readonly serial_no: string;
}

export type AuthorizationFault = 'absent' | 'wrong-scheme' | 'malformed';

/** A value is printable ASCII without blank, quote or comma, so that the header stays one line whatever is read from it. */
const ITEM = /(mchid|nonce_str|signature|timestamp|serial_no)="([!#-+\--~]+)"(,?)/y;

/** The header's value: one space after the scheme, the items in ASCII double quotes, commas without spaces. */
export const formatAuthorization = (items: Authorization): string =>
  `${SCHEME} mchid="${items.mchid}",nonce_str="${items.nonce_str}",signature="${items.signature}",timestamp="${items.timestamp}",serial_no="${items.serial_no}"`;

/** {@link ITEM} leaves no value empty. */
const isNumber = (text: string | undefined): text is string => !/\D/.test(String(text));

/** Reads the header. The five items may come in any order, each exactly once and none empty; anything else is a fault. */
export function parseAuthorization(header: string | undefined): Authorization | AuthorizationFault {
  if (header === undefined || header === '') return 'absent';
  if (header !== SCHEME && !header.startsWith(`${SCHEME} `)) return 'wrong-scheme';
  const items: Partial<Record<keyof Authorization, string | undefined>> = {};
  ITEM.lastIndex = SCHEME.length + 1;
  for (let more = true; more; ) {
    const read = ITEM.exec(header) as unknown as readonly [string, keyof Authorization, string, string] | null;
    if (!read) return 'malformed';
    const [, name, value, comma] = read;
    if (items[name] !== undefined) return 'malformed';
    items[name] = value;
    more = comma === ',';
  }
  if (ITEM.lastIndex !== header.length) return 'malformed';
  const { mchid, nonce_str, signature, timestamp, serial_no } = items;
  const whole = mchid !== undefined && nonce_str !== undefined && signature !== undefined && serial_no !== undefined;
  if (!whole || !isNumber(timestamp)) return 'malformed';
  return { mchid, nonce_str, signature, timestamp, serial_no };
}
