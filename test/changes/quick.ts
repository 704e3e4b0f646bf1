import { type ChildProcess, fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/package-root.ts';
import { type Duration, milliseconds, seconds, stopwatch, wakeAfter } from '../../src/time/index.ts';
import { MANY } from './bundle.ts';
import type { Change } from './change.ts';
import type { Answer, Request } from './many.ts';
import { bundleOf, type Sound } from './play.ts';

/** A test file as one process plays it over and over. */
interface Reach {
  readonly took: Duration;
  readonly comesTo: ReadonlyMap<string, ReadonlySet<number | string>>;
}

/** After as many a process is replaced: modules once read are never forgotten. */
const PLAYS = 200;

/**
 * Plays changes in one process. A failure there is believed only where the same test passes again without the change: nothing
 * that an earlier change left behind is taken for a failure of this one.
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

  /** Plays a file with nothing changed. One that fails here is not played here: some must be alone in their process. */
  async meet(test: string): Promise<Sound | undefined> {
    const bundle = bundleOf(this.#folder, test);
    const elapsed = stopwatch();
    const answer = await this.#ask({ bundle, leftOut: [] }, seconds(600));
    if (!answer || answer.failure !== undefined) {
      this.end();
      return undefined;
    }
    const took = elapsed();
    const comesTo = new Map(Object.entries(answer.comesTo).map(([name, places]) => [name, new Set(places)]));
    this.#reaches.set(test, { took, comesTo });
    return { test, bundle, took, comesTo: new Set(Object.values(answer.comesTo).flat()) };
  }

  /** Whether a test of the file fails of the change; undefined where that is for a process of its own to say. */
  async notices({ test, bundle }: Sound, change: Change): Promise<boolean | undefined> {
    const reach = this.#reaches.get(test);
    if (!reach) return undefined;
    const all = [...reach.comesTo.keys()].filter((name) => name !== '');
    // A data file is read by the first test that needs it, and then remembered: any that follows may be the one to notice.
    const always = change.text !== undefined || reach.comesTo.get('')?.has(change.id) === true;
    const leftOut = always ? [] : all.filter((name) => reach.comesTo.get(name)?.has(change.id) !== true);
    const patience = milliseconds(reach.took * 10 + 10_000);
    const answer = await this.#ask({ bundle, leftOut, ...this.#changed(bundle, change) }, patience);
    if (!answer) return undefined;
    const { failure } = answer;
    if (failure === undefined) return false;
    const others = all.includes(failure) ? all.filter((name) => name !== failure) : [];
    const again = await this.#ask({ bundle, leftOut: others }, patience);
    if (again && again.failure === undefined) return true;
    this.end();
    return undefined;
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
