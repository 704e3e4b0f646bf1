import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { allMutants } from '../../src/mutants/all.ts';
import { packageRoot } from '../../src/package-root.ts';
import { playedRules } from '../../src/rules/catalogue.ts';
import { mistakes } from '../../src/rules/mistakes.ts';

const text = readFileSync(join(packageRoot, 'README.md'), 'utf8').replaceAll(/\s+/g, ' ');

describe('the README', () => {
  for (const [says, count] of [
    [/all (\d+) rules pass/, () => playedRules.length],
    [/plays (\d+) broken gateways and merchants/, () => allMutants.length],
    [/each of (\d+) known mistakes/, () => mistakes.length],
  ] as const)
    it(`counts as the kit does: ${says.source}`, () => {
      const [, told] = says.exec(text) ?? assert.fail('it does not say so any more: take the line out of this test');
      assert.equal(Number(told), count(), `write ${count()} into README.md`);
    });
});
