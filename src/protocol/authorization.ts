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

/** A value is printable ASCII without blank or quote, so that the header stays one line whatever is read from it. */
const ITEM = /^(mchid|nonce_str|signature|timestamp|serial_no)="([!#-~]+)"$/;

/** The header's value: one space after the scheme, the items in ASCII double quotes, commas without spaces. */
export const formatAuthorization = (items: Authorization): string =>
  `${SCHEME} mchid="${items.mchid}",nonce_str="${items.nonce_str}",signature="${items.signature}",timestamp="${items.timestamp}",serial_no="${items.serial_no}"`;

/** Reads the header. The five items may come in any order, each exactly once and none empty; anything else is a fault. */
export function parseAuthorization(header: string | undefined): Authorization | AuthorizationFault {
  if (header === undefined || header === '') return 'absent';
  const [scheme, ...rest] = header.split(' ');
  if (scheme !== SCHEME) return 'wrong-scheme';
  if (rest.length !== 1) return 'malformed';
  const items = new Map<string, string>();
  for (const text of (rest[0] ?? '').split(',')) {
    const [, name, value] = ITEM.exec(text) ?? [];
    if (!name || !value || items.has(name)) return 'malformed';
    items.set(name, value);
  }
  const item = (name: keyof Authorization): string => items.get(name) ?? '';
  const read: Authorization = {
    mchid: item('mchid'),
    nonce_str: item('nonce_str'),
    signature: item('signature'),
    timestamp: item('timestamp'),
    serial_no: item('serial_no'),
  };
  return items.size === 5 && /^\d+$/.test(read.timestamp) ? read : 'malformed';
}
