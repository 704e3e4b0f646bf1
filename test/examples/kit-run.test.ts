import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readProfile } from '../../src/merchant/profile/index.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'kit-run-'));
after(() => rm(folder, { recursive: true, force: true }));

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

interface Conformance {
  readonly verdict: string;
  readonly rules: readonly { readonly id: string; readonly verdict: string; readonly reason?: string }[];
}

/** The example's own profile, at ports that are free, played from the sources. */
async function judged(name: string): Promise<{ readonly code: number | null; readonly found: Conformance }> {
  const own = await readProfile(join(root, 'examples', name, 'merchant.yaml'), { ADMIN_TOKEN: 'admin-of-a-test' });
  const port = new URL(own.profile.baseUrl).port;
  const free = String(await freePort());
  const tsx = import.meta.resolve('tsx');
  const preload = pathToFileURL(join(root, 'dist/src/redirect/redirect.js')).href;
  const moved = JSON.stringify({ ...own.profile, gateway: { ...own.profile.gateway, listen: '127.0.0.1:0' } })
    .replaceAll(new RegExp(`\\b${port}\\b`, 'g'), free)
    .replaceAll('--import wechatpay-conformance/redirect', `--import ${preload}`);
  const profile = JSON.parse(moved) as { launch?: object };
  const at = await mkdtemp(join(folder, 'run-'));
  const launch = { ...profile.launch, cwd: join(root, 'examples', name) };
  await writeFile(join(at, 'merchant.yaml'), JSON.stringify({ ...profile, patience: '1s', launch }));
  const args = ['--merchant', join(at, 'merchant.yaml'), '--credentials', join(at, 'cred'), '--reports', join(at, 'r')];
  const child = spawn(process.execPath, ['--import', tsx, 'src/cli/main.ts', 'run', ...args], {
    cwd: root,
    env: { ...process.env, KIT_SOURCES: '1', ADMIN_TOKEN: 'admin-of-a-test', NODE_OPTIONS: `--import ${tsx}` },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  const text = await readFile(join(at, 'r', 'conformance.json'), 'utf8').catch(() => assert.fail(stderr));
  return { code, found: JSON.parse(text) as Conformance };
}

const verdictsOf = ({ rules }: Conformance, verdict: string): readonly string[] =>
  rules.flatMap((rule) => (rule.verdict === verdict ? [rule.id] : [])).sort();

/** The model merchant is told its prices by whoever orders, and both examples hold a public key beside the certificate. */
const NOT_SEEN: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'model-merchant': [
    ['CERTIFICATE-LEARNED', 'not-applicable'],
    ['PRICE-SERVER', 'not-observed'],
  ],
  'express-node-v3': [['CERTIFICATE-LEARNED', 'not-applicable']],
};

describe('the kit, run on an example', () => {
  for (const name of ['model-merchant', 'express-node-v3']) {
    it(`finds ${name} conformant`, async () => {
      const { code, found } = await judged(name);
      const others = found.rules.filter(({ verdict }) => verdict !== 'pass').map(({ id, verdict }) => [id, verdict]);
      assert.deepEqual(others, NOT_SEEN[name], name);
      assert.deepEqual([found.verdict, code], ['conformant', 0], name);
    });
  }

  it('finds in broken-shop what its README says, and nothing else', async () => {
    const { code, found } = await judged('broken-shop');
    assert.deepEqual(verdictsOf(found, 'fail'), [
      'ANSWER-VERIFIED',
      'CLOSE-AFTER-EXPIRE',
      'CLOSE-THEN-FAILED',
      'FINAL-KEPT',
      'FRONTEND-NO-PROOF',
      'MONEY-FEN',
      'NOTIFY-LATE',
      'NOTIFY-ONCE',
      'NOTIFY-RAW-BODY',
      'NOTIFY-VERIFIED',
      'QUERY-AFTER-RETURN',
      'REFUND-AFTER-CLOSED',
      'REFUND-NOT-YET',
      'REFUND-NOTIFY-VERIFIED',
      'REFUND-RETRY',
      'REFUND-TOTAL',
      'REORDER-AFTER-2H',
    ]);
    assert.deepEqual(verdictsOf(found, 'warn'), [
      'NOTIFY-MATCHED',
      'POLL-WHEN-SILENT',
      'PRICE-SERVER',
      'QUERY-BEFORE-CLOSE',
    ]);
    assert.deepEqual(verdictsOf(found, 'pass'), [
      'CALL-HEADERS',
      'ERRORS-BY-CODE',
      'NOTIFY-ANSWERED',
      'NOTIFY-URL',
      'ONE-ORDER',
      'ORDER-RETRY',
      'PAID-BY-QUERY',
      'PAY-PARAMS',
      'SIGN-REQUESTS',
    ]);
    assert.deepEqual([found.verdict, code], ['nonconformant', 1]);
  });
});
