import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Instant, parseRfc3339 } from '../../src/time/index.ts';
import { valueInWords } from '../../src/workflow/parameter-values.ts';

const context = {
  now: parseRfc3339('2026-01-15T10:00:00+08:00') as Instant,
  address: 'https://caller.example/notify',
  fresh: (length: number) => 'n'.repeat(length),
};
const value = (words: string): unknown => valueInWords(words, context);

describe('a value in words', () => {
  const cases: readonly [string, string, unknown][] = [
    ['left out', '不传', undefined],
    ['empty', '空', ''],
    ['3 letters', '3个字母', 'xxx'],
    ['1 letter', '1个字母', 'x'],
    ['2 Chinese characters', '2个汉字', '茶茶'],
    ['tea with an emoji', '茶加表情符号', '茶🍵'],
    ['a new number of 6 characters', '6个字符的新单号', 'nnnnnn'],
    ['an address of 32 characters', '32个字符的地址', 'https://caller.example/notify/xx'],
    ['an address with a query', '带查询串的地址', 'https://caller.example/notify?a=b'],
    ['an hour from now', '一小时后', '2026-01-15T11:00:00+08:00'],
    ['an hour from now with milliseconds', '一小时后，带毫秒', '2026-01-15T11:00:00.000+08:00'],
    ['an hour from now in UTC', '一小时后，UTC时间', '2026-01-15T03:00:00Z'],
    ['an hour from now in UTC with milliseconds', '一小时后，UTC时间，带毫秒', '2026-01-15T03:00:00.000Z'],
    ['an hour from now without a zone', '一小时后，不带时区', '2026-01-15T11:00:00'],
  ];
  for (const [en, zh, expected] of cases) {
    it(`is the same in both languages: ${en}`, () => {
      assert.deepEqual([value(en), value(zh)], [expected, expected]);
    });
  }

  it('is JSON otherwise', () => {
    assert.deepEqual(['0', '"a"', 'null', '[]'].map(value), [0, 'a', null, []]);
  });

  it('is an error where it is neither', () => {
    assert.throws(() => value('some letters'), { name: 'RangeError', message: /^"some letters" is neither JSON nor/ });
  });

  for (const bytes of [200, 6_143, 6_144, 6_145]) {
    it(`is goods of just ${bytes} bytes, with names that may be so long`, () => {
      const goods = value(`goods in ${bytes} bytes of JSON`) as { goods_detail: { goods_name: string }[] };
      assert.equal(JSON.stringify(goods).length, bytes);
      for (const { goods_name } of goods.goods_detail) assert.ok(goods_name.length <= 256);
    });
  }
});
