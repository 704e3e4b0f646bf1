import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { heldAgainst } from '../judge/baseline.ts';
import { exitCode } from '../judge/judge.ts';
import { baselineLines } from '../report/console-baseline.ts';
import { consoleReport } from '../report/console-table.ts';
import { readReport, UnreadableReport } from '../report/read-report.ts';
import type { Language } from '../report/report.ts';
import { writeReports } from '../report/write-reports.ts';
import { merge, type ShardReport } from '../run/merge.ts';
import { today } from '../run/signed-off.ts';
import { readTraces } from '../run/trace-files.ts';
import { usable } from './judge-command.ts';
import { tellGitHub } from './on-github.ts';
import { type SignedOffOptions, signedOff, withSignedOffOptions } from './signed-off-options.ts';
import { UserError } from './user-error.ts';

interface MergeOptions extends SignedOffOptions {
  readonly reports: string;
  readonly lang: Language;
}

/** `merge`: the shards of a run, judged together as one. */
export const mergeCommand = (): Command =>
  withSignedOffOptions(new Command('merge'))
    .description('judge the shards of a run (run --shard) together as one run')
    .argument('<folder...>', 'the report folder of each shard')
    .option('--reports <folder>', 'where the reports of the whole go', 'reports')
    .addOption(new Option('--lang <language>', 'language of the table').choices(['en', 'zh-CN']).default('en'))
    .action(async (folders: string[], options: MergeOptions) => {
      const into = resolve(options.reports);
      if (folders.some((folder) => resolve(folder) === into))
        throw new UserError(
          `The reports of the whole would replace those of the shard ${options.reports}: name another --reports`,
        );
      const shards = folders.map(shardAt);
      const { baseline, ...answers } = signedOff(options, shards[0]?.report.target ?? '');
      const { record, traces } = usable(() => merge(shards, answers));
      await writeReports(into, record, traces, [], { language: options.lang });
      const colour = process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined;
      process.stdout.write(`${consoleReport(record, { language: options.lang, colour })}\n`);
      const held = heldAgainst(record.judgement, baseline, today());
      for (const line of baselineLines(held, options.lang)) process.stdout.write(`${line}\n`);
      tellGitHub(
        record,
        held.known.map(({ rule }) => rule),
        options.lang,
      );
      process.exitCode = exitCode(record.judgement, held);
    });

function shardAt(folder: string): ShardReport {
  try {
    return { folder, report: readReport(folder), traces: usable(() => readTraces([folder])) };
  } catch (failure) {
    if (failure instanceof UnreadableReport) throw new UserError(failure.message);
    throw failure;
  }
}
