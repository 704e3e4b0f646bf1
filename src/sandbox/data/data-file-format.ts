import { hash, randomBytes } from 'node:crypto';

/**
 * A data file is lines of text. The first names the format and its version; each other line is one record:
 *
 *     wechatpay-conformance data-file 1 ID CHECK
 *     CHECK LENGTH JSON
 *
 * LENGTH counts the bytes of JSON, which holds no line break and no NUL, since JSON escapes them. CHECK is the first
 * 64 bits, in hexadecimal, of a SHA-256 over the line with the CHECK of the line before in its own place. So a line
 * fits only where it was written: altered, missing, doubled and exchanged lines are found, and so are lines of another
 * data file, whose ID is another one. It finds damage; it is no seal against somebody who can calculate.
 */
const MAGIC = 'wechatpay-conformance data-file ';
const VERSION = 1;
const CHECK_LENGTH = 16;
const SPACE = 0x20;

/** Bytes of the first line, its line break included. */
export const HEADER_LENGTH = MAGIC.length + `${VERSION} `.length + CHECK_LENGTH + 1 + CHECK_LENGTH + 1;

const checkOf = (content: string | Buffer): string => hash('sha256', content, 'hex').slice(0, CHECK_LENGTH);

/** A line with its line break, and the check that the next line goes on from. */
export interface Line {
  readonly text: string;
  readonly check: string;
}

/** The first line of a new data file. */
export function newHeader(): Line {
  const start = `${MAGIC}${VERSION} ${randomBytes(CHECK_LENGTH / 2).toString('hex')} `;
  const check = checkOf(start);
  return { text: `${start}${check}\n`, check };
}

/** The line of one record after the line whose check is given. Throws a TypeError for a value that JSON does not have. */
export function lineOf(record: unknown, previous: string): Line {
  const json: string | undefined = JSON.stringify(record);
  if (json === undefined) {
    throw new TypeError(`A record of a data file is a JSON value, and a value of type ${typeof record} is none`);
  }
  const rest = ` ${Buffer.byteLength(json)} ${json}`;
  const check = checkOf(previous + rest);
  return { text: `${check}${rest}\n`, check };
}

/** What the start of a file says that it is. `torn`: the first line was never written to its end. */
export type Header = { readonly kind: 'whole'; readonly check: string } | { readonly kind: 'torn' } | RefusedHeader;

export type RefusedHeader =
  | { readonly kind: 'damaged' | 'foreign' }
  | { readonly kind: 'newer'; readonly version: number };

/** Reads the first bytes of a file, at least {@link HEADER_LENGTH} of them and one more where it has so many. */
export function readHeader(start: Buffer): Header {
  const text = start.toString('latin1');
  if (start.length <= HEADER_LENGTH && isTornHeader(text.replace(/\0+$/, ''))) return { kind: 'torn' };
  if (!text.startsWith(MAGIC)) return { kind: 'foreign' };
  const version = /^([1-9]\d*)[ \n]/.exec(text.slice(MAGIC.length))?.[1];
  if (version !== undefined && Number(version) > VERSION) return { kind: 'newer', version: Number(version) };
  const [, signed = '', check = ''] = /^(.* )([0-9a-f]{16})\n/.exec(text.slice(0, HEADER_LENGTH)) ?? [];
  return check !== '' && checkOf(signed) === check ? { kind: 'whole', check } : { kind: 'damaged' };
}

const isTornHeader = (text: string): boolean =>
  MAGIC.startsWith(text) ||
  (text.startsWith(MAGIC) && /^1( [0-9a-f]{0,16}| [0-9a-f]{16} [0-9a-f]{0,16})?$/.test(text.slice(MAGIC.length)));

/** The record of a line without its line break, or undefined where the line is not what was written there. A line that is right is used up: its bytes are changed. */
export function readLine(
  line: Buffer,
  previous: string,
): { readonly record: unknown; readonly check: string } | undefined {
  const payload = line.indexOf(SPACE, CHECK_LENGTH + 1) + 1;
  if (payload === 0 || line[CHECK_LENGTH] !== SPACE) return undefined;
  if (Number(line.toString('latin1', CHECK_LENGTH + 1, payload - 1)) !== line.length - payload) return undefined;
  const check = line.toString('latin1', 0, CHECK_LENGTH);
  // Hashing in place spares a copy of every line.
  line.write(previous, 'latin1');
  if (checkOf(line) === check) return { record: JSON.parse(line.toString('utf8', payload)), check };
  line.write(check, 'latin1');
  return undefined;
}

/** Whether bytes without a line break are a line whose writing was cut off: its beginning, and perhaps zeros in place of the rest. */
export function isTornLine(rest: Buffer): boolean {
  let length = rest.length;
  while (length > 0 && rest[length - 1] === 0) length -= 1;
  const head = rest.toString('latin1', 0, Math.min(length, CHECK_LENGTH + 20));
  if (/^([0-9a-f]{0,16}|[0-9a-f]{16} \d{0,15})$/.test(head)) return true;
  const [before, declared] = /^[0-9a-f]{16} (\d{1,15}) /.exec(head) ?? [];
  return before !== undefined && length <= before.length + Number(declared);
}

/** The smallest piece that a disk writes or loses. */
const SECTOR = 512;

/** Whether a line that begins at this byte of the file has zeros in place of whole sectors, as a write leaves that a power cut met. */
export function hasZeroedSector(line: Buffer, offset: number): boolean {
  const isEdge = (at: number): boolean => at === 0 || (offset + at) % SECTOR === 0;
  for (let from = line.indexOf(0); from >= 0; ) {
    let to = from;
    while (line[to] === 0) to += 1;
    if (isEdge(from) && (offset + to) % SECTOR === 0) return true;
    from = line.indexOf(0, to);
  }
  return false;
}
