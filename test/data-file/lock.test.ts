import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { openDataFile } from '../../src/sandbox/data/data-file.ts';
import { Child } from './child.ts';
import { keep, recordsIn, temporaryFolder } from './stage.ts';

const folder = temporaryFolder();
let count = 0;
const newPath = (): string => join(folder, `file-${++count}`);
const claimsOn = async (path: string): Promise<readonly string[]> =>
  (await readdir(dirname(path))).filter((name) => name.startsWith(`${basename(path)}.lock-`));

describe('a data file in use', () => {
  it('is refused by the process that has it, untouched, and free once that closes it', async () => {
    const path = newPath();
    const child = await Child.ready(path);
    assert.equal(await child.ask('open'), 'opened');
    const inUse = new RegExp(
      `${basename(path)} is in use by process ${child.pid}: .*--data.*delete .*\\.lock-${child.pid}-`,
    );
    await assert.rejects(openDataFile(path), inUse);
    assert.equal((await claimsOn(path)).length, 1);
    assert.equal(await child.ask('close'), 'closed');
    assert.deepEqual(await claimsOn(path), []);
    await keep(path, ['mine']);
    await child.kill();
  });

  it('is refused in the same process too', async () => {
    const path = newPath();
    const { file } = await openDataFile(path);
    try {
      await assert.rejects(openDataFile(path), new RegExp(`in use by process ${process.pid}:`));
      file.append('still mine');
    } finally {
      await file.close();
    }
    assert.deepEqual((await recordsIn(path)).records, ['still mine']);
  });

  it('is taken over from a process that was killed', async () => {
    const path = newPath();
    const child = await Child.ready(path);
    assert.equal(await child.ask('open'), 'opened');
    await child.kill();
    assert.equal((await claimsOn(path)).length, 1);
    await keep(path, ['mine']);
    assert.deepEqual(await claimsOn(path), []);
  });

  it('is taken over where the number of the process now belongs to another one', {
    skip: process.platform !== 'linux',
  }, async () => {
    const path = newPath();
    await writeFile(`${path}.lock-${process.pid}-0123456789ab-00000000`, 'in use');
    await keep(path, ['mine']);
    assert.deepEqual(await claimsOn(path), []);
  });

  it('is refused where nobody can tell which process has the number', async () => {
    const path = newPath();
    const claim = `${path}.lock-${process.pid}-unknown-00000000`;
    await writeFile(claim, 'in use');
    await assert.rejects(openDataFile(path), (failure) => String(failure).endsWith(`delete ${claim}`));
    assert.deepEqual(await claimsOn(path), [basename(claim)]);
  });

  it('is not freed by files that are no claims on it', async () => {
    const path = newPath();
    for (const name of [`${path}.lock-me`, `${path}x.lock-1-unknown-00000000`]) await writeFile(name, 'other');
    await keep(path, ['mine']);
    assert.equal(await readFile(`${path}.lock-me`, 'utf8'), 'other');
  });

  it('is won by exactly one of several processes that race for it, a claim of a killed one in their way', async () => {
    const path = newPath();
    const killed = await Child.ready(path);
    await killed.ask('open');
    const [stale = ''] = await claimsOn(path);
    await killed.kill();
    const racers = await Promise.all(Array.from({ length: 4 }, () => Child.ready(path)));
    for (let round = 0; round < 25; round += 1) {
      await writeFile(join(folder, stale), 'in use');
      const answers = await Promise.all(racers.map((racer) => racer.ask('open')));
      const winners = racers.filter((_, index) => answers[index] === 'opened');
      assert.equal(winners.length, 1, answers.join('\n'));
      for (const answer of answers) assert.match(answer, /^opened$|^SandboxError: .* is in use by process \d+:/);
      const [winner] = winners;
      assert.equal(await winner?.ask('close'), 'closed');
      assert.deepEqual(await claimsOn(path), []);
    }
    await Promise.all(racers.map((racer) => racer.kill()));
  });
});
