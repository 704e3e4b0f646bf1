import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { request } from 'undici';
import type { MerchantProfile } from '../../src/merchant/profile/profile.ts';
import { checkProfile } from '../../src/merchant/profile/read-profile.ts';
import { WECHAT_HOSTS } from '../../src/redirect/wechat-hosts.ts';
import { admitBackend, connectionsToBackend } from '../../src/targets/merchant/backend-hosts.ts';
import type { Resolve } from '../../src/targets/remote/real-hosts.ts';
import { SubjectError } from '../../src/targets/subject-error.ts';

const REAL = '203.0.113.7';

/** A resolver of a few names; nobody outside is asked. */
const resolver =
  (names: Readonly<Record<string, string>>): Resolve =>
  async (name) => {
    const address = names[name];
    if (address === undefined) throw new Error(`ENOTFOUND ${name}`);
    return [{ address, family: 4 }];
  };
const names = resolver({
  'api.mch.weixin.qq.com': REAL,
  'shop.example': '127.0.0.1',
  'other.example': '127.0.0.1',
  'alias.example': REAL,
});

const profile: MerchantProfile = {
  name: 'shop',
  baseUrl: 'http://shop.example',
  verbs: {
    placeOrder: [{ post: '/orders', take: { order: '$.id' } }],
    paymentParams: [{ post: '/pay', take: { params: '$' } }],
    readOrder: [{ get: '/orders/{order}', take: { state: '$.state' } }],
  },
};

/** Everywhere that a profile has an address, with another one there. */
const places = (url: string): readonly (readonly [key: string, profile: MerchantProfile])[] => [
  ['baseUrl', { ...profile, baseUrl: url }],
  ['notify.origins["https://shop.example"]', { ...profile, notify: { origins: { 'https://shop.example': url } } }],
  ['clock.set', { ...profile, clock: { set: { post: `${url}/clock` } } }],
  ['setUp[0]', { ...profile, setUp: [{ post: `${url}/stock` }] }],
  ['tearDown[0]', { ...profile, tearDown: [{ delete: `${url}/stock` }] }],
  ['actors.buyer.login[0]', { ...profile, actors: { buyer: { login: [{ post: `${url}/login?a={openid}` }] } } }],
  [
    'verbs.readOrder[0]',
    { ...profile, verbs: { ...profile.verbs, readOrder: [{ get: `${url}/{order}`, take: { state: '$' } }] } },
  ],
];

describe('an address of a profile', () => {
  for (const url of [`https://${REAL}`, 'http://alias.example:8080', 'http://[::ffff:cb00:7107]']) {
    for (const [key, wrong] of places(url)) {
      it(`is refused where it is one of WeChat Pay's: ${key} ${url}`, async () => {
        assert.deepEqual(checkProfile(wrong), [], 'nothing is wrong but where it leads');
        await assert.rejects(admitBackend(wrong, names), (failure) => {
          assert.ok(failure instanceof SubjectError);
          assert.equal(failure.kind, 'configuration');
          assert.equal(
            failure.message,
            `${key}: ${new URL(url).origin} leads to WeChat Pay itself: this kit turns clocks and sends wrong notifications, so name your own backend`,
          );
          return true;
        });
      });
    }
  }

  it("is refused with its line where its name is one of WeChat Pay's, whatever that resolves to here", () => {
    for (const host of [...WECHAT_HOSTS, 'pay.weixin.qq.com', 'wechatpay.cn', 'a.wechatpay.com', 'gw.tenpay.com'])
      for (const [key, wrong] of places(`https://${host}`)) {
        const [{ message } = assert.fail(`${key} ${host}`)] = checkProfile(wrong);
        assert.match(message, /is WeChat Pay's own/);
      }
  });

  it('that has no address is said by its key', async () => {
    await assert.rejects(admitBackend({ ...profile, baseUrl: 'http://nowhere.example' }, names), {
      kind: 'unreachable',
      message: /^baseUrl: The host nowhere\.example cannot be resolved/,
    });
  });
});

describe('connections to a backend', () => {
  it('go to the addresses that were looked at, for the places of the profile, and nowhere else', async (context) => {
    const asked: string[] = [];
    const server = createServer(({ url = '' }, response) => {
      asked.push(url);
      response.writeHead(302, { location: '/elsewhere' }).end();
    }).listen(0, '127.0.0.1');
    await new Promise((up) => server.once('listening', up));
    const { port } = server.address() as AddressInfo;
    const own = {
      ...profile,
      baseUrl: `http://shop.example:${port}`,
      setUp: [{ post: `http://other.example:${port}/` }],
    };
    const connections = connectionsToBackend(await admitBackend(own, names));
    context.after(async () => {
      await connections.destroy();
      server.close();
    });
    const ask = async (url: string): Promise<number> => {
      const { statusCode, body } = await request(url, { dispatcher: connections });
      await body.dump();
      return statusCode;
    };
    assert.equal(await ask(`http://shop.example:${port}/one`), 302);
    assert.equal(await ask(`http://other.example:${port}/two`), 302);
    for (const url of [`http://127.0.0.1:${port}/x`, `http://third.example:${port}/x`, 'http://shop.example:1/x'])
      await assert.rejects(ask(url), /is no place that the profile names/);
    assert.deepEqual(asked, ['/one', '/two']);
  });
});

describe('run --merchant', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hosts-'));
  after(() => rmSync(folder, { recursive: true }));
  const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

  it("ends with 2 and one line where an address is WeChat Pay's, and nothing is asked or written", () => {
    writeFileSync(
      join(folder, 'merchant.json'),
      JSON.stringify({ ...profile, notify: { origins: { 'https://shop.example': 'https://api.mch.weixin.qq.com' } } }),
    );
    const args = ['--import', import.meta.resolve('tsx'), main, 'run', '--merchant', 'merchant.json'];
    const { status, stderr, stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    assert.equal(status, 2);
    assert.match(
      stderr,
      /^wechatpay-conformance: merchant\.json:1: notify\.origins\["https:\/\/shop\.example"\]: api\.mch\.weixin\.qq\.com is WeChat Pay's own[^\n]*\n$/,
    );
    assert.equal(stdout, '');
  });
});
