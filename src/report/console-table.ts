import { RULE_VERDICTS, type RuleJudgement } from '../judge/judgement.ts';
import { AREAS } from '../rules/rule.ts';
import { findings, type Pen, titleOf } from './console-findings.ts';
import { MARKS, painter, STYLES } from './console-style.ts';
import { consoleWords } from './console-words.ts';
import { padColumns, widest } from './display-width.ts';
import { byArea } from './grouping.ts';
import { allPrintable } from './printable.ts';
import { whereSubjectIs } from './replay.ts';
import type { Language, RunRecord } from './report.ts';

export interface ConsoleOptions {
  readonly language: Language;
  readonly colour: boolean;
  /**
   * What a command that replays a rule needs besides target, rule and seed, word by word: `['--merchant', 'shop.yaml']`.
   * Left out, it is what the record tells of the subject's place.
   */
  readonly replayWith?: readonly string[];
  /** What is to be said below the verdict. */
  readonly notes?: readonly string[];
}

/**
 * The run for people: a table of the rules by area, what was broken and how to see it again, what was not verified and
 * why, the counts, the verdict. Lines are parted by line feeds, and none ends the last. Nothing that comes from the
 * subject gets to the terminal with control characters.
 */
export function consoleReport(record: RunRecord, options: ConsoleOptions): string {
  const { language } = options;
  const shown = allPrintable(record);
  const { kit, source, target, subject, judgement, scope, seed } = shown;
  const words = consoleWords[language];
  const pen: Pen = { words, language, paint: painter(options.colour) };
  const replayWith = allPrintable(options.replayWith ?? whereSubjectIs(shown));
  const verdict = pen.paint(STYLES[judgement.verdict], words.verdict(judgement.verdict));
  const isSelfCheck = target === 'mock';
  return [
    isSelfCheck ? words.selfCheck : words.subject(subject.kind, subject.name, subject.url),
    `${kit.name} ${kit.version} · ${source.title} ${source.revision} · ${target} · ${words.seed} ${seed}`,
    ...(scope === null ? [] : [words.scope(scope)]),
    ...table(judgement.rules, pen),
    ...findings(shown, replayWith, pen),
    '',
    words.counted(judgement.rules.length) + counts(shown, pen),
    `${verdict}${scope === null ? '' : words.scopeBeside(scope)}`,
    ...(options.notes ?? []),
    // The last line of all: nobody is to take it for a verdict on something of theirs.
    ...(isSelfCheck ? [words.selfCheck] : []),
  ].join('\n');
}

function table(rules: readonly RuleJudgement[], { words, language, paint }: Pen): readonly string[] {
  const verdicts = widest(rules.map(({ verdict }) => words.verdicts[verdict]));
  const levels = widest(rules.map(({ rule }) => words.levels[rule.level]));
  const ids = widest(rules.map(({ rule }) => rule.id));
  const row = (judged: RuleJudgement): string => {
    const { rule, verdict } = judged;
    const word = paint(STYLES[verdict], `${MARKS[verdict]} ${padColumns(words.verdicts[verdict], verdicts)}`);
    const level = padColumns(words.levels[rule.level], levels);
    return `  ${word}  ${level}  ${padColumns(rule.id, ids)}  ${titleOf(judged, language)}`;
  };
  return byArea(rules).flatMap(([area, ofArea]) => {
    const known = AREAS.find((name) => name === area);
    return ['', paint('bold', known ? words.areas[known] : area), ...ofArea.map(row)];
  });
}

/** Every verdict, those that no rule came to as well: a zero is news too. */
const counts = ({ judgement: { summary } }: RunRecord, { words }: Pen): string =>
  RULE_VERDICTS.map((verdict) => `${words.verdicts[verdict]} ${summary[verdict]}`).join(' · ');
