import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { isAbsolute, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { request } from 'undici';
import { seconds, wakeAfter } from '../../src/time/index.ts';
import { Demo } from './demo.ts';
import { temporaryFolder, writePublishedCredentials } from './stage.ts';

const folder = temporaryFolder();
const entry = fileURLToPath(new URL('command-entry.ts', import.meta.url));
const running = new Set<ChildProcess>();
after(() => {
  for (const child of running) child.kill('SIGKILL');
});

interface Ready {
  readonly url: string;
  readonly control: string;
  readonly credentials: string;
}

/** The command in a process of its own. */
class Command {
  stdout = '';
  stderr = '';
  readonly #child: ChildProcess;
  readonly #ended: Promise<{ code: number | null; signal: string | null }>;

  constructor(...args: readonly string[]) {
    this.#child = spawn(process.execPath, ['--import', 'tsx', entry, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(this.#child);
    this.#child.stdout?.on('data', (chunk: Buffer) => {
      this.stdout += chunk;
    });
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.stderr += chunk;
    });
    this.#ended = once(this.#child, 'close').then(([code, signal]) => {
      running.delete(this.#child);
      return { code: code as number | null, signal: signal as string | null };
    });
  }

  static async ready(...args: readonly string[]): Promise<{ command: Command; ready: Ready }> {
    const command = new Command(...args);
    while (!command.stdout.includes('\n')) {
      await Promise.race([once(command.#child.stdout ?? command.#child, 'data'), command.#ended]);
      if (command.#child.exitCode !== null) throw new Error(`ended before it was ready: ${command.stderr}`);
    }
    return { command, ready: JSON.parse(command.stdout) as Ready };
  }

  async ended(): Promise<number | null> {
    const late = wakeAfter(seconds(20), () => this.#child.kill('SIGKILL'));
    const { code, signal } = await this.#ended;
    late.cancel();
    assert.equal(signal, null);
    return code;
  }

  stop(signal: 'SIGTERM' | 'SIGINT'): Promise<number | null> {
    this.#child.kill(signal);
    return this.ended();
  }
}

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

  const refused = async (args: readonly string[], message: RegExp): Promise<void> => {
    const command = new Command(...args);
    assert.equal(await command.ended(), 2);
    assert.equal(command.stdout, '');
    assert.match(command.stderr, /^[^\n]+\n$/, 'one line');
    assert.match(command.stderr, message);
  };

  it('refuses a port that is in use, and leaves the folder as it was', async (t) => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    t.after(() => other.close());
    const { port } = other.address() as AddressInfo;
    const credentials = await newFolder();
    await writePublishedCredentials(credentials);
    const before = await readFile(join(credentials, 'merchant.json'), 'utf8');
    const args = ['--port', String(port), '--credentials', credentials];
    await refused(args, new RegExp(`^Port ${port} is in use: .*--port 0`));
    assert.equal(await readFile(join(credentials, 'merchant.json'), 'utf8'), before);
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
    for (const port of ['abc', '65536', '-1', '1.5', ''])
      await refused([`--port=${port}`], /^--port .*from 0 to 65535/);
    await refused(['--credentials='], /^--credentials is empty/);
    await refused(
      ['--host', '0.0.0.0'],
      /^--host 0\.0\.0\.0 needs --control-token-file, which this version does not have yet; bind a loopback address$/m,
    );
  });
});
