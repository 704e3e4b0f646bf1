import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  DURATION_PATTERN,
  days,
  formatDuration,
  hours,
  milliseconds,
  minutes,
  parseDuration,
  seconds,
} from '../../src/time/index.ts';

const parts = fc.record({
  d: fc.nat({ max: 400 }),
  h: fc.nat({ max: 23 }),
  m: fc.nat({ max: 59 }),
  s: fc.nat({ max: 59 }),
});
const whole = new RegExp(`^(?:${DURATION_PATTERN.source})$`);

describe('a duration in words', () => {
  const read: Readonly<Record<string, number>> = {
    '2 hours': hours(2),
    '1 hour': hours(1),
    '1 hour 59 minutes 59 seconds': hours(2) - seconds(1),
    '7 days': days(7),
    '15 days 1 second': days(15) + seconds(1),
    '299 seconds': seconds(299),
    '90 minutes': minutes(90),
    '0 seconds': 0,
    '2小时': hours(2),
    '2 小时': hours(2),
    '7天': days(7),
    '1小时59分钟59秒': hours(2) - seconds(1),
    '1 小时 59 分钟 59 秒': hours(2) - seconds(1),
    ' 5 minutes ': minutes(5),
  };
  for (const [text, duration] of Object.entries(read)) {
    it(`reads ${JSON.stringify(text)}`, () => {
      assert.equal(parseDuration(text), duration);
      assert.match(text.trim(), whole);
    });
  }

  const refused = [
    '',
    ' ',
    '2',
    'hours',
    'two hours',
    '1.5 hours',
    '-2 hours',
    '2 weeks',
    '2 hours and 5 minutes',
    '2 hourss',
    '5 minutes,',
    '2 个小时',
    '２小时',
  ];
  for (const text of refused) {
    it(`refuses ${JSON.stringify(text)} and shows it`, () => {
      assert.throws(() => parseDuration(text), {
        name: 'RangeError',
        message: `"${text}" is no duration: write it like "2 hours", "1 minute 30 seconds" or "2小时"`,
      });
      assert.doesNotMatch(text, whole);
    });
  }

  it('is found inside a sentence without a group of its own, as a step expression needs it', () => {
    assert.deepEqual([...('after 1 hour 59 minutes it'.match(DURATION_PATTERN) ?? [])], ['1 hour 59 minutes']);
    assert.deepEqual([...('经过1小时59分钟后'.match(DURATION_PATTERN) ?? [])], ['1小时59分钟']);
  });

  it('is written with the largest unit first, and one of a kind without an s', () => {
    assert.equal(formatDuration(milliseconds(hours(2) - seconds(1))), '1 hour 59 minutes 59 seconds');
    assert.equal(
      formatDuration(milliseconds(days(1) + hours(1) + minutes(1) + seconds(1))),
      '1 day 1 hour 1 minute 1 second',
    );
    assert.equal(formatDuration(days(7)), '7 days');
    assert.equal(formatDuration(seconds(0)), '0 seconds');
    assert.equal(formatDuration(milliseconds(59_600)), '1 minute');
  });

  it('is written with a minus where it is negative', () => {
    assert.equal(formatDuration(seconds(-1)), 'minus 1 second');
    assert.equal(formatDuration(milliseconds(-hours(2))), 'minus 2 hours');
    assert.equal(formatDuration(milliseconds(-499)), '0 seconds');
    assert.equal(formatDuration(milliseconds(-500)), 'minus 1 second');
  });

  it('in English is read back as it was written', () => {
    fc.assert(
      fc.property(fc.nat({ max: 400 * 86_400 }).map(seconds), (duration) => {
        const text = formatDuration(duration);
        assert.match(text, whole);
        assert.equal(parseDuration(text), duration);
      }),
    );
  });

  it('in Chinese means the sum of its parts', () => {
    fc.assert(
      fc.property(parts, fc.constantFrom('', ' '), ({ d, h, m, s }, blank) => {
        const text = [`${d}天`, `${h}小时`, `${m}分钟`, `${s}秒`].join(blank);
        assert.match(text, whole);
        assert.equal(parseDuration(text), days(d) + hours(h) + minutes(m) + seconds(s));
      }),
    );
  });
});
