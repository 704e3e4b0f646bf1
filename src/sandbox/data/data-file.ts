import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { SandboxError } from '../sandbox-error.ts';
import { newHeader } from './data-file-format.ts';
import { type FileLock, lockFile } from './data-file-lock.ts';
import { type Contents, readContents } from './data-file-reader.ts';
import { DataFile } from './data-file-writer.ts';

export { DataFile } from './data-file-writer.ts';

export interface OpenedDataFile {
  /** What was kept, in the order in which it was appended. */
  readonly records: readonly unknown[];
  /** In words, what was cut away of an end that a crash left unfinished; absent where nothing was. */
  readonly repaired?: string;
  readonly file: DataFile;
}

/**
 * Opens a data file for this process alone, or makes an empty one, with its folder. Only the end that a crash can leave
 * unfinished is mended. Throws a SandboxError that says what to do: for a damaged file, one of another kind or of a
 * newer format, one that another process uses, one that cannot be read or written.
 */
export async function openDataFile(path: string): Promise<OpenedDataFile> {
  try {
    const made = await makeFolder(path);
    const handle = await openForWriting(path);
    try {
      // By whatever link it is reached, the file has one lock.
      const real = await realpath(path);
      const lock = await lockFile(real);
      try {
        const opened = await openLocked(path, handle, lock);
        await syncFolder(dirname(real));
        for (const folder of made) await syncFolder(folder);
        return opened;
      } catch (failure) {
        await lock.release();
        throw failure;
      }
    } catch (failure) {
      await handle.close();
      throw failure;
    }
  } catch (failure) {
    throw failure instanceof SandboxError ? failure : cannotOpen(path, failure);
  }
}

async function openLocked(path: string, handle: FileHandle, lock: FileLock): Promise<OpenedDataFile> {
  const { records, torn, end, check } = await readContents(handle, path);
  if (torn !== undefined) await handle.truncate(end);
  const begun = check === undefined ? await begin(handle) : { check, end };
  // What a killed process wrote may not be on disk yet, and from here on it counts as kept; and what was cut away must
  // be gone before anything is written in its place.
  await handle.sync();
  const file = new DataFile({ path, disk: handle, lock, ...begun });
  return { records, ...(torn !== undefined && { repaired: `${path}: ${torn}` }), file };
}

/** Writes the first line. A crash in it leaves an unfinished first line, which counts as none. */
async function begin(handle: FileHandle): Promise<Pick<Contents, 'end'> & { readonly check: string }> {
  const { text, check } = newHeader();
  const { bytesWritten } = await handle.write(text, 0, 'latin1');
  if (bytesWritten < text.length) throw new Error('no room for the first line');
  return { check, end: text.length };
}

/** Makes the folder of a file, and returns the folders whose entries changed by that. */
async function makeFolder(path: string): Promise<readonly string[]> {
  const folder = dirname(resolve(path));
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  const changed: string[] = [];
  for (let made = folder; first !== undefined && made.length >= first.length; made = dirname(made)) {
    changed.push(dirname(made));
  }
  return changed;
}

async function openForWriting(path: string): Promise<FileHandle> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) {
    throw new SandboxError(`${path} is a folder: name a file in it, as in --data ${join(path, 'sandbox.data')}`);
  }
  if (found && !found.isFile()) {
    throw new SandboxError(`${path} is a device, a pipe or a socket: name an ordinary file with --data`);
  }
  return open(path, constants.O_RDWR | constants.O_CREAT, 0o600);
}

/** Puts the entries of a folder on disk. Windows cannot, and needs it less. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const cannotOpen = (path: string, failure: unknown): SandboxError =>
  new SandboxError(
    `The data file ${path} cannot be opened (${failure instanceof Error ? failure.message : String(failure)}): ` +
      'make it and its folder readable and writable, or name another file with --data',
  );
