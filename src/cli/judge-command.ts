import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import type { Language } from '../report/report.ts';
import { writeReports } from '../report/write-reports.ts';
import { sayingIn } from '../run/in-chinese.ts';
import { judgeAgain } from '../run/judge-again.ts';
import { readOwnRules } from '../run/own-rules.ts';
import { UnknownRule } from '../run/scope.ts';
import { readTraces } from '../run/trace-files.ts';
import { UnusableFile } from '../run/yaml-file.ts';
import { concluded } from './concluded.ts';
import { mustBecomeFolder } from './place-to-write.ts';
import { UserError } from './user-error.ts';

interface JudgeOptions {
  readonly rule: readonly string[];
  readonly rules?: string;
  readonly reports?: string;
  readonly lang: Language;
}

/** `judge`: what traces that were recorded earlier say, by the rules of today. */
export const judgeCommand = (): Command =>
  new Command('judge')
    .description('judge recorded traces again: those of a run, or of traffic, as /sandbox/trace writes it')
    .argument('<trace...>', 'files, folders of them, or report folders')
    .option(
      '--rule <id>',
      'only this rule; may be given more than once',
      (id, ids: readonly string[]) => [...ids, id],
      [],
    )
    .option('--rules <file>', 'rule rows of your own, under which scenarios stand')
    .option('--reports <folder>', 'write reports there; without it nothing is written')
    .addOption(new Option('--lang <language>', 'language of the table').choices(['en', 'zh-CN']).default('en'))
    .action(async (paths: string[], { rule, rules, reports, lang }: JudgeOptions) => {
      if (reports !== undefined) mustBecomeFolder('--reports', reports);
      const { record, traces } = usable(() =>
        judgeAgain(readTraces(paths), rule, rules === undefined ? {} : { own: readOwnRules(rules) }),
      );
      if (reports !== undefined)
        await writeReports(resolve(reports), record, traces, [], { language: lang, ...(await sayingIn(lang)) });
      process.exitCode = concluded(record, { language: lang });
    });

/** What files say; a UserError where they cannot be used. */
export function usable<T>(read: () => T): T {
  try {
    return read();
  } catch (failure) {
    if (failure instanceof UnusableFile || failure instanceof UnknownRule) throw new UserError(failure.message);
    throw failure;
  }
}
