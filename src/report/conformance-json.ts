import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { RuleJudgement, RuleVerdict, RunVerdict, ScenarioJudgement } from '../judge/judgement.ts';
import { OWN_SCHEMAS, readPackageJson } from '../package-root.ts';
import type { Bilingual, Level, Subject } from '../rules/rule.ts';
import { parseRfc3339 } from '../time/index.ts';
import type { RunRecord } from './report.ts';

export interface ReportedScenario {
  readonly name: string;
  /** The feature, relative to the package. */
  readonly file: string;
  readonly line: number;
  readonly verdict: RuleVerdict;
  readonly message?: string;
  /** Relative to the report. */
  readonly trace: string;
}

export interface ReportedRule {
  readonly id: string;
  readonly level: Level;
  readonly subject: Subject;
  readonly title: Bilingual;
  /** `G§3.1`, `D:4012791897`. */
  readonly sources: readonly string[];
  readonly verdict: RuleVerdict;
  readonly reason?: string;
  readonly scenarios: readonly ReportedScenario[];
}

/** The run as `conformance.json` states it. Others read it: its shape is held by `schemas/conformance.schema.json`. */
export interface ConformanceReport {
  readonly kit: RunRecord['kit'];
  readonly source: RunRecord['source'];
  readonly target: RunRecord['target'];
  readonly subject: RunRecord['subject'];
  readonly seed: number;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly scope: string | null;
  readonly verdict: RunVerdict;
  readonly summary: Readonly<Record<RuleVerdict, number>>;
  readonly rules: readonly ReportedRule[];
}

/** The report of a run. Every field is named here, so that nothing gets into the contract by chance. */
export function conformanceJson({ kit, source, subject, judgement, ...run }: RunRecord): ConformanceReport {
  const { summary } = judgement;
  return {
    kit: { name: kit.name, version: kit.version },
    source: { title: source.title, revision: source.revision },
    target: run.target,
    subject: { kind: subject.kind, name: subject.name, ...(subject.url === undefined ? {} : { url: subject.url }) },
    seed: run.seed,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    scope: run.scope,
    verdict: judgement.verdict,
    summary: {
      pass: summary.pass,
      fail: summary.fail,
      warn: summary.warn,
      'not-applicable': summary['not-applicable'],
      'not-observed': summary['not-observed'],
      inconclusive: summary.inconclusive,
      error: summary.error,
      attested: summary.attested,
    },
    rules: judgement.rules.map(reportedRule),
  };
}

const reportedRule = ({ rule, verdict, reason, scenarios }: RuleJudgement): ReportedRule => ({
  id: rule.id,
  level: rule.level,
  subject: rule.subject,
  title: { en: rule.title.en, zh: rule.title.zh },
  sources: rule.sources.map((source) => source.ref),
  verdict,
  ...(reason === undefined ? {} : { reason }),
  scenarios: scenarios.map(reportedScenario),
});

const reportedScenario = ({ name, file, line, verdict, message, trace }: ScenarioJudgement): ReportedScenario => ({
  name,
  file,
  line,
  verdict,
  ...(message === undefined ? {} : { message }),
  trace,
});

let compiled: ValidateFunction | undefined;

/** Compiled on first use: most of what imports this module never validates a report. */
function schemaCheck(): ValidateFunction {
  if (compiled) return compiled;
  const isDateTime = (text: string): boolean => parseRfc3339(text) !== undefined;
  const ajv = new Ajv2020({ ...OWN_SCHEMAS, allowUnionTypes: true, formats: { 'date-time': isDateTime } });
  compiled = ajv.compile(readPackageJson('schemas/conformance.schema.json') as object);
  return compiled;
}

/** Throws an Error that names the first path at which a report is not as its schema asks: `/rules/0/verdict`. */
export function validateReport(report: unknown): void {
  const check = schemaCheck();
  if (check(report)) return;
  const [error] = check.errors ?? [];
  throw new Error(`conformance.json is not as its schema asks: ${error ? complaint(error) : 'no reason is given'}`);
}

function complaint({ instancePath, params, message = 'is wrong' }: ErrorObject): string {
  // Of a field too many or too few, the path names only the object around it.
  const field: unknown = params['missingProperty'] ?? params['additionalProperty'];
  const path = typeof field === 'string' ? `${instancePath}/${field}` : instancePath;
  return `${path === '' ? 'the whole' : path} ${message}`;
}
