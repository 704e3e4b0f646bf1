import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { packageRoot } from '../../src/package-root.ts';
import { blocksOf } from '../docs/page.ts';
import { whyNoReader } from '../docs/reader.ts';
import { type Done, PageReader } from './page-follower.ts';

const page = readFileSync(join(packageRoot, 'docs/own-features.md'), 'utf8');

describe('docs/own-features.md, followed by a reader', { skip: whyNoReader() ?? false }, () => {
  const here = mkdtempSync(join(tmpdir(), 'own-features-'));
  const reader = new PageReader(here);
  let done: readonly Done[] = [];
  before(async () => {
    done = await reader.follow(blocksOf(page));
  });
  after(async () => {
    await reader.end();
    rmSync(here, { recursive: true, force: true });
  });

  it('has every command end as the page says', () => {
    assert.equal(done.length, 3);
    for (const { block, code, stdout, stderr } of done) {
      const expected = block.mark === 'run' ? 0 : Number(block.mark.replace('exits-', ''));
      assert.equal(code, expected, `line ${block.line}: ${stderr}${stdout}`);
    }
  });

  it('gets a scenario that passes outside the verdict, the step that is unknown, and a trace', () => {
    const [own, typo, workflow] = done;
    assert.match(own?.stdout ?? '', /pass {2}A gift that nobody wanted/);
    assert.match(typo?.stderr ?? '', /"a customer has paid for goods" is no step of the kit/);
    assert.match(workflow?.stdout ?? '', /^\d+ events$/m);
  });

  it('links to pages that there are', () => {
    for (const [, target = ''] of page.matchAll(/\]\(([a-z-]+\.md)/g))
      assert.ok(existsSync(join(packageRoot, 'docs', target)), target);
  });
});
