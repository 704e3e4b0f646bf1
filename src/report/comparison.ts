import type { RuleVerdict } from '../judge/judgement.ts';
import type { ConformanceReport, ReportedRule } from './conformance-json.ts';

/** A rule in two reports. */
export interface Change {
  readonly rule: string;
  readonly level: ReportedRule['level'];
  /** Absent where the other report alone has the rule. */
  readonly before?: RuleVerdict;
  readonly after?: RuleVerdict;
  /** Why it is what it is now. */
  readonly reason?: string;
}

/** What became of the rules from one report to the next. */
export interface Comparison {
  /** Kept or unseen before, and broken now. */
  readonly broken: readonly Change[];
  /** Kept before, and now nobody knows. */
  readonly lost: readonly Change[];
  /** Broken before, and kept now. */
  readonly mended: readonly Change[];
  /** Broken before, and now nobody knows. */
  readonly hidden: readonly Change[];
  /** Unseen before, and kept now. */
  readonly gained: readonly Change[];
  readonly added: readonly Change[];
  readonly gone: readonly Change[];
}

const KEPT: readonly RuleVerdict[] = ['pass', 'not-applicable', 'attested'];
const BROKEN: readonly RuleVerdict[] = ['fail', 'warn'];
type State = 'kept' | 'broken' | 'unseen';
const stateOf = (verdict: RuleVerdict): State =>
  KEPT.includes(verdict) ? 'kept' : BROKEN.includes(verdict) ? 'broken' : 'unseen';

/** Compares two reports rule by rule, in the order of the later one. */
export function compare(before: ConformanceReport, after: ConformanceReport): Comparison {
  const earlier = new Map(before.rules.map((rule) => [rule.id, rule]));
  const later = new Set(after.rules.map(({ id }) => id));
  const both = after.rules.flatMap((now) => {
    const then = earlier.get(now.id);
    return then ? [{ change: changeOf(now, then.verdict), from: stateOf(then.verdict), to: stateOf(now.verdict) }] : [];
  });
  const moved = (from: readonly State[], to: readonly State[]): readonly Change[] =>
    both.filter((each) => from.includes(each.from) && to.includes(each.to)).map(({ change }) => change);
  return {
    broken: moved(['kept', 'unseen'], ['broken']),
    lost: moved(['kept'], ['unseen']),
    mended: moved(['broken'], ['kept']),
    hidden: moved(['broken'], ['unseen']),
    gained: moved(['unseen'], ['kept']),
    added: after.rules.filter(({ id }) => !earlier.has(id)).map((rule) => changeOf(rule)),
    gone: before.rules
      .filter(({ id }) => !later.has(id))
      .map(({ id, level, verdict }) => ({ rule: id, level, before: verdict })),
  };
}

const changeOf = ({ id, level, verdict, reason }: ReportedRule, before?: RuleVerdict): Change => ({
  rule: id,
  level,
  ...(before === undefined ? {} : { before }),
  after: verdict,
  ...(reason === undefined ? {} : { reason }),
});

/** Whether anything is worse: broken, no longer seen, broken in a rule that is new, or gone although it was kept. */
export const isRegression = ({ broken, lost, added, gone }: Comparison): boolean =>
  broken.length > 0 ||
  lost.length > 0 ||
  added.some(({ after }) => after !== undefined && stateOf(after) === 'broken') ||
  gone.some(({ before }) => before !== undefined && stateOf(before) === 'kept');
