import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { credentialsFolder, fakeGateway, folderOf, json } from './fake-gateway.ts';

const children = new Set<number>();
after(() => {
  for (const pid of children) if (isThere(pid)) process.kill(-pid, 'SIGKILL');
});

/** Whether any process of that process's group is left. */
function isThere(pid: number): boolean {
  try {
    return process.kill(-pid, 0);
  } catch {
    return false;
  }
}

/** A run of two processes, in a group of its own, in the middle of its scenarios. */
async function halfway() {
  const begun: { resolve?: () => void } = {};
  const scenarios = new Promise<void>((resolve) => {
    begun.resolve = resolve;
  });
  // It answers no call of a scenario: both processes wait.
  const gateway = await fakeGateway((incoming, outgoing) => {
    if (incoming.url?.startsWith('/sandbox')) json(outgoing, 404, {});
    else begun.resolve?.();
  });
  const reports = join(folderOf({}), 'reports');
  const args = ['--url', gateway.url, '--credentials', credentialsFolder(), '--reports', reports, '--parallel', '2'];
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', 'run', ...args], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { pid = 0 } = child;
  children.add(pid);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const closed = once(child, 'close');
  await Promise.race([scenarios, ended.then(() => assert.fail(said))]);
  return { pid, ended, closed, reports, said: () => said };
}

/** Sooner than the ten seconds after which a process gives the gateway up, and ends by itself. */
async function leavesNothing(pid: number): Promise<void> {
  for (let looks = 0; isThere(pid); looks += 1) {
    assert.ok(looks < 140, 'a process of the run is left');
    await pause(50);
  }
}

describe('a run of several processes that is interrupted', () => {
  for (const [signal, whom, code] of [
    ['SIGINT', 'all of them, as Ctrl+C does', 130],
    ['SIGTERM', 'the first', 143],
  ] as const) {
    it(`ends with all of them and one line where ${signal} reaches ${whom}`, async () => {
      const { pid, ended, closed, reports, said } = await halfway();
      process.kill(code === 130 ? -pid : pid, signal);
      assert.deepEqual(await ended, [code, null]);
      await closed;
      assert.equal(
        said(),
        `wechatpay-conformance: ended by ${signal} in the middle of the run; no reports were written\n`,
      );
      await leavesNothing(pid);
      assert.ok(!existsSync(reports));
    });
  }

  it('leaves no process behind however the first one ends', async () => {
    const { pid, ended } = await halfway();
    process.kill(pid, 'SIGKILL');
    await ended;
    await leavesNothing(pid);
  });
});
