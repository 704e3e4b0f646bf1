import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { request } from 'undici';
import { type LaunchedBackend, LaunchFailed, launchBackend } from '../../src/merchant/launch.ts';
import { type Duration, seconds } from '../../src/time/index.ts';
import { freePort } from '../free-port.ts';
import { backends } from './backends.ts';
import { runs, until } from './processes.ts';

const folder = mkdtempSync(join(tmpdir(), 'launch-'));
const SECRET = 'SecretThatNobodyMaySee0123456789';

after(() => rmSync(folder, { recursive: true, force: true }));

interface Attempt {
  readonly env: NodeJS.ProcessEnv;
  readonly url: string;
  readonly lines: string[];
  readonly pids: () => readonly number[];
  launch(within?: Duration): Promise<LaunchedBackend>;
}

let count = 0;
async function attempt(command: string): Promise<Attempt> {
  count += 1;
  const port = await freePort();
  const file = join(folder, `pids-${count}`);
  writeFileSync(file, '');
  const lines: string[] = [];
  const url = `http://127.0.0.1:${port}/`;
  const env = { ...process.env, PORT: String(port), PIDS: file, SECRET };
  const output = (line: string): number => lines.push(line);
  const launch = (within = seconds(10)) =>
    launchBackend({ command, cwd: folder, env, ready: { url }, within, output, secrets: [SECRET] });
  const pids = () => readFileSync(file, 'utf8').split('\n').filter(Boolean).map(Number);
  return { env, url, lines, pids, launch };
}

describe('a launched backend', () => {
  it('is up when the launch resolves, and gone when it was ended', async () => {
    const { launch, url, pids, lines } = await attempt(backends.plain);
    const backend = await launch();
    assert.equal((await request(url)).statusCode, 200);
    assert.equal(backend.ended(), undefined);
    await until(() => lines.length > 0);
    assert.deepEqual(lines, ['key is …']);
    await Promise.all([backend.end(), backend.end()]);
    assert.equal(pids().some(runs), false);
    await assert.rejects(request(url));
  });

  it('is ended with its grandchildren, one that does not heed SIGTERM too', async () => {
    const { launch, pids } = await attempt(backends.withGrandchild);
    const backend = await launch();
    assert.equal(pids().filter(runs).length, 2);
    await backend.end();
    await until(() => !pids().some(runs));
  });

  it('is ended where it does not heed SIGTERM itself', async () => {
    const { launch, pids, lines } = await attempt(backends.deaf);
    const backend = await launch();
    await backend.end();
    assert.deepEqual(lines, ['no']);
    await until(() => !pids().some(runs));
  });

  it('tells how it ended by itself', async () => {
    const { launch, url } = await attempt(backends.diesWhenAsked);
    const backend = await launch();
    await request(`${url}die`);
    await until(() => backend.ended() !== undefined);
    assert.equal(backend.ended(), 'it ended with exit code 9');
    await backend.end();
  });
});

describe('a launch that fails', () => {
  it('says how the backend ended before it was ready, and what it said last, without secrets', async () => {
    const { launch } = await attempt(backends.diesEarly);
    await assert.rejects(launch(), (failure: Error) => {
      assert.ok(failure instanceof LaunchFailed);
      assert.match(failure.message, /ended before it was ready: it ended with exit code 7/);
      assert.match(failure.message, /it said last: cannot find the database of …$/);
      return true;
    });
  });

  it('says what was awaited where the backend is never ready, and leaves nothing of it', async () => {
    const { launch, url, pids } = await attempt(backends.neverReady);
    await assert.rejects(launch(seconds(1)), (failure: Error) => {
      assert.match(failure.message, /not ready within 1 second: GET .* last answered with HTTP 503/);
      assert.ok(failure.message.includes(url));
      return true;
    });
    assert.ok(pids().length > 0);
    await until(() => !pids().some(runs));
  });

  it('says that a command is not there', async () => {
    const { launch } = await attempt('no-such-command-of-this-machine');
    await assert.rejects(launch(), /exit code 127.*not found/);
  });

  it('takes nobody else for the backend', async () => {
    const { launch, env, pids } = await attempt(backends.plain);
    const other = createServer((_, answer) => answer.end()).listen(Number(env['PORT']), '127.0.0.1');
    await once(other, 'listening');
    await assert.rejects(launch(), /something answers at .* before the backend was launched/);
    other.close();
    assert.deepEqual(pids(), []);
  });
});

describe('a kit that ends', () => {
  const program = join(folder, 'kit.mts');
  const at = (path: string): string => JSON.stringify(new URL(`../../src/${path}`, import.meta.url).href);
  writeFileSync(
    program,
    `import { launchBackend } from ${at('merchant/launch.ts')};
     import { seconds } from ${at('time/index.ts')};
     const ready = { url: process.env['READY'] };
     await launchBackend({ command: process.env['COMMAND'], cwd: '.', env: process.env, ready, within: seconds(10), output: () => {} });
     console.log('up');
     if (process.env['FATE'] === 'throws') throw new Error('a bug of the kit');
     if (process.env['FATE'] === 'exits') process.exit(3);
     setInterval(() => {}, 1000);`,
  );

  for (const [fate, ended, shop = 'withGrandchild'] of [
    ['SIGINT', 'SIGINT'],
    ['SIGTERM', 'SIGTERM'],
    ['SIGKILL', 'SIGKILL', 'clinging'],
    ['throws', 1],
    ['exits', 3],
  ] as const) {
    it(`leaves no backend behind: ${fate}`, async () => {
      const command = backends[shop];
      const { env, url, pids } = await attempt(command);
      const kit = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), program], {
        env: { ...env, READY: url, COMMAND: command, FATE: fate },
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const over = once(kit, 'exit');
      await once(kit.stdout, 'data');
      if (fate !== 'throws' && fate !== 'exits') kit.kill(fate);
      const [code, signal] = await over;
      assert.equal(code ?? signal, ended);
      assert.equal(pids().length, shop === 'clinging' ? 3 : 2);
      try {
        await until(() => !pids().some(runs));
      } finally {
        for (const pid of pids().filter(runs)) process.kill(pid, 'SIGKILL');
      }
    });
  }
});
