import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ruleById } from '../../src/rules/catalogue.ts';
import { mistakes, mistakesAgainst } from '../../src/rules/mistakes.ts';

describe('the mistakes that merchants make', () => {
  it('are the thirty-five that are known, each found by a rule of the merchant’s', () => {
    assert.deepEqual(
      mistakes.map(({ no }) => no),
      Array.from({ length: 35 }, (_, index) => index + 1),
    );
    for (const { no, rules } of mistakes) {
      assert.ok(rules.length > 0, `nothing finds mistake ${no}`);
      for (const id of rules) assert.equal(ruleById(id)?.subject, 'merchant', `mistake ${no} names ${id}`);
    }
  });

  it('are told in both languages, with where they can be read about', () => {
    for (const { no, en, zh, seen } of mistakes) {
      assert.ok(en.length > 0 && !/\p{Script=Han}/u.test(en), `mistake ${no} has no English`);
      assert.match(zh, /\p{Script=Han}/u, `mistake ${no} has no Chinese`);
      for (const issue of seen) assert.match(issue, /^[\w.-]+\/[\w.-]+#\d+$/, `mistake ${no}`);
    }
  });

  it('are found by rule', () => {
    assert.deepEqual(
      mistakesAgainst('PARAMS-ACCEPTED').map(({ no }) => no),
      [28, 29],
    );
    assert.deepEqual(mistakesAgainst('SIGN-CHECKED'), []);
  });
});
