import type { RuleJudgement, RuleVerdict, ScenarioJudgement } from '../judge/judgement.ts';
import { between, parseRfc3339 } from '../time/index.ts';
import { byArea, tellingScenarios } from './grouping.ts';
import type { RunRecord } from './report.ts';
import { element, textElement } from './xml.ts';

/** A suite of scenarios that stand under no rule: they are outside the verdict, yet fail the exit code. */
const UNRULED = 'unruled';

/** The run as CI servers read it: a suite for each area, a case for each rule. Only what is broken counts as a failure. */
export function junitXml(record: RunRecord): string {
  const { judgement } = record;
  const suites: readonly Suite[] = [
    ...byArea(judgement.rules).map(([area, rules]) => ({
      area,
      cases: rules.map((judged) => ruleCase(area, judged)),
      about: rules.flatMap(aboutRule),
    })),
    ...(judgement.unruled.length === 0
      ? []
      : [{ area: UNRULED, cases: judgement.unruled.map(unruledCase), about: [] }]),
  ];
  const root = element(
    'testsuites',
    {
      name: `${record.kit.name} ${record.kit.version}`,
      ...inAll(suites.flatMap(({ cases }) => cases)),
      time: secondsOf(record),
    },
    suites.map((suite) => suiteElement(suite, record)),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}

interface Case {
  readonly verdict: RuleVerdict;
  readonly markup: string;
}
interface Suite {
  readonly area: string;
  readonly cases: readonly Case[];
  /** Properties of its rules. */
  readonly about: readonly string[];
}

const property = (name: string, value: string | number): string => element('property', { name, value });

/** What is to be known of a rule. The format has properties for suites alone. */
const aboutRule = ({ rule }: RuleJudgement): readonly string[] => [
  ...rule.sources.map(({ ref }) => property(`${rule.id} source`, ref)),
  property(`${rule.id} level`, rule.level),
  property(`${rule.id} subject`, rule.subject),
];

function suiteElement(
  { area, cases, about }: Suite,
  { target, subject, seed, scope, startedAt, judgement }: RunRecord,
): string {
  const properties = element('properties', {}, [
    property('target', target),
    property('subject', subject.url === undefined ? subject.name : `${subject.name} ${subject.url}`),
    property('seed', seed),
    property('verdict', judgement.verdict),
    ...(scope === null ? [] : [property('scope', scope)]),
    ...about,
  ]);
  const attributes = { name: `conformance.${area}`, ...totals(cases), timestamp: startedAt };
  return element('testsuite', attributes, [properties, ...cases.map(({ markup }) => markup)]);
}

function totals(cases: readonly Case[]): Readonly<Record<'tests' | 'failures' | 'errors' | 'skipped', number>> {
  const count = (...verdicts: readonly RuleVerdict[]): number =>
    cases.filter(({ verdict }) => verdicts.includes(verdict)).length;
  return {
    tests: cases.length,
    failures: count('fail'),
    errors: count('error'),
    skipped: count('not-applicable', 'not-observed', 'inconclusive', 'attested'),
  };
}

/** The same of all suites: of those the format does not count what was skipped. */
function inAll(cases: readonly Case[]): Omit<ReturnType<typeof totals>, 'skipped'> {
  const { skipped: _, ...all } = totals(cases);
  return all;
}

function ruleCase(area: string, judged: RuleJudgement): Case {
  const { rule, verdict } = judged;
  const telling = tellingScenarios(judged);
  const reason = judged.reason ?? telling.find(({ message }) => message !== undefined)?.message ?? verdict;
  const details = [
    ...telling.map(scenarioLine),
    `clauses: ${rule.sources.map((source) => source.ref).join(', ')}`,
    ...(verdict === 'error' ? [] : [`hint: ${rule.hint.en}`]),
  ];
  const attributes = { name: `${rule.id} ${rule.title.en}`, classname: `conformance.${area}`, status: verdict };
  return { verdict, markup: element('testcase', attributes, outcome(verdict, reason, rule.level, details)) };
}

function unruledCase(scenario: ScenarioJudgement): Case {
  const { verdict, name, file, line, message = verdict } = scenario;
  const attributes = { name: `${name} (${file}:${line})`, classname: `conformance.${UNRULED}`, status: verdict };
  const details = [scenarioLine(scenario)];
  return { verdict, markup: element('testcase', attributes, outcome(verdict, message, UNRULED, details)) };
}

/** What a case holds by its verdict: nothing where it passed. */
function outcome(verdict: RuleVerdict, reason: string, type: string, details: readonly string[]): readonly string[] {
  switch (verdict) {
    case 'pass':
      return [];
    case 'fail':
      return [textElement('failure', { message: reason, type }, details.join('\n'))];
    case 'error':
      return [textElement('error', { message: reason, type: 'kit' }, details.join('\n'))];
    case 'warn':
      return [textElement('system-out', {}, [`warn: ${reason}`, ...details].join('\n'))];
    case 'not-applicable':
    case 'not-observed':
    case 'inconclusive':
    case 'attested':
      return [textElement('skipped', {}, reason)];
  }
}

function scenarioLine({ name, file, line, message, trace, evidence }: ScenarioJudgement): string {
  const shown = evidence.length === 0 ? trace : `${trace} lines ${evidence.join(', ')}`;
  return `${file}:${line} ${name}${message === undefined ? '' : `: ${message}`} (${shown})`;
}

/** How long the run took, or undefined where its moments cannot be read. */
function secondsOf({ startedAt, finishedAt }: RunRecord): string | undefined {
  const [start, end] = [parseRfc3339(startedAt), parseRfc3339(finishedAt)];
  return start === undefined || end === undefined ? undefined : (between(start, end) / 1_000).toFixed(3);
}
