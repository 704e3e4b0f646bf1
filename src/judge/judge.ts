import type { Level, Rule } from '../rules/rule.ts';
import { describe, holds } from '../trace/index.ts';
import { type Attestation, judgeAttested } from './attestation.ts';
import type { Held } from './baseline.ts';
import { invariants as allInvariants, type Invariant } from './invariants.ts';
import {
  type Judgement,
  type NamedTrace,
  RULE_VERDICTS,
  type RuleJudgement,
  type RuleVerdict,
  type RunVerdict,
  type ScenarioJudgement,
} from './judgement.ts';
import { judgeScenario, rulesOf, unmet } from './scenario.ts';

/** What weighs more comes first: one broken scenario breaks a rule, and a part that was not seen leaves it unproven. */
const BY_WEIGHT: readonly RuleVerdict[] = [
  'fail',
  'warn',
  'error',
  'inconclusive',
  'not-observed',
  // What the subject has of a feature is judged, whatever else it declares absent.
  'pass',
  'not-applicable',
];

/** What a judgement may rest on beside the traces of scenarios. */
export interface Beside {
  readonly invariants?: readonly Invariant[];
  /** Somebody's word for what no program can see. */
  readonly attestations?: readonly Attestation[];
  /** What was recorded while no scenario was played: a duty can be seen to be broken in it, and none to be kept. */
  readonly traffic?: readonly NamedTrace[];
}

/** What the traces say of the rules in scope. Pure: the same traces give the same judgement, here and years later. */
export function judge(
  traces: readonly NamedTrace[],
  rules: readonly Rule[],
  { invariants = allInvariants, attestations = [], traffic = [] }: Beside = {},
): Judgement {
  const all = [...traces, ...traffic];
  const ruled = traces.map((trace) => ({ trace, under: rulesOf(trace) }));
  const standing = new Map<string, NamedTrace[]>();
  for (const { trace, under } of ruled)
    for (const id of new Set(under)) standing.set(id, [...(standing.get(id) ?? []), trace]);
  const judgements = rules.map((rule) =>
    rule.attested ? judgeAttested(rule, attestations) : judgeRule(rule, standing.get(rule.id) ?? [], all, invariants),
  );
  const unruled = ruled.flatMap(({ trace, under }) => (under.length === 0 ? [judgeScenario(trace, '')] : []));
  const summary = Object.fromEntries(
    RULE_VERDICTS.map((verdict) => [verdict, judgements.filter((judgement) => judgement.verdict === verdict).length]),
  ) as Record<RuleVerdict, number>;
  return { verdict: runVerdict(judgements), rules: judgements, summary, unruled };
}

/** What the traces under the rule say of it, and what any trace says of it in passing. */
function judgeRule(
  rule: Rule,
  standing: readonly NamedTrace[],
  all: readonly NamedTrace[],
  invariants: readonly Invariant[],
): RuleJudgement {
  const own = standing.map((trace) => judgeScenario(trace, rule.id));
  const inPassing = invariants
    .filter((invariant) => invariant.rule === rule.id)
    .flatMap((invariant) => all.flatMap((trace) => violationIn(trace, invariant) ?? []));
  const scenarios = [...own, ...inPassing].map((scenario) => withLevel(scenario, rule.level));
  const [heaviest] = BY_WEIGHT.flatMap((weight) => scenarios.filter((scenario) => scenario.verdict === weight));
  const verdict = heaviest?.verdict;
  const reason = heaviest ? heaviest.message : 'no scenario of the run stands under this rule';
  // A profile cannot declare away what every merchant owes.
  if (verdict === 'not-applicable' && rule.inescapable)
    return { rule, verdict: 'not-observed', scenarios, reason: `${reason}; no merchant is without this duty` };
  return { rule, verdict: verdict ?? 'not-observed', scenarios, ...(reason === undefined ? {} : { reason }) };
}

/** The first violation of an invariant in a trace, as a broken scenario of the invariant's rule. */
function violationIn(trace: NamedTrace, invariant: Invariant): ScenarioJudgement | undefined {
  const broken = invariant.examine(trace.events).find((finding) => !holds(finding));
  if (!broken) return undefined;
  return { ...unmet(trace, broken, `in passing: ${describe(broken)}`, broken.evidence), under: rulesOf(trace) };
}

/** Only a broken must fails; a broken should or may warns. */
const withLevel = (scenario: ScenarioJudgement, level: Level): ScenarioJudgement =>
  scenario.verdict === 'fail' && level !== 'must' ? { ...scenario, verdict: 'warn' } : scenario;

const SETTLED: readonly RuleVerdict[] = ['pass', 'not-applicable', 'attested'];

function runVerdict(judgements: readonly RuleJudgement[]): RunVerdict {
  const owed = judgements.filter(isOwed);
  if (owed.some(({ verdict }) => verdict === 'fail')) return 'nonconformant';
  const settled = owed.every(({ verdict }) => SETTLED.includes(verdict));
  return settled && judgements.some(({ verdict }) => verdict === 'pass') ? 'conformant' : 'incomplete';
}

/** What a run must have settled. Where a signed-off answer is asked for at all, it is asked for whatever the level. */
const isOwed = ({ rule }: RuleJudgement): boolean => rule.level === 'must' || rule.attested === true;

/** Nothing is known beforehand. */
const NOTHING: Held = { known: [], expired: [], stale: [] };

/** How the command ends, the first that holds: a must failed, the kit failed, not everything was seen, all is well. What is known may fail; an entry that is no longer true may not stay. */
export function exitCode({ rules, unruled }: Judgement, { known, expired, stale }: Held = NOTHING): 0 | 1 | 4 | 5 {
  const rest = rules.filter(({ rule }) => !known.some((entry) => entry.rule === rule.id));
  const isSeen = ({ verdict }: { readonly verdict: RuleVerdict }): boolean => SETTLED.includes(verdict);
  const any = (wanted: RuleVerdict): boolean =>
    rules.some((rule) => rule.verdict === wanted) || unruled.some((scenario) => scenario.verdict === wanted);
  if (expired.length + stale.length > 0) return 1;
  if (runVerdict(rest) === 'nonconformant' || unruled.some((scenario) => scenario.verdict === 'fail')) return 1;
  if (any('error')) return 5;
  // A scenario of the user's own that saw nothing has not passed either, though it stands outside the verdict.
  const settled = rest.filter(isOwed).every(isSeen) && unruled.every(isSeen);
  return settled && rules.some(({ verdict }) => verdict === 'pass') ? 0 : 4;
}
