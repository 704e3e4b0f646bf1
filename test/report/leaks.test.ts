import assert from 'node:assert/strict';
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { mockIdentities } from '../../src/targets/mock/mock-identities.ts';
import { publishedKeys } from '../../src/targets/mock/published-keys.ts';
import { runKitWith } from '../merchant-target/kit.ts';
import { shopIn } from '../merchant-target/model/profile.ts';
import { Demo } from '../sandbox/demo.ts';
import { writePublishedCredentials } from '../sandbox/stage.ts';
import { type Artefact, artefactsIn, leaksIn, type Secret, secretsOf } from './leaks.ts';

const folder = mkdtempSync(join(tmpdir(), 'leaks-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** The openid of the mock's payer. */
const PAYER = 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o';

/** Rules in whose traces there are keys, tokens, payers, bills, encrypted fields and notifications. */
const TELLING = ['BILL-TRADE', 'BILL-URL-5M', 'SECURITY-ECHO', 'REFUND-ABNORMAL', 'NOTIFY-SUCCESS'];

const linesOf = (pem: string): readonly Secret[] =>
  (pem.match(/[\w+/=]{60,}/g) ?? []).map((line): Secret => ['a private key', line]);

/** The lines of a key as PEM, in which none of its public half is left, and its secret number. */
const published: readonly Secret[] = Object.values(publishedKeys).flatMap((jwk) => {
  const pem = createPrivateKey({ key: { ...jwk }, format: 'jwk' }).export({ type: 'pkcs8', format: 'pem' });
  return [...linesOf(String(pem)), ['a private key', jwk.d] as const];
});

/** A run on a runner of GitHub's with all reports that there are, and everything that it leaves and says. */
async function leftBy(name: string, ...args: readonly string[]): Promise<readonly Artefact[]> {
  const home = join(folder, name);
  mkdirSync(home, { recursive: true });
  const { privateKey } = generateKeyPairSync('ed25519');
  const [key, bundle, summary] = [join(home, 'key.pem'), join(home, 'evidence.tar.gz'), join(home, 'summary.md')];
  const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(key, pem);
  const run = await runKitWith(
    { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary },
    join(home, 'reports'),
    ...['--allure', '--bundle', bundle, '--bundle-key', key],
    ...args,
  );
  assert.ok(run.code === 0 || run.code === 1, `${run.code}: ${run.out}${run.err}`);
  const artefacts: readonly Artefact[] = [
    ...(await artefactsIn(run.reports)),
    ...(await artefactsIn(bundle)),
    ...(await artefactsIn(summary)),
    ['console', run.out],
    ['annotations', run.err],
  ];
  for (const kind of [
    ...['conformance.html', 'conformance.json', 'junit.xml', 'messages.ndjson', 'statement.dsse.json'],
    ...['.ndjson', 'attachment.ndjson', 'result.json', 'summary.md', 'versions.json', 'catalogue.json'],
  ])
    assert.ok(
      artefacts.some(([path, text]) => path.endsWith(kind) && text !== ''),
      `no ${kind}: ${run.out}${run.err}`,
    );
  const signingKey = pem.split('\n')[1] ?? '';
  assert.deepEqual(leaksIn(artefacts, [['the key that signs the bundle', signingKey]]), []);
  return artefacts;
}

const only = (...rules: readonly string[]): readonly string[] => rules.flatMap((rule) => ['--rule', rule]);

describe('what a run leaves behind has none of the secrets that it was played with', () => {
  it('on the mock', async () => {
    const { apiv3Key } = mockIdentities((signer) => signer);
    const artefacts = await leftBy('mock', ...only(...TELLING));
    assert.deepEqual(leaksIn(artefacts, [...published, ['the APIv3 key', apiv3Key], ['the openid', PAYER]]), []);
  });

  it('at a gateway', async () => {
    const credentials = join(folder, 'of-a-gateway');
    await writePublishedCredentials(credentials);
    const demo = await Demo.start(credentials);
    try {
      const { url } = demo.sandbox;
      const artefacts = await leftBy('sandbox', '--url', url, '--credentials', credentials, ...only(...TELLING));
      assert.deepEqual(leaksIn(artefacts, [...published, ...secretsOf(credentials)]), []);
    } finally {
      await demo.close();
    }
  });

  it('of a merchant that breaks rules', async () => {
    const credentials = join(folder, '.wechatpay');
    await writePublishedCredentials(credentials);
    const { path } = await shopIn(folder, { env: { DEFECT: 'believes-any-answer' }, changes: { patience: '800ms' } });
    const rules = only('ANSWER-VERIFIED', 'NOTIFY-VERIFIED', 'REFUND-NOT-YET');
    const artefacts = await leftBy('merchant', '--merchant', path, ...rules);
    assert.match(artefacts.find(([name]) => name === 'annotations')?.[1] ?? '', /^::error title=ANSWER-VERIFIED/m);
    assert.deepEqual(leaksIn(artefacts, [...published, ...secretsOf(credentials)]), []);
  });
});

describe('the search for secrets', () => {
  it('finds each of them wherever it is planted', async () => {
    const credentials = join(folder, 'planted');
    await writePublishedCredentials(credentials);
    const secrets = secretsOf(credentials);
    assert.ok(secrets.filter(([what]) => what.startsWith('a key of')).length > 20, 'there is nothing to look for');
    for (const [what, value] of [...secrets, ...published])
      assert.ok(leaksIn([['a.html', `<p>${value}</p>`]], [...secrets, ...published]).length > 0, what);
    for (const text of [
      '-----BEGIN PRIVATE KEY-----',
      'oSandbox3xrgdj8HXc1nnXYvXjXw',
      '"payer":{"openid":"oUpF8uMuAJO"}',
      String.raw`{"a":"{\"openid\":\"oUpF8uMuAJO\"}"}`,
      '/v3/billdownload/file?token=MTY0MDAx',
      'authorization: Bearer abcdefgh',
      String.raw`signature=\"abcdefgh`,
      String.raw`\"paySign\":\"BQwhZApu`,
    ])
      assert.equal(leaksIn([['a.html', text]], []).length, 1, text);
  });
});
