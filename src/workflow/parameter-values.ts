import type { Instant } from '../time/index.ts';
import { hours, minus, plus, toDate, toRfc3339 } from '../time/index.ts';

/** What a value in words can speak of. */
export interface Context {
  readonly now: Instant;
  /** An address at which notifications arrive. */
  readonly address: string;
  /** Characters that nobody has used, as many as are asked for. */
  readonly fresh: (length: number) => string;
}

type Reading = readonly [words: RegExp, value: (found: RegExpExecArray, context: Context) => unknown];

const READINGS: readonly Reading[] = [
  [/^(?:left out|不传)$/, () => undefined],
  [/^(?:empty|空)$/, () => ''],
  [/^(\d+) ?(?:letters?|个字母)$/, ([, length]) => 'x'.repeat(Number(length))],
  [/^(\d+) ?(?:Chinese characters?|个汉字)$/, ([, length]) => '茶'.repeat(Number(length))],
  [/^(?:tea with an emoji|茶加表情符号)$/, () => '茶🍵'],
  [/^(?:a new number of (\d+) characters|(\d+)个字符的新单号)$/, ([, en, zh], { fresh }) => fresh(Number(en ?? zh))],
  [
    /^(?:an address of (\d+) characters|(\d+)个字符的地址)$/,
    ([, en, zh], { address }) => `${address}/`.padEnd(Number(en ?? zh), 'x'),
  ],
  [/^(?:an address with a query|带查询串的地址)$/, (_, { address }) => `${address}?a=b`],
  [/^(?:an address with a fragment|带锚点的地址)$/, (_, { address }) => `${address}#a`],
  [/^(?:an address with a blank|带空格的地址)$/, (_, { address }) => `${address}/ x`],
  [/^(?:an hour ago|一小时前)$/, (_, { now }) => toRfc3339(minus(now, hours(1)))],
  [/^(?:an hour from now|一小时后)$/, (_, { now }) => toRfc3339(inAnHour(now))],
  [/^(?:an hour from now with milliseconds|一小时后，带毫秒)$/, (_, { now }) => withMilliseconds(now)],
  [/^(?:an hour from now in UTC|一小时后，UTC时间)$/, (_, { now }) => utc(now).replace('.000Z', 'Z')],
  [/^(?:an hour from now in UTC with milliseconds|一小时后，UTC时间，带毫秒)$/, (_, { now }) => utc(now)],
  [/^(?:an hour from now without a zone|一小时后，不带时区)$/, (_, { now }) => toRfc3339(inAnHour(now)).slice(0, 19)],
  [/^(?:goods in (\d+) bytes of JSON|(\d+)字节JSON的商品)$/, ([, en, zh]) => goodsIn(Number(en ?? zh))],
];

const inAnHour = (now: Instant): Instant => plus(now, hours(1));
const utc = (now: Instant): string =>
  toDate(inAnHour(now))
    .toISOString()
    .replace(/\.\d{3}Z$/, '.000Z');
const withMilliseconds = (now: Instant): string => toRfc3339(inAnHour(now)).replace('+08:00', '.000+08:00');

/** A value as an example of a feature writes it: in words, or as JSON. Throws a RangeError for neither. */
export function valueInWords(words: string, context: Context): unknown {
  for (const [pattern, value] of READINGS) {
    const found = pattern.exec(words);
    if (found) return value(found, context);
  }
  try {
    return JSON.parse(words) as unknown;
  } catch {
    throw new RangeError(`"${words}" is neither JSON nor a value in words, such as "33 letters" or "left out"`);
  }
}

const NAME_LENGTH = 200;

/** Goods whose JSON, without blanks, has just so many bytes. */
function goodsIn(bytes: number): unknown {
  const good = (goods_name: string) => ({ merchant_goods_id: 'goods-1', goods_name, quantity: 1, unit_price: 1 });
  const sizeOf = (names: readonly number[]): number =>
    JSON.stringify({ goods_detail: names.map((length) => good('x'.repeat(length))) }).length;
  const names: number[] = [0];
  while (sizeOf([...names, NAME_LENGTH]) <= bytes) names.push(NAME_LENGTH);
  // What is still missing goes into the names, none of which gets longer than 256.
  for (let missing = bytes - sizeOf(names), index = 0; missing > 0; index += 1) {
    const room = Math.min(missing, 256 - (names[index] ?? 0));
    names[index] = (names[index] ?? 0) + room;
    missing -= room;
  }
  return { goods_detail: names.map((length) => good('x'.repeat(length))) };
}
