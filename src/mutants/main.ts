#!/usr/bin/env node
import { availableParallelism } from 'node:os';
import { playedRules } from '../rules/catalogue.ts';
import { stopwatch } from '../time/index.ts';
import { allMutants } from './all.ts';
import { findings, isClean, isolation, type Outcome, summary } from './matrix.ts';
import { sharedOut } from './shared-out.ts';
import { Trials, verdictOn } from './trial.ts';

/** Plays each mutant on every scenario, and not only on those that it reaches: takes far longer, and must come to the same. */
const ALL = '--all';

/** Plays the features over each mutant, or over those named, prints who caught what, and fails on a survivor, a stray, a copy or a rule without a mutant. */
async function main(args: readonly string[]): Promise<void> {
  const names = args.filter((arg) => arg !== ALL);
  const scenarios = args.includes(ALL) ? 'all' : 'reached';
  const chosen = names.length === 0 ? allMutants : allMutants.filter(({ name }) => names.includes(name));
  const unknown = names.filter((name) => !allMutants.some((mutant) => mutant.name === name));
  if (unknown.length > 0) {
    process.stderr.write(
      `There is no mutant ${unknown.join(', ')}. There are: ${allMutants.map(({ name }) => name).join(', ')}\n`,
    );
    process.exitCode = 2;
    return;
  }
  const elapsed = stopwatch();
  const others = sharedOut(chosen, availableParallelism() - 1, scenarios);
  const trials = new Trials(chosen);
  const sound = await trials.sound();
  const unsound = sound.rules.filter(({ verdict }) => verdict !== 'pass').map(({ rule }) => rule.id);
  const verdicts = await others.joinedBy(async (mutant) =>
    verdictOn(mutant, await trials.judgeMutant(mutant, scenarios)),
  );
  const rules = playedRules.map(({ id }) => id);
  const unguarded = names.length > 0 ? [] : rules.filter((id) => !verdicts.some(({ killers }) => killers.includes(id)));
  const outcome: Outcome = { verdicts, unguarded, unsound };
  process.stdout.write(isolation(verdicts, rules));
  process.stdout.write(findings(verdicts));
  process.stdout.write(summary(outcome, elapsed()));
  process.exitCode = isClean(outcome) ? 0 : 1;
}

await main(process.argv.slice(2));
