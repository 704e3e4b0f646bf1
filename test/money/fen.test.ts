import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { add, fen, fenFromYuan, isFen, prorated, subtract, toYuan } from '../../src/money/fen.ts';

describe('fen', () => {
  // Most of those with decimals come out wrong by one where yuan are multiplied by 100 and cut off.
  const prices: Readonly<Record<string, number>> = {
    '0.01': 1,
    '0.07': 7,
    '0.29': 29,
    '0.57': 57,
    '1.00': 100,
    '1': 100,
    '1.1': 110,
    '1.10': 110,
    '4.35': 435,
    '8.8': 880,
    '9.8': 980,
    '9.90': 990,
    '19.9': 1_990,
    '19.99': 1_999,
    '64.01': 6_401,
    '1.15': 115,
    '1001.10': 100_110,
    '0': 0,
    '0.00': 0,
    '0.1': 10,
    '90071992547409.91': Number.MAX_SAFE_INTEGER,
  };
  for (const [yuan, amount] of Object.entries(prices)) {
    it(`are ${amount} in ${yuan} yuan`, () => assert.equal(fenFromYuan(yuan), amount));
  }

  const refused = [
    '',
    ' ',
    '1.',
    '.5',
    '1.001',
    '-1',
    '+1',
    '1e2',
    '1,00',
    '1,000.00',
    '￥1',
    '1 ',
    ' 1',
    '0x10',
    'NaN',
    '1\n',
    '１',
  ];
  for (const text of refused) {
    it(`are not read from ${JSON.stringify(text)}, which is shown`, () => {
      assert.throws(() => fenFromYuan(text), {
        name: 'RangeError',
        message: `"${text}" is no amount in yuan: write it like "9.90"`,
      });
    });
  }

  it('are not read from more than a number holds exactly', () => {
    assert.throws(() => fenFromYuan('90071992547409.92'), {
      name: 'RangeError',
      message: /^9007199254740992 is no amount/,
    });
    assert.throws(() => fenFromYuan('9'.repeat(30)), { name: 'RangeError' });
  });

  it('are read back from what they are written as', () => {
    assert.equal(toYuan(fen(1)), '0.01');
    assert.equal(toYuan(fen(990)), '9.90');
    assert.equal(toYuan(fen(100)), '1.00');
    fc.assert(
      fc.property(fc.maxSafeNat().map(fen), (amount) => {
        assert.match(toYuan(amount), /^\d+\.\d{2}$/);
        assert.equal(fenFromYuan(toYuan(amount)), amount);
      }),
    );
  });

  it('are whole numbers from zero up', () => {
    assert.equal(fen(0), 0);
    for (const value of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER + 1]) {
      assert.throws(() => fen(value), {
        name: 'RangeError',
        message: `${value} is no amount of money: give a whole number of fen, zero or more`,
      });
      assert.equal(isFen(value), false);
    }
    for (const value of ['1', null, undefined, {}, true, [1], 1n]) assert.equal(isFen(value), false);
    assert.deepEqual([isFen(0), isFen(1), isFen(Number.MAX_SAFE_INTEGER)], [true, true, true]);
  });

  it('are added and taken away, but never below zero', () => {
    assert.equal(add(fen(10), fen(20)), 30);
    assert.equal(subtract(fen(30), fen(20)), 10);
    assert.equal(subtract(fen(30), fen(30)), 0);
    assert.throws(() => subtract(fen(1), fen(2)), { name: 'RangeError', message: /^-1 is no amount/ });
    assert.throws(() => add(fen(Number.MAX_SAFE_INTEGER), fen(1)), { name: 'RangeError' });
  });
});

describe('a part of an amount', () => {
  it('is rounded half up, to the fen', () => {
    for (const [amount, part, whole, expected] of [
      [500, 800, 1_000, 400],
      [1, 50, 100, 1],
      [5, 50, 100, 3],
      [1, 50, 101, 0],
      [1, 49, 100, 0],
      [0, 1, 3, 0],
      [7, 3, 3, 7],
    ] as const)
      assert.equal(prorated(fen(amount), part, whole), expected, `${amount} × ${part} / ${whole}`);
  });

  it('is right where a product is no safe integer any more', () => {
    const large = Number.MAX_SAFE_INTEGER;
    assert.equal(prorated(fen(large), large - 1, large), large - 1);
  });

  it('is of something', () => {
    assert.throws(() => prorated(fen(1), 0, 0), RangeError);
  });
});
