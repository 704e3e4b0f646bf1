import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { FakedTime, findLibrary, unmovable } from '../../../src/merchant/faketime/index.ts';
import { hours, minutes, seconds } from '../../../src/time/index.ts';

const library = findLibrary(process.env);
const skip = 'missing' in library ? library.missing : false;

function opened(): FakedTime {
  const faked = 'path' in library ? FakedTime.open(library.path) : undefined;
  assert.ok(faked instanceof FakedTime, 'the library has no effect');
  return faked;
}

const leftIn = (env: NodeJS.ProcessEnv): readonly string[] => {
  const [semaphore = '', memory = ''] = (env['FAKETIME_SHARED'] ?? '').split(' ');
  return [env['FAKETIME_TIMESTAMP_FILE'] ?? '', `/dev/shm/sem.${semaphore.slice(1)}`, `/dev/shm${memory}`];
};

describe('time under libfaketime', { skip }, () => {
  it('is ahead by what it was moved, for every process, and leaves nothing', () => {
    const faked = opened();
    const env = faked.env(process.env);
    assert.deepEqual(leftIn(env).map(existsSync), [true, true, true]);
    assert.equal(faked.moveTo(hours(2)), hours(2));
    const { stdout } = spawnSync('/bin/sh', ['-c', 'date +%s; LD_PRELOAD= date +%s'], { env, encoding: 'utf8' });
    const [there, here] = stdout.split('\n').map(Number);
    const off = (there ?? 0) - (here ?? 0);
    assert.ok(off >= 7_199 && off <= 7_200, `${off} s`);
    faked.close();
    faked.close();
    assert.deepEqual(leftIn(env).map(existsSync), [false, false, false]);
  });

  it('goes forward only, in whole seconds', () => {
    const faked = opened();
    const file = faked.env({})['FAKETIME_TIMESTAMP_FILE'] ?? '';
    faked.moveTo(seconds(1.2));
    assert.equal(readFileSync(file, 'utf8'), '+2\n');
    faked.moveTo(minutes(3));
    assert.equal(faked.moveTo(minutes(2)), minutes(3));
    assert.equal(readFileSync(file, 'utf8'), '+180\n');
    faked.close();
  });

  it('keeps what the environment preloads, and asks for no other time', () => {
    const faked = opened();
    const env = faked.env({ LD_PRELOAD: 'mine.so', FAKETIME: '-1d', FAKETIME_DONT_FAKE_MONOTONIC: '1' });
    assert.match(env['LD_PRELOAD'] ?? '', /libfaketime(MT)?\.so\.1:mine\.so$/);
    assert.deepEqual([env['FAKETIME'], env['FAKETIME_DONT_FAKE_MONOTONIC']], [undefined, '1']);
    faked.close();
  });
});

describe('a library that is none', { skip: process.platform !== 'linux' && 'libfaketime is for Linux' }, () => {
  it('has no effect, and says so', () => {
    const faked = FakedTime.open(process.execPath);
    assert.match('missing' in faked ? faked.missing : '', /has no effect on programs of this system/);
  });
});

describe('whose timers it moves', { skip: process.platform !== 'linux' && 'only Linux tells what runs' }, () => {
  const leading = async (command: string, args: readonly string[], port?: number): Promise<string | undefined> => {
    const child = spawn(command, args, { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      const [said] = (await once(child.stdout, 'data')) as [Buffer];
      return unmovable(child.pid ?? 0, port ?? Number(said));
    } finally {
      process.kill(-(child.pid ?? 0), 'SIGKILL');
      await once(child, 'close');
    }
  };

  it("are Node's", async () => {
    assert.equal(await leading(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1000)']), undefined);
  });

  it('are those of whoever listens, not of what started it', async () => {
    const serving = 'const s = require("net").createServer().listen(0, () => console.log(s.address().port))';
    const starting = `"${process.execPath}" -e '${serving}'; true`;
    assert.equal(await leading('/bin/sh', ['-c', starting]), undefined);
  });

  const python = spawnSync('python3', ['-c', '1']).status === 0;
  it("are not npm's where npm started another", { skip: !python && 'there is no python3 here' }, async () => {
    const serving =
      'import socket, time; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1], flush=True); time.sleep(60)';
    const starting = `require("child_process").spawn("python3", ["-c", ${JSON.stringify(serving)}], { stdio: "inherit" })`;
    assert.match((await leading(process.execPath, ['-e', starting])) ?? '', /and this backend runs python[\d.]*:/);
  });

  it('are no others, since their threads sleep on', async () => {
    const why = await leading('/bin/sh', ['-c', 'echo 1; exec sleep 60']);
    assert.match(why ?? '', /the timers of Node alone, and this backend runs \w+: give it a clock hook/);
  });
});
