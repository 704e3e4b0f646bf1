import { Command } from 'commander';
import { allMutants } from '../mutants/all.ts';
import { coverageOf, isExplained, type Share } from '../report/coverage.ts';
import { catalogue } from '../rules/catalogue.ts';
import { run } from '../run/run.ts';

/** `coverage`: plays the features on the mock and counts what they cover of what there is. */
export const coverageCommand = (): Command =>
  new Command('coverage')
    .description(
      'play the features on the mock and count clauses, rules, transitions, windows and error codes, each as n of N',
    )
    .option('--json', 'the counts as JSON', false)
    .action(async ({ json }: { json: boolean }) => {
      const { record, traces } = await run({
        target: 'mock',
        rules: [],
        features: [],
        only: false,
        seed: 1,
        parallel: 0,
      });
      const killers = new Set(allMutants.flatMap(({ killedBy }) => Object.keys(killedBy)));
      const shares = coverageOf(catalogue, record.judgement, traces, killers);
      process.stdout.write(json ? `${JSON.stringify(shares, undefined, 2)}\n` : `${shares.map(lineOf).join('\n')}\n`);
      process.exitCode = shares.every(isExplained) ? 0 : 1;
    });

const lineOf = (share: Share): string => {
  const { what, covered, of, missing, because = {}, parts = {} } = share;
  const why = missing.map((name) => (because[name] === undefined ? name : `${name} (${because[name]})`));
  const mark = isExplained(share) ? '✓' : '✗';
  const made = Object.entries(parts).map(([part, count]) => `${count} ${part}`);
  const kinds = made.length === 0 ? '' : ` (${made.join(', ')})`;
  return `${mark} ${String(covered).padStart(3)} of ${String(of).padStart(3)}  ${what}${kinds}${why.length === 0 ? '' : `; missing: ${why.join(', ')}`}`;
};
