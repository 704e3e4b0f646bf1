import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  between,
  days,
  earliest,
  fromGmtText,
  fromUnixSeconds,
  hours,
  instant,
  latest,
  longest,
  milliseconds,
  minus,
  minutes,
  parseHttpDate,
  parseRfc3339,
  plus,
  seconds,
  toCompact,
  toDate,
  toRfc3339,
  toUnixSeconds,
} from '../../src/time/index.ts';

const MOMENT = instant(1_522_503_272_000); // 2018-03-31T21:34:32+08:00
const wholeSeconds = fc.integer({ min: 0, max: 253_402_271_999 }).map(fromUnixSeconds); // until the year 9999 ends in Beijing

describe('RFC 3339', () => {
  it('goes out in whole seconds at +08:00', () => {
    assert.equal(toRfc3339(MOMENT), '2018-03-31T21:34:32+08:00');
    assert.equal(toRfc3339(plus(MOMENT, milliseconds(999))), '2018-03-31T21:34:32+08:00');
  });

  it('goes out with the date that Beijing has', () => {
    assert.equal(toRfc3339(instant(0)), '1970-01-01T08:00:00+08:00');
    assert.equal(toRfc3339(instant(1_704_038_400_000)), '2024-01-01T00:00:00+08:00');
    assert.equal(toRfc3339(instant(1_704_038_399_000)), '2023-12-31T23:59:59+08:00');
  });

  const shapes: Readonly<Record<string, number>> = {
    '2018-03-31T21:34:32+08:00': 1_522_503_272_000,
    '2018-03-31T13:34:32Z': 1_522_503_272_000,
    '2018-03-31T08:34:32-05:00': 1_522_503_272_000,
    '2018-03-31T21:34:32.123+08:00': 1_522_503_272_123,
    '2018-03-31T13:34:32.5Z': 1_522_503_272_500,
    '2018-03-31T13:34:32.123456789Z': 1_522_503_272_123,
    '2018-03-31T19:04:32+05:30': 1_522_503_272_000,
    '2024-02-29T23:59:59+08:00': 1_709_222_399_000,
  };
  for (const [text, moment] of Object.entries(shapes)) {
    it(`reads ${text}`, () => assert.equal(parseRfc3339(text), moment));
  }

  const refused = [
    '',
    ' ',
    '2018-03-31',
    '2018-03-31T21:34:32', // no zone
    '2018-03-31T21:34+08:00',
    '2018-03-31 21:34:32+08:00', // a blank for the T
    ' 2018-03-31T21:34:32+08:00',
    '2018-03-31T21:34:32+08:00 ',
    '2018-03-31T21:34:32+08:00\n',
    '2018-03-31T21:34:32 08:00', // a plus that was read as a blank
    '2018-03-31T21:34:32+0800',
    '2018-03-31T21:34:32+8:00',
    '2018-03-31T21:34:32.+08:00',
    '2018-03-31T21:34:32.1234567890+08:00',
    '2018-03-31T21:34:32+08:00 (Beijing)', // a comment, as Date.parse reads it
    '2018-03-31T21:34:32,5+08:00',
    '+002018-03-31T21:34:32Z', // a year of six digits, as Date.parse reads it
    '2018-03-31T21:34:32+08:00:00',
    '2018-3-31T21:34:32+08:00',
    '20180331T213432+0800',
    '1522503272',
    '2018-02-29T00:00:00+08:00',
    '2024-02-30T00:00:00Z',
    '2024-02-30T23:00:00-08:00',
    '2024-04-31T00:00:00+08:00',
    '2024-13-01T00:00:00+08:00',
    '2024-00-10T00:00:00+08:00',
    '2024-01-00T00:00:00+08:00',
    '2024-01-01T24:00:00+08:00',
    '2024-01-01T25:00:00+08:00',
    '2024-01-01T00:60:00+08:00',
    '2024-01-01T00:00:60+08:00',
    '2024-01-01T00:00:00+24:00',
    '２０２４-01-01T00:00:00+08:00',
  ];
  for (const text of refused) {
    it(`refuses ${JSON.stringify(text)}`, () => assert.equal(parseRfc3339(text), undefined));
  }

  it('is read the same wherever the machine stands, also in an hour that its own clocks leave out', (t) => {
    const zone = process.env['TZ'];
    t.after(() => {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    });
    process.env['TZ'] = 'America/New_York';
    assert.equal(parseRfc3339('2024-03-10T02:30:00+08:00'), 1_710_009_000_000);
    assert.equal(toRfc3339(instant(1_710_009_000_000)), '2024-03-10T02:30:00+08:00');
  });

  it('what goes out is read back', () => {
    fc.assert(fc.property(wholeSeconds, (at) => assert.equal(parseRfc3339(toRfc3339(at)), at)));
  });

  it('of any date-like text a finding is made, and nothing is thrown', () => {
    const digits = (n: number) => fc.nat({ max: 10 ** n - 1 }).map((value) => String(value).padStart(n, '0'));
    const two = digits(2);
    const texts = fc
      .tuple(digits(4), two, two, two, two, two, fc.constantFrom('Z', '+', '-'), two, two)
      .map(
        ([y, m, d, h, i, s, sign, zh, zm]) =>
          `${y}-${m}-${d}T${h}:${i}:${s}${sign}${sign === 'Z' ? '' : `${zh}:${zm}`}`,
      );
    fc.assert(
      fc.property(texts, (text) => assert.doesNotThrow(() => parseRfc3339(text))),
      { numRuns: 1_000 },
    );
  });
});

describe('the compact form', () => {
  it('has fourteen digits in Beijing time, as in wx201410272009395522657a690389285100', () => {
    assert.equal(toCompact(parseRfc3339('2014-10-27T20:09:39+08:00') ?? instant(0)), '20141027200939');
    assert.equal(toCompact(parseRfc3339('2023-12-31T16:00:05.999Z') ?? instant(0)), '20240101000005');
  });
});

describe('a date of a certificate', () => {
  it('is read in the form of OpenSSL', () => {
    assert.equal(fromGmtText('Jan  1 00:00:00 2024 GMT'), 1_704_067_200_000);
    assert.equal(fromGmtText('Mar 31 13:34:32 2018 GMT'), MOMENT);
  });

  it('is read back from a Date', () => {
    const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
    fc.assert(
      fc.property(wholeSeconds, (at) => {
        const date = toDate(at);
        const day = String(date.getUTCDate()).padStart(2, ' ');
        const time = date.toISOString().slice(11, 19);
        assert.equal(fromGmtText(`${months[date.getUTCMonth()]} ${day} ${time} ${date.getUTCFullYear()} GMT`), at);
      }),
    );
  });

  it('in any other form is refused, and the text is shown', () => {
    const refused = ['', '2024-01-01T00:00:00Z', 'Jan  1 00:00:00 2024', 'Foo  1 00:00:00 2024 GMT'];
    // Date.parse reads past what stands in front and behind.
    for (const text of [...refused, 'on Jan  1 00:00:00 2024 GMT', 'Jan  1 00:00:00 2024 GMT+1']) {
      assert.throws(() => fromGmtText(text), {
        name: 'RangeError',
        message: `"${text}" is no date of a certificate: it is written like "Jan  1 00:00:00 2024 GMT"`,
      });
    }
  });
});

describe('moments and durations', () => {
  it('are calculated with in milliseconds', () => {
    assert.deepEqual([seconds(1), minutes(1), hours(1), days(1)], [1_000, 60_000, 3_600_000, 86_400_000]);
    assert.equal(plus(instant(5), seconds(1)), 1_005);
    assert.equal(minus(instant(5), seconds(1)), -995);
    assert.equal(between(instant(5), instant(7)), 2);
    assert.equal(between(instant(7), instant(5)), -2);
    assert.deepEqual([earliest(instant(1), instant(2)), earliest(instant(2), instant(1))], [1, 1]);
    assert.deepEqual([longest(seconds(1), seconds(2)), longest(seconds(2), seconds(1))], [2_000, 2_000]);
    assert.deepEqual([latest(instant(1), instant(2)), latest(instant(2), instant(1))], [2, 2]);
    assert.equal(toDate(MOMENT).toISOString(), '2018-03-31T13:34:32.000Z');
  });

  it('are whole seconds on the wire, the begun one not counted', () => {
    assert.equal(toUnixSeconds(instant(1_554_208_460_999)), 1_554_208_460);
    assert.equal(toUnixSeconds(instant(-1)), -1);
    assert.equal(fromUnixSeconds(1_554_208_460), 1_554_208_460_000);
  });
});

describe('the Date header of an answer', () => {
  it('is read as HTTP writes it', () => {
    assert.equal(parseHttpDate('Sat, 31 Mar 2018 13:34:32 GMT'), MOMENT);
  });

  it('names no moment in any other form', () => {
    const refused = ['', 'yesterday', '2018-03-31T13:34:32Z', 'Sat, 31 Foo 2018 13:34:32 GMT'];
    for (const text of [...refused, 'on Sat, 31 Mar 2018 13:34:32 GMT', 'Sat, 31 Mar 2018 13:34:32 GMT+1'])
      assert.equal(parseHttpDate(text), undefined, text);
  });
});
