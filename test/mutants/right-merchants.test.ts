import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Mutant } from '../../src/mutants/mutant.ts';
import { Trials } from '../../src/mutants/trial.ts';
import { rightMerchants } from './right-merchants.ts';

// The model merchant is right one way. What is right another way must not fail.

describe('a right merchant breaks nothing', () => {
  const mutants = Object.entries(rightMerchants).map(
    ([name, { merchant }]): Mutant => ({ name, killedBy: {}, parts: { merchant } }),
  );
  const trials = new Trials(mutants);

  for (const mutant of mutants)
    test(`one that ${mutant.name}`, async () => {
      const { without = {} } = rightMerchants[mutant.name] ?? assert.fail();
      const { rules } = await trials.judgeMutant(mutant);
      const others = rules.filter(({ verdict }) => verdict !== 'pass');
      const reasons = others.map(({ rule, verdict, reason }) => `${rule.id} ${verdict}: ${reason}`);
      assert.deepEqual(
        others.filter(({ rule, verdict, reason }) => {
          const isKnown = without[rule.id]?.test(reason ?? '') ?? false;
          return verdict === 'fail' || verdict === 'warn' || verdict === 'error' || !isKnown;
        }),
        [],
        reasons.join('\n'),
      );
      assert.deepEqual(others.map(({ rule }) => rule.id).sort(), Object.keys(without).sort(), reasons.join('\n'));
    });
});
