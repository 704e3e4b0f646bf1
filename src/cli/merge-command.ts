import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { readReport, UnreadableReport } from '../report/read-report.ts';
import type { Language } from '../report/report.ts';
import { writeReports } from '../report/write-reports.ts';
import { sayingIn } from '../run/in-chinese.ts';
import { merge, type ShardReport } from '../run/merge.ts';
import { readTraces } from '../run/trace-files.ts';
import { concluded, heldToday } from './concluded.ts';
import { usable } from './judge-command.ts';
import { mustBecomeFolder } from './place-to-write.ts';
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
      mustBecomeFolder('--reports', options.reports);
      const shards = folders.map(shardAt);
      const { baseline, ...answers } = signedOff(options, shards[0]?.report.target ?? '');
      const { record, traces } = usable(() => merge(shards, answers));
      const told = { language: options.lang, held: heldToday(record, baseline, false) };
      await writeReports(into, record, traces, [], { ...told, ...(await sayingIn(options.lang)) });
      process.exitCode = concluded(record, told);
    });

function shardAt(folder: string): ShardReport {
  try {
    return { folder, report: readReport(folder), traces: usable(() => readTraces([folder])) };
  } catch (failure) {
    if (failure instanceof UnreadableReport) throw new UserError(failure.message);
    throw failure;
  }
}
