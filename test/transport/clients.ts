import dns, { type LookupAddress } from 'node:dns';
import { once } from 'node:events';
import http from 'node:http';
import https, { Agent, get, type RequestOptions } from 'node:https';
import { createRequire } from 'node:module';
import net from 'node:net';
import tls, { type TLSSocket } from 'node:tls';
import { EnvHttpProxyAgent, Client as UndiciClient, request as undici } from 'undici';

/**
 * Run in a process of its own with the preload: calls WeChat Pay in every way that a backend may, and prints what came
 * back of each, and which names were looked up, as JSON.
 */

const HOST = 'api.mch.weixin.qq.com';
const URL_OF_IT = `https://${HOST}/v3/certificates`;

const lookedUp: string[] = [];
const lookup = dns.lookup as (...args: unknown[]) => void;
dns.lookup = ((name: string, ...rest: unknown[]) => {
  lookedUp.push(name);
  lookup(name, ...rest);
}) as unknown as typeof dns.lookup;

const answered = (options: RequestOptions, call: typeof get = get): Promise<unknown> =>
  new Promise((resolve, reject) => {
    call({ host: HOST, path: '/v3/certificates', ...options }, async (answer) => {
      resolve(JSON.parse((await answer.toArray()).join('')));
    }).on('error', reject);
  });

const REQUEST = `GET /v3/certificates HTTP/1.1\r\nHost: ${HOST}\r\nConnection: close\r\n\r\n`;

async function spoken(socket: TLSSocket): Promise<unknown> {
  await once(socket, 'secureConnect');
  socket.write(REQUEST);
  const [, body = ''] = (await socket.toArray()).join('').split(/\r\n\r\n(?:\w+\r\n)?/);
  return JSON.parse(body.split('\r\n', 1)[0] ?? '');
}

/** The callback form, which tells that it was called. */
const called = (open: (connected: () => void) => TLSSocket): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const socket = open(() => {
      spoken(socket).then(resolve, reject);
      socket.emit('secureConnect');
    });
    socket.on('error', reject);
  });

const servername = HOST;
const far = (_host: string, _options: unknown, answer: (e: null, a: LookupAddress[]) => void): void =>
  answer(null, [{ address: '203.0.113.1', family: 4 }]);
const axios = createRequire(import.meta.url)('axios') as { get(url: string): Promise<{ readonly data: unknown }> };

const CLIENTS: Readonly<Record<string, () => Promise<unknown>>> = {
  https: () => answered({}),
  'https by CommonJS': () => answered({}, createRequire(import.meta.url)('https').get),
  'https without an agent': () => answered({ agent: false }),
  'https with an agent of its own': () => answered({ agent: new Agent({ keepAlive: true, maxSockets: 1 }) }),
  'https in capitals and with a dot': () => answered({ host: 'API.mch.weixin.QQ.com.', servername }),
  'https in full-width letters': () =>
    answered({ host: 'ａｐｉ.mch.weixin.qq.com', servername, headers: { host: HOST } }),
  'https with other dots and a soft hyphen': () =>
    answered({ host: 'api。mch．weixin｡q\u00adq.com', servername, headers: { host: HOST } }),
  'https with a port in text': () => answered({ port: '443' }),
  'https over IPv6 only': () => answered({ family: 6, localAddress: '::1' }),
  'https with happy eyeballs': () => answered({ autoSelectFamily: true } as RequestOptions),
  'https with a look-up of its own': () => answered({ lookup: far } as RequestOptions),
  'https to an address that was looked up before': () =>
    answered({ host: '203.0.113.1', servername, headers: { host: HOST } }),
  'https through a Client of undici': async () => {
    const client = new UndiciClient(`https://${HOST}`);
    const { body } = await client.request({ method: 'GET', path: '/v3/certificates' });
    const seen = await body.json();
    await client.close();
    return seen;
  },
  undici: async () => (await undici(URL_OF_IT)).body.json(),
  fetch: async () => (await fetch(URL_OF_IT)).json(),
  axios: async () => (await axios.get(URL_OF_IT)).data,
  'tls.connect(options)': () => spoken(tls.connect({ host: HOST, port: 443, servername })),
  'tls.connect(options, callback)': () =>
    called((connected) => tls.connect({ host: HOST, port: 443, servername }, connected)),
  'tls.connect(port, host, options)': () => spoken(tls.connect(443, HOST, { servername })),
  'tls.connect(port, host, options, callback)': () =>
    called((connected) => tls.connect(443, HOST, { servername }, connected)),
  'tls over net.connect(port, host in full-width letters)': () =>
    spoken(tls.connect({ socket: net.connect(443, 'ＡＰＩ.mch.weixin.qq.com'), servername })),
  'tls over net.connect(port, host)': () => spoken(tls.connect({ socket: net.connect(443, HOST), servername })),
  'tls over net.connect(options)': () =>
    spoken(tls.connect({ socket: net.createConnection({ host: HOST, port: 443 }), servername })),
  'tls over Socket.connect(port, host, callback)': async () => {
    const socket = new net.Socket();
    await new Promise<void>((connected) => socket.connect(443, HOST, connected));
    return spoken(tls.connect({ socket, servername }));
  },
};

/** With variables of the environment that point to a proxy which is not there. */
const PROXIED: Readonly<Record<string, () => Promise<unknown>>> = {
  axios: CLIENTS['axios'] ?? Promise.reject,
  undici: async () => (await undici(URL_OF_IT, { dispatcher: new EnvHttpProxyAgent() })).body.json(),
};

const REFUSED: Readonly<Record<string, () => Promise<unknown>>> = {
  http: () => answered({}, http.get as unknown as typeof get),
  'https on another port': () => answered({ port: 8443 }),
  'https.get(url)': () => new Promise((_, reject) => https.get(`https://${HOST}:8443/`).on('error', reject)),
  fetch: async () => (await fetch(`http://${HOST}/`)).json(),
  undici: async () => (await undici(`http://${HOST}/`)).body.json(),
  axios: async () => (await axios.get(`http://${HOST}/`)).data,
  'net.connect': () => once(net.connect(80, HOST), 'connect'),
  'net.connect in full-width letters': () => once(net.connect(80, 'ａｐｉ.mch.weixin.qq.com'), 'connect'),
};

/** Somebody else's server, by name, by address and by a Unix socket; their ports and paths are in the environment. */
const OTHERS: Readonly<Record<string, () => Promise<unknown>>> = {
  name: async () => (await fetch(`http://localhost:${process.env['OTHER_PORT']}/`)).text(),
  address: async () => (await undici(`http://127.0.0.1:${process.env['OTHER_PORT']}/`)).body.text(),
  'net.connect(port)': async () => {
    const socket = net.connect(Number(process.env['OTHER_PORT']));
    socket.end('GET / HTTP/1.0\r\n\r\n');
    return (await socket.toArray()).join('').split('\r\n\r\n')[1];
  },
  'a Unix socket': async () => {
    const socket = net.connect(process.env['OTHER_PATH'] ?? '');
    socket.end('GET / HTTP/1.0\r\n\r\n');
    return (await socket.toArray()).join('').split('\r\n\r\n')[1];
  },
  'http to a Unix socket under the name': () =>
    new Promise((resolve, reject) => {
      http
        .get({ host: HOST, socketPath: process.env['OTHER_PATH'] ?? '', port: 443 }, async (answer) => {
          resolve((await answer.toArray()).join(''));
        })
        .on('error', reject);
    }),
};

const causes = (failure: unknown): string =>
  failure instanceof Error
    ? [failure.message, failure.cause ? causes(failure.cause) : []].flat().join(': ')
    : `${failure}`;

const GROUPS = { clients: CLIENTS, proxied: PROXIED, refused: REFUSED, others: OTHERS };
const results: Record<string, unknown> = {};
for (const [name, call] of Object.entries(GROUPS[process.argv[2] as keyof typeof GROUPS])) {
  results[name] = await call().catch((failure: unknown) => ({ failed: causes(failure) }));
}
process.stdout.write(JSON.stringify({ results, lookedUp }));
process.exit();
