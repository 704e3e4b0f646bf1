import assert from 'node:assert/strict';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { MerchantProfile } from '../../src/merchant/profile/profile.ts';
import { endSessionOf, sessionOf } from '../../src/targets/merchant/merchant-session.ts';
import { freePort } from '../free-port.ts';
import { writePublishedCredentials } from '../sandbox/stage.ts';

const shop = fileURLToPath(new URL('told-shop.mjs', import.meta.url));
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'told-')));
const credentials = join(folder, 'credentials');
const file = (name: string): string => readFileSync(join(credentials, name), 'utf8');
after(() => rmSync(folder, { recursive: true, force: true }));

interface Told {
  readonly env: Readonly<Record<string, string>>;
  readonly args: readonly string[];
  readonly cwd: string;
}

/** Every name and form that a profile can tell credentials in. */
const ENV = {
  KEY: '{apiclient_key.pem}',
  KEY_LINE: '{apiclient_key.pem:line}',
  KEY_BASE64: '{apiclient_key.pem:base64}',
  KEY_BARE: '{apiclient_key.pem:bare}',
  CERT: '{apiclient_cert.pem}',
  PUBLIC_KEY: '{pub_key.pem:line}',
  PLATFORM: '{platform_cert.pem:bare}',
  CA: '{ca.pem}',
  JOINED: 'key={apiclient_key.pem:line};v3={apiv3_key}',
  V3_BASE64: '{apiv3_key:base64}',
  LITERAL: '{{apiv3_key}',
};

describe('a launched backend is told its credentials', () => {
  let told: Told;
  let log = '';
  before(async () => {
    await writePublishedCredentials(credentials);
    const port = await freePort();
    mkdirSync(join(folder, JSON.parse(file('merchant.json')).mchid));
    const profile: MerchantProfile = {
      name: 'told-shop',
      baseUrl: `http://127.0.0.1:${port}`,
      launch: {
        command: `exec "${process.execPath}" "${shop}" --mchid={mchid} '{gateway.url}' {apiclient_key.pem} "{apiclient_cert.pem:line}"`,
        ready: 'GET /',
        cwd: './{mchid}',
        env: { ...ENV, PORT: String(port), TOLD: join(folder, 'told.json') },
      },
      gateway: { listen: '127.0.0.1:0' },
      verbs: {
        placeOrder: [{ post: '/', take: { order: '$' } }],
        paymentParams: [{ post: '/', take: { params: '$' } }],
        readOrder: [{ get: '/', take: { state: '$' } }],
      },
    };
    const path = join(folder, 'merchant.json');
    writeFileSync(path, JSON.stringify(profile));
    const asked = { profile: path, credentials, reports: join(folder, 'reports') };
    const { gateway } = await sessionOf(asked);
    await endSessionOf(asked);
    told = JSON.parse(readFileSync(join(folder, 'told.json'), 'utf8')) as Told;
    log = readFileSync(join(folder, 'reports', 'backend.log'), 'utf8');
    assert.equal(told.args[1], gateway.url);
  });

  it('as PEM text, in the forms that an environment can hold it in', () => {
    const { env } = told;
    const key = file('apiclient_key.pem');
    assert.equal(env['KEY'], key);
    assert.equal(env['KEY_LINE'], key.trimEnd().replaceAll('\n', '\\n'));
    assert.equal(Buffer.from(env['KEY_BASE64'] ?? '', 'base64').toString(), key);
    const bare = Buffer.from(env['KEY_BARE'] ?? '', 'base64');
    assert.ok(createPrivateKey({ key: bare, format: 'der', type: 'pkcs8' }).equals(createPrivateKey(key)));
    assert.equal(env['CERT'], file('apiclient_cert.pem'));
    assert.equal(env['PUBLIC_KEY']?.replaceAll('\\n', '\n').concat('\n'), file('pub_key.pem'));
    const platform = new X509Certificate(Buffer.from(env['PLATFORM'] ?? '', 'base64'));
    assert.equal(platform.serialNumber, JSON.parse(file('merchant.json')).platform_serial_no);
    assert.equal(env['CA'], file('ca.pem'));
    assert.equal(env['JOINED'], `key=${env['KEY_LINE']};v3=${JSON.parse(file('merchant.json')).apiv3_key}`);
    assert.equal(env['LITERAL'], '{apiv3_key}');
  });

  it('in its command, each as one word, and in the folder that it runs in', () => {
    const { mchid } = JSON.parse(file('merchant.json'));
    const [first, , key, certificate, ...more] = told.args;
    assert.equal(first, `--mchid=${mchid}`);
    assert.equal(key, file('apiclient_key.pem'));
    assert.equal(certificate, file('apiclient_cert.pem').trimEnd().replaceAll('\n', '\\n'));
    assert.deepEqual(more, []);
    assert.equal(told.cwd, join(folder, mchid));
  });

  it('and what it says of them is kept out of its log', () => {
    assert.match(log, /LITERAL=\{apiv3_key\}/);
    assert.match(log, /KEY_LINE=…/);
    const { apiv3_key } = JSON.parse(file('merchant.json'));
    // The first lines are the modulus, which stands in the certificate too.
    const lines = file('apiclient_key.pem').split('\n').slice(9, -2);
    const base64 = told.env['KEY_BASE64'] ?? '';
    const pieces = Array.from({ length: Math.floor(base64.length / 40) }, (_, at) =>
      base64.slice(at * 40, at * 40 + 40),
    );
    for (const secret of [
      apiv3_key,
      told.env['V3_BASE64'],
      ...lines,
      ...lines.map((line) => line.slice(0, 24)),
      ...pieces,
    ])
      assert.ok(!log.includes(secret), 'a piece of a secret stands in backend.log');
  });
});
