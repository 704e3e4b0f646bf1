import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { runKitUncovered } from '../merchant-target/kit.ts';

const folder = mkdtempSync(join(tmpdir(), 'words-from-outside-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const run = (...args: readonly string[]): ReturnType<typeof runKitUncovered> =>
  runKitUncovered(join(folder, 'reports'), '--rule', 'PREPAY-2H', ...args);

describe('a complaint about a file', () => {
  const ESCAPE = '\\u001b]0;owned\\u0007\\u001b[31m\\u009b2J';

  for (const [what, known] of [
    ['an id', `[{"rule": "A${ESCAPE}", "reason": "r", "expires": "2027-01-01"}]`],
    ['a key', `[{"rule": "PREPAY-2H", "k${ESCAPE}": 1, "reason": "r", "expires": "2027-01-01"}]`],
  ] as const)
    it(`brings ${what} of the file to the terminal without control characters, in one line`, async () => {
      const { code, err } = await run('--baseline', file('baseline.yaml', `{"known": ${known}}`));
      assert.equal(code, 2);
      assert.match(err, /^wechatpay-conformance: [^\n]+\n$/);
      assert.doesNotMatch(err.trimEnd(), /\p{Cc}/u);
    });

  it('says of an empty file where it stands what it holds', async () => {
    const { code, err } = await run('--baseline', file('empty.yaml', ''));
    assert.equal(code, 2);
    assert.match(err, /empty\.yaml: this is another file, or an empty one: schemas\/baseline\.schema\.json says/);
  });
});

describe('the command that replays a rule', () => {
  it('plays it again, pasted into a shell', async () => {
    const steps = ['Given an order of 1.00 yuan', 'When the payer pays', 'Then the order is CLOSED'];
    const lines = [
      'Feature: Ours',
      '  @SHOP-GIFT',
      '  Rule: Gifts',
      '    Scenario: A gift',
      ...steps.map((step) => `      ${step}`),
    ];
    const feature = file("it's ours.feature", `${lines.join('\n')}\n`);
    const row = {
      id: 'SHOP-GIFT',
      level: 'must',
      subject: 'gateway',
      area: 'order',
      title: 'Gifts',
      hint: 'Wrap.',
      sources: ['p. 3'],
    };
    const rules = file('rules.yaml', JSON.stringify({ rules: [row] }));
    const { code, out } = await runKitUncovered(join(folder, 'first'), '--only', '--rules', rules, feature);
    assert.equal(code, 1, out);
    const command = /^ +replay +(npx .+)$/m.exec(out)?.[1] ?? assert.fail(out);
    const again = await new Promise<{ readonly code: unknown; readonly stdout: string }>((resolve) => {
      const npx = `npx() { shift; "${process.execPath}" --import tsx src/cli/main.ts "$@" --reports '${join(folder, 'again')}'; }`;
      execFile('sh', ['-c', `${npx}\n${command}`], (error, stdout) => resolve({ code: error?.code ?? 0, stdout }));
    });
    assert.equal(again.code, 1, again.stdout);
    assert.match(again.stdout, /checked +trade_state of the order\n +expected +CLOSED\n +seen +SUCCESS/);
  });
});
