import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { MerchantProfile } from '../../src/merchant/profile/profile.ts';
import { freePort } from '../free-port.ts';
import { writePublishedCredentials } from '../sandbox/stage.ts';
import { isFree, runs, until } from './processes.ts';

const shop = fileURLToPath(new URL('stubborn-shop.mjs', import.meta.url));
const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'interrupted-'));
const credentials = join(folder, 'credentials');
before(() => writePublishedCredentials(credentials));
after(() => {
  // Where a test has failed, what it found running ends here.
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.pids')))
    for (const pid of lines(join(folder, name)).map(Number).filter(runs)) process.kill(pid, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

interface Case {
  /** What the shop answers when it is asked whether it is up. */
  readonly ready?: number;
  /** Where a shop is found that the kit does not launch. */
  readonly found?: number;
  readonly steps?: Pick<MerchantProfile, 'setUp' | 'tearDown'>;
}

const STEPS: Case['steps'] = {
  setUp: [{ post: '/things', take: { thing: '$.id' } }],
  tearDown: [{ post: '/no-such/{thing}', success: '$.no' }, { delete: '/things/{thing}' }],
};

interface Interrupted {
  readonly kit: ChildProcess;
  /** What the shop was asked so far. */
  readonly asked: () => readonly string[];
  readonly pids: () => readonly number[];
  readonly ports: readonly number[];
  readonly reports: string;
  /** What stands in the run's folder for temporary files. */
  readonly inTemporary: () => readonly string[];
  /** How the kit ended: what a shell shows as 128 and the signal's number. */
  readonly ended: Promise<number | NodeJS.Signals>;
  readonly said: () => string;
}

const lines = (path: string): readonly string[] =>
  existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [];

let count = 0;
async function start({ ready = 200, steps = STEPS, found }: Case): Promise<Interrupted> {
  count += 1;
  const own = join(folder, String(count));
  const [port, listen] = [found ?? (await freePort()), await freePort()];
  const [asked, pids, reports] = [`${own}.asked`, `${own}.pids`, `${own}.reports`];
  const temporary = `${own}-temporary`;
  mkdirSync(temporary);
  const launch = {
    command: `"${process.execPath}" "${shop}"`,
    ready: 'GET /healthz',
    env: { PORT: String(port), ASKED: asked, PIDS: pids, READY: String(ready) },
  };
  const profile: MerchantProfile = {
    name: 'stubborn-shop',
    baseUrl: `http://127.0.0.1:${port}`,
    ...(found === undefined ? { launch } : {}),
    gateway: { listen: `127.0.0.1:${listen}` },
    ...steps,
    verbs: {
      placeOrder: [{ post: '/hangs/orders', take: { order: '$.id' } }],
      paymentParams: [{ post: '/pay/{order}', take: { params: '$' } }],
      readOrder: [{ get: '/orders/{order}', take: { state: '$.state' } }],
    },
  };
  writeFileSync(`${own}.json`, JSON.stringify(profile));
  const args = ['--merchant', `${own}.json`, '--reports', reports, '--credentials', credentials];
  const kit = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), main, 'run', ...args], {
    env: { ...process.env, TMPDIR: temporary, TSX_DISABLE_CACHE: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [kit.stdout, kit.stderr]) stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(kit, 'exit').then(([code, signal]) => (signal ?? code) as number | NodeJS.Signals);
  return {
    kit,
    asked: () => lines(asked),
    pids: () => lines(pids).map(Number),
    ports: [port, listen],
    reports,
    // tsx listens there to whoever would watch its files.
    inTemporary: () => readdirSync(temporary).filter((name) => !name.startsWith('tsx-')),
    ended,
    said: () => said,
  };
}

/** Nothing of a run is left: no process, no port, no report, no temporary file. */
async function nothingIsLeft({ pids, ports, reports, inTemporary }: Interrupted): Promise<void> {
  assert.equal(pids().length, 4);
  await until(() => !pids().some(runs));
  for (const port of ports) assert.ok(await isFree(port), `port ${port} is taken`);
  assert.deepEqual(existsSync(reports) ? readdirSync(reports) : [], ['backend.log']);
  assert.deepEqual(inTemporary(), []);
}

describe('an interrupted run', { concurrency: 3 }, () => {
  const cases: readonly (readonly [when: string, how: Case, reached: (run: Interrupted) => boolean])[] = [
    ['in the middle of a scenario', {}, ({ asked }) => asked().includes('POST /hangs/orders')],
    [
      'during the set-up',
      { steps: { ...STEPS, setUp: [...(STEPS.setUp ?? []), { post: '/hangs' }] } },
      ({ asked }) => asked().includes('POST /hangs'),
    ],
  ];
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    for (const [when, how, reached] of cases) {
      it(`by ${signal} ${when}: it is torn down, and everything is ended`, async () => {
        const run = await start(how);
        await until(() => reached(run));
        await until(() => run.pids().length === 4);
        // npx passes on what the terminal has sent already: that is one interruption.
        run.kit.kill(signal);
        run.kit.kill(signal);
        assert.equal(await run.ended, signal, run.said());
        assert.deepEqual(run.asked().slice(-2), ['POST /no-such/thing-1', 'DELETE /things/thing-1']);
        assert.match(run.said(), /^Interrupted: [^\n]*\ntearDown: POST \/no-such\/\{thing\}[^\n]*\n$/);
        await nothingIsLeft(run);
      });
    }

    it(`by ${signal} before the backend is ready: everything is ended, and nothing was set up`, async () => {
      const run = await start({ ready: 503 });
      await until(() => run.pids().length === 4);
      run.kit.kill(signal);
      assert.equal(await run.ended, signal, run.said());
      assert.deepEqual(run.asked(), []);
      assert.match(run.said(), /^Interrupted: [^\n]*\n$/);
      await nothingIsLeft(run);
    });
  }

  it('by SIGKILL: no process of the backend lives on, wherever it went and whatever it heeds', async () => {
    const run = await start({});
    await until(() => run.asked().includes('POST /hangs/orders') && run.pids().length === 4);
    run.kit.kill('SIGKILL');
    assert.equal(await run.ended, 'SIGKILL', run.said());
    await nothingIsLeft(run);
  });

  it('tears down a backend that it only found, and leaves it running', async () => {
    const port = await freePort();
    const own = join(folder, 'found');
    const env = { ...process.env, PORT: String(port), ASKED: `${own}.asked`, PIDS: `${own}.pids` };
    const backend = spawn(process.execPath, [shop], { env, stdio: 'ignore' });
    try {
      await until(() => lines(`${own}.pids`).length === 4);
      const run = await start({ found: port });
      await until(() => lines(`${own}.asked`).includes('POST /hangs/orders'));
      run.kit.kill('SIGTERM');
      assert.equal(await run.ended, 'SIGTERM', run.said());
      assert.deepEqual(lines(`${own}.asked`).slice(-1), ['DELETE /things/thing-1']);
      assert.equal(lines(`${own}.pids`).map(Number).filter(runs).length, 4);
      assert.ok(!existsSync(run.reports));
    } finally {
      for (const pid of lines(`${own}.pids`)) process.kill(Number(pid), 'SIGKILL');
      backend.kill('SIGKILL');
    }
  });

  it('ends a command of the profile that runs just then', async () => {
    const pids = join(folder, 'command.pids');
    const command = 'sleep 600 & echo $! >> "$OF_COMMAND"; wait';
    const run = await start({ steps: { setUp: [{ command, env: { OF_COMMAND: pids } }] } });
    await until(() => lines(pids).length > 0 && run.pids().length === 4);
    run.kit.kill('SIGINT');
    assert.equal(await run.ended, 'SIGINT', run.said());
    assert.ok(!lines(pids).map(Number).some(runs));
    await nothingIsLeft(run);
  });

  it('ends at once when it is interrupted again', async () => {
    const run = await start({ steps: { tearDown: [{ post: '/hangs/undone' }] } });
    await until(() => run.asked().includes('POST /hangs/orders') && run.pids().length === 4);
    run.kit.kill('SIGINT');
    await until(() => run.asked().includes('POST /hangs/undone'));
    // Sooner than that it is taken for the same key, which npx passes on.
    await pause(150);
    run.kit.kill('SIGINT');
    assert.equal(await run.ended, 130, run.said());
    await nothingIsLeft(run);
  });
});
