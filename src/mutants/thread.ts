import { parentPort, workerData } from 'node:worker_threads';
import { allMutants } from './all.ts';
import { type Found, type Task, takeNext } from './shared-out.ts';
import { Trials, verdictOn } from './trial.ts';

/** The thread that tries mutants of a list, the next one that nobody has as long as there is one, and answers what became of each. */
const { names, taken, scenarios }: Task = workerData;
const trials = new Trials(allMutants);

for (let name = names[takeNext(taken)]; name !== undefined; name = names[takeNext(taken)]) {
  const mutant = allMutants.find((one) => one.name === name);
  if (!mutant) throw new Error(`there is no mutant ${name}`);
  const { mutant: _, ...findings } = verdictOn(mutant, await trials.judgeMutant(mutant, scenarios));
  parentPort?.postMessage({ name, findings } satisfies Found);
}
