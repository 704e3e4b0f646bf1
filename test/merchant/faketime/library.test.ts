import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { findLibrary } from '../../../src/merchant/faketime/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'libraries-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function file(...parts: readonly string[]): string {
  const path = join(folder, ...parts);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, '');
  return path;
}

const nothing = join(folder, 'nothing');
const look = (env: NodeJS.ProcessEnv, ...roots: readonly string[]) => findLibrary(env, 'linux', roots);

describe('libfaketime', () => {
  it('is missed where it is not, with what would install it', () => {
    assert.deepEqual(look({ PATH: nothing }, nothing), {
      missing: 'faketime is not installed: apt-get install faketime',
    });
  });

  it('is looked for on Linux alone', () => {
    for (const platform of ['darwin', 'win32'] as const) {
      const found = findLibrary({}, platform);
      assert.match('missing' in found ? found.missing : '', new RegExp(`on Linux alone, and this is ${platform}`));
    }
  });

  it("lies in the architecture's folder, or right below; the one for threads comes first", () => {
    const plain = file('usr', 'x86_64-linux-gnu', 'faketime', 'libfaketime.so.1');
    assert.deepEqual(look({}, join(folder, 'usr')), { path: plain });
    const threads = file('usr', 'x86_64-linux-gnu', 'faketime', 'libfaketimeMT.so.1');
    assert.deepEqual(look({}, join(folder, 'usr')), { path: threads });
    const below = file('usr64', 'faketime', 'libfaketimeMT.so.1');
    assert.deepEqual(look({}, nothing, join(folder, 'usr64')), { path: below });
  });

  it('lies beside the command, wherever that leads', () => {
    const command = file('own', 'bin', 'faketime');
    const library = file('own', 'lib', 'faketime', 'libfaketimeMT.so.1');
    mkdirSync(join(folder, 'bin'));
    symlinkSync(command, join(folder, 'bin', 'faketime'));
    assert.deepEqual(look({ PATH: `${nothing}:${join(folder, 'bin')}` }, nothing), { path: library });
  });

  it('is what the environment names, or nothing', () => {
    const named = file('named.so');
    assert.deepEqual(look({ LIBFAKETIME: named }, nothing), { path: named });
    const found = look({ LIBFAKETIME: nothing }, join(folder, 'usr'));
    assert.match('missing' in found ? found.missing : '', /LIBFAKETIME in the environment names .*no such file/);
  });
});
