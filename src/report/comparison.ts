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
  /** Broken before and now, as a should then and as a must now, or the other way. */
  readonly weighed: readonly Change[];
  /** The subject declares now that it has no such feature. Nothing is mended by that, nor seen to be kept. */
  readonly excused: readonly Change[];
  /** Unseen before, and kept now. */
  readonly gained: readonly Change[];
  readonly added: readonly Change[];
  readonly gone: readonly Change[];
}

const KEPT: readonly RuleVerdict[] = ['pass', 'attested'];
const BROKEN: readonly RuleVerdict[] = ['fail', 'warn'];
type State = 'kept' | 'broken' | 'excused' | 'unseen';
function stateOf(verdict: RuleVerdict): State {
  if (KEPT.includes(verdict)) return 'kept';
  if (BROKEN.includes(verdict)) return 'broken';
  return verdict === 'not-applicable' ? 'excused' : 'unseen';
}

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
    broken: moved(['kept', 'excused', 'unseen'], ['broken']),
    lost: moved(['kept', 'excused'], ['unseen']),
    mended: moved(['broken'], ['kept']),
    hidden: moved(['broken'], ['unseen']),
    weighed: moved(['broken'], ['broken']).filter(({ before: then, after: now }) => then !== now),
    excused: moved(['kept', 'broken', 'unseen'], ['excused']),
    gained: moved(['excused', 'unseen'], ['kept']),
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

/** Whether anything is worse: broken, broken in what is now a must, no longer seen, broken in a rule that is new, or gone although it was kept. */
export const isRegression = ({ broken, lost, weighed, added, gone }: Comparison): boolean =>
  broken.length > 0 ||
  lost.length > 0 ||
  weighed.some(({ after }) => after === 'fail') ||
  added.some(({ after }) => after !== undefined && stateOf(after) === 'broken') ||
  gone.some(({ before }) => before !== undefined && stateOf(before) === 'kept');

/** Something in which two runs were not alike, so that what changed may have changed for that alone. */
export interface Unlike {
  readonly what: 'kit' | 'guide' | 'target' | 'subject' | 'scope';
  readonly before: string;
  readonly after: string;
}

const ofRun = ({
  kit,
  source,
  target,
  subject,
  scope,
}: ConformanceReport): Readonly<Record<Unlike['what'], string>> => ({
  kit: kit.version,
  guide: source.revision,
  target,
  subject: `${subject.kind} ${subject.name}`,
  scope: scope ?? 'everything',
});

/** In what the two runs were not alike. */
export function unlike(before: ConformanceReport, after: ConformanceReport): readonly Unlike[] {
  const [then, now] = [ofRun(before), ofRun(after)];
  return (Object.keys(then) as Unlike['what'][]).flatMap((what) =>
    then[what] === now[what] ? [] : [{ what, before: then[what], after: now[what] }],
  );
}
