import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readText, refusal, WHOLE } from './write.ts';

const RECONCILE =
  '  reconcile: [ { as: admin, post: /admin/reconcile, body: { date: "{bill.date}" }, take: { differences: { from: $.data, order: no, kind: $.type } } } ]\n' +
  'differences: { unpaid: [LOST], unknown: [EXTRA], missing: [SHORT], amount: [AMOUNT, 4] }\nstates:';
const PROFILE = WHOLE.replace('states:', RECONCILE);

/** What is changed in a right profile, and what is then said. */
const CASES: readonly (readonly [string, string, RegExp])[] = [
  [
    '{bill.date}',
    '{bill.day}',
    /reconcile\[0\]\.body\.date: \{bill\.day\} is not known here; did you mean bill\.date\?/,
  ],
  ['{price.yuan}', '{bill.date}', /\{bill\.date\} is not known here; it belongs to other verbs, such as reconcile/],
  [', take: { differences: { from: $.data, order: no, kind: $.type } }', '', /reconcile: no step takes differences/],
  ['take: { differences: {', 'take: { diffs: {', /take\.diffs\.order: order says what stands in each difference/],
  ['kind: $.type', 'kind: "$.["', /take\.differences\.kind: "\$\.\[" cannot be read/],
  ['kind: $.type', 'knid: $.type', /take\.differences\.knid: there is no such key; did you mean kind\?/],
  ['missing: [SHORT]', 'missing: [EXTRA]', /differences\.missing\[0\]: "EXTRA" stands for unknown already/],
  ['missing: [SHORT]', 'mising: [SHORT]', /differences\.mising: there is no such key; did you mean missing\?/],
];

describe('a profile that says how a backend reconciles', () => {
  it('is read', async (context) => {
    const { profile } = await readText(context, PROFILE);
    assert.deepEqual(profile.differences?.amount, ['AMOUNT', 4]);
  });

  for (const [from, to, words] of CASES) {
    it(`with ${to || 'nothing'} for ${from} is told: ${words.source.slice(0, 60)}`, async (context) => {
      assert.ok(PROFILE.includes(from), from);
      assert.match((await refusal(context, PROFILE.replace(from, to))).join('\n'), words);
    });
  }
});
