import type { Rule } from '../rules/rule.ts';
import type { Expectation, TraceEvent } from '../trace/index.ts';

export const RULE_VERDICTS = [
  'pass',
  'fail',
  'warn',
  'not-applicable',
  'not-observed',
  'inconclusive',
  'error',
  'attested',
] as const;
/** What is said of a rule, and of a scenario under it. */
export type RuleVerdict = (typeof RULE_VERDICTS)[number];

export const RUN_VERDICTS = ['conformant', 'nonconformant', 'incomplete'] as const;
export type RunVerdict = (typeof RUN_VERDICTS)[number];

/** A scenario's trace, and the file it is kept in, relative to the report. */
export interface NamedTrace {
  readonly path: string;
  readonly events: readonly TraceEvent[];
}

/** What one trace says of one rule. */
export interface ScenarioJudgement {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly verdict: RuleVerdict;
  /** Why it is not a pass. */
  readonly message?: string;
  /** What was expected and not met; the message says the same in one line. */
  readonly unmet?: Expectation;
  /** The rules that the scenario stands under, where the judged one is broken in passing. */
  readonly under?: readonly string[];
  /** The `seq` of the events that show it. */
  readonly evidence: readonly number[];
  readonly trace: string;
}

export interface RuleJudgement {
  readonly rule: Rule;
  readonly verdict: RuleVerdict;
  /** Why it is not a pass: the first message of its scenarios, or that it has none. */
  readonly reason?: string;
  readonly scenarios: readonly ScenarioJudgement[];
}

/** Everything that a run comes to, by the traces alone. */
export interface Judgement {
  readonly verdict: RunVerdict;
  readonly rules: readonly RuleJudgement[];
  readonly summary: Readonly<Record<RuleVerdict, number>>;
  /** Scenarios that stand under no rule of the catalogue: outside the verdict, yet seen in the exit code. */
  readonly unruled: readonly ScenarioJudgement[];
}
