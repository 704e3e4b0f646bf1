import { isDeepStrictEqual } from 'node:util';
import type { Attestation } from '../judge/attestation.ts';
import { judge } from '../judge/judge.ts';
import type { NamedTrace } from '../judge/judgement.ts';
import { type ConformanceReport, conformanceJson, type ReportedRule } from '../report/conformance-json.ts';
import { ruleById } from '../rules/catalogue.ts';
import type { Rule } from '../rules/rule.ts';
import { SUBJECT } from '../run/judge-again.ts';
import { kit } from '../run/kit.ts';
import { namedRules, rulesNamedIn, withScenarios } from '../run/scope.ts';

/** A report, and all that it has to follow from. */
export interface Grounds {
  readonly report: ConformanceReport;
  readonly traces: readonly NamedTrace[];
  readonly attestations: readonly Attestation[];
  /** Every rule that the run knew. */
  readonly rules: readonly Rule[];
}

/** Another edition of the kit may know other rules and word what it finds otherwise: of its reports only verdicts can be held to the traces. */
export const isOfThisEdition = ({ kit: by }: ConformanceReport): boolean => isDeepStrictEqual(by, kit());

/** What judging the traces again says otherwise than the report; nothing where the report follows from them. */
export function differencesFrom(grounds: Grounds): readonly string[] {
  const { report, traces, attestations, rules } = grounds;
  const known = (id: string): Rule | undefined => ruleById(id) ?? rules.find((rule) => rule.id === id);
  const scope = isOfThisEdition(report) ? scopeOf(grounds) : report.rules.flatMap(({ id }) => known(id) ?? []);
  const again = conformanceJson({ ...report, judgement: judge(traces, scope, { attestations }) });
  const told = new Map(again.rules.map((rule) => [rule.id, rule]));
  const reported = new Set(report.rules.map(({ id }) => id));
  const wording = isOfThisEdition(report) ? wordedOtherwise : () => [];
  return [
    ...report.rules.flatMap((rule) => {
      const found = told.get(rule.id);
      if (!found) return [`${rule.id} is reported, and is no rule that this run could look at`];
      return [...judgedOtherwise(rule, found), ...wording(rule, found)];
    }),
    ...again.rules.flatMap(({ id, verdict }) =>
      reported.has(id) ? [] : [`${id} is not reported, and its traces say ${verdict}`],
    ),
    ...Object.entries(again.summary).flatMap(([verdict, count]) => {
      const counted = report.summary[verdict as keyof typeof report.summary];
      return counted === count ? [] : [`the report counts ${verdict} ${counted}, and the traces give ${count}`];
    }),
    ...(again.verdict === report.verdict
      ? []
      : [`the run is reported as ${report.verdict}, and its traces say ${again.verdict}`]),
    ...playedOtherwise(report, traces),
  ];
}

/** The rules that a run with this scope looks at. Own ones are in the bundle alone. */
function scopeOf({ report, traces, attestations, rules }: Grounds): readonly Rule[] {
  const own = rules.filter(({ id }) => !ruleById(id));
  const attested = [...attestations.map(({ rule }) => rule), ...report.rules.map(({ id }) => id)];
  const every = { target: report.target, rules: [], features: [], only: false, attested, own };
  const all = namedRules(every);
  if (report.scope === null) return all;
  const named = rulesNamedIn(report.scope);
  if (named.length > 0) return namedRules({ ...every, attested: 'all' }).filter(({ id }) => named.includes(id));
  return withScenarios(all, traces);
}

function judgedOtherwise(reported: ReportedRule, again: ReportedRule): readonly string[] {
  const { id, verdict, level } = reported;
  return [
    ...(verdict === again.verdict ? [] : [`${id} is reported as ${verdict}, and its traces say ${again.verdict}`]),
    ...(level === again.level ? [] : [`${id} is reported as a ${level}, and is a ${again.level}`]),
  ];
}

function wordedOtherwise(reported: ReportedRule, again: ReportedRule): readonly string[] {
  const { id } = reported;
  const fields = (['subject', 'title', 'sources'] as const).flatMap((field) =>
    isDeepStrictEqual(reported[field], again[field]) ? [] : [`${id} is reported with another ${field} than it has`],
  );
  const same = isDeepStrictEqual(reported.scenarios, again.scenarios) && reported.reason === again.reason;
  return same ? fields : [...fields, `${id} is reported with ${scenariosOtherwise(reported, again)}`];
}

function scenariosOtherwise({ scenarios }: ReportedRule, again: ReportedRule): string {
  const without = again.scenarios.find((one) => !scenarios.some((other) => isDeepStrictEqual(one, other)));
  if (without) return `something else than ${without.trace} shows at ${without.file}:${without.line}`;
  const beyond = scenarios.find((one) => !again.scenarios.some((other) => isDeepStrictEqual(one, other)));
  if (beyond) return `${beyond.trace} at ${beyond.file}:${beyond.line}, which no trace shows`;
  return 'another reason than its traces give';
}

/** Traces say of themselves what they were played on. */
function playedOtherwise(
  { target, seed, subject }: ConformanceReport,
  traces: readonly NamedTrace[],
): readonly string[] {
  const others = traces.flatMap(({ path, events }) => {
    const head = events.find((event) => event.kind === 'scenario');
    if (!head || (head.target === target && head.seed === seed)) return [];
    return [
      `${path} is of the target ${head.target} and the seed ${head.seed}, and the report of ${target} and ${seed}`,
    ];
  });
  const kind = SUBJECT[target];
  return [
    ...others.slice(0, 3),
    ...(subject.kind === kind
      ? []
      : [`the subject is reported as a ${subject.kind}, and on ${target} it is the ${kind}`]),
  ];
}
