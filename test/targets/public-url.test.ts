import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GatewaySession } from '../../src/targets/remote/gateway-session.ts';
import type { Resolve } from '../../src/targets/remote/real-hosts.ts';
import { SubjectError } from '../../src/targets/subject-error.ts';

const REAL = '203.0.113.7';

/** A resolver of a few names; nobody outside is asked. */
const resolve: Resolve = async (name) => {
  const address = { 'api.mch.weixin.qq.com': REAL, 'alias.example': REAL, 'kit.example': '198.51.100.1' }[name];
  if (address === undefined) throw new Error(`ENOTFOUND ${name}`);
  return [{ address, family: 4 }];
};

/** How a session with that public URL fails; there are no credentials, which is found out later than anything about the URL. */
async function failure(publicUrl: string): Promise<string> {
  const asked = { url: 'http://127.0.0.1:9', credentials: 'no-such-folder', publicUrl };
  const reason: unknown = await GatewaySession.open(asked, resolve).catch((thrown: unknown) => thrown);
  assert.ok(reason instanceof SubjectError, String(reason));
  assert.equal(reason.kind, 'configuration');
  return reason.message;
}

describe('a public URL', () => {
  for (const url of [
    'https://api.mch.weixin.qq.com',
    'https://API.mch.WeiXin.qq.com.:8443/below',
    'https://ａｐｉ.mch.weixin.qq.com',
    'https://pay.wechatpay.cn/',
    'https://gw.tenpay.com',
    'https://alias.example',
    `http://${REAL}:9000`,
    `http://[::ffff:${REAL}]`,
  ]) {
    it(`is refused where notifications would be sent to WeChat Pay: ${url}`, async () => {
      const message = await failure(url);
      assert.match(message, /^--public-url .* leads to WeChat Pay, .*give the address/);
    });
  }

  for (const url of [
    'https://kit.example',
    'http://gateway-network-only.internal:9000',
    'http://127.0.0.1:9000/below',
  ]) {
    it(`may be ${url}`, async () => {
      assert.match(await failure(url), /^The credentials in no-such-folder cannot be used/);
    });
  }

  it('is not shown where it may hold a password', async () => {
    const message = await failure('https://me:hidden@kit.example');
    assert.match(message, /^--public-url …@kit\.example is no URL to put before a path/);
  });
});
