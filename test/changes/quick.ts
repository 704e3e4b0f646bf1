import { type ChildProcess, fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/package-root.ts';
import { type Duration, milliseconds, stopwatch, wakeAfter } from '../../src/time/index.ts';
import { MANY } from './bundle.ts';
import type { Change } from './change.ts';
import type { Answer, Request } from './many.ts';
import type { Sound } from './play.ts';

/** A test file as one process plays it over and over. */
interface Reach {
  readonly took: Duration;
  readonly comesTo: ReadonlyMap<string, ReadonlySet<number | string>>;
}

/** After as many a process is replaced: modules once read are never forgotten. */
const PLAYS = 200;

/**
 * Plays changes in one process. It is quick to notice, and believed only where the failing test passes again in that same
 * process once the change is off. What it does not notice is not yet alive: that is for a process of its own to say.
 */
export class Quick {
  readonly #folder: string;
  readonly #reaches = new Map<string, Reach>();
  #process: ChildProcess | undefined;
  #plays = 0;

  constructor(folder: string) {
    this.#folder = folder;
    process.once('exit', () => this.end());
  }

  /** Plays a file with nothing changed. One that fails here, and not on its own, is not played here. */
  async meet({ test, bundle, took }: Sound): Promise<void> {
    const elapsed = stopwatch();
    const answer = await this.#ask({ bundle, leftOut: [] }, milliseconds(took * 10 + 10_000));
    if (!answer || answer.failure !== undefined) return this.end();
    const comesTo = new Map(Object.entries(answer.comesTo).map(([name, places]) => [name, new Set(places)]));
    this.#reaches.set(test, { took: elapsed(), comesTo });
  }

  async notices({ test, bundle }: Sound, change: Change): Promise<boolean> {
    const reach = this.#reaches.get(test);
    if (!reach) return false;
    const file = join(packageRoot, change.file);
    const place = change.text === undefined ? change.id : file;
    const all = [...reach.comesTo.keys()].filter((name) => name !== '');
    const always = reach.comesTo.get('')?.has(place) === true;
    const leftOut = always ? [] : all.filter((name) => reach.comesTo.get(name)?.has(place) !== true);
    const patience = milliseconds(reach.took * 10 + 2000);
    const answer = await this.#ask({ bundle, leftOut, ...this.#changed(bundle, change) }, patience);
    const failure = answer?.failure;
    if (failure === undefined) return false;
    const others = all.includes(failure) ? all.filter((name) => name !== failure) : [];
    const again = await this.#ask({ bundle, leftOut: others }, patience);
    if (again && again.failure === undefined) return true;
    this.end();
    return false;
  }

  end(): void {
    this.#process?.kill('SIGKILL');
    this.#process = undefined;
  }

  #changed(bundle: string, { id, file, text }: Change): Partial<Request> {
    if (text === undefined) return { id };
    const changed = `${bundle}.quick.json`;
    writeFileSync(changed, text);
    return { file: join(packageRoot, file), text: changed };
  }

  /** What the process answers: nothing where it ended, or did not answer in time. */
  async #ask(request: Request, patience: Duration): Promise<Answer | undefined> {
    this.#plays += 1;
    if (this.#plays % PLAYS === 0) this.end();
    this.#process ??= fork(join(this.#folder, MANY), [], {
      cwd: packageRoot,
      execArgv: ['--expose-gc'],
      stdio: 'ignore',
      serialization: 'json',
    } as object);
    const child = this.#process;
    const answer = await new Promise<Answer | undefined>((resolve) => {
      const settle = (given?: Answer): void => {
        alarm.cancel();
        child.removeAllListeners();
        resolve(given);
      };
      const alarm = wakeAfter(patience, () => settle());
      child.once('message', (given) => settle(given as Answer));
      child.once('exit', () => settle());
      child.send(request);
    });
    if (!answer) this.end();
    return answer;
  }
}
