import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { NamedTrace } from '../judge/judgement.ts';
import type { Language, RunRecord } from '../report/report.ts';
import { writeReports } from '../report/write-reports.ts';
import { UnreadableFeature } from '../run/play.ts';
import { run } from '../run/run.ts';
import { type Shard, TARGETS, type TargetName, UnknownRule } from '../run/scope.ts';
import { SubjectError } from '../targets/subject-error.ts';
import type { GatewayUnderTest, MerchantUnderTest } from '../targets/target.ts';
import { type BundleOptions, bundler, withBundleOptions } from './bundle-option.ts';
import { concluded } from './concluded.ts';
import { progress } from './progress.ts';
import { type SignedOffOptions, signedOff, withSignedOffOptions } from './signed-off-options.ts';
import { UserError } from './user-error.ts';

interface RunOptions extends SignedOffOptions, BundleOptions {
  readonly target?: TargetName;
  readonly url?: string;
  readonly merchant?: string;
  readonly credentials?: string;
  readonly listen?: string;
  readonly publicUrl?: string;
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
  withBundleOptions(withSignedOffOptions(new Command('run')))
    .description('run the rules against a target and judge it')
    .argument('[feature...]', "feature files or folders, added to the kit's own")
    .addOption(new Option('--target <target>', 'what to run against').choices(TARGETS))
    .option('--url <url>', 'judge the APIv3 gateway at this URL: the target is then the sandbox')
    .option('--merchant <file>', 'judge the backend that this profile describes: the target is then the merchant')
    .option('--credentials <folder>', 'the merchant that the gateway knows, as the sandbox writes it (.wechatpay)')
    .option(
      '--listen <host:port>',
      "where the gateway can bring notifications (127.0.0.1:0); with --merchant, where the backend finds the kit's gateway (127.0.0.1:8787)",
    )
    .option('--public-url <url>', 'what notify_urls begin with, where the gateway reaches --listen by another name')
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
  const told = { language: options.lang, replayWith: whereOf(options) };
  const reports = resolve(options.reports);
  await writeReports(reports, record, traces, envelopes, told);
  if (options.allure) await writeAllureResults(reports, record, traces, options.lang);
  const keyid = await bundled?.({ reports, attestations, own, ...(merchant ? { profile: merchant.profile } : {}) });
  if (keyid !== undefined) process.stderr.write(`${options.bundle} is signed with ${keyid}\n`);
  process.exitCode = concluded(record, { ...told, baseline, isPart: shard !== undefined });
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

/** What is to be judged, as the options name it. Throws a UserError where they name nothing, or two things. */
function subjectOf(options: RunOptions): Subject {
  const { url, merchant, credentials, listen, publicUrl, parallel } = options;
  if (url !== undefined && merchant !== undefined)
    throw new UserError('--url judges a gateway and --merchant a backend: give one of them');
  const implied = url === undefined ? (merchant === undefined ? 'mock' : 'merchant') : 'sandbox';
  const { target = implied } = options;
  if (target === 'merchant') return merchantOf(options);
  if (merchant !== undefined)
    throw new UserError(`--merchant is for the target merchant, and this run is on the ${target}`);
  if (target === 'mock') {
    const [flag] = whereOf(options);
    if (flag !== undefined)
      throw new UserError(`${flag} is for the targets sandbox and merchant, and this run is on the mock`);
    return { target };
  }
  if (url === undefined)
    throw new UserError('The target sandbox needs a gateway to judge: name it with --url, like http://127.0.0.1:8787');
  if (parallel > 1 && listen !== undefined && !/:0+$/.test(listen))
    throw new UserError(
      `--listen ${listen} can be had by one process only, and --parallel ${parallel} starts ${parallel}: give port 0, or leave --parallel out`,
    );
  const gateway = { url, credentials: resolve(credentials ?? DEFAULT_CREDENTIALS) };
  return {
    target,
    gateway: {
      ...gateway,
      ...(listen === undefined ? {} : { listen }),
      ...(publicUrl === undefined ? {} : { publicUrl }),
    },
  };
}

interface Subject {
  readonly target: TargetName;
  readonly gateway?: GatewayUnderTest;
  readonly merchant?: MerchantUnderTest;
}

function merchantOf({ url, merchant, credentials, listen, publicUrl, parallel, reports }: RunOptions): Subject {
  if (url !== undefined) throw new UserError('--url is for the target sandbox, and this run is on a merchant');
  if (merchant === undefined)
    throw new UserError(
      'The target merchant needs the profile of a backend: name it with --merchant, like merchant.yaml',
    );
  if (publicUrl !== undefined)
    throw new UserError('--public-url is for the target sandbox: a backend names its notify_url itself');
  if (parallel > 1)
    throw new UserError(
      `--parallel ${parallel} cannot be had with --merchant: one backend meets one scenario at a time. Leave it out`,
    );
  return {
    target: 'merchant',
    merchant: {
      profile: resolve(merchant),
      ...(credentials === undefined ? {} : { credentials: resolve(credentials) }),
      ...(listen === undefined ? {} : { listen }),
      reports: resolve(reports),
    },
  };
}

const DEFAULT_CREDENTIALS = '.wechatpay';

/** The options that say where the subject is, word by word, as they were given. */
const whereOf = ({ url, merchant, credentials, listen, publicUrl }: RunOptions): readonly string[] =>
  [
    ['--url', url],
    ['--merchant', merchant],
    ['--credentials', credentials],
    ['--listen', listen],
    ['--public-url', publicUrl],
  ].flatMap(([flag = '', value]) => (value === undefined ? [] : [flag, value]));

function asUserError(failure: unknown): never {
  if (failure instanceof SubjectError) throw new UserError(failure.message, failure.kind === 'unreachable' ? 3 : 2);
  if (failure instanceof UnknownRule || failure instanceof UnreadableFeature) throw new UserError(failure.message);
  // Cucumber parses tag expressions when it filters, and wraps what it finds wrong.
  if (failure instanceof Error && failure.message.includes('pickles:filter')) {
    const why = failure.cause instanceof Error ? failure.cause.message.split('\n')[0] : '';
    throw new UserError(`--tags is no tag expression: ${why}`);
  }
  throw failure;
}

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

function shardOf(text: string): Shard {
  const [, index = 0, total = 0] = (/^(\d{1,3})\/(\d{1,3})$/.exec(text) ?? []).map(Number);
  if (index < 1 || index > total) throw new InvalidArgumentError('Give a part and how many there are, like 1/3.');
  return { index, total };
}

function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('Give a whole number, zero or more.');
  return Number(text);
}
