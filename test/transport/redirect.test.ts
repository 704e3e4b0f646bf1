import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { isWechatHost, WECHAT_HOSTS } from '../../src/redirect/wechat-hosts.ts';
import type { Listening } from '../../src/sandbox/transport/listening.ts';
import { importsOf, sourcesOf } from '../house/sources.ts';
import { caFile, closedAtTheEnd, face } from './stage.ts';

/** As it is published: what runs it needs no compiler, and a compiler among the preloads of a worker can wait for itself. */
const PRELOAD = new URL('../../dist/src/redirect/redirect.js', import.meta.url).href;
const CLIENTS = fileURLToPath(new URL('clients.ts', import.meta.url));
/** What the environment of the tests may hold and the program must not. */
const FOREIGN = ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy']
  .flatMap((name) => [name, name.toUpperCase()])
  .concat('NODE_TLS_REJECT_UNAUTHORIZED', 'NODE_TEST_CONTEXT');

let sandbox: Listening;
let ca: string;
before(async () => {
  [sandbox, ca] = await Promise.all([face(), caFile()]);
});

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program with the preload in its NODE_OPTIONS, as a user starts it. An undefined variable is not set. */
async function program(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<Ended> {
  const own = Object.entries(process.env).filter(([name]) => !FOREIGN.includes(name));
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
    env: {
      ...Object.fromEntries(own),
      NODE_OPTIONS: `--import tsx --import ${PRELOAD}`,
      NODE_EXTRA_CA_CERTS: ca,
      WECHATPAY_SANDBOX_TLS: `https://127.0.0.1:${sandbox.port}`,
      ...env,
    },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

interface Called {
  readonly results: Readonly<Record<string, unknown>>;
  readonly lookedUp: readonly string[];
}

/** What the clients of that group got. The preload itself must have said nothing. */
async function called(group: string, env: Readonly<Record<string, string | undefined>> = {}): Promise<Called> {
  const { code, stdout, stderr } = await program([CLIENTS, group], env);
  assert.equal(stderr, '');
  assert.equal(code, 0);
  return JSON.parse(stdout) as Called;
}

const HOST = 'api.mch.weixin.qq.com';
const SEEN = { method: 'GET', url: '/v3/certificates', host: HOST, servername: HOST };

describe('a program with the preload', () => {
  it('reaches the sandbox under the name of WeChat Pay by every client, and looks no name up', async () => {
    const { results, lookedUp } = await called('clients');
    assert.ok(Object.keys(results).length > 20);
    for (const [client, seen] of Object.entries(results)) {
      const { host, ...rest } = seen as typeof SEEN;
      assert.deepEqual(
        { ...rest, host: host?.toLowerCase().replace(/\.$/, '') },
        SEEN,
        `${client}: ${JSON.stringify(seen)}`,
      );
    }
    assert.deepEqual(lookedUp, []);
  });

  it('is not sent past the sandbox by a proxy of the environment', async () => {
    const proxy = 'http://127.0.0.1:9';
    for (const [name, bypass] of [
      ['HTTPS_PROXY', undefined],
      ['https_proxy', 'example.com'],
      ['ALL_PROXY', ''],
    ] as const) {
      const { results } = await called('proxied', { [name]: proxy, NO_PROXY: bypass });
      assert.deepEqual(results, { axios: SEEN, undici: SEEN }, name);
    }
  });

  it('keeps what it bypasses a proxy for already, and without a proxy its environment', async () => {
    const print = 'process.stdout.write(JSON.stringify([process.env.NO_PROXY, process.env.no_proxy]))';
    const bypassed = async (env: Readonly<Record<string, string | undefined>>): Promise<unknown> =>
      JSON.parse((await program(['-e', print], env)).stdout);
    const both = ['a.example', ...WECHAT_HOSTS].join(',');
    assert.deepEqual(await bypassed({ HTTPS_PROXY: 'http://127.0.0.1:9', NO_PROXY: 'a.example' }), [both, both]);
    assert.deepEqual(await bypassed({ https_proxy: 'http://127.0.0.1:9', no_proxy: 'a.example' }), [both, both]);
    assert.deepEqual(await bypassed({ NO_PROXY: 'a.example' }), ['a.example', null]);
  });

  it('checks the certificate as if it were WeChat Pay’s', async () => {
    const { results } = await called('clients', { NODE_EXTRA_CA_CERTS: undefined });
    for (const [client, { failed }] of Object.entries(results as Record<string, { failed?: string }>)) {
      assert.match(failed ?? '', /unable to verify the first certificate/, client);
    }
  });

  it('is refused what the sandbox does not stand in for, in words, and without looking the name up', async () => {
    for (const proxy of [undefined, 'http://127.0.0.1:9']) {
      const { results, lookedUp } = await called('refused', { HTTP_PROXY: proxy });
      assert.ok(Object.keys(results).length > 5);
      for (const [client, result] of Object.entries(results)) {
        const { failed = '' } = result as { readonly failed?: string };
        assert.match(failed, /qq\.com:(80|8443) was not connected to: .*on https, port 443, only/, client);
      }
      assert.deepEqual(lookedUp, []);
    }
  });

  it('finds everything else where it is', async () => {
    const other = createServer((_, answer) => answer.end('other')).listen(0, '127.0.0.1');
    const path = join(dirname(ca), 'socket');
    const local = createServer((_, answer) => answer.end('local')).listen(path);
    for (const server of [other, local]) {
      closedAtTheEnd(async () => server.close());
      if (!server.listening) await once(server, 'listening');
    }
    const port = String((other.address() as AddressInfo).port);
    const { results } = await called('others', { OTHER_PORT: port, OTHER_PATH: path });
    assert.deepEqual(results, {
      name: 'other',
      address: 'other',
      'net.connect(port)': 'other',
      'a Unix socket': 'local',
      'http to a Unix socket under the name': 'local',
    });
  });

  it('finds the sandbox by a name and over IPv6 as well', async () => {
    const v6 = await face({ host: '::1' });
    for (const address of [`https://localhost:${sandbox.port}/`, `https://[::1]:${v6.port}`]) {
      const { stdout, stderr } = await program(['-e', FETCH], { WECHATPAY_SANDBOX_TLS: address });
      assert.equal(stderr, '');
      assert.equal(stdout, HOST);
    }
  });
});

const GET = `require('https').get('https://${HOST}/', async (a) => process.stdout.write(JSON.parse((await a.toArray()).join('')).servername))`;
const FETCH = `fetch('https://${HOST}/').then((a) => a.json()).then((seen) => process.stdout.write(seen.servername))`;

describe('what a program starts', () => {
  const WORKER = 'new (require("node:worker_threads").Worker)';
  const FORK = 'require("node:child_process").fork';
  for (const [what, text, started] of [
    ['a worker', `${WORKER}(__dirname + "/started.cjs")`, GET],
    ['a worker that is a module', `${WORKER}(__dirname + "/started.mjs")`, FETCH],
    ['a child', `${FORK}(__dirname + "/started.cjs")`, FETCH],
    ['a child that is a module', `${FORK}(__dirname + "/started.mjs")`, FETCH],
  ] as const) {
    it(`${what} reaches the sandbox too`, async () => {
      const folder = await mkdtemp(join(dirname(ca), 'started-'));
      for (const name of ['started.cjs', 'started.mjs']) await writeFile(join(folder, name), started);
      const main = join(folder, 'main.cjs');
      await writeFile(main, text);
      const NODE_OPTIONS = `--import ${PRELOAD}`;
      assert.deepEqual(await program([main], { NODE_OPTIONS }), { stdout: HOST, stderr: '', code: 0 });
    });
  }

  it('a worker made of a text does so where the preload is required: Node imports nothing into such a one', async () => {
    const main = `${WORKER}(${JSON.stringify(GET)}, { eval: true })`;
    const NODE_OPTIONS = `--require ${fileURLToPath(PRELOAD)}`;
    assert.deepEqual(await program(['-e', main], { NODE_OPTIONS }), { stdout: HOST, stderr: '', code: 0 });
  });
});

describe('the preload that is not told where the sandbox is', () => {
  for (const [value, what] of [
    [undefined, 'is not set'],
    ['', 'is not set'],
    ['127.0.0.1:8443', 'is not a URL'],
    ['http://127.0.0.1:8787', 'is "http://127.0.0.1:8787", which is not https'],
    ['https://127.0.0.1:8443/sandbox', 'is "https://127.0.0.1:8443/sandbox", more than an address'],
    ['https://127.0.0.1:8443/?a', 'is "https://127.0.0.1:8443/?a", more than an address'],
    ['https://me:secret@127.0.0.1:8443', 'has a user name or a password in it'],
    ['https://api2.wechatpay.cn', 'is "https://api2.wechatpay.cn", which is WeChat Pay itself'],
    ['https://PAY.weixin.qq.com.', 'is "https://PAY.weixin.qq.com.", which is WeChat Pay itself'],
    ['https://ａｐｉ.wechatpay.cn', 'is "https://ａｐｉ.wechatpay.cn", which is WeChat Pay itself'],
  ] as const) {
    it(`ends the program with 2 and one line: ${value}`, async () => {
      const ended = await program(['-e', 'process.stdout.write("ran")'], { WECHATPAY_SANDBOX_TLS: value });
      assert.deepEqual(ended, {
        code: 2,
        stdout: '',
        stderr: `wechatpay-conformance/redirect: WECHATPAY_SANDBOX_TLS ${what}: set it to the tlsUrl that the sandbox prints when it is ready, like WECHATPAY_SANDBOX_TLS=https://127.0.0.1:8443\n`,
      });
    });
  }

  it('is not needed by who does not load it', async () => {
    const env = { WECHATPAY_SANDBOX_TLS: undefined, NODE_OPTIONS: undefined };
    assert.equal((await program(['-e', 'process.stdout.write("ran")'], env)).stdout, 'ran');
  });
});

describe('the files of the preload', () => {
  it('need nothing but Node', () => {
    const needed = sourcesOf('src/redirect')
      .flatMap(importsOf)
      .map(({ to }) => to);
    assert.ok(needed.length > 3);
    assert.deepEqual(
      needed.filter((to) => !to.startsWith('node:') && !to.startsWith('src/redirect/')),
      [],
    );
  });

  it('know WeChat Pay’s names', () => {
    for (const name of WECHAT_HOSTS) assert.ok(isWechatHost(name) && isWechatHost(`${name.toUpperCase()}.`));
    for (const name of ['ａｐｉ.mch.weixin.qq.com', 'api。mch。weixin。qq。com', 'ＡＰＩ.wechatpay.cn.']) {
      assert.ok(isWechatHost(name), name);
    }
    for (const name of ['', 'weixin.qq.com', 'pay.weixin.qq.com', `x.${HOST}`, `${HOST}.example`, `${HOST}..`]) {
      assert.ok(!isWechatHost(name), name);
    }
  });
});
