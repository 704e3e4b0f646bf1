import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readProfile } from '../../src/merchant/profile/index.ts';

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'init-test-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const init = (...args: readonly string[]) =>
  spawnSync(process.execPath, ['--import', import.meta.resolve('tsx'), main, 'init', ...args], {
    cwd: folder,
    encoding: 'utf8',
  });

describe('init', () => {
  it('writes a profile that can be read and credentials, and overwrites neither', async () => {
    const first = init();
    assert.equal(first.status, 0, first.stderr);
    const { merchant, credentials } = JSON.parse(first.stdout) as { merchant: string; credentials: string };
    const { profile } = await readProfile(merchant, {});
    assert.deepEqual(Object.keys(profile.verbs), ['placeOrder', 'paymentParams', 'readOrder']);
    assert.ok(readdirSync(credentials).includes('apiclient_key.pem'));
    const kept = readFileSync(join(credentials, 'merchant.json'), 'utf8');
    assert.ok(!first.stderr.includes(JSON.parse(kept).apiv3_key), 'a key was shown');

    writeFileSync(merchant, 'mine');
    const again = init();
    assert.deepEqual([again.status, readFileSync(merchant, 'utf8')], [2, 'mine']);
    assert.match(again.stderr, /merchant\.yaml is there already/);
    assert.equal(init('--merchant', 'other.yaml').status, 0);
    assert.equal(readFileSync(join(credentials, 'merchant.json'), 'utf8'), kept, 'the credentials were replaced');
  });
});
