import { Command, Option } from 'commander';
import { consoleWords } from '../report/console-words.ts';
import { padColumns, widest } from '../report/display-width.ts';
import type { Language } from '../report/report.ts';
import { catalogue } from '../rules/catalogue.ts';
import { AREAS, type Area, LEVELS, type Level, type Rule, SUBJECTS, type Subject } from '../rules/rule.ts';

const FORMATS = ['text', 'json', 'markdown'] as const;

interface RulesOptions {
  readonly format: (typeof FORMATS)[number];
  readonly json: boolean;
  readonly level?: readonly Level[];
  readonly subject?: readonly Subject[];
  readonly area?: readonly Area[];
  readonly lang: Language;
}

const several = (flag: string, what: string, choices: readonly string[]): Option =>
  new Option(`--${flag} <${flag}...>`, `only of this ${what}; more than one may be given`).choices(choices);

/** `rules`: lists the catalogue, one rule a line, or a row, or an object. */
export const rulesCommand = (): Command =>
  new Command('rules')
    .description('list the rules')
    .addOption(new Option('--format <format>', 'how to list them').choices(FORMATS).default('text'))
    .option('--json', 'the same as --format json', false)
    .addOption(several('level', 'level', LEVELS))
    .addOption(several('subject', 'subject', SUBJECTS))
    .addOption(several('area', 'area', AREAS))
    .addOption(new Option('--lang <language>', 'language of the titles').choices(['en', 'zh-CN']).default('en'))
    .action(({ format, json, lang, ...filter }: RulesOptions) => {
      const rules = catalogue.filter((rule) => isWanted(rule, filter));
      process.stdout.write(RENDER[json ? 'json' : format](rules, lang));
    });

const isWanted = ({ level, subject, area }: Rule, wanted: Pick<RulesOptions, 'level' | 'subject' | 'area'>): boolean =>
  (wanted.level?.includes(level) ?? true) &&
  (wanted.subject?.includes(subject) ?? true) &&
  (wanted.area?.includes(area) ?? true);

const titleIn = ({ title }: Rule, lang: Language): string => (lang === 'en' ? title.en : title.zh);

const RENDER: Readonly<Record<RulesOptions['format'], (rules: readonly Rule[], lang: Language) => string>> = {
  json: (rules) => `${JSON.stringify(rules, undefined, 2)}\n`,
  text: (rules, lang) => {
    const { levels, subjects } = consoleWords[lang];
    const ids = widest(rules.map(({ id }) => id));
    const level = widest(Object.values(levels));
    const subject = widest(Object.values(subjects));
    return rules
      .map(
        (rule) =>
          `${padColumns(rule.id, ids)}  ${padColumns(levels[rule.level], level)}  ${padColumns(subjects[rule.subject], subject)}  ${titleIn(rule, lang)}\n`,
      )
      .join('');
  },
  markdown: (rules, lang) => {
    const { areas, levels, subjects } = consoleWords[lang];
    const [rule, level, subject, title, sources] =
      lang === 'en' ? ['rule', 'level', 'whose', 'duty', 'sources'] : ['规则', '级别', '对象', '义务', '出处'];
    return AREAS.flatMap((area) => {
      const own = rules.filter((candidate) => candidate.area === area);
      if (own.length === 0) return [];
      return [
        `## ${areas[area]}\n\n| ${rule} | ${level} | ${subject} | ${title} | ${sources} |\n|---|---|---|---|---|\n`,
        ...own.map((each) => {
          const refs = each.sources.map(({ ref }) => ref).join(', ');
          return `| \`${each.id}\` | ${levels[each.level]} | ${subjects[each.subject]} | ${titleIn(each, lang)} | ${refs} |\n`;
        }),
        '\n',
      ];
    })
      .join('')
      .trimEnd()
      .concat('\n');
  },
};
