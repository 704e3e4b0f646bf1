import type { Rule } from '../rules/rule.ts';
import type { RuleJudgement } from './judgement.ts';

/** Somebody's word for a rule that no program can see. */
export interface Attestation {
  readonly rule: string;
  /** Who vouches for it. */
  readonly who: string;
  /** The day on which it was so, `yyyy-MM-dd`. */
  readonly when: string;
  /** What shows it: a text, or where it is kept. */
  readonly evidence: string;
}

/** What was signed off of a rule that nothing else can tell of. */
export function judgeAttested(rule: Rule, attestations: readonly Attestation[]): RuleJudgement {
  const found = attestations.find((attestation) => attestation.rule === rule.id);
  if (!found) return { rule, verdict: 'not-observed', scenarios: [], reason: UNSIGNED };
  const { who, when, evidence } = found;
  return { rule, verdict: 'attested', scenarios: [], reason: `attested by ${who} on ${when}: ${evidence}` };
}

const UNSIGNED = 'no program can see this, and the file of --attestations has no answer for it';
