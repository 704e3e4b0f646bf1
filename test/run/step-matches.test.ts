import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { packageRoot } from '../../src/package-root.ts';
import { stepsLibrary } from '../../src/run/steps-library.ts';

interface Tree {
  match(text: string): unknown;
}
type Library = { readonly stepDefinitions: readonly { readonly expression: { readonly treeRegexp: Tree } }[] };

/** Every step of the features, of outlines with their placeholders. */
function texts(): readonly string[] {
  const folder = join(packageRoot, 'features');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.feature'));
  const lines = files.flatMap((path) => readFileSync(join(folder, path), 'utf8').split('\n'));
  return [...new Set(lines.flatMap((line) => /^ +(?:Given|When|Then|And|But) (.+)$/.exec(line)?.[1] ?? []))];
}

describe('a sentence', () => {
  it('finds the same groups at the same places as cucumber does by itself', async () => {
    const { stepDefinitions } = (await stepsLibrary()) as unknown as Library;
    const steps = texts();
    let matched = 0;
    for (const { expression } of stepDefinitions) {
      const { treeRegexp } = expression;
      assert.ok(Object.hasOwn(treeRegexp, 'match'), 'cucumber is built otherwise: nothing is gained any more');
      const byItself = (Object.getPrototypeOf(treeRegexp) as Tree).match;
      for (const text of steps) {
        const found = treeRegexp.match(text);
        assert.deepEqual(found, byItself.call(treeRegexp, text), text);
        if (found !== null) matched += 1;
      }
    }
    assert.ok(matched > 300, `${matched} steps`);
  });
});
