import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { explore } from '../../src/explore/explore.ts';
import { GROUNDS } from '../../src/explore/grounds.ts';
import { packageRoot } from '../../src/package-root.ts';
import { blocksOf, stepsOf } from '../docs/page.ts';
import { follow, whyNoReader } from '../docs/reader.ts';
import { judged, onExample } from '../examples/judged-example.ts';
import { stage } from '../sandbox/stage.ts';

const folder = mkdtempSync(join(tmpdir(), 'explore-command-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const page = blocksOf(readFileSync(join(packageRoot, 'docs/explorer.md'), 'utf8'));

const command = (...args: readonly string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', 'explore', ...args], { encoding: 'utf8' });

describe('explore', () => {
  it('finds the mock as documented, on both sides', () => {
    const { status, stdout, stderr } = command('--acts', '200');
    assert.deepEqual([status, stdout], [0, '']);
    assert.match(stderr, /^gateway: \d+ acts on \d+ walks\n {2}\d+ of 37 steps of the state machines\n/);
    assert.match(stderr, /\nmerchant: \d+ acts on \d+ walks\n/);
    assert.equal(stderr.match(/✓ everywhere as documented/g)?.length, 2);
  });

  it('prints of a broken shop what it gets wrong as a feature, and ends with 1', async () => {
    const { code, stdout, stderr } = await onExample('explore', 'broken-shop', { patience: '300ms' }, [
      '--acts',
      '100',
    ]);
    assert.equal(code, 1, stderr);
    assert.match(
      stdout,
      /^Feature: What the explorer found\n\n {2}Scenario: [^\n]+: expected [^\n]+\n {4}Given a customer/,
    );
    assert.match(stderr, /✗ .+: expected .+\n.*wechatpay-conformance run --only FILE --merchant /);
    const found = join(folder, 'found.feature');
    writeFileSync(found, stdout);
    const played = await judged('broken-shop', { patience: '300ms' }, ['--only', found]);
    assert.equal(played.code, 1, 'what was found is found again');
    const told = page.filter(({ mark }) => mark === 'broken-shop').map(({ text }) => text.trim());
    assert.deepEqual(told, [
      'npx wechatpay-conformance explore --merchant examples/broken-shop/merchant.yaml --acts 100 > found.feature',
      'npx wechatpay-conformance run --only found.feature --merchant examples/broken-shop/merchant.yaml',
    ]);
  });

  it('says in one line what it cannot explore', () => {
    assert.match(command('--acts', '0').stderr, /^wechatpay-conformance: --acts 0 explores nothing[^\n]+\n$/);
    const { status, stderr } = command('--url', 'http://127.0.0.1:1', '--credentials', 'no-such-folder');
    assert.equal(status, 2);
    assert.match(stderr, /^wechatpay-conformance: [^\n]+\n$/);
  });
});

describe('docs/explorer.md', { skip: whyNoReader() ?? false }, () => {
  it('shows what a reader who follows it sees', async () => {
    const [outcome] = await follow(
      mkdtempSync(join(folder, 'reader-')),
      stepsOf(page.filter(({ mark }) => mark === 'run')),
    );
    assert.ok(outcome?.succeeded, outcome?.stderr);
    const shown = page.find(({ language }) => language === 'text')?.text ?? '';
    const without = (text: string): string => text.replaceAll(/^ +not walked.*\n/gm, '');
    assert.equal(without(outcome.stderr), shown);
  });

  it('has no command that no test runs', () => {
    for (const { language, mark, line } of page)
      if (language === 'sh') assert.ok(['run', 'broken-shop'].includes(mark), `line ${line}`);
  });
});

describe('a sandbox', () => {
  const set = stage();

  it('is as the model and the mock have it, after each act of the same walks', async () => {
    const { url, credentials } = set.demo.sandbox;
    const [{ territory }] = GROUNDS.sandbox;
    const on = (target: string) =>
      explore({
        target,
        seed: 3,
        territory,
        acts: 400,
        ...(target === 'mock' ? {} : { gateway: { url, credentials } }),
      });
    const [mock, sandbox] = [await on('mock'), await on('sandbox')];
    assert.equal(sandbox.parting, undefined);
    assert.deepEqual(sandbox, mock);
  });
});
