import type { RuleJudgement } from '../judge/judgement.ts';
import { tellingScenarios } from './grouping.ts';
import { shellWord } from './printable.ts';
import type { RunRecord } from './report.ts';

/** Names more rules than this and the command plays half the features: the first ones show it as well. */
const MOST_BESIDE = 3;

/**
 * The command that plays a rule again, as a shell reads it. Where the rule is broken in passing, in scenarios of other rules,
 * those are named too: its own scenarios would pass.
 */
export function replayCommand(judged: RuleJudgement, { target, seed }: RunRecord, where: readonly string[]): string {
  const beside = new Set(tellingScenarios(judged).flatMap(({ under = [] }) => under));
  beside.delete(judged.rule.id);
  return [
    'npx wechatpay-conformance run --target',
    target,
    ...[judged.rule.id, ...[...beside].slice(0, MOST_BESIDE)].flatMap((id) => ['--rule', shellWord(id)]),
    '--seed',
    seed,
    ...where.map(shellWord),
  ].join(' ');
}

/** Where the subject is, as far as a report tells it, for who judges traces of a run that was somebody else's. */
export function whereSubjectIs({ target, subject }: RunRecord): readonly string[] {
  if (target === 'merchant') return ['--merchant', 'merchant.yaml'];
  return subject.kind === 'gateway' && subject.url !== undefined ? ['--url', subject.url] : [];
}
