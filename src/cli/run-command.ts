import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { NamedTrace } from '../judge/judgement.ts';
import type { Language, RunRecord } from '../report/report.ts';
import { writeReports } from '../report/write-reports.ts';
import { sayingIn } from '../run/in-chinese.ts';
import { UnreadableFeature } from '../run/play.ts';
import { run } from '../run/run.ts';
import { type Shard, UnknownRule } from '../run/scope.ts';
import { type BundleOptions, bundler, withBundleOptions } from './bundle-option.ts';
import { concluded, heldToday } from './concluded.ts';
import { mustBecomeFolder } from './place-to-write.ts';
import { progress } from './progress.ts';
import { type SignedOffOptions, signedOff, withSignedOffOptions } from './signed-off-options.ts';
import { type SubjectOptions, subjectOf, whereOf, withoutSubject, withSubjectOptions } from './subject-options.ts';
import { UserError } from './user-error.ts';
import { wholeNumber } from './whole-number.ts';

interface RunOptions extends SignedOffOptions, BundleOptions, SubjectOptions {
  readonly rule: readonly string[];
  readonly tags?: string;
  readonly only: boolean;
  readonly allure: boolean;
  readonly seed: number;
  readonly reports: string;
  readonly parallel: number;
  readonly shard?: Shard;
  readonly lang: Language;
}

/** `run`: plays the rules against a target, prints what came of each, writes the reports, and answers by the exit code. */
export const runCommand = (): Command =>
  withBundleOptions(withSignedOffOptions(withSubjectOptions(new Command('run'))))
    .description('run the rules against a target and judge it')
    .argument('[feature...]', "feature files or folders, added to the kit's own")
    .option('--rule <id>', 'only this rule; may be given more than once', collect, [])
    .option('--tags <expression>', 'only scenarios with these tags')
    .option('--only', "run the features given instead of the kit's own", false)
    .option('--seed <n>', 'what chance is drawn from', wholeNumber, 1)
    .option('--reports <folder>', 'where the reports go', 'reports')
    .option('--shard <i/n>', 'only the i-th of n parts of the scenarios; "merge" judges all parts together', shardOf)
    .option('--allure', 'also write allure-results into the reports; npm run report:allure shows them', false)
    .option('--parallel <n>', 'how many processes share the scenarios', wholeNumber, 0)
    .addOption(new Option('--lang <language>', 'language of the table').choices(['en', 'zh-CN']).default('en'))
    .action(runRules);

async function runRules(features: string[], options: RunOptions): Promise<void> {
  const { target, gateway, merchant } = subjectOf(options);
  if (options.only && features.length === 0)
    throw new UserError('--only runs the features given, and none was: name a file or a folder');
  const missing = features.find((path) => !existsSync(path));
  if (missing !== undefined) throw new UserError(`There is no feature file or folder ${missing}`);
  const { rule: rules, tags, only, seed, parallel, shard } = options;
  const paths = features.map((path) => resolve(path));
  const { baseline, attestations, attested, own } = signedOff(options, target);
  const bundled = bundler(options);
  mustBecomeFolder('--reports', options.reports);
  const selection = {
    target,
    rules,
    only,
    features: paths,
    attested,
    own,
    ...(tags === undefined ? {} : { tags }),
    ...(shard ? { shard } : {}),
  };
  // A backend's run undoes what it set up, and ends what it launched, by itself.
  const forget = parallel > 0 && !merchant ? endOnSignal() : undefined;
  // Where the process ends before the run does, that is no success.
  process.exitCode = 5;
  const { record, traces, envelopes } = await run({
    ...selection,
    attestations,
    heard: progress(process.stderr),
    seed,
    parallel: merchant ? 0 : parallel,
    ...(gateway ? { gateway } : {}),
    ...(merchant ? { merchant } : {}),
  })
    .catch(asUserError)
    .finally(forget);
  const told = {
    language: options.lang,
    replayWith: [...whereOf(options), ...ownOf(options, features)],
    held: heldToday(record, baseline, shard !== undefined),
  };
  const reports = resolve(options.reports);
  await writeReports(reports, record, traces, envelopes, { ...told, ...(await sayingIn(options.lang)) });
  if (options.allure) await writeAllureResults(reports, record, traces, options.lang);
  const keyid = await bundled?.({ reports, attestations, own, ...(merchant ? { profile: merchant.profile } : {}) });
  if (keyid !== undefined) process.stderr.write(`${options.bundle} is signed with ${keyid}\n`);
  process.exitCode = concluded(record, { ...told, isPart: shard !== undefined });
}

/** Loaded where it is asked for: a run need not wait for what writes Allure's files. */
async function writeAllureResults(
  reports: string,
  record: RunRecord,
  traces: readonly NamedTrace[],
  language: Language,
): Promise<void> {
  const { writeAllure } = await import('../report/allure.ts');
  writeAllure(join(reports, 'allure-results'), record, traces, language);
}

/** What else of the user's own the rules and scenarios of a run came from: without it there is nothing to play again. */
const ownOf = ({ rules, only }: RunOptions, features: readonly string[]): readonly string[] => [
  ...(rules === undefined ? [] : ['--rules', rules]),
  ...(only ? ['--only'] : []),
  ...features,
];

const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/** Has a signal end a run in several processes: they end with this one, and half a run is no run. Answers what takes that back. */
function endOnSignal(): () => void {
  const end = (name: keyof typeof SIGNALS): never => {
    process.stderr.write(`wechatpay-conformance: ended by ${name} in the middle of the run; no reports were written\n`);
    process.exit(128 + SIGNALS[name]);
  };
  const names = Object.keys(SIGNALS);
  for (const name of names) process.on(name, end);
  return () => {
    for (const name of names) process.off(name, end);
  };
}

function asUserError(failure: unknown): never {
  if (failure instanceof UnknownRule || failure instanceof UnreadableFeature) throw new UserError(failure.message);
  // Cucumber parses tag expressions when it filters, and wraps what it finds wrong.
  if (failure instanceof Error && failure.message.includes('pickles:filter')) {
    const why = failure.cause instanceof Error ? failure.cause.message.split('\n')[0] : '';
    throw new UserError(`--tags is no tag expression: ${why}`);
  }
  return withoutSubject(failure);
}

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

function shardOf(text: string): Shard {
  const [, index = 0, total = 0] = (/^(\d{1,3})\/(\d{1,3})$/.exec(text) ?? []).map(Number);
  if (index < 1 || index > total) throw new InvalidArgumentError('Give a part and how many there are, like 1/3.');
  return { index, total };
}
