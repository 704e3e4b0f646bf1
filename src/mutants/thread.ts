import { parentPort } from 'node:worker_threads';
import { allMutants } from './all.ts';
import type { Findings, Task } from './shared-out.ts';
import { Trials, verdictOn } from './trial.ts';

/** The thread that tries the mutants whose names it is sent, one after another, and answers what became of each. */
const trials = new Trials(allMutants);

parentPort?.on('message', async ({ name, scenarios }: Task) => {
  const mutant = allMutants.find((one) => one.name === name);
  if (!mutant) throw new Error(`there is no mutant ${name}`);
  const { mutant: _, ...findings } = verdictOn(mutant, await trials.judgeMutant(mutant, scenarios));
  parentPort?.postMessage(findings satisfies Findings);
});
