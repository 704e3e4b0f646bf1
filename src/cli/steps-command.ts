import { Command, Option } from 'commander';
import { type Language, sentences } from '../run/sentences.ts';

const FORMATS = ['text', 'json', 'markdown'] as const;

/** `steps`: the sentences that features can be written in. */
export const stepsCommand = (): Command =>
  new Command('steps')
    .description('list the sentences that features can be written in, English and Chinese')
    .addOption(new Option('--format <format>', 'how to list them').choices(FORMATS).default('text'))
    .action(async ({ format }: { format: (typeof FORMATS)[number] }) => {
      process.stdout.write(RENDER[format](await sentences()));
    });

const subjectsOf = ({ sentences: all }: Language): readonly string[] => [...new Set(all.map(({ subject }) => subject))];

const RENDER: Readonly<Record<(typeof FORMATS)[number], (language: Language) => string>> = {
  json: (language) => `${JSON.stringify(language, undefined, 2)}\n`,
  text: (language) =>
    [
      ...subjectsOf(language).flatMap((subject) => [
        subject,
        ...language.sentences
          .filter((sentence) => sentence.subject === subject)
          .map(({ keyword, en, zh }) => `  ${keyword.padEnd(5)} ${en}\n        ${zh}`),
        '',
      ]),
      ...language.blanks.map(({ name, values }) => `{${name}}: ${values.join(' · ')}`),
      '',
    ].join('\n'),
  markdown: (language) =>
    [
      ...subjectsOf(language).flatMap((subject) => [
        `## ${subject}`,
        '',
        '| | English | 中文 |',
        '|---|---|---|',
        ...language.sentences
          .filter((sentence) => sentence.subject === subject)
          .map(({ keyword, en, zh }) => `| ${keyword} | ${cell(en)} | ${cell(zh)} |`),
        '',
      ]),
      '## What may stand in braces',
      '',
      '| blank | values |',
      '|---|---|',
      ...language.blanks.map(({ name, values }) => `| \`{${name}}\` | ${values.map(cell).join(' · ')} |`),
      '',
    ].join('\n'),
};

const cell = (text: string): string => text.replaceAll('|', '\\|');
