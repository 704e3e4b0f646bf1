import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { packageRoot } from '../../src/package-root.ts';
import { blocksOf, stepsOf } from './page.ts';
import { follow, type Outcome, whyNoReader } from './reader.ts';

const page = readFileSync(join(packageRoot, 'docs/ci.md'), 'utf8');
const blocks = blocksOf(page);

describe('docs/ci.md, followed by a reader', { skip: whyNoReader() ?? false }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'ci-page-'));
  const steps = stepsOf(blocks);
  let outcomes: readonly (Outcome | undefined)[] = [];
  before(async () => {
    for (const { language, mark, text } of blocks) if (language === 'yaml') writeFileSync(join(folder, mark), text);
    outcomes = await follow(folder, steps);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('has every command end as the page says', () => {
    assert.equal(steps.length, blocks.filter(({ language }) => language === 'sh').length);
    for (const [index, outcome] of outcomes.entries())
      assert.ok(outcome?.succeeded, `line ${steps[index]?.block.line}: ${outcome?.stderr}${outcome?.stdout}`);
  });

  it('gets what the page tells', () => {
    const [first, mended, compared, parts, missing] = outcomes.map((one) => `${one?.stdout}${one?.stderr}`);
    assert.match(first ?? '', /Verdict: conformant/);
    assert.match(mended ?? '', /REFUND-RETRY/);
    assert.match(compared ?? '', /Nothing has changed\./);
    assert.match(parts ?? '', /This is one part of a run[\s\S]*Verdict: conformant/);
    assert.match(missing ?? '', /Shard 2 of 2 is missing/);
  });

  it('links to what there is', () => {
    for (const [, target = ''] of page.matchAll(/\]\(([^)#]+)/g))
      assert.ok(existsSync(join(packageRoot, 'docs', target)), target);
  });
});
