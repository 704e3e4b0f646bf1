import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { loadSources } from '@cucumber/cucumber/api';
import { allMutants } from '../../src/mutants/all.ts';
import { packageRoot } from '../../src/package-root.ts';
import { playedRules } from '../../src/rules/catalogue.ts';
import { mistakes } from '../../src/rules/mistakes.ts';
import { featurePaths } from '../../src/run/scope.ts';

const text = readFileSync(join(packageRoot, 'README.md'), 'utf8').replaceAll(/\s+/g, ' ');

const scenarios = async (): Promise<number> => {
  const paths = [...featurePaths({ target: 'mock', rules: [], features: [], only: false })];
  const sources = { defaultDialect: 'en', order: 'defined' as const, paths, names: [], tagExpression: '' };
  return (await loadSources(sources, { cwd: packageRoot })).plan.length;
};

describe('the README', () => {
  for (const [says, count] of [
    [/The run of (\d+) rules in/, () => playedRules.length],
    [/rules in (\d+) scenarios/, scenarios],
    [/all (\d+) rules pass/, () => playedRules.length],
    [/over (\d+) broken gateways and merchants/, () => allMutants.length],
    [/each of (\d+) known mistakes/, () => mistakes.length],
  ] as const)
    it(`counts as the kit does: ${says.source}`, async () => {
      const [, told] = says.exec(text) ?? assert.fail('it does not say so any more: take the line out of this test');
      assert.equal(Number(told), await count(), `write ${await count()} into README.md`);
    });
});
