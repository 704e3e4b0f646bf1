import { Command, Option } from 'commander';
import type { Language } from '../report/report.ts';
import { catalogue } from '../rules/catalogue.ts';

/** `rules`: lists the catalogue, one rule a line. */
export const rulesCommand = (): Command =>
  new Command('rules')
    .description('list the rules')
    .option('--json', 'the whole catalogue as JSON', false)
    .addOption(new Option('--lang <language>', 'language of the titles').choices(['en', 'zh-CN']).default('en'))
    .action(({ json, lang }: { json: boolean; lang: Language }) => {
      process.stdout.write(json ? `${JSON.stringify(catalogue, undefined, 2)}\n` : asLines(lang));
    });

const asLines = (lang: Language): string =>
  catalogue
    .map(
      ({ id, level, subject, title }) =>
        `${id.padEnd(20)} ${level.padEnd(7)} ${subject.padEnd(9)} ${lang === 'en' ? title.en : title.zh}\n`,
    )
    .join('');
