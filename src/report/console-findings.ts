import type { RuleJudgement, ScenarioJudgement } from '../judge/judgement.ts';
import { clausesOfRule } from '../rules/clauses.ts';
import { inWords } from '../trace/index.ts';
import { checkedIn } from './checked.ts';
import { MARKS, type Paint, STYLES } from './console-style.ts';
import type { ConsoleWords } from './console-words.ts';
import { padColumns, widest } from './display-width.ts';
import { byReason, canBePlayed, isBroken, isSettled, tellingScenarios, whyNot } from './grouping.ts';
import { clipped } from './printable.ts';
import { replayCommand } from './replay.ts';
import type { Language, RunRecord } from './report.ts';
import { scenarioNameIn } from './scenario-name.ts';
import { seenInChinese } from './seen-words.ts';
import { toldIn } from './told.ts';

/** A rule of every exchange can fail in every scenario: the first ones tell what is wrong. */
const MOST_SCENARIOS = 5;
/** So many rules that are not verified for the same reason have a line each. */
const MOST_ALIKE = 3;
/** Columns that a row of ids takes. */
const ROW = 96;

/** Whatever the findings are written with. */
export interface Pen {
  readonly words: ConsoleWords;
  readonly language: Language;
  readonly paint: Paint;
}

export const titleOf = ({ rule }: RuleJudgement, language: Language): string =>
  language === 'en' ? rule.title.en : rule.title.zh;

/** A block for each broken rule, then a line for each that was not verified, then the scenarios under no rule. */
export function findings(record: RunRecord, replayWith: readonly string[], pen: Pen): readonly string[] {
  const { words, paint } = pen;
  const { rules, unruled } = record.judgement;
  const section = (heading: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : ['', paint('bold', heading), ...lines];
  const broken = rules.filter(({ verdict }) => isBroken(verdict));
  const unverified = rules.filter(({ verdict }) => !isBroken(verdict) && !isSettled(verdict));
  return [
    ...section(
      words.broken,
      broken.flatMap((judged, index) => [
        ...(index === 0 ? [] : ['']),
        ...brokenRule(judged, replayCommand(judged, record, replayWith), pen),
      ]),
    ),
    ...section(words.unverified, unverifiedRules(unverified, pen)),
    ...section(
      words.unruled,
      unruled.flatMap((scenario) => unruledScenario(scenario, pen)),
    ),
  ];
}

type Field = readonly [label: string, text: string];

function fields(rows: readonly Field[], words: ConsoleWords): readonly string[] {
  // The same in every block, whichever of the fields it has.
  const columns = widest([
    ...[words.clauses, words.message, words.checked, words.expected, words.seen],
    ...[words.scenario, words.trace, words.hint, words.replay],
  ]);
  return rows.map(([label, text]) => `    ${padColumns(label, columns)}  ${text}`);
}

function brokenRule(judged: RuleJudgement, command: string, pen: Pen): readonly string[] {
  const { words, language, paint } = pen;
  const { rule, verdict, reason } = judged;
  const telling = tellingScenarios(judged);
  const shown = telling.slice(0, MOST_SCENARIOS);
  const isTold = shown.some(({ message }) => message === reason);
  const hint = language === 'en' ? rule.hint.en : rule.hint.zh;
  return [
    paint(STYLES[verdict], `  ${MARKS[verdict]} ${words.verdicts[verdict]}  ${rule.id}  ${titleOf(judged, language)}`),
    ...fields(
      [
        [words.clauses, rule.sources.map((source) => source.ref).join(', ')],
        ...clausesOfRule(rule.id).map(
          ({ id, restatement }) => ['', `${id} ${language === 'en' ? restatement.en : restatement.zh}`] as const,
        ),
        ...(reason === undefined || isTold ? [] : [[words.message, clipped(toldIn(language, reason))] as const]),
        ...shown.flatMap((scenario) => scenarioFields(scenario, pen)),
        ...(telling.length > shown.length ? [['', words.more(telling.length - shown.length)] as const] : []),
        [words.hint, verdict === 'error' ? words.kitFailed : hint],
        ...(canBePlayed(judged) ? [[words.replay, command] as const] : []),
      ],
      words,
    ),
  ];
}

function scenarioFields(scenario: ScenarioJudgement, { words, language }: Pen): readonly Field[] {
  const { name, file, line, message, trace, evidence } = scenario;
  return [
    ...unmetFields(scenario, words, language),
    ...(message === undefined || scenario.unmet ? [] : [[words.message, clipped(toldIn(language, message))] as const]),
    [words.scenario, `${file}:${line}  ${scenarioNameIn(language, name)}`],
    [words.trace, evidence.length === 0 ? trace : `${trace}${words.lines(evidence.join(', '))}`],
  ];
}

/** What was looked at, what was expected of it, and what was seen, a line each. */
function unmetFields({ unmet, under }: ScenarioJudgement, words: ConsoleWords, language: Language): readonly Field[] {
  if (!unmet) return [];
  const { expected, seen } = inWords(unmet, words.expectation);
  const said = (text: string): string => (language === 'en' ? text : seenInChinese(text));
  return [
    [words.checked, clipped(`${under ? words.inPassing : ''}${checkedIn(language, unmet.what)}`)],
    [words.expected, clipped(said(expected))],
    [words.seen, clipped(said(seen))],
  ];
}

/** A line for each rule and its reason; where many have the same, it is told once, over their ids. */
function unverifiedRules(judged: readonly RuleJudgement[], { words, language, paint }: Pen): readonly string[] {
  const verdicts = widest(judged.map(({ verdict }) => words.verdicts[verdict]));
  const groups = byReason(judged);
  const ids = widest(groups.flatMap((group) => (group.length > MOST_ALIKE ? [] : group.map(({ rule }) => rule.id))));
  return groups.flatMap((group) => {
    const [{ verdict }] = group;
    const why = clipped(toldIn(language, whyNot(group[0]) ?? words.noReason));
    const word = paint(STYLES[verdict], `${MARKS[verdict]} ${padColumns(words.verdicts[verdict], verdicts)}`);
    return group.length > MOST_ALIKE
      ? [`  ${word}  ${why}`, ...inRows(group.map(({ rule }) => rule.id))]
      : group.map(({ rule }) => `  ${word}  ${padColumns(rule.id, ids)}  ${why}`);
  });
}

/** Ids beside each other, as many as a line of a terminal takes. */
function inRows(ids: readonly string[]): readonly string[] {
  const rows: string[] = [];
  for (const id of ids) {
    const row = rows.at(-1);
    if (row !== undefined && row.length + id.length < ROW) rows[rows.length - 1] = `${row}, ${id}`;
    else rows.push(`      ${id}`);
  }
  return rows;
}

function unruledScenario(scenario: ScenarioJudgement, pen: Pen): readonly string[] {
  const { words, language, paint } = pen;
  const { verdict, file, line } = scenario;
  const name = scenarioNameIn(language, scenario.name);
  const head = paint(STYLES[verdict], `  ${MARKS[verdict]} ${words.verdicts[verdict]}  ${name}`);
  return isSettled(verdict) ? [`${head}  ${file}:${line}`] : [head, ...fields(scenarioFields(scenario, pen), words)];
}
