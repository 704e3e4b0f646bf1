import { parentPort } from 'node:worker_threads';
import { allMutants } from './all.ts';
import type { Findings } from './shared-out.ts';
import { Trials, verdictOn } from './trial.ts';

/** The thread that tries the mutants whose names it is sent, one after another, and answers what became of each. */
const trials = new Trials(allMutants);

parentPort?.on('message', async (name: string) => {
  const mutant = allMutants.find((one) => one.name === name);
  if (!mutant) throw new Error(`there is no mutant ${name}`);
  const { killers, survived, strays } = verdictOn(mutant, await trials.judgeMutant(mutant));
  parentPort?.postMessage({ killers, survived, strays } satisfies Findings);
});
