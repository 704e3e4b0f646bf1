import { isRecord } from '../../src/protocol/wire.ts';
import type { Random } from './random.ts';

/** Stands in JSON text for brackets nested too deep to be made as a value. */
const DEEP = '@deep@';

const TEXTS: readonly string[] = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\n',
  '\r\nX: y',
  '%',
  '%00',
  '%zz',
  '%2F..%2F',
  '../../etc/passwd',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '\u{1f600}\u{20bb7}',
  '\ud800',
  'a\udc00b',
  '\ufeffx',
  '\u202egnp',
  '\u0000\uffff',
  '茶叶一斤',
  'null',
  'undefined',
  'NaN',
  '-1',
  '1e999',
  '0x10',
  '"',
  "'; drop table orders; --",
  '<script>alert(1)</script>',
  '{{7*7}}',
  '|*@_-',
  '2026-02-30T00:00:00+08:00',
  '9999-12-31T23:59:59+08:00',
  '0001-01-01T00:00:00Z',
];

export function nastyText(random: Random): string {
  if (random.chance(0.8)) return random.pick(TEXTS);
  return random.pick(['x', '茶', '\u{1f600}', '\ud800', '%41']).repeat(random.pick([32, 33, 64, 65, 128, 257, 3_000]));
}

const NUMBERS: readonly number[] = [0, -0, -1, 1, 0.1, 99.5, 1e9, 1e9 + 1, 2 ** 31, 2 ** 53, 1e21, 1e308, -1e308];

/** A value of any type, with keys that mean something to JavaScript. */
export function nastyValue(random: Random, depth = 0): unknown {
  const kind = random.below(depth > 2 ? 4 : 7);
  if (kind === 0) return random.pick(NUMBERS);
  if (kind === 1 || kind === 2) return nastyText(random);
  if (kind === 3) return random.pick([null, true, false, DEEP]);
  const length = random.below(4);
  if (kind === 4) return Array.from({ length }, () => nastyValue(random, depth + 1));
  return Object.fromEntries(Array.from({ length }, () => [nastyText(random), nastyValue(random, depth + 1)]));
}

/** The value with one part of it missing, wrong, or more than it was. `kept` are fields that stay as they are. */
export function bent(random: Random, value: unknown, kept: ReadonlySet<string>): unknown {
  if (!isRecord(value)) return nastyValue(random);
  const names = Object.keys(value).filter((name) => !kept.has(name));
  if (names.length === 0 || random.chance(0.15)) return { ...value, [nastyText(random)]: nastyValue(random) };
  const name = random.pick(names);
  const inner = value[name];
  if (random.chance(0.2)) return Object.fromEntries(Object.entries(value).filter(([other]) => other !== name));
  if (isRecord(inner) && random.chance(0.6)) return { ...value, [name]: bent(random, inner, kept) };
  return { ...value, [name]: nastyValue(random) };
}

const nested = (random: Random): string => {
  const depth = random.pick([50, 1_000, 10_000, 30_000]);
  return random.chance(0.5)
    ? `${'['.repeat(depth)}${']'.repeat(depth)}`
    : `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
};

/** JSON text of a value. */
export const written = (random: Random, value: unknown): string =>
  (JSON.stringify(value) ?? '').replaceAll(`"${DEEP}"`, () => nested(random));

/** Text in bytes that are not, or not quite, the JSON that it was. */
export function garbled(random: Random, text: string): Buffer {
  const bytes = Buffer.from(text);
  const at = random.below(bytes.length + 1);
  const inserted = (more: Buffer | string): Buffer =>
    Buffer.concat([bytes.subarray(0, at), Buffer.from(more), bytes.subarray(at)]);
  const ways: readonly (() => Buffer)[] = [
    () => bytes.subarray(0, at),
    () => inserted(random.bytes(1 + random.below(4))),
    () => inserted(random.pick(['\0', '\\', '"', '{', ']', ',', '\\ud800', '\\u0000', '//', '\ufeff', '\u{1f600}'])),
    () => Buffer.from(`\ufeff${text}`),
    () => Buffer.from(text, 'utf16le'),
    () => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]),
    () => Buffer.from(text, 'latin1'),
    () => Buffer.concat([bytes, Buffer.from(random.pick(['}', '\0', ' x', text, '\n\n']))]),
    () => Buffer.from(text.replace('{', '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},')),
    () => Buffer.from(text.replace(/"(\w+)":/, '"$1":null,"$1":')),
    () =>
      Buffer.from(text.replace(/\d+/, random.pick(['1e400', '-0', '007', '1.', '0x1', 'NaN', '1_0', '9'.repeat(400)]))),
    () => Buffer.from(text.replaceAll('"', "'")),
    () => Buffer.from(nested(random)),
    () => Buffer.from(nested(random).slice(0, -3)),
    () => Buffer.from(random.pick(['', ' ', 'null', '[]', '0', '"x"', 'true', '{}', 'mchid=1&a=b', '<xml/>', '\0\0'])),
    () => random.bytes(random.below(200)),
    () => Buffer.from([0xc0, 0xaf, 0xed, 0xa0, 0x80, 0xf4, 0x90, 0x80, 0x80, 0xff]),
  ];
  return random.pick(ways)();
}
