import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect, createServer, type Socket } from 'node:net';
import { before, describe, it } from 'node:test';
import { connect as connectTls } from 'node:tls';
import { ProxyAgent, request as undici } from 'undici';
import { WECHAT_HOSTS } from '../../src/redirect/wechat-hosts.ts';
import type { Listening } from '../../src/sandbox/transport/listening.ts';
import { tunnel } from '../../src/sandbox/transport/tunnel.ts';
import { ca, closedAtTheEnd, ended, face, type Seen } from './stage.ts';

const host = '127.0.0.1';

/** A proxy in front of that port. */
async function proxyTo(tlsPort: number, port = 0): Promise<Listening> {
  const opened = await tunnel({ host, port, tlsHost: host, tlsPort });
  closedAtTheEnd(opened.close);
  return opened;
}

let sandbox: Listening;
let proxy: Listening;
before(async () => {
  sandbox = await face();
  proxy = await proxyTo(sandbox.port);
});

/** Sends bytes to the proxy and answers everything that comes back until it closes. */
async function said(bytes: string, port = proxy.port): Promise<string> {
  const socket = connect(port, host);
  socket.write(bytes);
  return (await socket.toArray()).join('');
}

/** A tunnel that stands. */
async function standing(authority: string, port = proxy.port): Promise<Socket> {
  const opening = request({ host, port, method: 'CONNECT', path: authority, agent: false }).end();
  const [answer, socket] = (await once(opening, 'connect')) as [{ readonly statusCode: number }, Socket, Buffer];
  assert.equal(answer.statusCode, 200);
  return socket;
}

describe('the proxy', () => {
  for (const name of WECHAT_HOSTS) {
    it(`leads a client that knows proxies to ${name}`, async () => {
      const dispatcher = new ProxyAgent({ uri: `http://${host}:${proxy.port}`, requestTls: { ca: ca.certificatePem } });
      const { body } = await undici(`https://${name}/v3/x`, { dispatcher });
      const seen = (await body.json()) as Seen;
      assert.deepEqual(seen, { method: 'GET', url: '/v3/x', host: name, servername: name });
      await dispatcher.close();
    });
  }

  it('takes a name in any letter case, and with the dot at its end', async () => {
    for (const authority of ['API.Mch.WeiXin.QQ.com:443', 'api.mch.weixin.qq.com.:443']) {
      const socket = connectTls({
        socket: await standing(authority),
        servername: 'api.mch.weixin.qq.com',
        ca: ca.certificatePem,
      });
      await once(socket, 'secureConnect');
      socket.destroy();
    }
  });

  it('hands on what was sent together with the CONNECT', async () => {
    const echo = createServer((socket) => socket.pipe(socket)).listen(0, host);
    await once(echo, 'listening');
    const { port } = echo.address() as { port: number };
    const answer = said('CONNECT api.wechatpay.cn:443 HTTP/1.1\r\n\r\nearly', (await proxyTo(port)).port);
    const [socket] = (await once(echo, 'connection')) as [Socket];
    await once(socket, 'data');
    socket.end();
    assert.equal(await answer, 'HTTP/1.1 200 Connection Established\r\n\r\nearly');
    await new Promise((done) => echo.close(done));
  });

  it('carries what is large, in both directions, to its last byte', async () => {
    const echo = createServer((socket) => socket.pipe(socket)).listen(0, host);
    await once(echo, 'listening');
    const { port } = echo.address() as { port: number };
    const socket = await standing('api.wechatpay.cn:443', (await proxyTo(port)).port);
    const sent = Buffer.alloc(3_000_000, 'money');
    socket.end(sent);
    assert.ok(Buffer.concat(await socket.toArray()).equals(sent));
    await new Promise((done) => echo.close(done));
  });
});

describe('the proxy refuses', () => {
  for (const authority of [
    'example.com:443',
    'pay.weixin.qq.com:443',
    'api.mch.weixin.qq.com.evil.example:443',
    'api.mch.weixin.qq.com:80',
    'api.mch.weixin.qq.com:8443',
    'api.mch.weixin.qq.com',
    '127.0.0.1:443',
    '[::1]:443',
    ':443',
  ]) {
    it(`CONNECT ${authority}, and says what it takes`, async () => {
      const answer = await said(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n\r\n`);
      const [head = '', body = ''] = answer.split('\r\n\r\n');
      assert.match(head, /^HTTP\/1\.1 403 Forbidden\r\ncontent-type: text\/plain/);
      assert.match(head, new RegExp(`content-length: ${Buffer.byteLength(body)}(?:\r|$)`));
      assert.ok(body.startsWith(`"${authority}" is not tunnelled.`), body);
      for (const name of WECHAT_HOSTS) assert.ok(body.includes(name));
    });
  }

  for (const line of ['GET http://api.mch.weixin.qq.com/v3/certificates', 'POST http://example.com/', 'GET /']) {
    it(`${line}, and says what it takes`, async () => {
      const answer = await said(`${line} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n`);
      assert.match(answer, /^HTTP\/1\.1 405 Method Not Allowed\r\n[\s\S]*allow: CONNECT\r\n/);
      assert.match(answer, /(?:GET|POST) is not tunnelled\. .*CONNECT to port 443 of api\.mch\.weixin\.qq\.com/);
    });
  }

  it('what is no HTTP', async () => {
    assert.match(await said('nonsense\r\n\r\n'), /^HTTP\/1\.1 400 /);
  });

  it('to wait for a sandbox that is not there', async () => {
    const gone = await face();
    await gone.close();
    const answer = await said('CONNECT api.wechatpay.cn:443 HTTP/1.1\r\n\r\n', (await proxyTo(gone.port)).port);
    assert.match(answer, /^HTTP\/1\.1 502 Bad Gateway\r\n[\s\S]*The TLS port of the sandbox does not answer\n$/);
  });

  it('a port in use, and names the option', async () => {
    await assert.rejects(proxyTo(sandbox.port, proxy.port), /^SandboxError: Port \d+ is in use: .*--proxy-port/);
  });
});

describe('a tunnel ends on both sides', () => {
  /** A server that keeps what connects to it. */
  async function listener(): Promise<{ readonly port: number; readonly accepted: Promise<Socket> }> {
    const server = createServer().listen(0, host);
    closedAtTheEnd(async () => server.close());
    await once(server, 'listening');
    const accepted = once(server, 'connection').then(([socket]) => socket as Socket);
    return { port: (server.address() as { port: number }).port, accepted };
  }

  for (const how of ['destroy', 'resetAndDestroy'] as const) {
    it(`when the client does (${how})`, async () => {
      const { port, accepted } = await listener();
      const client = await standing('api.wechatpay.cn:443', (await proxyTo(port)).port);
      const far = ended(await accepted);
      client[how]();
      await far;
    });

    it(`when the sandbox does (${how})`, async () => {
      const { port, accepted } = await listener();
      const client = await standing('api.wechatpay.cn:443', (await proxyTo(port)).port);
      const heard: unknown[] = [];
      client.on('data', (chunk) => heard.push(chunk));
      (await accepted)[how]();
      await ended(client);
      assert.deepEqual(heard, [], 'something that the sandbox did not say');
    });
  }

  it('when the sandbox is gone and the client goes on', async () => {
    const { port, accepted } = await listener();
    const client = connect({ port: (await proxyTo(port)).port, host, allowHalfOpen: true });
    client.write('CONNECT api.wechatpay.cn:443 HTTP/1.1\r\n\r\n');
    await once(client, 'data');
    // Until the other end says that it takes no more.
    const more = (failure?: Error | null): unknown => failure || client.write('more', more);
    client.once('end', more);
    const end = ended(client);
    (await accepted).destroy();
    await end;
  });

  it('only after everything was handed on, however late it is read', async () => {
    const { port, accepted } = await listener();
    const client = await standing('api.wechatpay.cn:443', (await proxyTo(port)).port);
    const sent = Buffer.alloc(20_000_000, 'money');
    (await accepted).end(sent);
    assert.ok(Buffer.concat(await client.toArray()).equals(sent));
  });

  it('when the proxy is closed, which frees its port', async () => {
    const { port, accepted } = await listener();
    const own = await proxyTo(port);
    const client = ended(await standing('api.wechatpay.cn:443', own.port));
    const silent = ended(connect(own.port, host));
    const far = ended(await accepted);
    await own.close();
    await Promise.all([client, far, silent]);
    await own.close();
    await assert.rejects(once(connect(own.port, host), 'connect'), { code: 'ECONNREFUSED' });
  });

  it('and takes no other with it', async () => {
    const kept = await standing('api.wechatpay.cn:443');
    const client = await standing('api.wechatpay.cn:443');
    client.resetAndDestroy();
    const socket = connectTls({ socket: kept, servername: 'api.wechatpay.cn', ca: ca.certificatePem });
    await once(socket, 'secureConnect');
    socket.destroy();
  });
});
