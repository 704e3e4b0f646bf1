import { type Held, NOTHING_HELD } from '../judge/baseline.ts';
import type { RuleJudgement } from '../judge/judgement.ts';
import type { Bilingual } from '../rules/rule.ts';
import { baselineLines } from './console-baseline.ts';
import { consoleWords } from './console-words.ts';
import { isBroken, isSettled, tellingScenarios } from './grouping.ts';
import { allPrintable, clipped } from './printable.ts';
import type { Language, RunRecord } from './report.ts';
import { scenarioNameIn } from './scenario-name.ts';
import { toldIn } from './told.ts';

/** GitHub shows no more of one kind from one step. */
const MOST = 10;

const escapedData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapedProperty = (text: string): string => escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/**
 * A workflow command for each broken rule, an error for a must and a warning for what is less or known. Nothing that comes
 * from the subject can be a command of its own.
 */
export function annotations(record: RunRecord, { known }: Held, language: Language): readonly string[] {
  const broken = allPrintable(record).judgement.rules.filter(({ verdict }) => isBroken(verdict));
  const told = broken.map((judged) => {
    const isError = judged.verdict !== 'warn' && !known.some(({ rule }) => rule === judged.rule.id);
    return { kind: isError ? 'error' : 'warning', line: annotation(isError ? 'error' : 'warning', judged, language) };
  });
  return ['error', 'warning']
    .flatMap((kind) => told.filter((each) => each.kind === kind).slice(0, MOST))
    .map(({ line }) => line);
}

function annotation(kind: string, judged: RuleJudgement, language: Language): string {
  const { rule, reason = '' } = judged;
  const say = ({ en, zh }: Bilingual): string => (language === 'en' ? en : zh);
  const title = escapedProperty(`${rule.id} ${say(rule.title)}`);
  const [scenario] = tellingScenarios(judged);
  const place = scenario
    ? `${scenario.file}:${scenario.line} ${scenarioNameIn(language, scenario.name)} (${scenario.trace})`
    : '';
  return `::${kind} title=${title}::${escapedData(clipped([toldIn(language, reason), place, say(rule.hint)].filter((part) => part !== '').join('\n')))}`;
}

/** Text in a Markdown table or list, as text and nothing else. */
const inMarkdown = (text: string): string =>
  clipped(text, 300)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/[\\`*_{}[\]()#+!|~@]/g, '\\$&');

/** The run as a page of Markdown for a job's summary: verdict, counts, what is broken, what nobody knows. */
export function stepSummary(record: RunRecord, language: Language, held = NOTHING_HELD): string {
  const { target, subject, scope, judgement } = allPrintable(record);
  const words = consoleWords[language];
  const title = ({ rule }: RuleJudgement): string => inMarkdown(language === 'en' ? rule.title.en : rule.title.zh);
  const rows = (rules: readonly RuleJudgement[]): readonly string[] =>
    rules.map(
      (judged) =>
        `| ${inMarkdown(judged.rule.id)} | ${words.verdicts[judged.verdict]} | ${title(judged)} | ${inMarkdown(toldIn(language, judged.reason ?? ''))} |`,
    );
  const section = (heading: string, rules: readonly RuleJudgement[]): readonly string[] =>
    rules.length === 0 ? [] : ['', `### ${heading}`, '', '| | | | |', '|---|---|---|---|', ...rows(rules)];
  const { rules, summary, verdict } = judgement;
  return [
    `## ${words.verdict(verdict)}`,
    '',
    target === 'mock' ? words.selfCheck : inMarkdown(words.subject(subject.kind, subject.name, subject.url)),
    ...(scope === null ? [] : ['', inMarkdown(words.scope(scope))]),
    '',
    words.counted(rules.length) +
      Object.entries(summary)
        .filter(([, count]) => count > 0)
        .map(([name, count]) => `${words.verdicts[name as keyof typeof summary]} ${count}`)
        .join(' · '),
    ...section(
      words.broken,
      rules.filter(({ verdict: each }) => isBroken(each)),
    ),
    ...baselineLines(held, language).flatMap((line, index) => [...(index === 0 ? [''] : []), `- ${inMarkdown(line)}`]),
    ...section(
      words.unverified,
      rules.filter(({ verdict: each }) => !isBroken(each) && !isSettled(each)),
    ),
    '',
  ].join('\n');
}
