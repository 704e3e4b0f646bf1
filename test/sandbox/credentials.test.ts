import assert from 'node:assert/strict';
import { chmod, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, it } from 'node:test';
import {
  fromPkcs12,
  isKeyPair,
  privateKeyFromPem,
  publicKeyFromPem,
  readCertificate,
  systemEntropy,
} from '../../src/protocol/index.ts';
import { openCredentials } from '../../src/sandbox/credentials/credentials.ts';
import { SandboxError, startSandbox } from '../../src/sandbox/index.ts';
import { between, days, wallClock } from '../../src/time/index.ts';
import { openssl, withoutOpenssl } from '../protocol/openssl.ts';
import { temporaryFolder, writePublishedCredentials } from './stage.ts';

const folder = temporaryFolder();
const dir = join(folder, 'credentials');
const path = (name: string): string => join(dir, name);
const text = (name: string): Promise<string> => readFile(path(name), 'utf8');
const open = () => openCredentials(dir, wallClock, systemEntropy);
const merchantJson = async (): Promise<Record<string, string>> => JSON.parse(await text('merchant.json'));
const contents = async () =>
  Object.fromEntries(await Promise.all((await readdir(dir)).map(async (name) => [name, await text(name)])));

const FILES = [
  'apiclient_cert.p12',
  'apiclient_cert.pem',
  'apiclient_key.pem',
  'ca.pem',
  'merchant.json',
  'platform_cert.pem',
  'pub_key.pem',
  'sandbox-keys.json',
];

describe('the demo merchant’s credentials', () => {
  beforeEach(async () => {
    await rm(dir, { recursive: true, force: true });
  });

  it('are made where there are none, and written only when they are saved', async () => {
    const credentials = await open();
    await assert.rejects(readdir(dir), { code: 'ENOENT' });
    await credentials.save('http://127.0.0.1:1');
    assert.deepEqual((await readdir(dir)).sort(), FILES);
    const merchant = await merchantJson();
    assert.deepEqual(Object.keys(merchant), [
      'mchid',
      'appid',
      'openid',
      'serial_no',
      'apiv3_key',
      'public_key_id',
      'platform_serial_no',
      'base_url',
    ]);
    assert.equal(merchant['base_url'], 'http://127.0.0.1:1');
    assert.match(merchant['mchid'] ?? '', /^\d{10}$/);
    assert.match(merchant['appid'] ?? '', /^wx[0-9a-f]{16}$/);
    assert.match(merchant['openid'] ?? '', /^o\w{27}$/);
    assert.match(merchant['apiv3_key'] ?? '', /^[0-9A-Za-z]{32}$/);
    assert.match(merchant['public_key_id'] ?? '', /^PUB_KEY_ID_\d{34}$/);
    assert.deepEqual(credentials.merchant, { ...merchant, base_url: '' });
  });

  it('are those of the first where two begin at once', async () => {
    const [first, second] = await Promise.all([open(), open()]);
    await first.save('http://127.0.0.1:1');
    const before = await contents();
    await assert.rejects(second.save('http://127.0.0.1:2'), { name: 'CredentialsTaken', message: /start again/ });
    assert.deepEqual(await contents(), before);
    assert.equal((await open()).merchant.mchid, first.merchant.mchid);
  });

  it('are waited for while another process writes them', async () => {
    await writePublishedCredentials(dir);
    const merchant = await text('merchant.json');
    await rm(path('merchant.json'));
    const opening = open();
    await readdir(dir);
    await writeFile(path('merchant.json.tmp'), merchant);
    await rename(path('merchant.json.tmp'), path('merchant.json'));
    assert.equal((await opening).merchant.mchid, JSON.parse(merchant).mchid);
  });

  it('are the same for two sandboxes that start at once', async () => {
    const start = () => startSandbox({ host: '127.0.0.1', port: 0, credentials: dir, tell: () => {} });
    const sandboxes = await Promise.all([start(), start()]);
    await Promise.all(sandboxes.map((sandbox) => sandbox.close()));
    const { mchid } = await merchantJson();
    assert.deepEqual(
      sandboxes.map((sandbox) => sandbox.mchid),
      [mchid, mchid],
    );
  });

  describe('once written', () => {
    beforeEach(() => writePublishedCredentials(dir));

    it('belong together', async () => {
      const merchant = await merchantJson();
      const key = privateKeyFromPem(await text('apiclient_key.pem'));
      const certificate = readCertificate(await text('apiclient_cert.pem'));
      assert.ok(isKeyPair(key, certificate.publicKey));
      assert.equal(certificate.commonName, merchant['mchid']);
      assert.equal(certificate.serialNo, merchant['serial_no']);
      assert.equal(between(certificate.notBefore, certificate.notAfter), days(5 * 365));
      assert.equal(readCertificate(await text('platform_cert.pem')).serialNo, merchant['platform_serial_no']);
      assert.ok(publicKeyFromPem(await text('pub_key.pem')));
      const p12 = fromPkcs12(await readFile(path('apiclient_cert.p12')), merchant['mchid'] ?? '');
      assert.equal(p12.privateKeyPem, await text('apiclient_key.pem'));
      assert.equal(p12.certificatePem, await text('apiclient_cert.pem'));
    });

    it('are certificates of the CA that comes with them, by OpenSSL’s word', { skip: withoutOpenssl }, () => {
      for (const name of ['apiclient_cert.pem', 'platform_cert.pem', 'ca.pem']) {
        assert.match(openssl(['verify', '-x509_strict', '-CAfile', path('ca.pem'), path(name)], ''), /: OK/);
      }
    });

    it('keep what is private to their owner', async () => {
      const modes = await Promise.all(
        FILES.map(async (name) => [name, (await stat(path(name))).mode & 0o777] as const),
      );
      const open = modes.filter(([, mode]) => mode !== 0o600).map(([name]) => name);
      assert.deepEqual(open, ['apiclient_cert.pem', 'ca.pem', 'platform_cert.pem', 'pub_key.pem']);
    });

    it('are kept, but for the address, and what somebody added to merchant.json', async () => {
      await writeFile(path('merchant.json'), JSON.stringify({ ...(await merchantJson()), shop: 'mine' }));
      const before = await contents();
      const { ino } = await stat(path('apiclient_key.pem'));
      await (await open()).save('http://127.0.0.1:2');
      assert.equal((await stat(path('apiclient_key.pem'))).ino, ino);
      const { 'merchant.json': merchant, ...rest } = await contents();
      const { 'merchant.json': old, ...others } = before;
      assert.deepEqual(rest, others);
      assert.deepEqual(JSON.parse(merchant), { ...JSON.parse(old), base_url: 'http://127.0.0.1:2' });
    });

    it('are not written again where nothing changed', async () => {
      await (await open()).save('http://127.0.0.1:2');
      const { mtimeNs, ino } = await stat(path('merchant.json'), { bigint: true });
      await (await open()).save('http://127.0.0.1:2');
      const again = await stat(path('merchant.json'), { bigint: true });
      assert.deepEqual([again.mtimeNs, again.ino], [mtimeNs, ino]);
    });

    it('that lack one file are refused, and nothing is written', async () => {
      for (const name of FILES) {
        await writePublishedCredentials(dir);
        await rm(path(name));
        // Long ago: no other process is just writing them.
        if (name === 'merchant.json') await utimes(path('sandbox-keys.json'), 1, 1);
        const before = await contents();
        await assert.rejects(open(), (failure: Error) => {
          assert.ok(failure instanceof SandboxError);
          assert.equal(
            failure.message,
            `${path(name)} is missing: put the right file back, or delete the folder ${dir} to have new ones made`,
          );
          return true;
        });
        assert.deepEqual(await contents(), before);
      }
    });

    const other = async (name: string): Promise<Buffer> => {
      const elsewhere = join(folder, 'elsewhere');
      await (await openCredentials(elsewhere, wallClock, systemEntropy)).save('http://127.0.0.1:1');
      const content = await readFile(join(elsewhere, name));
      return content;
    };
    const changed = async (fields: Record<string, unknown>): Promise<string> =>
      JSON.stringify({ ...(await merchantJson()), ...fields });

    for (const [what, name, content, message] of [
      [
        'a key that is none',
        'apiclient_key.pem',
        () => 'nonsense',
        /apiclient_key.pem is not a readable PEM private key/,
      ],
      ['an empty key', 'apiclient_key.pem', () => '', /apiclient_key.pem is not a readable PEM private key/],
      ['a certificate that is none', 'apiclient_cert.pem', () => 'x', /apiclient_cert.pem is not a readable PEM cert/],
      ['a p12 that is none', 'apiclient_cert.p12', () => 'x', /apiclient_cert.p12 is not a PKCS#12 file/],
      ['a public key that is none', 'pub_key.pem', () => 'x', /pub_key.pem is not a readable PEM public key/],
      ['a merchant.json that is no JSON', 'merchant.json', () => '{', /merchant.json is not a JSON object/],
      [
        'a merchant.json with less',
        'merchant.json',
        () => changed({ appid: undefined }),
        /merchant.json has no good "appid"/,
      ],
      [
        'a key that is too short',
        'merchant.json',
        () => changed({ apiv3_key: 'short' }),
        /"apiv3_key" \(it must be 32 letters/,
      ],
      ['another mchid', 'merchant.json', () => changed({ mchid: '1900000109' }), /cert.pem does not name the mchid/],
      [
        'another serial',
        'merchant.json',
        () => changed({ serial_no: 'A'.repeat(40) }),
        /cert.pem has not the serial_no/,
      ],
      [
        'another platform serial',
        'merchant.json',
        () => changed({ platform_serial_no: 'A'.repeat(40) }),
        /platform_cert.pem has not/,
      ],
      [
        'another merchant’s key',
        'apiclient_key.pem',
        other,
        /apiclient_cert.pem does not belong to the private key in apiclient_key.pem/,
      ],
      [
        'another platform’s public key',
        'pub_key.pem',
        other,
        /pub_key.pem does not belong to the private key in sandbox-keys.json/,
      ],
      ['another platform’s certificate', 'platform_cert.pem', other, /platform_cert.pem does not belong/],
      ['another CA', 'ca.pem', other, /ca.pem does not belong/],
      ['keys of its own that are none', 'sandbox-keys.json', () => '{}', /sandbox-keys.json is not a readable JWK/],
      ['keys of its own that are no JSON', 'sandbox-keys.json', () => 'x', /sandbox-keys.json is not a JSON object/],
    ] as const) {
      it(`with ${what} are refused: the file is named, and nothing of it is shown`, async () => {
        await writeFile(path(name), await content(name));
        const secret = ((await merchantJson().catch(() => ({}))) as Record<string, string>)['apiv3_key'] ?? 'none';
        await assert.rejects(open(), (failure: Error) => {
          assert.ok(failure instanceof SandboxError, failure.stack);
          assert.match(failure.message, message);
          assert.match(failure.message, /delete the folder .* to have new ones made$/);
          assert.ok(!failure.message.includes('\n') && !failure.message.includes(secret));
          return true;
        });
      });
    }

    it('in a file that cannot be read are refused', async () => {
      await rm(path('pub_key.pem'));
      await mkdir(path('pub_key.pem'));
      await assert.rejects(open(), { message: /pub_key.pem cannot be read \(EISDIR\): make it readable, or put/ });
    });
  });

  it('need a folder', async () => {
    await writeFile(dir, '');
    await assert.rejects(open(), { name: 'SandboxError', message: /is not a folder: .*--credentials/ });
  });

  it('need a folder that can be written', { skip: process.getuid?.() === 0 && 'root writes everywhere' }, async () => {
    await mkdir(dir);
    await chmod(dir, 0o500);
    const credentials = await open();
    await assert.rejects(credentials.save('http://127.0.0.1:1'), { message: /cannot be written into .*EACCES/ });
  });
});
