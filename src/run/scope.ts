import { join, relative } from 'node:path';
import type { NamedTrace } from '../judge/judgement.ts';
import { packageRoot } from '../package-root.ts';
import { catalogue, ruleById } from '../rules/catalogue.ts';
import type { Rule } from '../rules/rule.ts';

export const TARGETS = ['mock', 'sandbox', 'merchant'] as const;
export type TargetName = (typeof TARGETS)[number];

/** What a run is asked to look at. */
export interface Selection {
  readonly target: TargetName;
  readonly rules: readonly string[];
  readonly tags?: string;
  /** Feature files or folders of the user's own, absolute. */
  readonly features: readonly string[];
  /** Rules that no program can see and that are to be in scope: those that somebody has vouched for, or all. */
  readonly attested?: readonly string[] | 'all';
  /** The user's features replace the kit's. */
  readonly only: boolean;
  /** Rules of the user's own, beside the kit's. */
  readonly own?: readonly Rule[];
  /** Every n-th scenario alone: the others are played elsewhere, and all are judged together by `merge`. */
  readonly shard?: Shard;
}

/** `index` of `total`, from 1. */
export interface Shard {
  readonly index: number;
  readonly total: number;
}

/** What was asked for cannot be looked at; the message says what can. */
export class UnknownRule extends Error {
  override readonly name = 'UnknownRule';
}

/** The rules that are the target's subject's to keep; on the mock, where nothing is foreign, all. */
export const rulesOfTarget = (target: TargetName, own: readonly Rule[] = []): readonly Rule[] =>
  [...catalogue, ...own].filter(
    ({ subject }) => target === 'mock' || subject === (target === 'sandbox' ? 'gateway' : 'merchant'),
  );

/** The rules that are named, or all of the target. Throws UnknownRule where one is none of the target's. */
export function namedRules({ rules, target, own = [], attested = [] }: Selection): readonly Rule[] {
  const all = rulesOfTarget(target, own);
  const seen = ({ id, attested: isAttested }: Rule): boolean =>
    !isAttested || attested === 'all' || attested.includes(id);
  for (const id of rules) {
    if (!ruleById(id) && !own.some((rule) => rule.id === id))
      throw new UnknownRule(`There is no rule ${id}: "wechatpay-conformance rules" lists them`);
    if (!all.some((rule) => rule.id === id))
      throw new UnknownRule(`Rule ${id} is not one that the target ${target} can judge`);
  }
  return all.filter((rule) => (rules.length === 0 ? seen(rule) : rules.includes(rule.id)));
}

/** What cucumber is told to run. */
export function tagExpression({ target, rules, tags }: Selection): string {
  const parts: string[] = [];
  if (target === 'sandbox') parts.push('not @merchant');
  if (target === 'merchant') parts.push('not @gateway');
  if (rules.length > 0) parts.push(rules.map((id) => `@${id}`).join(' or '));
  if (tags !== undefined) parts.push(tags);
  return parts.map((part) => `(${part})`).join(' and ');
}

export const featurePaths = ({ features, only }: Selection): readonly string[] => [
  ...(only ? [] : [join(packageRoot, 'features/**/*.feature')]),
  ...features,
];

/** The rules that a cut by tags or features leaves scenarios of. */
export const withScenarios = (rules: readonly Rule[], traces: readonly NamedTrace[]): readonly Rule[] =>
  rules.filter(({ id }) =>
    traces.some(({ events }) => events.some((event) => event.kind === 'scenario' && event.rules.includes(id))),
  );

/** How the run was cut, in words; null where it was not. */
export function cutInWords({ rules, tags, features, only, shard }: Selection): string | null {
  const cuts = [
    ...(rules.length > 0 ? [`rules ${rules.join(', ')}`] : []),
    ...(tags === undefined ? [] : [`tags ${tags}`]),
    ...(only ? [`features ${features.map((path) => relative(process.cwd(), path)).join(', ')}`] : []),
    ...(shard ? [`shard ${shard.index} of ${shard.total}`] : []),
  ];
  return cuts.length === 0 ? null : cuts.join('; ');
}

/** The rules that a cut in words names; none where it was not cut to named ones. */
export const rulesNamedIn = (scope: string | null): readonly string[] =>
  /^rules ([^;]+)/.exec(scope ?? '')?.[1]?.split(', ') ?? [];

const SHARD = /(?:^|; )shard (\d+) of (\d+)$/;

/** Which shard a cut in words names, and what else was cut; undefined where it names none. */
export function shardIn(scope: string | null): { readonly shard: Shard; readonly cut: string | null } | undefined {
  const found = SHARD.exec(scope ?? '');
  if (!found || scope === null) return undefined;
  const cut = scope.slice(0, found.index);
  return { shard: { index: Number(found[1]), total: Number(found[2]) }, cut: cut === '' ? null : cut };
}
