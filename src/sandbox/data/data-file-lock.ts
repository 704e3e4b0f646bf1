import { hash, randomBytes } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { seconds, stopwatch } from '../../time/index.ts';
import { SandboxError } from '../sandbox-error.ts';

/** A file that one process has to itself. */
export interface FileLock {
  release(): Promise<void>;
}

interface Rival {
  readonly name: string;
  readonly pid: number;
  readonly holds: boolean;
}

/** How long a rival may take to decide. It takes a few milliseconds, unless it is stopped. */
const PATIENCE = seconds(2);

/**
 * Takes a file for this process alone. Throws a SandboxError that names the process that has it.
 *
 * Each process lays a claim of its own beside the file, under a name that nobody else ever uses, and only then looks
 * for the claims of others. Of two processes the later sees the claim of the earlier, so never both win; and a claim of
 * a process that ended can be deleted at any time, without the danger of deleting one that somebody has just laid. Where
 * both still look, the smaller name goes on and the other gives up: the smaller one waits for that, since the other may
 * have looked before there was anything to see.
 *
 * A claim names the process and when it began, so that a number that was given out again is not taken for the process
 * that had it. It holds among processes that see each other's numbers: not between two machines or two containers.
 */
export async function lockFile(path: string): Promise<FileLock> {
  const mark = await beginningOf(process.pid);
  const own = `${basename(path)}.lock-${process.pid}-${mark}-${randomBytes(4).toString('hex')}`;
  const claim = join(dirname(path), own);
  const release = (): Promise<void> => rm(claim, { force: true });
  await writeFile(claim, '', { flag: 'wx', mode: 0o600 });
  try {
    await outlastRivals(path, own);
    await writeFile(claim, `${basename(path)} is in use by process ${process.pid}\n`);
  } catch (failure) {
    await release();
    throw failure;
  }
  return { release };
}

async function outlastRivals(path: string, own: string): Promise<void> {
  const waited = stopwatch();
  for (;;) {
    const rivals = await liveRivals(path, own);
    const [first] = rivals;
    if (!first) return;
    const winner =
      rivals.find(({ holds }) => holds) ??
      rivals.find(({ name }) => name < own) ??
      (waited() > PATIENCE ? first : undefined);
    if (winner) {
      throw new SandboxError(
        `${path} is in use by process ${winner.pid}: end that process, or name another file with --data. ` +
          `If process ${winner.pid} has nothing to do with it, delete ${join(dirname(path), winner.name)}`,
      );
    }
  }
}

/** The claims of other processes that live; those of processes that ended are deleted. */
async function liveRivals(path: string, own: string): Promise<readonly Rival[]> {
  const prefix = `${basename(path)}.lock-`;
  const found: Rival[] = [];
  for (const name of await readdir(dirname(path))) {
    if (!name.startsWith(prefix) || name === own) continue;
    const [, pid, mark] = /^(\d+)-([0-9a-f]{12}|unknown)-[0-9a-f]{8}$/.exec(name.slice(prefix.length)) ?? [];
    if (pid === undefined || mark === undefined) continue;
    const claim = join(dirname(path), name);
    if (await lives(Number(pid), mark)) {
      const content = await contentOf(claim);
      if (content !== undefined) found.push({ name, pid: Number(pid), holds: content !== '' });
    } else {
      await rm(claim, { force: true });
    }
  }
  return found;
}

async function lives(pid: number, mark: string): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (failure) {
    // Any other answer, as EPERM, is about a process that is there.
    if (codeOf(failure) === 'ESRCH') return false;
  }
  const now = await beginningOf(pid);
  return now === mark || (now !== ENDED && (now === UNKNOWN || mark === UNKNOWN));
}

const UNKNOWN = 'unknown';
const ENDED = 'ended';

/** A mark of when a process began, where the system tells (Linux, in /proc): the machine's start and the ticks since then. */
async function beginningOf(pid: number): Promise<string> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'latin1');
    // The name of the program stands in parentheses and may hold anything, more of them too.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (/^[ZX]/.test(fields[0] ?? '')) return ENDED;
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'latin1');
    return hash('sha256', `${boot}${fields[19]}`).slice(0, 12);
  } catch {
    return UNKNOWN;
  }
}

/** What a claim says, or undefined where it is gone. */
async function contentOf(claim: string): Promise<string | undefined> {
  try {
    return await readFile(claim, 'utf8');
  } catch (failure) {
    if (codeOf(failure) === 'ENOENT') return undefined;
    throw failure;
  }
}

const codeOf = (failure: unknown): unknown =>
  failure instanceof Error && 'code' in failure ? failure.code : undefined;
