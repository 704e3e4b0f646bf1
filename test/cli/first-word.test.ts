import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { kit } from '../../src/run/kit.ts';

const folder = mkdtempSync(join(tmpdir(), 'first-word-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** What a first word is answered, and the sub-commands that were loaded for it: Node's own coverage names every file. */
function asked(word: string) {
  const coverage = mkdtempSync(join(folder, 'coverage-'));
  const env = { ...process.env, NODE_V8_COVERAGE: coverage };
  const args = ['--import', 'tsx', 'src/cli/main.ts', word];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  const files = readdirSync(coverage).map((name) => readFileSync(join(coverage, name), 'utf8'));
  const loaded = files.flatMap((text) => [...text.matchAll(/"url":"[^"]*\/src\/cli\/([a-z]+)-command\.ts"/g)]);
  return { status, stdout, stderr, loaded: loaded.map(([, name]) => name).sort() };
}

describe('the first word of the command line', { concurrency: 2 }, () => {
  for (const flag of ['--version', '-V'])
    it(`${flag} loads no sub-command`, () => {
      const { status, stdout, loaded } = asked(flag);
      assert.deepEqual([status, stdout, loaded], [0, `${kit().version}\n`, []]);
    });

  it('that names a sub-command loads that one alone', () => {
    assert.deepEqual(asked('explain').loaded, ['explain']);
  });

  it('--help tells of every sub-command', () => {
    const { status, stdout, loaded } = asked('--help');
    assert.equal(status, 0);
    const told = [...stdout.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name).filter((name) => name !== 'help');
    assert.equal(loaded.length, 13);
    assert.deepEqual(told.sort(), loaded);
  });

  for (const word of ['walk', 'constructor', '__proto__'])
    it(`${word}, which is no sub-command, is refused in one line`, () => {
      const { status, stderr } = asked(word);
      assert.equal(status, 2, stderr);
      assert.match(stderr, /^wechatpay-conformance: unknown command '[^\n]+\n$/);
    });
});
