import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { VERBS } from '../../src/merchant/profile/profile.ts';
import { packageRoot } from '../../src/package-root.ts';
import { profileReference } from '../../src/report/profile-reference.ts';

const main = join(packageRoot, 'src/cli/main.ts');

/** What a sub-command prints. */
async function printed(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', main, ...args], {
    cwd: packageRoot,
    env: { ...process.env, NODE_V8_COVERAGE: '' },
    maxBuffer: 1 << 24,
  });
  return stdout;
}

describe('the references made from the code', () => {
  for (const [page, ...args] of [
    ['docs/rules.md', 'rules', '--format', 'markdown'],
    ['docs/steps.md', 'steps', '--format', 'markdown'],
  ] as const) {
    it(`${page} is what ${args.join(' ')} prints, below its heading`, async () => {
      const text = readFileSync(join(packageRoot, page), 'utf8');
      assert.ok(text.includes(`npx wechatpay-conformance ${args.join(' ')}`), `${page} does not say what makes it`);
      const made = text.slice(text.indexOf('\n## ') + 1) === (await printed(...args));
      assert.ok(made, `${page} is of another day: npm run references writes it anew`);
    });
  }

  it('docs/profile.md has every key of the profile as its schema has it', () => {
    const text = readFileSync(join(packageRoot, 'docs/profile.md'), 'utf8');
    const made = text.slice(text.indexOf('\n## ') + 1);
    assert.ok(made === profileReference(), 'it is of another day: npm run references writes it anew');
    for (const verb of VERBS) assert.match(made, new RegExp(`^\\| \`${verb}\` \\| [A-Z]`, 'm'));
  });
});
