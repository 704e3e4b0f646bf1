import assert from 'node:assert/strict';
import { open } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { DataFile } from '../../src/sandbox/data/data-file.ts';
import { newHeader } from '../../src/sandbox/data/data-file-format.ts';
import type { Disk } from '../../src/sandbox/data/data-file-writer.ts';
import { SandboxError } from '../../src/sandbox/sandbox-error.ts';
import { readBytes } from './stage.ts';

/** A disk in memory that flushes when it is told to, and fails when it is told to. */
class FakeDisk implements Disk {
  written = '';
  calls: string[] = [];
  /** Bytes that it takes at once, and in all. */
  most = Number.POSITIVE_INFINITY;
  room = Number.POSITIVE_INFINITY;
  flushFails = false;
  #flushes: (() => void)[] = [];
  held = false;

  write(bytes: Buffer, offset: number, length: number, position: number): Promise<{ bytesWritten: number }> {
    this.calls.push('write');
    const taken = Math.min(length, this.most, this.room - position);
    if (taken <= 0) return Promise.reject(new Error('ENOSPC: no space left on device, write'));
    assert.equal(position, this.written.length);
    this.written += bytes.toString('latin1', offset, offset + taken);
    return Promise.resolve({ bytesWritten: taken });
  }

  datasync(): Promise<void> {
    this.calls.push('flush');
    if (this.flushFails) return Promise.reject(new Error('EIO: i/o error, fdatasync'));
    return this.held ? new Promise((done) => this.#flushes.push(done)) : Promise.resolve();
  }

  close(): Promise<void> {
    this.calls.push('close');
    return Promise.resolve();
  }

  async flushed(): Promise<void> {
    await until(() => this.#flushes.length > 0);
    this.#flushes.shift()?.();
  }
}

const turn = (): Promise<void> => new Promise((done) => queueMicrotask(done));

async function until(isTrue: () => boolean): Promise<void> {
  for (let turns = 0; !isTrue(); turns += 1) {
    assert.ok(turns < 1000, `never: ${isTrue}`);
    await turn();
  }
}

function fileOn(disk: FakeDisk): { file: DataFile; freed: () => boolean } {
  const { text, check } = newHeader();
  disk.written = text;
  let freed = false;
  const lock = {
    release: () => {
      assert.equal(disk.calls.at(-1), 'close', 'the file is closed before others may have it');
      freed = true;
      return Promise.resolve();
    },
  };
  const file = new DataFile({ path: 'some.data', disk, lock, check, end: text.length });
  return { file, freed: () => freed };
}

const kept = async (disk: FakeDisk): Promise<readonly unknown[]> =>
  (await readBytes(Buffer.from(disk.written, 'latin1'))).records;

const failed = (reading: Promise<void>, says: RegExp): Promise<void> =>
  assert.rejects(reading, (failure) => {
    assert.ok(failure instanceof SandboxError);
    assert.match(failure.message, says);
    assert.match(failure.message, /some\.data cannot be written/);
    return true;
  });

describe('records that wait', () => {
  it('go to the disk in one write and one flush', async () => {
    const disk = new FakeDisk();
    const { file } = fileOn(disk);
    for (let n = 0; n < 64; n += 1) file.append(n);
    assert.deepEqual(disk.calls, []);
    await file.settled();
    assert.deepEqual(disk.calls, ['write', 'flush']);
    assert.equal((await kept(disk)).length, 64);
  });

  it('gather while the ones before are flushed, and each learns of its own flush', async () => {
    const disk = new FakeDisk();
    disk.held = true;
    const { file } = fileOn(disk);
    const told: string[] = [];
    const add = (record: string): void => {
      file.append(record);
      void file.settled().then(() => told.push(record));
    };
    add('a');
    await until(() => disk.calls.includes('flush'));
    add('b');
    add('c');
    for (let n = 0; n < 20; n += 1) await turn();
    assert.deepEqual([told, disk.calls, await kept(disk)], [[], ['write', 'flush'], ['a']]);
    await disk.flushed();
    await until(() => disk.calls.length === 4);
    assert.deepEqual([told, disk.calls], [['a'], ['write', 'flush', 'write', 'flush']]);
    await disk.flushed();
    await file.settled();
    assert.deepEqual([told, await kept(disk), file.pending], [['a', 'b', 'c'], ['a', 'b', 'c'], false]);
  });

  it('are settled without a record of their own once those before them are', async () => {
    const disk = new FakeDisk();
    disk.held = true;
    const { file } = fileOn(disk);
    file.append('a');
    await until(() => disk.calls.includes('flush'));
    assert.equal(file.pending, true);
    const settled = file.settled();
    await disk.flushed();
    await settled;
    assert.equal(file.pending, false);
  });

  it('are written to their end by a disk that takes little at once', async () => {
    const disk = new FakeDisk();
    disk.most = 7;
    const { file } = fileOn(disk);
    for (const record of ['a', '商户', 'c']) file.append(record);
    await file.settled();
    assert.deepEqual(await kept(disk), ['a', '商户', 'c']);
    assert.equal(disk.calls.filter((call) => call === 'flush').length, 1);
  });

  it('are all there once the file is closed', async () => {
    const disk = new FakeDisk();
    const { file, freed } = fileOn(disk);
    file.append('a');
    const closed = file.close();
    assert.equal(freed(), false);
    await closed;
    assert.deepEqual([await kept(disk), disk.calls, freed()], [['a'], ['write', 'flush', 'close'], true]);
  });
});

describe('a disk that fails', () => {
  it('by being full, in the middle of a write, keeps nothing from then on', async () => {
    const disk = new FakeDisk();
    const { file, freed } = fileOn(disk);
    file.append('kept');
    await file.settled();
    disk.room = disk.written.length + 40;
    file.append('whole, and not answered');
    file.append('cut off');
    await failed(file.settled(), /ENOSPC/);
    disk.room = Number.POSITIVE_INFINITY;
    const calls = disk.calls.length;
    await failed(file.settled(), /ENOSPC/);
    assert.equal(file.pending, true);
    file.append('later');
    await failed(file.settled(), /ENOSPC/);
    assert.equal(disk.calls.length, calls, 'nothing more is written');
    assert.deepEqual(await kept(disk), ['kept']);
    await failed(file.close(), /ENOSPC/);
    await failed(file.close(), /ENOSPC/);
    assert.equal(freed(), true);
    assert.equal(disk.calls.filter((call) => call === 'close').length, 1);
  });

  it('in a flush, fails all that waits, and what gathered meanwhile', async () => {
    const disk = new FakeDisk();
    const { file } = fileOn(disk);
    disk.flushFails = true;
    file.append('a');
    const first = file.settled();
    await turn();
    file.append('b');
    const second = file.settled();
    assert.notEqual(first, second);
    await Promise.all([failed(first, /EIO/), failed(second, /EIO/)]);
    disk.flushFails = false;
    file.append('c');
    await failed(file.settled(), /EIO/);
    assert.deepEqual(disk.calls, ['write', 'flush']);
  });

  it('unnoticed ends no process', async () => {
    const disk = new FakeDisk();
    disk.room = 0;
    const { file } = fileOn(disk);
    file.append('a');
    for (let n = 0; n < 50; n += 1) await turn();
    await failed(file.settled(), /ENOSPC/);
  });

  it('is noticed where the system says so', { skip: process.platform !== 'linux' }, async () => {
    const disk = await open('/dev/full', 'r+');
    const release = (): Promise<void> => Promise.resolve();
    const file = new DataFile({ path: 'some.data', disk, lock: { release }, check: newHeader().check, end: 0 });
    file.append('a');
    await failed(file.settled(), /ENOSPC/);
    await failed(file.close(), /ENOSPC/);
  });
});
