import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { verifyBundle } from '../../src/evidence/verify.ts';
import { readOwnRules } from '../../src/run/own-rules.ts';
import { type KitRun, runKitUncovered, verdicts } from '../merchant-target/kit.ts';

const folder = mkdtempSync(join(tmpdir(), 'own-rules-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const row = (changes: object = {}): object => ({
  id: 'SHOP-CHEAP',
  level: 'must',
  subject: 'gateway',
  area: 'order',
  title: 'An order of one fen can be paid',
  hint: { en: 'Ask the till.', zh: '请询问收银。' },
  sources: ['our handbook, page 3'],
  ...changes,
});

let files = 0;
function rulesFile(...rows: readonly object[]): string {
  files += 1;
  const path = join(folder, `rules-${files}.yaml`);
  writeFileSync(path, JSON.stringify({ rules: rows }));
  return path;
}

function feature(outcome: string): string {
  const path = join(folder, `own-${outcome}.feature`);
  const lines = ['Feature: Ours', '  @SHOP-CHEAP', '  Rule: Cheap things', '    Scenario: One fen'];
  const steps = ['Given an order of 0.01 yuan', 'When the payer pays', `Then the order is ${outcome}`];
  writeFileSync(path, [...lines, ...steps.map((step) => `      ${step}`), ''].join('\n'));
  return path;
}

function run(...args: readonly string[]): Promise<KitRun> {
  files += 1;
  return runKitUncovered(join(folder, `reports-${files}`), ...args);
}

describe('rules of the user’s own', () => {
  it('are judged by the features that are tagged with them, beside the kit’s or alone', async () => {
    const rules = rulesFile(row());
    const bundle = join(folder, 'b.tar.gz');
    const good = await run('--only', feature('SUCCESS'), '--rules', rules, '--bundle', bundle);
    assert.deepEqual([verdicts(good), good.code], [{ 'SHOP-CHEAP': 'pass' }, 0], good.out + good.err);
    assert.deepEqual((await verifyBundle(readFileSync(bundle))).differences, []);
    const bad = await run('--only', feature('CLOSED'), '--rules', rules, '--rule', 'SHOP-CHEAP');
    assert.match(verdicts(bad)['SHOP-CHEAP'] ?? '', /^fail: /);
    assert.equal(bad.code, 1);
    assert.match(bad.out, /our handbook, page 3/);
  });

  it('are no rules where nobody names them: their scenarios stand outside the verdict', async () => {
    const { out, code } = await run('--only', feature('SUCCESS'));
    assert.match(out, /Scenarios under no rule/);
    assert.equal(code, 4);
  });

  it('are read with one text for both languages, or one for each', () => {
    const [rule] = readOwnRules(rulesFile(row()));
    assert.deepEqual(rule?.title, { en: 'An order of one fen can be paid', zh: 'An order of one fen can be paid' });
    assert.deepEqual(rule?.hint, { en: 'Ask the till.', zh: '请询问收银。' });
  });

  it('are refused where they take an id that is taken, or are of another shape', () => {
    const refused = (because: RegExp, ...rows: readonly object[]): void =>
      assert.throws(() => readOwnRules(rulesFile(...rows)), because);
    refused(/PREPAY-2H is a rule of the kit: give yours another id/, row({ id: 'PREPAY-2H' }));
    refused(/SHOP-CHEAP stands there twice/, row(), row());
    refused(/rules\[0\] lacks level/, row({ level: undefined }));
    refused(/rules\[0\]\.id is blank|rules\[0\]\.id must match/, row({ id: 'shop cheap' }));
    refused(/rules\[0\] has a key that is not known: titel/, row({ titel: 'x' }));
    refused(/rules must NOT have fewer than 1 items/);
  });
});
