import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { admit, type Resolve } from '../../src/targets/remote/real-hosts.ts';
import { SubjectError } from '../../src/targets/subject-error.ts';

/** A resolver of a few names; nobody outside is asked. */
const resolver =
  (names: Readonly<Record<string, readonly string[]>>): Resolve =>
  async (name) => {
    const found = names[name];
    if (!found) throw new Error(`ENOTFOUND ${name}`);
    return found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  };

const REAL = '203.0.113.7';
const REAL_6 = '2001:db8::7';
const online = resolver({
  'api.mch.weixin.qq.com': [REAL, REAL_6],
  'api.wechatpay.cn': ['203.0.113.8'],
  'pay.shop.example': ['198.51.100.1'],
  'alias.example': ['198.51.100.1', REAL],
  'alias6.example': [REAL_6],
  'mapped.example': [`::ffff:${REAL}`],
  localhost: ['127.0.0.1', '::1'],
});
const offline = resolver({ 'pay.shop.example': ['198.51.100.1'] });

const refusal = async (url: string, resolve: Resolve): Promise<SubjectError> => {
  const failure: unknown = await admit(url, resolve).then(
    () => assert.fail(`${url} was admitted`),
    (reason: unknown) => reason,
  );
  assert.ok(failure instanceof SubjectError, String(failure));
  return failure;
};

describe('WeChat Pay itself', () => {
  for (const url of [
    'https://api.mch.weixin.qq.com',
    'https://api2.mch.weixin.qq.com',
    'https://api.wechatpay.cn',
    'https://api2.wechatpay.cn',
    'https://api.weixin.qq.com',
    'http://api.weixin.qq.com:8080',
    'https://apihk.mch.weixin.qq.com',
    'https://pay.weixin.qq.com',
    'https://wechatpay.cn',
    'https://gw.tenpay.com',
    'https://API.MCH.WeiXin.QQ.com',
    'https://api.mch.weixin.qq.com.',
    'https://api%2Emch%2Eweixin%2Eqq%2Ecom',
    'https://ａｐｉ.mch.weixin.qq.com',
    'https://api。mch。weixin。qq。com',
  ]) {
    for (const [where, resolve] of [
      ['online', online],
      ['offline', offline],
    ] as const) {
      it(`is refused as ${url}, ${where}`, async () => {
        const { kind, message } = await refusal(url, resolve);
        assert.equal(kind, 'configuration');
        assert.match(message, /a host of WeChat Pay: .*sandbox/);
      });
    }
  }

  for (const url of [
    'https://alias.example',
    'https://alias6.example',
    'https://mapped.example',
    `https://${REAL}`,
    `https://[${REAL_6}]`,
    `https://[::ffff:${REAL}]`,
    'https://0xcb007107',
    'https://3405803783',
  ]) {
    it(`is refused by its address as ${url}`, async () => {
      assert.match((await refusal(url, online)).message, /an address of WeChat Pay/);
    });
  }

  it('is refused by its address where a name of it resolves in part to this machine', async () => {
    const half = resolver({ 'api.mch.weixin.qq.com': ['127.0.0.1', REAL] });
    await refusal('https://api.mch.weixin.qq.com', half);
    await refusal(`https://${REAL}`, half);
  });
});

describe('another gateway', () => {
  for (const [url, resolve, addresses] of [
    ['http://127.0.0.1:8787', online, ['127.0.0.1']],
    ['http://[::1]:8787', online, ['::1']],
    ['http://localhost:1', online, ['127.0.0.1', '::1']],
    ['https://pay.shop.example', online, ['198.51.100.1']],
    ['https://pay.shop.example', offline, ['198.51.100.1']],
    ['https://198.51.100.1', offline, ['198.51.100.1']],
  ] as const) {
    it(`is admitted at ${url}, with the addresses that were looked at`, async () => {
      const admitted = await admit(url, resolve);
      assert.equal(admitted.url, url);
      assert.deepEqual(
        admitted.addresses.map(({ address }) => address),
        addresses,
      );
    });
  }

  it("is admitted under a name of WeChat Pay's where that means this machine", async () => {
    const hosts = resolver({ 'api.mch.weixin.qq.com': ['127.0.0.1', '::1'] });
    const { host } = await admit('https://api.mch.weixin.qq.com:8443', hosts);
    assert.equal(host, 'api.mch.weixin.qq.com');
  });

  it('is admitted on this machine although a hosts entry sends the names of WeChat Pay there too', async () => {
    await admit('http://127.0.0.1:8787', resolver({ 'api.mch.weixin.qq.com': ['127.0.0.1'] }));
  });

  it('may have a name that only looks like one of WeChat Pay', async () => {
    const resolve = resolver({ 'notweixin.qq.com': ['198.51.100.1'], 'weixin.qq.com.example': ['198.51.100.1'] });
    await admit('https://notweixin.qq.com', resolve);
    await admit('https://weixin.qq.com.example', resolve);
  });

  it('that cannot be resolved is not reached', async () => {
    const { kind, message } = await refusal('http://nowhere.example', online);
    assert.equal(kind, 'unreachable');
    assert.match(message, /nowhere\.example cannot be resolved/);
  });

  for (const [url, words] of [
    ['no url', /is no URL/],
    ['ftp://a.example', /neither http nor https/],
    ['https://a.example/v3', /has a path/],
    ['https://a.example?b', /has a path/],
    ['https://me:hidden@api.shop.example', /user name or password/],
    ['https://api.mch.weixin.qq.com@evil.example', /user name or password/],
  ] as const) {
    it(`is not taken as ${url}`, async () => {
      const { kind, message } = await refusal(url, online);
      assert.equal(kind, 'configuration');
      assert.match(message, words);
      assert.doesNotMatch(message, /hidden/);
    });
  }
});
