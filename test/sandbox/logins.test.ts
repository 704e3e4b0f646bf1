import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Answer } from './answer.ts';
import { stage } from './stage.ts';

const on = stage();
const SECRET = 'app-secret-of-nobody';

const login = (query: Readonly<Record<string, string>>): Promise<Answer> =>
  on.demo.ask(
    `/sns/jscode2session?${new URLSearchParams({ secret: SECRET, grant_type: 'authorization_code', ...query })}`,
  );
const token = (query: Readonly<Record<string, string>>): Promise<Answer> =>
  on.demo.ask(`/cgi-bin/token?${new URLSearchParams({ grant_type: 'client_credential', secret: SECRET, ...query })}`);

describe('a login of a mini program', () => {
  it("is one of the merchant's payer, where the code asks for nobody", async () => {
    const { appid, openid } = on.demo.merchant;
    const answer = await login({ appid, js_code: '081Zxy' });
    assert.deepEqual([answer.status, Object.keys(answer.json)], [200, ['session_key', 'openid']]);
    assert.equal(answer.json['openid'], openid);
    assert.equal(Buffer.from(String(answer.json['session_key']), 'base64').length, 16);
    assert.notEqual((await login({ appid, js_code: '081Zxy' })).json['session_key'], answer.json['session_key']);
    assert.match(String(answer.headers['content-type']), /^application\/json/);
  });

  it('is one of whom the code names', async () => {
    const { appid } = on.demo.merchant;
    assert.equal((await login({ appid, js_code: 'openid:o-somebody' })).json['openid'], 'o-somebody');
  });

  it('finds the payer of the merchant whose appid it is', async () => {
    const shop = await on.demo.another();
    assert.equal((await login({ appid: shop.merchant.appid, js_code: 'x' })).json['openid'], shop.merchant.openid);
  });

  it('is refused for an appid of nobody, and without a code', async () => {
    const { appid } = on.demo.merchant;
    for (const [query, errcode] of [
      [{ appid: 'wx0000000000000000', js_code: 'x' }, 40013],
      [{ js_code: 'x' }, 40013],
      [{ appid }, 41008],
      [{ appid, js_code: '' }, 41008],
      [{ appid, js_code: 'openid:' }, 40029],
    ] as const) {
      const { status, json } = await login(query);
      assert.deepEqual([status, Object.keys(json), json['errcode']], [200, ['errcode', 'errmsg'], errcode]);
      assert.doesNotMatch(JSON.stringify(json), /secret/);
    }
  });
});

describe('an access token', () => {
  it('is given to a known appid, another one each time', async () => {
    const { appid } = on.demo.merchant;
    const [first, second] = [await token({ appid }), await token({ appid })];
    assert.deepEqual(Object.keys(first.json), ['access_token', 'expires_in']);
    assert.equal(first.json['expires_in'], 7_200);
    assert.match(String(first.json['access_token']), /^[0-9A-Za-z]{136}$/);
    assert.notEqual(first.json['access_token'], second.json['access_token']);
  });

  it('is not given to any other', async () => {
    for (const query of [{ appid: 'wx0000000000000000' }, {}]) {
      assert.equal((await token(query)).json['errcode'], 40013);
    }
  });
});

describe('what is asked of api.weixin.qq.com', () => {
  it('leaves no secret in the trace, answered or not', async () => {
    const { appid } = on.demo.merchant;
    await login({ appid, js_code: 'x' });
    await token({ appid });
    await login({ appid: 'wx0', js_code: 'x' });
    for (const path of ['/sns/oauth2/access_token', '/sns/jscode2session/', '/cgi-bin/message/subscribe/send']) {
      assert.equal((await on.demo.ask(`${path}?appid=${appid}&secret=${SECRET}&access_token=${SECRET}`)).status, 404);
    }
    const body = { grant_type: 'client_credential', appid, secret: SECRET };
    assert.equal((await on.demo.ask('/cgi-bin/stable_token', { body })).status, 404);
    await on.demo.ask('/v3/nothing');
    const { text } = await on.demo.control('/trace');
    assert.match(text, /\/v3\/nothing/);
    assert.doesNotMatch(text, /secret|jscode2session|cgi-bin/);
  });
});
