import { spawnSync } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Duration, days, longest, seconds } from '../../time/index.ts';

/** How far the library is tried, before anything is launched under it. */
const TRIED = days(1);
const ONE_SHELL = seconds(10);
/** Where the library has its own; what lies there costs no disk. */
const SHARED_MEMORY = '/dev/shm';
/** What the library leaves there, by the names that it tells its children. */
const PAIR = /^\/(faketime_sem_\d+) \/(faketime_shm_\d+)$/m;

/**
 * Time as processes have it that are launched under libfaketime: the wall's, and ahead of it by what a file says. It goes
 * on by itself, and is moved forward only: an interval of a process whose time was turned back stays silent.
 */
export class FakedTime {
  readonly #folder: string;
  readonly #library: string;
  #pair: readonly string[] = [];
  #ahead = seconds(0);
  readonly #atExit = (): void => this.close();

  private constructor(library: string) {
    this.#library = library;
    this.#folder = ownFolder();
    process.once('exit', this.#atExit);
  }

  /** Tries the library with a shell. Answers why it has no effect, where it has none: it is for another system then. */
  static open(library: string): FakedTime | { readonly missing: string } {
    const faked = new FakedTime(library);
    try {
      faked.#write(TRIED);
      const asked = 'date +%s; printf "%s\\n" "$FAKETIME_SHARED"; FAKETIME_TIMESTAMP_FILE= LD_PRELOAD= date +%s';
      const { stdout } = spawnSync('/bin/sh', ['-c', asked], {
        env: faked.env(process.env),
        encoding: 'utf8',
        timeout: ONE_SHELL,
      });
      const [there = '', , here = ''] = stdout.split('\n');
      faked.#pair = PAIR.exec(stdout)?.slice(1) ?? [];
      const moved = Number(there) - Number(here);
      if (there !== '' && here !== '' && moved >= TRIED / 1_000 - 1) {
        faked.#write(seconds(0));
        return faked;
      }
    } catch (failure) {
      faked.close();
      throw failure;
    }
    faked.close();
    return { missing: `${library} has no effect on programs of this system` };
  }

  /** How far this time is ahead of the wall's; whole seconds. */
  get ahead(): Duration {
    return this.#ahead;
  }

  /** An environment for processes that are to live by this time. What is told to libfaketime there already, but for the time, stands. */
  env(base: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
    const preloaded = base['LD_PRELOAD'];
    const [semaphore, memory] = this.#pair;
    return {
      // Times of files are left as they are.
      NO_FAKE_STAT: '1',
      ...base,
      LD_PRELOAD: preloaded ? `${this.#library}:${preloaded}` : this.#library,
      // It would come before the file.
      FAKETIME: undefined,
      FAKETIME_TIMESTAMP_FILE: this.#file,
      FAKETIME_NO_CACHE: '1',
      // Given a pair that is there, the library makes none that it would leave behind.
      FAKETIME_SHARED: semaphore === undefined ? undefined : `/${semaphore} /${memory}`,
    };
  }

  /** Moves on to `ahead` of the wall, rounded up to whole seconds; stays where it is already further. Answers where it is now. */
  moveTo(ahead: Duration): Duration {
    const goal = longest(seconds(Math.ceil(ahead / 1_000)), this.#ahead);
    if (goal > this.#ahead) this.#write(goal);
    this.#ahead = goal;
    return goal;
  }

  /** Leaves nothing behind. The processes under it must have ended. May be called again. */
  close(): void {
    process.off('exit', this.#atExit);
    rmSync(this.#folder, { recursive: true, force: true });
    const [semaphore, memory] = this.#pair;
    for (const name of semaphore === undefined ? [] : [`sem.${semaphore}`, memory ?? ''])
      rmSync(join(SHARED_MEMORY, name), { force: true });
  }

  get #file(): string {
    return join(this.#folder, 'ahead');
  }

  /** In one piece: who reads an empty file is back at the wall's time. Whole seconds, which every locale reads alike. */
  #write(ahead: Duration): void {
    const fresh = `${this.#file}.new`;
    writeFileSync(fresh, `+${ahead / 1_000}\n`);
    renameSync(fresh, this.#file);
  }
}

/** Processes under the library read the file whenever they ask for the time. */
function ownFolder(): string {
  const folderIn = (place: string): string => mkdtempSync(join(place, 'wechatpay-clock-'));
  try {
    return folderIn(SHARED_MEMORY);
  } catch {
    return folderIn(tmpdir()); // not every container has shared memory that can be written
  }
}
