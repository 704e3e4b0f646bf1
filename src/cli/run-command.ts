import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { exitCode } from '../judge/judge.ts';
import { consoleReport } from '../report/console-table.ts';
import type { Language } from '../report/report.ts';
import { writeReports } from '../report/write-reports.ts';
import { UnreadableFeature } from '../run/play.ts';
import { run } from '../run/run.ts';
import { TARGETS, type TargetName, UnknownRule } from '../run/scope.ts';
import { UserError } from './user-error.ts';

interface RunOptions {
  readonly target: TargetName;
  readonly rule: readonly string[];
  readonly tags?: string;
  readonly only: boolean;
  readonly seed: number;
  readonly reports: string;
  readonly parallel: number;
  readonly lang: Language;
}

/** `run`: plays the rules against a target, prints what came of each, writes the reports, and answers by the exit code. */
export const runCommand = (): Command =>
  new Command('run')
    .description('run the rules against a target and judge it')
    .argument('[feature...]', "feature files or folders, added to the kit's own")
    .addOption(new Option('--target <target>', 'what to run against').choices(TARGETS).default('mock'))
    .option('--rule <id>', 'only this rule; may be given more than once', collect, [])
    .option('--tags <expression>', 'only scenarios with these tags')
    .option('--only', "run the features given instead of the kit's own", false)
    .option('--seed <n>', 'what chance is drawn from', wholeNumber, 1)
    .option('--reports <folder>', 'where the reports go', 'reports')
    .option('--parallel <n>', 'how many processes share the scenarios', wholeNumber, 0)
    .addOption(new Option('--lang <language>', 'language of the table').choices(['en', 'zh-CN']).default('en'))
    .action(runRules);

async function runRules(features: string[], options: RunOptions): Promise<void> {
  if (options.target !== 'mock') {
    throw new UserError(`The target ${options.target} is not there yet: this version runs against the mock only`);
  }
  if (options.only && features.length === 0)
    throw new UserError('--only runs the features given, and none was: name a file or a folder');
  const missing = features.find((path) => !existsSync(path));
  if (missing !== undefined) throw new UserError(`There is no feature file or folder ${missing}`);
  const { target, rule: rules, tags, only, seed, parallel } = options;
  const paths = features.map((path) => resolve(path));
  const selection = { target, rules, only, features: paths, ...(tags === undefined ? {} : { tags }) };
  const { record, traces, envelopes } = await run({ ...selection, seed, parallel }).catch(asUserError);
  await writeReports(resolve(options.reports), record, traces, envelopes);
  const colour = process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined;
  process.stdout.write(`${consoleReport(record, { language: options.lang, colour })}\n`);
  process.exitCode = exitCode(record.judgement);
}

function asUserError(failure: unknown): never {
  if (failure instanceof UnknownRule || failure instanceof UnreadableFeature) throw new UserError(failure.message);
  // Cucumber parses tag expressions when it filters, and wraps what it finds wrong.
  if (failure instanceof Error && failure.message.includes('pickles:filter')) {
    const why = failure.cause instanceof Error ? failure.cause.message.split('\n')[0] : '';
    throw new UserError(`--tags is no tag expression: ${why}`);
  }
  throw failure;
}

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('Give a whole number, zero or more.');
  return Number(text);
}
