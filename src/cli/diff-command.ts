import { Command, Option } from 'commander';
import { type Change, type Comparison, compare, isRegression, type Unlike, unlike } from '../report/comparison.ts';
import { clipped, printable } from '../report/printable.ts';
import { readReport, UnreadableReport } from '../report/read-report.ts';
import type { Language } from '../report/report.ts';
import { UserError } from './user-error.ts';

/** `diff`: what became better or worse from one report to the next. */
export const diffCommand = (): Command =>
  new Command('diff')
    .description('compare two reports: exit code 1 where a rule is broken, or no longer seen, that was not before')
    .argument('<before>', 'conformance.json, or the folder that it is in')
    .argument('<after>', 'the same of the later run')
    .option('--json', 'the comparison as JSON', false)
    .addOption(new Option('--lang <language>', 'language of the text').choices(['en', 'zh-CN']).default('en'))
    .action((before: string, after: string, { json, lang }: { json: boolean; lang: Language }) => {
      const [earlier, later] = [reportAt(before), reportAt(after)];
      const comparison = compare(earlier, later);
      const runs = unlike(earlier, later);
      const text = [...unlikeLines(runs, lang), ...linesOf(comparison, lang)].join('\n');
      process.stdout.write(json ? `${JSON.stringify({ unlike: runs, ...comparison }, undefined, 2)}\n` : `${text}\n`);
      process.exitCode = isRegression(comparison) ? 1 : 0;
    });

function reportAt(path: string): ReturnType<typeof readReport> {
  try {
    return readReport(path);
  } catch (failure) {
    if (failure instanceof UnreadableReport) throw new UserError(failure.message);
    throw failure;
  }
}

type Words = Readonly<Record<keyof Comparison | Unlike['what'] | 'same' | 'unlike', string>>;

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    broken: 'Broken now',
    lost: 'Kept before, not seen now',
    mended: 'Broken before, kept now',
    hidden: 'Broken before, not seen now: that is not mended',
    weighed: 'Broken before and now, and weighs otherwise',
    excused: 'Declared not applicable now: that is neither kept nor mended',
    gained: 'Not seen before, kept now',
    added: 'New rules',
    gone: 'Rules that are gone',
    same: 'Nothing has changed.',
    unlike: 'The two runs were not alike, and what changed may have changed for that alone:',
    kit: 'edition of the kit',
    guide: 'guide',
    target: 'target',
    subject: 'subject',
    scope: 'scope',
  },
  'zh-CN': {
    broken: '现在未遵守',
    lost: '此前遵守，现在未观察到',
    mended: '此前未遵守，现在遵守',
    hidden: '此前未遵守，现在未观察到：不等于已修复',
    weighed: '此前与现在均未遵守，但级别不同',
    excused: '现在声明为不适用：既不是遵守，也不等于已修复',
    gained: '此前未观察到，现在遵守',
    added: '新增规则',
    gone: '已消失的规则',
    same: '没有变化。',
    unlike: '两次运行并不相同，变化可能仅因此所致：',
    kit: '工具版本',
    guide: '指引版本',
    target: '目标',
    subject: '测试对象',
    scope: '范围',
  },
};

const KINDS: readonly (keyof Comparison)[] = [
  'broken',
  'lost',
  'mended',
  'hidden',
  'weighed',
  'excused',
  'gained',
  'added',
  'gone',
];

const unlikeLines = (runs: readonly Unlike[], lang: Language): readonly string[] =>
  runs.length === 0
    ? []
    : [
        WORDS[lang].unlike,
        ...runs.map(
          ({ what, before, after }) =>
            `  ${WORDS[lang][what]}  ${clipped(printable(before))} → ${clipped(printable(after))}`,
        ),
      ];

function linesOf(comparison: Comparison, lang: Language): readonly string[] {
  const words = WORDS[lang];
  const lines = KINDS.flatMap((kind) => {
    const changes = comparison[kind];
    return changes.length === 0 ? [] : [`${words[kind]} (${changes.length})`, ...changes.map(lineOf)];
  });
  return lines.length === 0 ? [words.same] : lines;
}

const lineOf = ({ rule, level, before, after, reason }: Change): string =>
  `  ${printable(rule)}  ${level}  ${before ?? '—'} → ${after ?? '—'}${reason === undefined ? '' : `  ${clipped(printable(reason))}`}`;
