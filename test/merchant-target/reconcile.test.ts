import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { MerchantProfile, Take } from '../../src/merchant/profile/profile.ts';
import { ATONCE, judge } from './judged-shop.ts';

const reconciling = (differences: Take, body?: unknown): MerchantProfile['verbs'] => ({
  reconcile: [
    { as: 'buyer', post: '/reconciliations', ...(body === undefined ? {} : { body }), take: { differences } },
  ],
});

const BY_ORDER: Take = { from: '$.differences', order: 'order', kind: 'kind' };
const TOLD = { date: '{bill.date}' };
const RULES = ['DAILY', 'FEN', 'PAID', 'QUERY', 'HASH', 'AFTER-TEN'].map((name) => `RECONCILE-${name}`);

describe('a shop that reconciles wrongly is found out by the rule that it breaks', ATONCE, () => {
  const wrong: readonly (readonly [name: string, rule: string, because: RegExp])[] = [
    ['reports-every-order', 'RECONCILE-DAILY', /^warn: differences reported of an order that agrees/],
    ['compares-yuan-with-fen', 'RECONCILE-FEN', /^warn: differences reported of an order that agrees/],
    ['takes-the-bills-word', 'RECONCILE-QUERY', /^warn: queries of the order since then/],
    ['ignores-the-hash', 'RECONCILE-HASH', /^warn: .*expected not done, seen done, with 1 differences/],
    ['verifies-bills', 'RECONCILE-DAILY', /^warn: the reconciliation: expected done, seen not done/],
  ];
  for (const [name, rule, because] of wrong) {
    it(`${name}: ${rule}`, async () => assert.match((await judge(name, [rule])).found[rule] ?? '', because));
  }
});

describe('a right shop', ATONCE, () => {
  it('passes by what it tells: orders and kinds, orders alone, or how many', async () => {
    const told = await judge('none', RULES);
    assert.deepEqual(
      RULES.map((rule) => told.found[rule]),
      RULES.map(() => 'pass'),
    );
    for (const take of ['$.count', { from: '$.differences', order: 'order' }] as const) {
      const { found } = await judge('none', ['RECONCILE-DAILY'], reconciling(take, TOLD));
      assert.equal(found['RECONCILE-DAILY'], 'pass', JSON.stringify(take));
    }
  });

  it('may find out the day by its own clock, where that can be moved', async () => {
    const untold = reconciling(BY_ORDER);
    const moved = await judge('none', ['RECONCILE-DAILY'], untold);
    assert.equal(moved.found['RECONCILE-DAILY'], 'pass');
    const still = await judge('none', ['RECONCILE-DAILY'], untold, {}, { clock: 'none' });
    assert.match(still.found['RECONCILE-DAILY'] ?? '', /^not-observed: .*clock/);
  });

  it('is not blamed for a day that is not over by its own clock, which stands still', async () => {
    const { found } = await judge('none', ['RECONCILE-DAILY', 'RECONCILE-HASH'], {}, {}, { clock: 'none' });
    for (const rule of ['RECONCILE-DAILY', 'RECONCILE-HASH'])
      assert.match(found[rule] ?? '', /^not-observed: .*clock/, rule);
  });

  it('need not reconcile by request', async () => {
    const { found } = await judge('none', ['RECONCILE-DAILY'], {
      reconcile: { absent: 'the ledger is kept elsewhere' },
    });
    assert.match(found['RECONCILE-DAILY'] ?? '', /^not-applicable: .*the ledger is kept elsewhere/);
  });
});
