import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { isAbsolute, join, relative } from 'node:path';
import { describe, it } from 'node:test';
import { connect as tlsConnect } from 'node:tls';
import { request } from 'undici';
import { sandboxCommand } from '../../src/cli/sandbox-command.ts';
import { Command, refusedCommand as refused } from './command-process.ts';
import { Demo } from './demo.ts';
import { temporaryFolder, writePublishedCredentials } from './stage.ts';

const folder = temporaryFolder();
const newFolder = (): Promise<string> => mkdtemp(join(folder, 'c-'));

describe('the sandbox command', () => {
  it('says in one line that it is ready, serves, and ends well; its credentials outlive it', async () => {
    const credentials = join(await newFolder(), 'not', 'there', 'yet');
    const first = await Command.ready('--port', '0', '--credentials', credentials);
    assert.match(first.command.stdout, /^\{[^\n]*\}\n$/);
    const { url, control } = first.ready;
    assert.deepEqual(Object.keys(first.ready), ['url', 'control', 'credentials']);
    assert.match(url, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.equal(control, `${url}/sandbox`);
    assert.ok(isAbsolute(first.ready.credentials));
    assert.equal(first.ready.credentials, credentials);
    const clock = await request(`${control}/clock`);
    assert.equal(((await clock.body.json()) as { mode: string }).mode, 'flowing');
    const kept = JSON.parse(await readFile(join(credentials, 'merchant.json'), 'utf8'));
    assert.equal(kept.base_url, url);
    const key = await readFile(join(credentials, 'apiclient_key.pem'), 'utf8');
    assert.equal(await first.command.stop('SIGTERM'), 0);
    assert.match(first.command.stderr, /\/sandbox\/cashier/);
    for (const secret of [kept.apiv3_key, 'PRIVATE KEY']) {
      assert.ok(!`${first.command.stdout}${first.command.stderr}`.includes(secret));
    }

    const second = await Command.ready('--port', '0', '--credentials', credentials);
    assert.deepEqual(JSON.parse(await readFile(join(credentials, 'merchant.json'), 'utf8')), {
      ...kept,
      base_url: second.ready.url,
    });
    assert.equal(await readFile(join(credentials, 'apiclient_key.pem'), 'utf8'), key);
    assert.equal(await second.command.stop('SIGINT'), 0);
    await assert.rejects(request(`${second.ready.control}/clock`), { code: 'ECONNREFUSED' });
  });

  it('ends though somebody is connected, and a notification is on its way', async (t) => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    t.after(() => silent.closeAllConnections());
    t.after(() => silent.close());
    const credentials = await newFolder();
    await writePublishedCredentials(credentials);
    const { command, ready } = await Command.ready('--port', '0', '--credentials', credentials);
    const demo = await Demo.join(ready);
    const idle = connect(Number(new URL(ready.url).port), '127.0.0.1').on('error', () => {});
    await once(idle, 'connect');
    await demo.paid({ notify_url: `http://127.0.0.1:${(silent.address() as AddressInfo).port}/never` });
    await once(silent, 'request');
    const advancing = demo.control('/clock/advance', { body: { seconds: 60 } }).catch(() => 'cut off');
    assert.equal(await command.stop('SIGTERM'), 0);
    await advancing;
    await demo.close();
    idle.destroy();
  });

  it('refuses a port that is in use with one line and exit code 2, and leaves the folder as it was', async (t) => {
    const credentials = await newFolder();
    await writePublishedCredentials(credentials);
    const before = await readFile(join(credentials, 'merchant.json'), 'utf8');
    const port = await taken(t);
    const command = new Command('--port', String(port), '--credentials', credentials);
    assert.equal(await command.ended(), 2);
    assert.equal(command.stdout, '');
    assert.match(command.stderr, /^[^\n]+\n$/, 'one line');
    assert.match(command.stderr, new RegExp(`^Port ${port} is in use: .*--port 0`));
    assert.equal(await readFile(join(credentials, 'merchant.json'), 'utf8'), before);
  });

  it('names the flag of a port that is in use, and has nothing left listening', async (t) => {
    const credentials = await newFolder();
    await writePublishedCredentials(credentials);
    const data = join(credentials, 'data');
    const port = await taken(t);
    for (const flag of ['--tls-port', '--proxy-port']) {
      const free = await freePorts(2);
      const others = ['--port', '--tls-port', '--proxy-port'].filter((other) => other !== flag);
      const args = ['--credentials', credentials, '--data', data, flag, String(port)];
      args.push(...others.flatMap((other, index) => [other, String(free[index])]));
      await refused(args, new RegExp(`^Port ${port} is in use: choose another with ${flag}, or ${flag} 0`));
      for (const each of free) {
        await assert.rejects(request(`http://127.0.0.1:${each}/`), { code: 'ECONNREFUSED' }, `port ${each}`);
      }
    }
    assert.deepEqual(
      (await readdir(credentials)).filter((name) => /lock/.test(name)),
      [],
    );
  });

  it('refuses credentials that do not belong together', async () => {
    const credentials = await newFolder();
    await writePublishedCredentials(credentials);
    const keys = JSON.parse(await readFile(join(credentials, 'sandbox-keys.json'), 'utf8'));
    const foreign = createPrivateKey({ key: keys.ca, format: 'jwk' }).export({ type: 'pkcs8', format: 'pem' });
    await writeFile(join(credentials, 'apiclient_key.pem'), foreign);
    await refused(
      ['--port', '0', '--credentials', credentials],
      /apiclient_cert.pem does not belong .* delete the folder/,
    );
    await writeFile(join(credentials, 'apiclient_key.pem'), 'nonsense');
    await refused(['--port', '0', '--credentials', credentials], /apiclient_key.pem is not a readable PEM private key/);
  });

  it('refuses what is no port, and to be open to others', async () => {
    for (const flag of ['--port', '--tls-port', '--proxy-port']) {
      for (const port of ['abc', '65536', '-1', '1.5', '']) {
        await refused([`${flag}=${port}`], new RegExp(`^${flag} .*from 0 to 65535`));
      }
    }
    await refused(['--credentials='], /^--credentials is empty/);
    await refused(['--data='], /^--data is empty/);
    for (const host of ['0.0.0.0', '::', '192.0.2.1']) {
      await refused(
        ['--host', host],
        /^--host \S+ is not loopback: .*Give --control-token-file too, or bind 127\.0\.0\.1$/,
      );
    }
  });

  it('takes a control token from a file that holds one, and from no other', async () => {
    const place = await newFolder();
    const file = join(place, 'token');
    const args = ['--port', '0', '--credentials', place, '--control-token-file', file];
    await refused(args, /^--control-token-file .*token cannot be read \(ENOENT\): write a token/);
    await refused([...args.slice(0, -1), place], /cannot be read \(EISDIR\)/);
    for (const text of [
      '',
      '\n',
      'short',
      'fifteen-letters',
      'sixteen letters and spaces',
      'two-tokens-of-some-length\n'.repeat(2),
    ]) {
      await writeFile(file, text);
      await refused(args, /^--control-token-file .*token holds no token: write one line of 16 or more/);
    }
    assert.deepEqual(await readdir(place), ['token']);
  });

  it('is open to others where control calls carry a token', async () => {
    const credentials = await newFolder();
    await writePublishedCredentials(credentials);
    const file = join(credentials, 'token');
    await writeFile(file, 'a-token-that-nobody-guesses\n');
    const args = ['--host', '0.0.0.0', '--port', '0', '--credentials', credentials, '--control-token-file', file];
    const { command, ready } = await Command.ready(...args);
    const { port } = new URL(ready.url);
    const statusWith = async (headers: Record<string, string>): Promise<number> => {
      const answer = await request(`http://127.0.0.1:${port}/sandbox/clock`, { headers });
      await answer.body.dump();
      return answer.statusCode;
    };
    assert.equal(await statusWith({ authorization: 'Bearer a-token-that-nobody-guesses' }), 200);
    assert.equal(await statusWith({ authorization: 'Bearer a-token-that-somebody-guesses' }), 401);
    assert.equal(await statusWith({}), 401);
    // The wire is no control call.
    const wire = await request(`http://127.0.0.1:${port}/v3/certificates`, {
      headers: { accept: '*/*', 'user-agent': 'curl' },
    });
    assert.match(await wire.body.text(), /SIGN_ERROR/);
    assert.equal(await command.stop('SIGTERM'), 0);
    assert.ok(!`${command.stdout}${command.stderr}`.includes('nobody-guesses'));
  });

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`with TLS, a proxy, data and followers names all of it in one line, and ends well by ${signal}`, async () => {
      const credentials = await newFolder();
      await writePublishedCredentials(credentials);
      const fromHere = relative(process.cwd(), credentials);
      const data = join(credentials, 'data');
      const flags = ['--port', '0', '--tls-port', '0', '--proxy-port', '0', '--credentials', fromHere, '--data', data];
      const { command, ready } = await Command.ready(...flags);
      assert.match(command.stdout, /^\{[^\n]*\}\n$/);
      assert.deepEqual(Object.keys(ready), ['url', 'tlsUrl', 'proxy', 'control', 'credentials']);
      assert.match(ready.tlsUrl ?? '', /^https:\/\/127\.0\.0\.1:\d+$/);
      assert.match(ready.proxy ?? '', /^http:\/\/127\.0\.0\.1:\d+$/);
      assert.equal(ready.credentials, credentials);

      const follower = await request(`${ready.control}/trace`, { headers: { accept: 'text/event-stream' } });
      const ended = new Promise((resolve) => follower.body.on('error', () => {}).once('close', resolve));
      follower.body.resume();
      const ca = await readFile(join(credentials, 'ca.pem'), 'utf8');
      const secure = tlsConnect({ port: Number(new URL(ready.tlsUrl ?? '').port), host: '127.0.0.1', ca });
      secure.on('error', () => {});
      await once(secure, 'secureConnect');
      const tunnelled = connect(Number(new URL(ready.proxy ?? '').port), '127.0.0.1').on('error', () => {});
      tunnelled.write('CONNECT api.mch.weixin.qq.com:443 HTTP/1.1\r\nHost: api.mch.weixin.qq.com:443\r\n\r\n');
      const [head] = await once(tunnelled, 'data');
      assert.match(String(head), /^HTTP\/1\.1 200 /);

      assert.equal(await command.stop(signal), 0);
      await ended;
      for (const url of [ready.url, ready.tlsUrl ?? '', ready.proxy ?? '']) {
        await assert.rejects(request(url), { code: 'ECONNREFUSED' }, url);
      }
      assert.deepEqual(
        (await readdir(credentials)).filter((name) => /lock/.test(name)),
        [],
      );
      secure.destroy();
      tunnelled.destroy();
    });
  }

  it('serves TLS alone where no proxy is asked for', async () => {
    const credentials = await newFolder();
    await writePublishedCredentials(credentials);
    const { command, ready } = await Command.ready('--port', '0', '--tls-port', '0', '--credentials', credentials);
    assert.deepEqual(Object.keys(ready), ['url', 'tlsUrl', 'control', 'credentials']);
    assert.equal(await command.stop('SIGINT'), 0);
  });

  it('lists its flags', () => {
    const help = sandboxCommand().helpInformation();
    const flags = ['host', 'port', 'tls-port', 'proxy-port', 'credentials', 'data', 'control-token-file', 'help'];
    assert.deepEqual(
      [...help.matchAll(/^ +(?:-h, )?--([a-z-]+)/gm)].map(([, name]) => name),
      flags,
    );
  });
});

type Context = { after(run: () => void): void };

/** A port that is in use until the test is over. */
async function taken(t: Context): Promise<number> {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  t.after(() => other.close());
  return (other.address() as AddressInfo).port;
}

/** Ports that are free at this moment. */
async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}
