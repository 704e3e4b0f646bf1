import type { Attestation } from '../judge/attestation.ts';
import { judge } from '../judge/judge.ts';
import type { NamedTrace } from '../judge/judgement.ts';
import type { RunRecord } from '../report/report.ts';
import { ruleById } from '../rules/catalogue.ts';
import { GUIDE } from '../rules/guide-clauses.ts';
import type { Rule } from '../rules/rule.ts';
import type { ScenarioBegan } from '../trace/index.ts';
import { kit } from './kit.ts';
import { namedRules, TARGETS, type TargetName } from './scope.ts';
import { UnusableFile } from './yaml-file.ts';

export const headOf = ({ events }: NamedTrace): ScenarioBegan | undefined =>
  events.find((event) => event.kind === 'scenario');

/** What a run on traces alone came to. */
export interface JudgedAgain {
  readonly record: RunRecord;
  readonly traces: readonly NamedTrace[];
}

/**
 * Judges recorded traces: those of scenarios as their run did, and traffic that no scenario led, in which duties can be
 * seen to be broken and none to be kept. Throws an UnusableFile where they are of different runs, and UnknownRule.
 */
export function judgeAgain(
  traces: readonly NamedTrace[],
  rules: readonly string[],
  {
    attestations = [],
    own = [],
  }: { readonly attestations?: readonly Attestation[]; readonly own?: readonly Rule[] } = {},
): JudgedAgain {
  const played = traces.filter((trace) => headOf(trace) !== undefined);
  const traffic = traces.filter((trace) => headOf(trace) === undefined);
  mustBeKnown(played, own);
  const target = targetOf(played);
  const seed =
    single(
      played.map((trace) => headOf(trace)?.seed ?? 0),
      'seeds',
    ) ?? 0;
  const selection = { target, rules, features: [], only: false, own, attested: attestations.map(({ rule }) => rule) };
  const inScope: readonly Rule[] = namedRules(selection);
  const stamps = traces.flatMap(({ events }) => events.map(({ wire }) => wire)).toSorted();
  const what = `${traces.length} recorded ${traces.length === 1 ? 'trace' : 'traces'}`;
  return {
    traces,
    record: {
      kit: kit(),
      source: GUIDE,
      target,
      subject: { kind: SUBJECT[target], name: target === 'mock' ? kit().name : 'as recorded' },
      seed,
      startedAt: stamps[0] ?? '',
      finishedAt: stamps.at(-1) ?? '',
      scope: rules.length === 0 ? what : `${what}; rules ${rules.join(', ')}`,
      judgement: judge(played, inScope, { traffic, attestations }),
    },
  };
}

/** A scenario under a rule that nobody knows would be judged by none, and not be missed. */
function mustBeKnown(played: readonly NamedTrace[], own: readonly Rule[]): void {
  for (const trace of played)
    for (const id of headOf(trace)?.rules ?? [])
      if (!ruleById(id) && !own.some((rule) => rule.id === id))
        throw new UnusableFile(
          `${trace.path} stands under ${id}, which is no rule of the kit: give the --rules that it was run with`,
        );
}

/** Who is judged on a target. */
export const SUBJECT: Readonly<Record<TargetName, RunRecord['subject']['kind']>> = {
  mock: 'kit',
  sandbox: 'gateway',
  merchant: 'merchant',
};

/** Traffic that no scenario led is a merchant's. */
function targetOf(played: readonly NamedTrace[]): TargetName {
  const named =
    single(
      played.map((trace) => headOf(trace)?.target ?? ''),
      'targets',
    ) ?? 'merchant';
  const target = TARGETS.find((name) => name === named);
  if (!target)
    throw new UnusableFile(`The traces are of the target ${named}, which this edition of the kit does not have`);
  return target;
}

/** What all agree on; undefined where there are none. */
function single<T>(values: readonly T[], what: string): T | undefined {
  const [first, ...others] = new Set(values);
  if (others.length > 0)
    throw new UnusableFile(
      `The traces are of different ${what} (${[first, ...others].join(', ')}): judge each run by itself`,
    );
  return first;
}
