import type { RuleJudgement, RuleVerdict, ScenarioJudgement } from '../judge/judgement.ts';
import { AREAS } from '../rules/rule.ts';

/** The rules of each area that has any, in the order of the guide; an area that is not the kit's own comes last. */
export function byArea(rules: readonly RuleJudgement[]): readonly (readonly [string, readonly RuleJudgement[]])[] {
  const areas = new Set<string>([...AREAS, ...rules.map(({ rule }) => rule.area)]);
  return [...areas]
    .map((area) => [area, rules.filter(({ rule }) => rule.area === area)] as const)
    .filter(([, ofArea]) => ofArea.length > 0);
}

/** Whether a verdict needs no explaining. */
export const isSettled = (verdict: RuleVerdict): boolean => verdict === 'pass' || verdict === 'attested';

/** Whether something was broken, as against not seen. */
export const isBroken = (verdict: RuleVerdict): boolean =>
  verdict === 'fail' || verdict === 'warn' || verdict === 'error';

/** The scenarios that made a rule's verdict what it is: those with the same one, or else all that need explaining. */
export function tellingScenarios({ verdict, scenarios }: RuleJudgement): readonly ScenarioJudgement[] {
  const same = scenarios.filter((scenario) => scenario.verdict === verdict);
  return same.length > 0 ? same : scenarios.filter((scenario) => !isSettled(scenario.verdict));
}

/** Whether a command can show it again. What was found in traffic that no scenario led stands at its trace, and nothing plays that. */
export function canBePlayed(judged: RuleJudgement): boolean {
  const telling = tellingScenarios(judged);
  return telling.length === 0 || telling.some(({ file, trace }) => file !== trace);
}

/** Why a rule was not verified, in one text: its own reason, or that of the first of its scenarios that has one. */
export const whyNot = ({ reason, scenarios }: RuleJudgement): string | undefined =>
  reason ?? scenarios.find(({ message }) => message !== undefined)?.message;

/** Rules with the same verdict for the same reason, together, in the order of the first of each. */
export function byReason(rules: readonly RuleJudgement[]): readonly (readonly [RuleJudgement, ...RuleJudgement[]])[] {
  const groups = new Map<string, [RuleJudgement, ...RuleJudgement[]]>();
  for (const judged of rules) {
    const key = `${judged.verdict} ${whyNot(judged) ?? ''}`;
    const group = groups.get(key);
    if (group) group.push(judged);
    else groups.set(key, [judged]);
  }
  return [...groups.values()];
}
