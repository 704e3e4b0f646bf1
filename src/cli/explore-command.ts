import { Command } from 'commander';
import { type Explored, explore } from '../explore/explore.ts';
import { GROUNDS, type NamedGround } from '../explore/grounds.ts';
import type { ProgressStream } from './progress.ts';
import { type SubjectOptions, subjectOf, whereOf, withoutSubject, withSubjectOptions } from './subject-options.ts';
import { UserError } from './user-error.ts';
import { wholeNumber } from './whole-number.ts';

interface ExploreOptions extends SubjectOptions {
  readonly acts?: number;
  readonly seed: number;
}

/** Acts enough to walk every step of the state machines; a backend takes its time for each. */
const ENOUGH = { mock: 5_000, sandbox: 5_000, merchant: 500 } as const;

/** `explore`: walks orders, payments and refunds by chance, and prints the shortest walk on which the subject is not as documented. */
export const exploreCommand = (): Command =>
  withSubjectOptions(new Command('explore'))
    .description('walk orders and refunds by chance, hold the subject to the documents, print what it gets wrong')
    .option('--acts <n>', 'how many acts to try at the least (5000; on a backend 500)', wholeNumber)
    .option('--seed <n>', 'what chance is drawn from', wholeNumber, 1)
    .action(async (options: ExploreOptions) => {
      if (options.acts === 0) throw new UserError('--acts 0 explores nothing: give one or more');
      const subject = subjectOf(options);
      const { seed, acts = ENOUGH[subject.target] } = options;
      // Where the process ends before the walks do, that is no success.
      process.exitCode = 5;
      const endings: Ending[] = [];
      for (const ground of GROUNDS[subject.target]) {
        const { territory } = ground;
        const heard = counting(process.stderr, acts);
        const explored = await explore({ acts, seed, ...subject, territory, heard }).catch(withoutSubject);
        process.stderr.write(summary(ground, explored, whereOf(options)));
        process.stdout.write(explored.parting?.feature ?? '');
        endings.push(endingOf(explored));
      }
      process.exitCode = BY_WEIGHT.find((ending) => endings.includes(ending)) ?? 0;
    });

/** As `run` ends: 1 where the subject is wrong, 5 where the kit is, 4 where not everything was seen. */
type Ending = 0 | 1 | 4 | 5;
const BY_WEIGHT: readonly Ending[] = [1, 5, 4];

function endingOf({ parting, ended, walks, cutShort }: Explored): Ending {
  if (parting) return 1;
  if (ended) return ended.verdict === 'error' ? 5 : 4;
  return cutShort.walks === walks ? 4 : 0;
}

function summary({ name, steps }: NamedGround, explored: Explored, where: readonly string[]): string {
  const { acts, walks, seen, parting, cutShort, ended } = explored;
  const lines = [`${name}: ${acts} acts on ${walks} walks`];
  const missed = steps.filter((step) => !seen.has(step));
  if (steps.length > 0) lines.push(`  ${steps.length - missed.length} of ${steps.length} steps of the state machines`);
  if (missed.length > 0 && !parting && !ended) lines.push(...missed.map((step) => `    not walked: ${step}`));
  if (cutShort.walks > 0)
    lines.push(`  not played to their end, of ${walks} walks: ${cutShort.walks} (${cutShort.why})`);
  if (ended) lines.push(`  ended early: ${ended.message}`);
  if (parting)
    lines.push(
      `  ✗ ${parting.message}`,
      `  The shortest walk that shows it follows. Kept in a file, it is played by: wechatpay-conformance run --only FILE ${where.join(' ')}`.trimEnd(),
    );
  else if (!ended && cutShort.walks < walks)
    lines.push(`  ✓ ${cutShort.walks === 0 ? 'everywhere as documented' : 'as documented, as far as the walks came'}`);
  return `${lines.join('\n')}\n`;
}

/** On a terminal, how far the walks have come. */
function counting(stream: ProgressStream, of: number): (acts: number) => void {
  if (stream.isTTY !== true) return () => {};
  return (acts) => {
    stream.write(`\r\u001b[2K${acts >= of ? '' : `${acts}/${of} acts`}`);
  };
}
