import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { unpacked } from '../../src/evidence/archive.ts';
import { writePublishedCredentials } from '../sandbox/stage.ts';
import { runKitUncovered } from './kit.ts';
import { shopIn } from './model/profile.ts';

const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const filesIn = (path: string): readonly string[] =>
  statSync(path).isDirectory() ? readdirSync(path).flatMap((name) => filesIn(join(path, name))) : [path];

describe('what a run leaves behind', () => {
  it('has none of the secrets that it was played with', async () => {
    const credentials = join(folder, '.wechatpay');
    await writePublishedCredentials(credentials);
    const { path } = await shopIn(folder, { env: { DEFECT: 'believes-any-answer' }, changes: { patience: '800ms' } });
    const bundle = join(folder, 'evidence.tar.gz');
    const run = await runKitUncovered(
      join(folder, 'reports'),
      '--merchant',
      path,
      '--bundle',
      bundle,
      ...['ANSWER-VERIFIED', 'NOTIFY-VERIFIED', 'REFUND-NOT-YET'].flatMap((rule) => ['--rule', rule]),
    );
    assert.equal(run.code, 1, run.err);
    const { apiv3_key: apiv3Key } = JSON.parse(readFileSync(join(credentials, 'merchant.json'), 'utf8')) as {
      apiv3_key: string;
    };
    const secretKey = readFileSync(join(credentials, 'apiclient_key.pem'), 'utf8').split('\n')[5] ?? '';
    assert.ok(apiv3Key.length === 32 && secretKey.length > 40, 'there is nothing to look for');
    const artefacts = [
      ...filesIn(join(folder, 'reports')).map((file) => [file, readFileSync(file, 'utf8')] as const),
      ...[...(await unpacked(readFileSync(bundle)))].map(
        ([name, content]) => [`bundle:${name}`, content.toString()] as const,
      ),
      ['console', run.out + run.err] as const,
    ];
    assert.ok(artefacts.length > 20, 'there is nothing to look through');
    // A whole openid has 28 characters and begins with an o; traces keep six of them.
    const openid = /"openid\\?":\s?\\?"[^"…\\]{7,}/;
    const token = /x-token: (?!…)\S{7,}|"token\\?":\s?\\?"[^"…\\$]{7,}/i;
    for (const [name, text] of artefacts) {
      assert.ok(!text.includes(apiv3Key), `${name} has the APIv3 key`);
      assert.ok(!text.includes(secretKey), `${name} has the private key`);
      assert.doesNotMatch(text, openid, name);
      assert.doesNotMatch(text, token, name);
    }
  });
});
