import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { credentialsFolder, fakeGateway, json } from '../targets/fake-gateway.ts';
import { isFree, until } from './processes.ts';

const folder = mkdtempSync(join(tmpdir(), 'nothing-left-'));
const groups = new Set<number>();
after(() => {
  for (const group of groups) if (isThere(group)) process.kill(-group, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Whether any process of a group is left. */
function isThere(group: number): boolean {
  try {
    return process.kill(-group, 0);
  } catch {
    return false;
  }
}

const program = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const main = program('src/cli/main.ts');
/** Threads do not have what runs TypeScript. */
const mutants = program('dist/src/mutants/main.js');
const notBuilt = existsSync(mutants) ? false : 'there is no dist: npm run build makes it';
let count = 0;

/** A command in an empty folder, with an empty one for its temporary files, in a group of its own. */
function begin(path: string, ...args: readonly string[]) {
  count += 1;
  const [home, temporary] = [join(folder, `${count}`), join(folder, `${count}-temporary`)];
  for (const each of [home, temporary]) mkdirSync(each);
  const env = { ...process.env, TMPDIR: temporary, TSX_DISABLE_CACHE: '1' };
  const command = ['--import', import.meta.resolve('tsx'), path, ...args];
  const child = spawn(process.execPath, command, {
    cwd: home,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { pid = 0 } = child;
  groups.add(pid);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(child, 'close').then(([code, signal]) => (signal ?? code) as number | NodeJS.Signals);
  // tsx listens there to whoever would watch its files.
  const inTemporary = () => readdirSync(temporary).filter((name) => !name.startsWith('tsx-'));
  return { pid, child, home, inTemporary, ended, said: () => said };
}
type Begun = ReturnType<typeof begin>;

/** No process, and no file but those that the command is there to write. Its ports go with its processes. */
async function nothingIsLeft({ pid, home, inTemporary }: Begun, written: readonly string[]): Promise<void> {
  await until(() => !isThere(pid));
  assert.deepEqual(inTemporary(), []);
  assert.deepEqual(readdirSync(home).sort(), written);
}

/** A gateway that has no control API and answers no call of a scenario: who plays on it stands still in the middle. */
async function silentGateway() {
  const waiting: string[] = [];
  const gateway = await fakeGateway((incoming, outgoing) => {
    if (incoming.url?.startsWith('/sandbox')) json(outgoing, 404, {});
    else waiting.push(incoming.url ?? '');
  });
  const options = ['--url', gateway.url, '--credentials', credentialsFolder()];
  return { options, isCalled: () => waiting.length > 0 };
}

describe('of what a signal ends in the middle, nothing is left:', { concurrency: 2 }, () => {
  it('a run on the mock', async () => {
    const run = begin(main, 'run');
    await pause(1_000); // wherever it is by then, nothing may be left
    run.child.kill('SIGINT');
    assert.equal(await run.ended, 'SIGINT', run.said());
    await nothingIsLeft(run, []);
  });

  it('a run on a gateway', async () => {
    const { options, isCalled } = await silentGateway();
    const run = begin(main, 'run', ...options);
    await until(isCalled);
    run.child.kill('SIGTERM');
    assert.equal(await run.ended, 'SIGTERM', run.said());
    await nothingIsLeft(run, []);
  });

  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    it(`a walk of the explorer, by ${signal}`, async () => {
      const { options, isCalled } = await silentGateway();
      const walk = begin(main, 'explore', ...options);
      await until(isCalled);
      assert.equal(walk.inTemporary().length, 1);
      walk.child.kill(signal);
      assert.equal(await walk.ended, signal, walk.said());
      await nothingIsLeft(walk, []);
    });

  it('a walk of the explorer on the mock', async () => {
    const walk = begin(main, 'explore', '--acts', '100000');
    await until(() => walk.inTemporary().length > 0);
    walk.child.kill('SIGINT');
    assert.equal(await walk.ended, 'SIGINT', walk.said());
    await nothingIsLeft(walk, []);
  });

  it('the mutants', { skip: notBuilt }, async () => {
    const run = begin(mutants);
    await pause(1_500);
    run.child.kill('SIGTERM');
    assert.equal(await run.ended, 'SIGTERM', run.said());
    await nothingIsLeft(run, []);
  });

  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    it(`a sandbox with all of its ports and a data file, by ${signal}`, async () => {
      const ports = ['--port', '0', '--tls-port', '0', '--proxy-port', '0'];
      const sandbox = begin(main, 'sandbox', ...ports, '--data', 'data');
      await until(() => /^\{.*\}$/m.test(sandbox.said()));
      const { url, tlsUrl, proxy } = JSON.parse(/^\{.*\}$/m.exec(sandbox.said())?.[0] ?? '') as Record<string, string>;
      sandbox.child.kill(signal);
      assert.equal(await sandbox.ended, 0, sandbox.said());
      await nothingIsLeft(sandbox, ['.wechatpay', 'data']);
      for (const address of [url, tlsUrl, proxy]) assert.ok(await isFree(Number(new URL(address ?? '').port)), address);
    });
});

describe('of what has ended by itself, nothing is left:', () => {
  for (const [what, path, args, written] of [
    ['a run on the mock', main, ['run', '--rule', 'PREPAY-2H'], ['reports']],
    ['a run on the mock in two processes', main, ['run', '--rule', 'PREPAY-2H', '--parallel', '2'], ['reports']],
    ['a walk of the explorer', main, ['explore', '--acts', '20'], []],
  ] as const)
    it(what, async () => {
      const run = begin(path, ...args);
      // A timer or a socket that is left would keep it.
      assert.equal(await run.ended, 0, run.said());
      await nothingIsLeft(run, written);
    });
});
