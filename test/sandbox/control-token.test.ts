import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { paths } from '../../src/protocol/index.ts';
import { startSandbox } from '../../src/sandbox/index.ts';
import { Demo } from './demo.ts';
import { refused, temporaryFolder, writePublishedCredentials } from './stage.ts';

const TOKEN = 'correct-horse-battery-staple';
const folder = temporaryFolder();
const open: { demo?: Demo } = {};
const told: string[] = [];

before(async () => {
  await writePublishedCredentials(folder);
  const options = { host: '127.0.0.1', port: 0, credentials: folder, tell: (line: string) => told.push(line) };
  const sandbox = await startSandbox({ ...options, controlToken: TOKEN });
  open.demo = await Demo.join(sandbox, () => sandbox.close());
});
after(() => open.demo?.close());

const clock = (headers: Readonly<Record<string, string>>) => {
  assert.ok(open.demo);
  return open.demo.control('/clock', { headers });
};
const authorization = `Bearer ${TOKEN}`;

describe('a sandbox with a control token', () => {
  it('answers a control call that carries it, whatever the case of the scheme', async () => {
    for (const value of [authorization, `bearer ${TOKEN}`, `Bearer   ${TOKEN}`]) {
      assert.equal((await clock({ authorization: value })).status, 200, value);
    }
  });

  it('refuses one that carries none, or another, and repeats neither', async () => {
    refused(await clock({}), 401, 'unauthorized', /"Authorization: Bearer <token>", and no token came/);
    for (const value of [
      'Bearer',
      'Bearer ',
      'Bearer correct-horse-battery-stapl',
      `${authorization}r`,
      `Bearer ${TOKEN.toUpperCase()}`,
      `Basic ${TOKEN}`,
      TOKEN,
      `Bearer ${TOKEN} ${TOKEN}`,
    ]) {
      const answer = await clock({ authorization: value });
      refused(answer, 401, 'unauthorized', /the token that came is another/);
      assert.doesNotMatch(answer.text, /horse/i, value);
    }
  });

  it('asks it of every control call, of those too that there are not', async () => {
    const { demo } = open;
    assert.ok(demo);
    for (const [method, path, body] of [
      ['POST', '/merchants', {}],
      ['PATCH', `/merchants/${demo.merchant.mchid}`, { balance: 0 }],
      ['POST', '/clock/advance', { seconds: 1 }],
      ['POST', '/faults', { on: 'notification', fault: 'lost' }],
      ['GET', '/trace', undefined],
      ['GET', '/notifications', undefined],
      ['GET', '/nothing', undefined],
      ['DELETE', '/faults', undefined],
    ] as const) {
      refused(await demo.control(path, { method, body }), 401, 'unauthorized', /no token/);
      const answer = await demo.control(path, { method, body, headers: { authorization } });
      assert.ok(path === '/nothing' ? answer.status === 404 : answer.status === 200, `${method} ${path}`);
    }
  });

  it('answers under any host, since it is called by others', async () => {
    for (const host of ['sandbox.example', '10.0.0.7:8787', 'localhost']) {
      assert.equal((await clock({ authorization, host })).status, 200, host);
      refused(await clock({ host }), 401, 'unauthorized', /no token/);
    }
  });

  it('makes no merchant for who does not say where the sandbox is found', async () => {
    const { demo } = open;
    assert.ok(demo);
    const made = async (head: string): Promise<string> => {
      const socket = connect(Number(new URL(demo.sandbox.url).port), '127.0.0.1');
      socket.write(`POST /sandbox/merchants ${head}Authorization: ${authorization}\r\nContent-Length: 2\r\n\r\n{}`);
      return (await socket.toArray()).join('');
    };
    for (const head of ['HTTP/1.0\r\n', 'HTTP/1.0\r\nHost: a/b\r\n', 'HTTP/1.0\r\nHost: a b\r\n']) {
      const text = await made(head);
      assert.match(text, /^HTTP\/1\.1 400 /);
      assert.match(text, /"code":"invalid_request","message":"The base_url .* the Host header/);
    }
    assert.match(await made('HTTP/1.0\r\nHost: sandbox.example:1\r\n'), /"base_url":"http:\/\/sandbox\.example:1"/);
  });

  it('still answers no page of another origin, with the token or without', async () => {
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1']) {
      refused(await clock({ origin, authorization }), 403, 'forbidden', /another origin/);
      refused(await clock({ origin }), 403, 'forbidden', /another origin/);
    }
    const own = 'sandbox.example:8787';
    assert.equal((await clock({ authorization, host: own, origin: `http://${own}` })).status, 200);
    refused(await clock({ host: own, origin: `http://${own}` }), 401, 'unauthorized', /no token/);
  });

  it('asks none of the wire', async () => {
    const { demo } = open;
    assert.ok(demo);
    assert.equal((await demo.call('POST', paths.order, demo.order())).status, 200);
  });

  it('keeps the token out of the trace and of what it tells', async () => {
    const { demo } = open;
    assert.ok(demo);
    await demo.ask(paths.order, { body: '{}', headers: { authorization } });
    const { text } = await demo.control('/trace', { headers: { authorization } });
    assert.match(text, /"authorization":"Bearer …"/);
    assert.doesNotMatch(text, /horse/);
    assert.doesNotMatch(told.join('\n'), /horse/);
  });
});
