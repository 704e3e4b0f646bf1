import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseRfc3339 } from '../../src/time/index.ts';
import { refused, stage } from './stage.ts';

const on = stage();
const post = (path: string, body: unknown) => on.demo.control(path, { body });
const now = async (): Promise<string> => (await on.demo.control('/clock')).body.now;
const moment = (text: string): number => parseRfc3339(text) ?? Number.NaN;

describe('the control API', () => {
  it('answers what it does not have with what it has', async () => {
    for (const [method, path] of [
      ['GET', '/merchants'],
      ['PATCH', '/merchants'],
      ['POST', '/trace'],
      ['GET', ''],
      ['GET', '/'],
      ['GET', '/nothing?openid=o1&colour=red'],
      ['HEAD', '/clock'],
      ['DELETE', '/clock'],
      ['GET', `/orders/${'x'.repeat(4_000)}`],
    ] as const) {
      const answer = await on.demo.control(path, { method, ...(method === 'POST' ? { body: {} } : {}) });
      const expected = path.startsWith('/nothing') ? [404] : [400, 404];
      assert.ok(expected.includes(answer.status), `${method} ${path}: ${answer.status}`);
      if (method !== 'HEAD' && answer.status === 404) refused(answer, 404, 'not_found', /GET \/sandbox\/clock/);
    }
  });

  it('knows the merchant that a call names, and nothing else that a query may hold', async () => {
    assert.equal((await on.demo.control(`/clock?mchid=${on.demo.merchant.mchid}`)).status, 200);
    refused(await on.demo.control('/clock?mchid=1900000109'), 404, 'not_found', /POST \/sandbox\/merchants/);
    refused(await on.demo.control('/clock?openid='), 400, 'invalid_request', /openid/);
    refused(await on.demo.control('/clock?openid=a&openid=b'), 400, 'invalid_request', /openid/);
    refused(await on.demo.control('/faults?openid=o1'), 400, 'invalid_request', /openid/);
    refused(await on.demo.control('/clock?colour=red'), 400, 'invalid_request', /colour/);
  });

  it('reads JSON under any content type, and no body that is too large', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    assert.equal((await on.demo.control('/clock/advance', { body: '{"seconds":0}', headers: form })).status, 200);
    refused(await post('/clock/advance', 'x'.repeat(70_000)), 413, 'too_large', /64 KiB/);
    const broken = { 'content-type': ';;' };
    refused(
      await on.demo.control('/clock/advance', { body: '{"seconds":0}', headers: broken }),
      415,
      'unsupported_media_type',
      /json/,
    );
  });

  it('is not for web pages of other origins, nor under other names (DNS rebinding)', async () => {
    const asked = (headers: Record<string, string>) =>
      on.demo.control('/clock/advance', { body: { seconds: 9e9 }, headers });
    const { host } = new URL(on.demo.sandbox.url);
    for (const origin of ['https://evil.example', 'http://localhost:1', 'null', `https://${host}`]) {
      refused(await asked({ origin }), 403, 'forbidden', /another origin/);
    }
    for (const name of ['evil.example', 'evil.example:80', '127.0.0.1.evil.example', '10.0.0.1', 'x@127.0.0.1/y', '']) {
      refused(await asked({ host: name }), 403, 'forbidden', /loopback/);
    }
    for (const site of ['cross-site', 'same-site']) {
      refused(await asked({ 'sec-fetch-site': site }), 403, 'forbidden', /another origin/);
      refused(await on.demo.control('/trace', { headers: { 'sec-fetch-site': site } }), 403, 'forbidden', /origin/);
    }
    refused(
      await on.demo.control('/nothing', { headers: { origin: 'https://evil.example' } }),
      403,
      'forbidden',
      /origin/,
    );
    assert.ok(moment(await now()) < moment('2300-01-01T00:00:00+08:00'));
    assert.equal((await on.demo.control('/clock', { headers: { origin: on.demo.sandbox.url } })).status, 200);
    for (const name of ['localhost', 'LOCALHOST:1', '[::1]:80', '127.1.2.3', 'shop.localhost']) {
      assert.equal((await on.demo.control('/clock', { headers: { host: name } })).status, 200, name);
    }
  });
});
