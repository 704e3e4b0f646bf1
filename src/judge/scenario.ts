import {
  describe,
  type Expectation,
  type Expected,
  holds,
  type Obstacle,
  type ScenarioBegan,
  type TraceEvent,
} from '../trace/index.ts';
import type { NamedTrace, RuleVerdict, ScenarioJudgement } from './judgement.ts';

const headOf = (events: readonly TraceEvent[]): ScenarioBegan | undefined =>
  events.find((event) => event.kind === 'scenario');

/** The rules that a trace stands under; none where it has no head. */
export const rulesOf = (trace: NamedTrace): readonly string[] => headOf(trace.events)?.rules ?? [];

/** A judgement on a trace, with the place of its scenario. */
export function judged(
  trace: NamedTrace,
  verdict: RuleVerdict,
  message?: string,
  evidence: readonly number[] = [],
): ScenarioJudgement {
  const head = headOf(trace.events);
  return {
    name: head?.name ?? '(no scenario)',
    file: head?.file ?? trace.path,
    line: head?.line || 1, // 0 where the recorder knew none
    verdict,
    ...(message === undefined ? {} : { message }),
    evidence,
    trace: trace.path,
  };
}

/** A judgement on a trace in which something was not as expected. */
export const unmet = (
  trace: NamedTrace,
  { what, matcher, expected, seen }: Expectation,
  message: string,
  evidence: readonly number[],
): ScenarioJudgement => ({ ...judged(trace, 'fail', message, evidence), unmet: { what, matcher, expected, seen } });

const VERDICT_OF: Readonly<Record<Obstacle['why'], RuleVerdict>> = {
  capability: 'not-observed',
  absent: 'not-applicable',
  prerequisite: 'not-observed',
  environment: 'inconclusive',
  kit: 'error',
};

/**
 * What one trace says of the rule that its scenario stands under. Expectations are held against what was seen anew; a
 * broken one outweighs all else, and a trace in which nothing was expected is no pass.
 */
export function judgeScenario(trace: NamedTrace, rule: string): ScenarioJudgement {
  const { events } = trace;
  if (!headOf(events)) return judged(trace, 'error', 'the trace does not begin with its scenario');
  const expectations = events.filter((event): event is TraceEvent & Expected => isExpectation(event, rule));
  const broken = expectations.find((expectation) => !holds(expectation));
  if (broken) return unmet(trace, broken, describe(broken), broken.evidence);
  const obstacle = events.find((event): event is TraceEvent & Obstacle => event.kind === 'obstacle');
  if (obstacle) return judged(trace, VERDICT_OF[obstacle.why], obstacle.reason, [obstacle.seq]);
  const last = events.at(-1) as TraceEvent; // there is one: its head was found
  if (last.kind !== 'end') return judged(trace, 'error', 'the trace was cut off before its end');
  if (expectations.length === 0) return judged(trace, 'not-observed', 'the scenario ran and examined nothing');
  return judged(trace, 'pass');
}

const isExpectation = (event: TraceEvent, rule: string): boolean => event.kind === 'expectation' && event.rule === rule;
