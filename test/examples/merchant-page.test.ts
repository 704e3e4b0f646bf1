import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { parse, stringify } from 'yaml';
import { KIT_HEADER } from '../../src/merchant/driver/act.ts';
import { VERB_NAMES } from '../../src/merchant/profile/known-names.ts';
import { VERBS } from '../../src/merchant/profile/profile.ts';
import { readProfile } from '../../src/merchant/profile/read-profile.ts';
import { packageRoot } from '../../src/package-root.ts';
import { anchorOf, blocksOf } from '../docs/page.ts';

type Part = Readonly<Record<string, unknown>>;

const page = readFileSync(join(packageRoot, 'docs/merchant.md'), 'utf8');
const [smallest, ...parts] = blocksOf(page).filter(({ language }) => language === 'yaml');
const folder = mkdtempSync(join(tmpdir(), 'merchant-page-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** The smallest profile with a part of the page in it: verbs and actors are added to those that it has. */
function withPart(base: Part, part: Part): Part {
  const nested = Object.fromEntries(
    ['verbs', 'actors'].map((key) => [key, { ...(base[key] as Part), ...((part[key] ?? {}) as Part) }]),
  );
  return { ...base, ...part, ...nested };
}

describe('docs/merchant.md', () => {
  it('begins with a profile that can be read as it stands', async () => {
    const path = join(folder, 'merchant.yaml');
    writeFileSync(path, smallest?.text ?? '');
    const { profile } = await readProfile(path, {});
    assert.equal(profile.name, 'my-shop');
  });

  for (const { line, text } of parts) {
    it(`line ${line}: is a part that the profile can have`, async () => {
      const path = join(folder, `${line}.yaml`);
      writeFileSync(path, stringify(withPart(parse(smallest?.text ?? '') as Part, parse(text) as Part)));
      await readProfile(path, { ADMIN_TOKEN: 'staff' });
    });
  }

  it('tells of every verb but reconcile, and of what each may name', () => {
    for (const verb of VERBS.filter((name) => name !== 'reconcile')) {
      const row = page.split('\n').find((line) => line.startsWith(`| \`${verb}\``));
      assert.ok(row, verb);
      const before = verb === 'placeOrder' ? [] : [...VERB_NAMES.placeOrder, 'order', ...VERB_NAMES.refund];
      const own = verb === 'refund' ? ['refund.fen', 'refund.yuan'] : VERB_NAMES[verb];
      for (const name of own.filter((one) => verb === 'refund' || !before.includes(one)))
        assert.ok(row.includes(`\`{${name}}\``), `${verb} may name {${name}}`);
    }
  });

  it('names the header that the kit sends', () => assert.ok(page.toLowerCase().includes(`\`${KIT_HEADER}\``)));

  it('links to headings and files that there are', () => {
    const headings = [...page.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading));
    const sandbox = readFileSync(join(packageRoot, 'docs/sandbox.md'), 'utf8');
    const others = [...sandbox.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading));
    for (const [, target = ''] of page.matchAll(/\]\(([^)]+)\)/g)) {
      const [file, anchor] = target.split('#');
      if (file === '') assert.ok(headings.includes(anchor ?? ''), target);
      else if (file === 'sandbox.md') assert.ok(anchor === undefined || others.includes(anchor), target);
      else assert.ok(readFileOrFolder(join(packageRoot, 'docs', file ?? '')), target);
    }
  });
});

function readFileOrFolder(path: string): boolean {
  try {
    readFileSync(path);
    return true;
  } catch (failure) {
    return (failure as NodeJS.ErrnoException).code === 'EISDIR';
  }
}
