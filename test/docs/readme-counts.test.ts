import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { allMutants } from '../../src/mutants/all.ts';
import { packageRoot } from '../../src/package-root.ts';
import { playedRules } from '../../src/rules/catalogue.ts';
import { mistakes } from '../../src/rules/mistakes.ts';

const pages: Readonly<Record<string, readonly (readonly [says: RegExp, count: number])[]>> = {
  'README.md': [
    [/all (\d+) rules pass/, playedRules.length],
    [/plays (\d+) broken gateways and merchants/, allMutants.length],
    [/each of (\d+) known mistakes/, mistakes.length],
  ],
  'README.zh-CN.md': [
    [/(\d+)条规则全部通过/, playedRules.length],
    [/运行(\d+)个有缺陷的网关与商户/, allMutants.length],
    [/(\d+)个已知错误/, mistakes.length],
  ],
  'CHANGELOG.md': [
    [/(\d+) are features in English and Chinese/, playedRules.length],
    [/(\d+) mutants, broken gateways and merchants/, allMutants.length],
    [/Each of (\d+) known mistakes/, mistakes.length],
  ],
};

for (const [page, counts] of Object.entries(pages))
  describe(page, () => {
    const text = readFileSync(join(packageRoot, page), 'utf8').replaceAll(/\s+/g, ' ');
    for (const [says, count] of counts)
      it(`counts as the kit does: ${says.source}`, () => {
        const [, told] = says.exec(text) ?? assert.fail('it does not say so any more: take the line out of this test');
        assert.equal(Number(told), count, `write ${count} into ${page}`);
      });
  });
