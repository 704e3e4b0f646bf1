import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Mutant } from './mutant.ts';
import type { ScenariosPlayed, Verdict } from './trial.ts';

/** What a thread says of the mutant that it was given; a mutant holds functions and stays where it is. */
export type Findings = Omit<Verdict, 'mutant'>;

/** What a thread is asked to try. */
export interface Task {
  readonly name: string;
  readonly scenarios: ScenariosPlayed;
}

interface SharedOut {
  /** Tries mutants here too, until none is left, and answers all verdicts in the order of the mutants. Throws what any thread threw. */
  joinedBy(tried: (mutant: Mutant) => Promise<Verdict>): Promise<readonly Verdict[]>;
}

/** Begins to try mutants in as many threads as are given, each taking the next one when it is done with one. */
export function sharedOut(mutants: readonly Mutant[], threads: number, scenarios: ScenariosPlayed): SharedOut {
  const verdicts = new Map<Mutant, Verdict>();
  const left = mutants.values();
  const takeNext = (): Mutant | undefined => left.next().value;

  async function inThread(): Promise<void> {
    const first = takeNext();
    if (!first) return;
    const worker = new Worker(new URL(import.meta.url.replace('shared-out', 'thread')));
    try {
      for (let mutant: Mutant | undefined = first; mutant; mutant = takeNext()) {
        worker.postMessage({ name: mutant.name, scenarios } satisfies Task);
        const [findings]: Findings[] = await once(worker, 'message');
        if (findings) verdicts.set(mutant, { mutant, ...findings });
      }
    } finally {
      await worker.terminate();
    }
  }

  const working = Promise.all(Array.from({ length: threads }, inThread));
  // Whoever joins hears of a failure; until then it must not end the process.
  working.catch(() => {});
  return {
    joinedBy: async (tried) => {
      for (let mutant = takeNext(); mutant; mutant = takeNext()) verdicts.set(mutant, await tried(mutant));
      await working;
      return mutants.flatMap((mutant) => verdicts.get(mutant) ?? []);
    },
  };
}
