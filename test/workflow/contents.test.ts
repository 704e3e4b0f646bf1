import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseRfc3339 } from '../../src/time/index.ts';
import { holds } from '../../src/trace/index.ts';
import {
  beijingMomentOf,
  exactly,
  type Form,
  ifTold,
  momentOf,
  oneOf,
  secretly,
  text,
  untold,
  written,
} from '../../src/workflow/contents.ts';

const at = parseRfc3339('2026-01-15T10:00:00+08:00');
assert.ok(at !== undefined, 'the moment of these tests is one');
const moment = momentOf({ from: at, to: at });
const digits = written('digits', /^\d+$/);

const table: readonly [string, Form, readonly unknown[], readonly unknown[]][] = [
  ['exactly', exactly(100), [100], [99, '100', undefined, null]],
  ['oneOf', oneOf(['A', 'B']), ['A', 'B'], ['C', undefined]],
  ['untold', untold, [undefined, null, ''], ['a', 0]],
  ['ifTold', ifTold(exactly(1)), [1, undefined], [2, null]],
  ['text', text(3), ['a', '支付了'], ['', 'abcd', 1, undefined]],
  ['written', digits, ['12'], ['a', 12, undefined]],
  ['secretly', secretly('o-1', 'the payer'), ['o-1'], ['o-2', 'the payer', undefined]],
  [
    'momentOf',
    moment,
    [
      ...['2026-01-15T10:00:00+08:00', '2026-01-15T10:00:02+08:00', '2026-01-15T10:00:00.500+08:00'],
      ...['2026-01-15T02:00:00Z', '2026-01-15T02:00:00+00:00'],
    ],
    [
      ...['2026-01-15T10:00:03+08:00', '2026-01-15T10:00:00Z', '2026-01-15T10:00:00', '2026-01-15 10:00:00'],
      ...['', undefined],
    ],
  ],
  [
    'beijingMomentOf',
    beijingMomentOf({ from: at, to: at }),
    ['2026-01-15T10:00:00+08:00', '2026-01-15T10:00:00.500+08:00'],
    ['2026-01-15T10:00:03+08:00', '2026-01-15T02:00:00Z', '2026-01-15T02:00:00+00:00', '', undefined],
  ],
];

describe('forms of fields', () => {
  for (const [name, form, right, wrong] of table) {
    it(`${name} tells right from wrong`, () => {
      for (const seen of right) assert.ok(holds({ what: name, ...form(seen) }), `${String(seen)} is right`);
      for (const seen of wrong) assert.ok(!holds({ what: name, ...form(seen) }), `${String(seen)} is wrong`);
    });
  }

  it('keeps a secret out of what is written down', () => {
    const told = [secretly('o-1', 'the payer')('o-1'), secretly('o-1', 'the payer')('o-2')];
    assert.doesNotMatch(JSON.stringify(told), /o-\d/);
  });
});
