import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parse, stringify } from 'yaml';
import { KIT_HEADER } from '../../src/merchant/driver/act.ts';
import { VERB_NAMES } from '../../src/merchant/profile/known-names.ts';
import { VERBS } from '../../src/merchant/profile/profile.ts';
import { readProfile } from '../../src/merchant/profile/read-profile.ts';
import { packageRoot } from '../../src/package-root.ts';
import { readAttestations, readBaseline } from '../../src/run/signed-off.ts';
import { anchorOf, blocksOf } from '../docs/page.ts';
import { whyNoReader } from '../docs/reader.ts';
import { freePort } from '../free-port.ts';
import { type Done, PageReader } from './page-follower.ts';

type Part = Readonly<Record<string, unknown>>;

const page = readFileSync(join(packageRoot, 'docs/merchant.md'), 'utf8');
const blocks = blocksOf(page);
const [smallest, whole] = blocks.filter(({ mark }) => mark === 'merchant.yaml');
const parts = blocks.filter(({ language, mark }) => language === 'yaml' && mark === '');
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
    const signed = /^# (baseline|attestations)\.yaml: run --merchant merchant\.yaml --\1 /.exec(text);
    if (signed) {
      it(`line ${line}: is a file that can be read`, () => {
        const path = join(folder, `${line}.yaml`);
        writeFileSync(path, text);
        const read = signed[1] === 'baseline' ? readBaseline : readAttestations;
        assert.equal(read(path).length, 1);
      });
      continue;
    }
    it(`line ${line}: is a part that the profile can have`, async () => {
      const path = join(folder, `${line}.yaml`);
      writeFileSync(path, stringify(withPart(parse(smallest?.text ?? '') as Part, parse(text) as Part)));
      await readProfile(path, { ADMIN_TOKEN: 'staff', PLATFORM_KEY: 'key', ALICE: 'a', BOB: 'b' });
    });
  }

  it('ends with a profile that can be read as it stands', async () => {
    const path = join(folder, 'whole.yaml');
    writeFileSync(path, whole?.text ?? '');
    await readProfile(path, {});
  });

  it('has no command that is not run', () => {
    for (const { language, mark, line } of blocks)
      if (language === 'sh') assert.match(mark, /^(?:run|terminal|install|exits-\d)$/, `line ${line}`);
  });

  it('tells of every verb, and of what each may name', () => {
    for (const verb of VERBS) {
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
    const prose = page.replaceAll(/^```[\s\S]*?^```$/gm, '');
    for (const [, target = ''] of prose.matchAll(/\]\(([^)]+)\)/g)) {
      const [file, anchor] = target.split('#');
      if (file === '') assert.ok(headings.includes(anchor ?? ''), target);
      else if (file === 'sandbox.md') assert.ok(anchor === undefined || others.includes(anchor), target);
      else assert.ok(readFileOrFolder(join(packageRoot, 'docs', file ?? '')), target);
    }
  });
});

describe('docs/merchant.md, followed by a reader', { skip: whyNoReader() ?? false }, () => {
  const here = mkdtempSync(join(tmpdir(), 'five-minutes-'));
  const reader = new PageReader(here);
  let done: readonly Done[] = [];
  before(async () => {
    const ports = new Map([
      ['3000', await freePort()],
      ['8787', await freePort()],
    ]);
    // As everywhere in the tests: no port of the page's own, which somebody may be using.
    const moved = (text: string): string =>
      text.replaceAll(/\b(?:3000|8787)\b/g, (port) => String(ports.get(port) ?? port));
    const onFreePorts = blocks.map((block) => {
      const text = moved(block.text);
      const listens = block.mark === 'merchant.yaml' ? `gateway: { listen: 127.0.0.1:${ports.get('8787')} }\n` : '';
      return { ...block, text: text + listens };
    });
    const scripts = onFreePorts.filter(({ language }) => language === 'js');
    const others = onFreePorts.filter(({ language }) => language !== 'js');
    done = await reader.follow([...scripts, ...others]);
  });
  after(async () => {
    await reader.end();
    rmSync(here, { recursive: true, force: true });
  });

  const verdict = (stdout: string): string | undefined => /^Verdict: (.*)$/m.exec(stdout)?.[1];

  it('gets credentials and a profile to fill in', () => {
    const [init] = done;
    assert.equal(init?.code, 0, init?.stderr);
    assert.ok(readFileOrFolder(join(here, '.wechatpay/merchant.json')));
  });

  it('gets a first verdict from the smallest profile, and none that is worse than incomplete', () => {
    const [, first] = done;
    assert.equal(first?.block.mark, 'exits-4');
    assert.deepEqual([verdict(first?.stdout ?? ''), first?.code], ['incomplete', 4], first?.stdout);
    assert.match(first?.stdout ?? '', /✓ pass +must +NOTIFY-VERIFIED/);
    assert.match(first?.stdout ?? '', / fail 0 · warn 0 /);
  });

  it('gets to conformant with all of it', () => {
    const [, , second] = done;
    assert.equal(second?.block.mark, 'exits-0');
    assert.deepEqual([verdict(second?.stdout ?? ''), second?.code], ['conformant', 0], second?.stdout);
    assert.equal(done.length, 3);
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
