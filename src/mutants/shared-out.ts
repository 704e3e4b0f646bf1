import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Mutant } from './mutant.ts';
import type { ScenariosPlayed, Verdict } from './trial.ts';

/** What a thread says of the mutant that it was given; a mutant holds functions and stays where it is. */
export type Findings = Omit<Verdict, 'mutant'>;

export interface Found {
  readonly name: string;
  readonly findings: Findings;
}

/** What a thread is told when it begins: the mutants, by name, of which it takes the next one itself whenever it is done with one. */
export interface Task {
  readonly names: readonly string[];
  readonly taken: SharedArrayBuffer;
  readonly scenarios: ScenariosPlayed;
}

/** Takes the place of the next mutant in the list that no thread has; past its end where none is left. */
export const takeNext = (taken: SharedArrayBuffer): number => Atomics.add(new Int32Array(taken), 0, 1);

interface SharedOut {
  /** Tries mutants here too, until none is left, and answers all verdicts in the order of the mutants. Throws what any thread threw. */
  joinedBy(tried: (mutant: Mutant) => Promise<Verdict>): Promise<readonly Verdict[]>;
}

/** Begins to try mutants in as many threads as are given, each taking the next one when it is done with one. */
export function sharedOut(mutants: readonly Mutant[], threads: number, scenarios: ScenariosPlayed): SharedOut {
  const verdicts = new Map<Mutant, Verdict>();
  // Not handed out by this thread: it tries mutants too, and whoever waits for its word stands still until it is done with one.
  const taken = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const names = mutants.map(({ name }) => name);

  async function inThread(): Promise<void> {
    const worker = new Worker(new URL(import.meta.url.replace('shared-out', 'thread')), {
      workerData: { names, taken, scenarios } satisfies Task,
      resourceLimits: { maxYoungGenerationSizeMb: 128 },
    });
    worker.on('message', ({ name, findings }: Found) => {
      const mutant = mutants.find((one) => one.name === name);
      if (mutant) verdicts.set(mutant, { mutant, ...findings });
    });
    const [code] = await once(worker, 'exit');
    if (code !== 0) throw new Error(`a thread that tries mutants ended with ${code}`);
  }

  const working = Promise.all(Array.from({ length: threads }, inThread));
  // Whoever joins hears of a failure; until then it must not end the process.
  working.catch(() => {});
  return {
    joinedBy: async (tried) => {
      for (let mutant = mutants[takeNext(taken)]; mutant; mutant = mutants[takeNext(taken)])
        verdicts.set(mutant, await tried(mutant));
      await working;
      return mutants.flatMap((mutant) => verdicts.get(mutant) ?? []);
    },
  };
}
