import assert from 'node:assert/strict';
import { it, describe as suite } from 'node:test';
import { describe, holds, MATCHERS, type Matcher } from '../../src/trace/index.ts';

/** Pairs of expected and seen that agree, and pairs that do not. */
const table: Readonly<
  Record<Matcher, { readonly holds: readonly [unknown, unknown][]; readonly not: readonly [unknown, unknown][] }>
> = {
  equals: {
    holds: [
      [1, 1],
      ['a', 'a'],
      [null, null],
      [undefined, undefined],
      [{ a: [1] }, { a: [1] }],
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
    ],
    not: [
      [1, 2],
      [1, '1'],
      [0, false],
      [null, undefined],
      [
        [1, 2],
        [2, 1],
      ],
      [{ a: 1 }, { a: 1, b: 2 }],
    ],
  },
  'one-of': {
    holds: [
      [['a', 'b'], 'b'],
      [[{ a: 1 }], { a: 1 }],
    ],
    not: [
      [['a', 'b'], 'c'],
      [[], 'a'],
      ['abc', 'a'],
      [['a'], ['a']],
      [undefined, undefined],
    ],
  },
  'at-most': {
    holds: [
      [2, 2],
      [2, 1],
    ],
    not: [
      [2, 3],
      [2, '1'],
      ['2', 1],
      [2, undefined],
      [2, Number.NaN],
    ],
  },
  'at-least': {
    holds: [
      [2, 2],
      [2, 3],
    ],
    not: [
      [2, 1],
      [2, '3'],
      ['2', 3],
      [2, undefined],
      [2, Number.NaN],
    ],
  },
  includes: {
    holds: [
      ['b', 'abc'],
      ['b', ['a', 'b']],
      [{ a: 1 }, [{ a: 1 }]],
      ['', 'a'],
    ],
    not: [
      ['x', 'abc'],
      ['x', ['a']],
      [1, '1'],
      ['a', undefined],
      ['a', { a: 1 }],
      ['b', ['abc']],
    ],
  },
  absent: {
    holds: [
      [undefined, undefined],
      [undefined, null],
    ],
    not: [
      [undefined, ''],
      [undefined, 0],
      [undefined, false],
    ],
  },
  present: {
    holds: [
      [undefined, 0],
      [undefined, false],
      [undefined, 'a'],
      [undefined, []],
    ],
    not: [
      [undefined, undefined],
      [undefined, null],
      [undefined, ''],
    ],
  },
};

suite('a matcher', () => {
  for (const matcher of MATCHERS) {
    it(`${matcher} holds for what agrees and for nothing else`, () => {
      for (const [expected, seen] of table[matcher].holds)
        assert.equal(holds({ what: 'a', matcher, expected, seen }), true, JSON.stringify([expected, seen]));
      for (const [expected, seen] of table[matcher].not)
        assert.equal(holds({ what: 'a', matcher, expected, seen }), false, JSON.stringify([expected, seen]));
    });
  }
});

suite('an expectation in words', () => {
  const cases: readonly [Parameters<typeof describe>[0], string][] = [
    [
      { what: 'trade_state', matcher: 'equals', expected: 'NOTPAY', seen: 'CLOSED' },
      'trade_state: expected NOTPAY, seen CLOSED',
    ],
    [
      { what: 'code', matcher: 'one-of', expected: ['A', 'B'], seen: undefined },
      'code: expected one of ["A","B"], seen nothing',
    ],
    [{ what: 'sendings', matcher: 'at-most', expected: 1, seen: 2 }, 'sendings: expected at most 1, seen 2'],
    [{ what: 'sendings', matcher: 'at-least', expected: 1, seen: 0 }, 'sendings: expected at least 1, seen 0'],
    [{ what: 'Request-ID', matcher: 'present', seen: '' }, 'Request-ID: expected something, seen ""'],
    [{ what: 'headers', matcher: 'includes', expected: 'a', seen: [] }, 'headers: expected something with a, seen []'],
    [{ what: 'payer', matcher: 'absent', seen: { a: 1 } }, 'payer: expected nothing, seen {"a":1}'],
    [{ what: 'prepay_id', matcher: 'present', seen: null }, 'prepay_id: expected something, seen null'],
  ];
  for (const [expectation, words] of cases) it(words, () => assert.equal(describe(expectation), words));
});
