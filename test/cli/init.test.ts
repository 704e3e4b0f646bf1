import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readProfile } from '../../src/merchant/profile/index.ts';
import { packageRoot } from '../../src/package-root.ts';
import { freePort } from '../free-port.ts';
import { until } from '../launch/processes.ts';

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'init-test-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const kit = (...args: readonly string[]) =>
  spawnSync(process.execPath, ['--import', import.meta.resolve('tsx'), main, ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
const init = (...args: readonly string[]) => kit('init', ...args);

describe('init', () => {
  it('writes a profile that can be read and credentials, and overwrites neither', async () => {
    const first = init();
    assert.equal(first.status, 0, first.stderr);
    const { merchant, credentials } = JSON.parse(first.stdout) as { merchant: string; credentials: string };
    const { profile } = await readProfile(merchant, {});
    assert.deepEqual(Object.keys(profile.verbs), ['placeOrder', 'paymentParams', 'readOrder']);
    assert.ok(readdirSync(credentials).includes('apiclient_key.pem'));
    const kept = ['merchant.json', 'merchant.env'].map((name) => readFileSync(join(credentials, name), 'utf8'));
    assert.ok(!first.stderr.includes(JSON.parse(kept[0] ?? '').apiv3_key), 'a key was shown');

    writeFileSync(merchant, 'mine');
    const again = init();
    assert.deepEqual([again.status, readFileSync(merchant, 'utf8')], [2, 'mine']);
    assert.match(again.stderr, /merchant\.yaml is there already/);
    writeFileSync(join(credentials, '.gitignore'), '# mine\n');
    assert.equal(init('--merchant', 'other.yaml').status, 0);
    const now = ['merchant.json', 'merchant.env'].map((name) => readFileSync(join(credentials, name), 'utf8'));
    assert.deepEqual(now, kept, 'the credentials were replaced');
    assert.equal(readFileSync(join(credentials, '.gitignore'), 'utf8'), '# mine\n');
  });

  it('names every file that it wrote, and keeps secrets from others and from Git', () => {
    const { stderr } = init('--merchant', 'named.yaml', '--credentials', 'named');
    const credentials = join(folder, 'named');
    const modes = Object.fromEntries(
      readdirSync(credentials).map((name) => [name, (statSync(join(credentials, name)).mode & 0o777).toString(8)]),
    );
    const { 'pub_key.pem': _, 'platform_cert.pem': __, 'apiclient_cert.pem': ___, 'ca.pem': ____, ...secret } = modes;
    assert.deepEqual(secret, {
      '.gitignore': '600',
      'apiclient_cert.p12': '600',
      'apiclient_key.pem': '600',
      'merchant.env': '600',
      'merchant.json': '600',
      'sandbox-keys.json': '600',
    });
    for (const name of Object.keys(modes))
      if (name !== '.gitignore' && name !== 'sandbox-keys.json') assert.ok(stderr.includes(`  ${name} `), name);
    const page = /(\S+sandbox\.md)/.exec(stderr)?.[1] ?? '';
    assert.ok(existsSync(page), `${page} is not there`);
    const git = (...args: readonly string[]) => spawnSync('git', args, { cwd: folder, encoding: 'utf8' });
    if (git('init', '-q').error) return;
    assert.doesNotMatch(git('status', '--porcelain', '--untracked-files=all').stdout, /named\//);
  });

  it('writes an environment that node and a shell read as the files', () => {
    init('--merchant', 'env.yaml', '--credentials', 'with-env');
    const credentials = join(folder, 'with-env');
    const names = { PRIVATE_KEY: 'apiclient_key.pem', CERTIFICATE: 'apiclient_cert.pem', PUBLIC_KEY: 'pub_key.pem' };
    const say = 'console.log(JSON.stringify(process.env))';
    const byNode = spawnSync(process.execPath, ['--env-file=with-env/merchant.env', '-e', say], { cwd: folder });
    const byShell = spawnSync(
      '/bin/sh',
      ['-c', `set -a; . ./with-env/merchant.env; "${process.execPath}" -e '${say}'`],
      {
        cwd: folder,
      },
    );
    const account = JSON.parse(readFileSync(join(credentials, 'merchant.json'), 'utf8')) as Record<string, string>;
    for (const { stdout } of [byNode, byShell]) {
      const env = JSON.parse(stdout.toString()) as Record<string, string>;
      for (const [name, file] of Object.entries(names))
        assert.equal(
          env[`WECHATPAY_${name}`]?.replaceAll('\\n', '\n').trimEnd(),
          readFileSync(join(credentials, file), 'utf8').trimEnd(),
        );
      assert.equal(env['WECHATPAY_APIV3_KEY'], account['apiv3_key']);
      assert.equal(env['WECHATPAY_SERIAL_NO'], account['serial_no']);
      assert.equal(env['WECHATPAY_PUBLIC_KEY_ID'], account['public_key_id']);
      assert.equal(env['WECHATPAY_BASE_URL'], 'http://127.0.0.1:8787');
    }
    const inNode = JSON.parse(byNode.stdout.toString()) as Record<string, string>;
    assert.equal(createPrivateKey(inNode['WECHATPAY_PRIVATE_KEY'] ?? '').asymmetricKeyType, 'rsa');
  });

  it('says in one line what cannot be written', () => {
    const closed = join(folder, 'closed');
    writeFileSync(closed, '');
    for (const args of [
      ['--merchant', 'closed/m.yaml', '--credentials', 'with-env'],
      ['--merchant', 'n.yaml', '--credentials', 'closed/c'],
    ]) {
      const { status, stderr } = init(...args);
      assert.equal(status, 2);
      assert.match(stderr, /^wechatpay-conformance: [^\n]*--(?:merchant|credentials)\n$/);
    }
    assert.ok(!existsSync(join(folder, 'n.yaml')));
    chmodSync(closed, 0o600);
  });

  it('leads to a first verdict: its profile, as it stands, fits a backend of the shape that it shows', async () => {
    const [shop, gateway] = [await freePort(), await freePort()];
    const { stdout } = init('--merchant', 'first/merchant.yaml', '--credentials', 'keys');
    const { merchant, credentials } = JSON.parse(stdout) as { merchant: string; credentials: string };
    const text = readFileSync(merchant, 'utf8');
    assert.match(text, /credentials: "\.\.\/keys"/);
    writeFileSync(merchant, text.replaceAll(':3000', `:${shop}`).replaceAll(':8787', `:${gateway}`));
    const backend = spawn(
      process.execPath,
      ['--import', import.meta.resolve('tsx'), join(packageRoot, 'examples/model-merchant/server.mjs')],
      {
        env: {
          ...process.env,
          KIT_SOURCES: '1',
          PORT: String(shop),
          CREDENTIALS: credentials,
          WECHATPAY_URL: `http://127.0.0.1:${gateway}`,
        },
        stdio: 'ignore',
      },
    );
    try {
      let isUp = false;
      await until(() => {
        fetch(`http://127.0.0.1:${shop}/healthz`).then(
          ({ ok }) => (isUp = ok),
          () => undefined,
        );
        return isUp;
      });
      const run = kit('run', '--merchant', 'first/merchant.yaml', '--rule', 'PAY-PARAMS', '--reports', 'verdict');
      assert.equal(run.status, 0, run.stderr + run.stdout);
      const report = JSON.parse(readFileSync(join(folder, 'verdict/conformance.json'), 'utf8')) as { verdict: string };
      assert.equal(report.verdict, 'conformant');
    } finally {
      backend.kill('SIGKILL');
    }
  });
});
