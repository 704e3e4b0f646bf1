import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { allMutants } from '../../src/mutants/all.ts';
import { coverageOf, isExplained, type Share } from '../../src/report/coverage.ts';
import { catalogue } from '../../src/rules/catalogue.ts';
import { windows } from '../../src/rules/windows.ts';
import { type RunResult, run } from '../../src/run/run.ts';

const killers = new Set(allMutants.flatMap(({ killedBy }) => Object.keys(killedBy)));

describe('what the features cover', () => {
  let played: RunResult;
  let shares: readonly Share[] = [];
  const of = (rules: typeof catalogue, traces: RunResult['traces'], found: ReadonlySet<string>): readonly Share[] =>
    coverageOf(rules, played.record.judgement, traces, found);
  before(async () => {
    played = await run({ target: 'mock', rules: [], features: [], only: false, seed: 1, parallel: 0 });
    shares = of(catalogue, played.traces, killers);
  });

  it('is all that there is to cover, or what is missing has its reason', () => {
    for (const share of shares) assert.ok(isExplained(share), `${share.what}: ${share.missing.join(', ')}`);
    assert.equal(shares.length, 11);
  });

  it('has no reason for what is covered after all', () => {
    for (const { what, missing, because = {} } of shares)
      for (const name of Object.keys(because)) assert.ok(missing.includes(name), `${what}: ${name} is covered`);
  });

  it('names what is missing', () => {
    const missing = of(catalogue, [], new Set()).flatMap((share) => (isExplained(share) ? [] : share.missing));
    for (const name of ['PREPAY-2H', 'NOTPAY', 'NOTPAY pay SUCCESS', 'CLOSED pay refused', 'SIGN_ERROR'])
      assert.ok(missing.includes(name), name);
  });

  it('stands on both sides of every window, and each window names a rule', () => {
    const ids = new Set(catalogue.map(({ id }) => id));
    for (const { name, rule } of windows) assert.ok(ids.has(rule), `${name}: ${rule}`);
  });
});
