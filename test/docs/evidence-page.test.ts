import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { packageRoot } from '../../src/package-root.ts';
import { readOwnRules } from '../../src/run/own-rules.ts';
import { blocksOf, stepsOf } from './page.ts';
import { follow, type Outcome, whyNoReader } from './reader.ts';

const page = readFileSync(join(packageRoot, 'docs/evidence.md'), 'utf8');
const blocks = blocksOf(page);

describe('docs/evidence.md, followed by a reader', { skip: whyNoReader() ?? false }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'evidence-page-'));
  let outcomes: readonly (Outcome | undefined)[] = [];
  before(async () => {
    outcomes = await follow(folder, stepsOf(blocks));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('has every command run to its end', () => {
    assert.ok(outcomes.length >= 5, 'the page has hardly a command');
    for (const [index, outcome] of outcomes.entries())
      assert.ok(outcome?.succeeded, `step ${index + 1}: ${outcome?.stderr}${outcome?.stdout}`);
  });

  it('gets what the page tells', () => {
    const text = outcomes.map((outcome) => outcome?.stdout ?? '').join('\n');
    for (const told of ['退款结果不明时使用原退款单号重试', 'Nothing has changed.', 'Everything is as it was signed'])
      assert.ok(text.includes(told), told);
    for (const file of ['first/conformance.html', 'first/messages.ndjson', 'evidence.tar.gz'])
      assert.ok(existsSync(join(folder, file)), file);
  });

  it('has no command that is not run, and links to pages that there are', () => {
    for (const { language, mark, line } of blocks) if (language === 'sh') assert.equal(mark, 'run', `line ${line}`);
    for (const [, target = ''] of page.matchAll(/\]\(([a-z-]+\.md)/g))
      assert.ok(existsSync(join(packageRoot, 'docs', target)), target);
  });

  it('has rules of the user’s own that can be read', () => {
    const [rules] = blocks.filter(({ language }) => language === 'yaml');
    const path = join(folder, 'rules.yaml');
    writeFileSync(path, rules?.text ?? '');
    assert.equal(readOwnRules(path)[0]?.id, 'SHOP-GIFT-WRAP');
  });
});
