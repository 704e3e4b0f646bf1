import { isRecord, parseJson, type WireHeaders } from '../protocol/wire.ts';
import type { Recorded } from './events.ts';

/** Fields whose values are credentials, personal, or good for nothing but replay: only their beginning is kept. */
const SHORTENED = new Set([
  'openid',
  'paySign',
  'ciphertext',
  'signature',
  'session_key',
  'js_code',
  'token',
  'secret',
  'access_token',
  'bank_account',
  'real_name',
]);

const shorten = (text: string): string => (text.length <= 6 ? '…' : `${text.slice(0, 6)}…`);

/** The same value with credentials and personal data cut to their first characters. */
export function redactValue(value: unknown, name = ''): unknown {
  if (typeof value === 'string') return SHORTENED.has(name) ? shorten(value) : redactInner(value);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, name));
  if (isRecord(value)) {
    const kept: Record<string, unknown> = { ...value };
    for (const key of Object.keys(kept)) kept[key] = redactValue(kept[key], key);
    return kept;
  }
  return value;
}

/** Of `Authorization`, only WeChat Pay's own scheme is kept, its signature shortened; any other is some token. */
function redactAuthorization(value: string): string {
  if (!value.startsWith('WECHATPAY2-')) return value.replace(/^(\w+ )?.*$/s, '$1…'); // a token may come without a scheme
  // Also where the header is malformed: quotes of another kind, or none, or the item twice.
  return value.replace(/(signature=["']?(?:[^"',]{6}(?=[^"',]))?)[^"',]*/g, '$1…');
}

/** Also where the JSON is itself a text in JSON, and its quotes are escaped: then what follows in it goes too. */
const IN_TEXT = new RegExp(
  `(\\\\{0,8}"(?:${[...SHORTENED].join('|')})\\\\{0,8}"\\s*:\\s*\\\\{0,8}")((?:[^"\\\\]|\\\\.)*)`,
  'g',
);

const IN_QUERY = new RegExp(`((?:^|[?&])(?:${[...SHORTENED].join('|')})=)([^&#\\s]*)`, 'g');

/** The same for a URL, and for a form. */
export const redactUrl = (url: string): string =>
  url.replace(IN_QUERY, (_, name: string, value: string) => name + shorten(value));

/** The same for text that is not JSON, but was meant to be, or is a bill. */
const redactText = (text: string): string =>
  redactPayers(redactUrl(text.replace(IN_TEXT, (_, name: string, value: string) => name + shorten(value))));

/** The same for a text in JSON: an address with a token in it, or JSON once more, as backends hand over payment params. */
function redactInner(text: string): string {
  if (!/["=]/.test(text)) return text;
  const json = /^\s*[[{]/.test(text) ? parseJson(text) : undefined;
  if (json === undefined) return redactText(text);
  const [before, kept] = [JSON.stringify(json), JSON.stringify(redactValue(json))];
  return before === kept ? text : kept;
}

const PAYER = '用户标识';

/** A trade bill without the openids in its rows, which stand in a column of their own (D:4013071246, section 2.1). */
function redactPayers(text: string): string {
  const [titles = '', ...rows] = text.includes(PAYER) ? text.split('\n') : [];
  const column = titles.split(',').indexOf(PAYER);
  if (column < 0) return text;
  const kept = rows.map((row) =>
    row
      .split(',`')
      .map((field, index) => (index === column ? shorten(field) : field))
      .join(',`'),
  );
  return [titles, ...kept].join('\n');
}

const nothing = (): string => '…';

/** What is kept of headers with something secret in them. */
const KEPT_OF: ReadonlyMap<string, (value: string) => string> = new Map([
  ['cookie', nothing],
  ['set-cookie', nothing],
  ['x-admin-token', nothing],
  ['proxy-authorization', nothing],
  ['authorization', redactAuthorization],
  // The prefix of a probe is what tells it apart, and it is no signature.
  ['wechatpay-signature', (value) => value.slice(0, 19).concat('…')],
]);

/** The largest message of these payments is an order with its goods, of some 10 KiB: what is larger is kept as the beginning of its text. */
const LARGEST_JSON = 16_384;
const LONGEST_TEXT = 2_000;

function redactHeaders(headers: WireHeaders): WireHeaders {
  const kept: Record<string, string> = { ...headers };
  for (const [name, keptOf] of KEPT_OF) {
    const value = kept[name];
    if (value !== undefined) kept[name] = keptOf(value);
  }
  return kept;
}

/** A message as it may be kept: secrets cut where the event is made. */
export function recorded(headers: WireHeaders, body: Buffer): Recorded {
  const kept = redactHeaders(headers);
  if (body.length === 0) return { headers: kept };
  try {
    const json = body.length > LARGEST_JSON ? undefined : parseJson(body);
    if (json !== undefined) return { headers: kept, body: redactValue(json) };
  } catch {
    // Nested so deep that it cannot be walked: it is kept as text.
  }
  return { headers: kept, body: redactText(body.subarray(0, LARGEST_JSON).toString()).slice(0, LONGEST_TEXT) };
}
