import type { Judgement, RuleVerdict } from './judgement.ts';

/** A failure that is known, and let pass for a while. */
export interface KnownFailure {
  readonly rule: string;
  /** Why it is let pass. */
  readonly reason: string;
  /** The last day on which it is, `yyyy-MM-dd`. */
  readonly expires: string;
}

/** A judgement held against what is known: a baseline changes how the command ends, and no verdict. */
export interface Held {
  /** Broken, and let pass. */
  readonly known: readonly KnownFailure[];
  /** Its day is over: what it let pass counts again. */
  readonly expired: readonly KnownFailure[];
  /** The rule is not broken any more: the entry would hide that it breaks again. */
  readonly stale: readonly KnownFailure[];
}

/** What a run without a baseline is held against. */
export const NOTHING_HELD: Held = { known: [], expired: [], stale: [] };

const MENDED: readonly RuleVerdict[] = ['pass', 'not-applicable', 'attested'];
const BROKEN: readonly RuleVerdict[] = ['fail', 'warn'];

/** Which entries hold today (`yyyy-MM-dd`). Of rules that the run did not look at, or saw nothing of, nothing is said. */
export function heldAgainst({ rules }: Judgement, baseline: readonly KnownFailure[], today: string): Held {
  const verdictOf = ({ rule }: KnownFailure): RuleVerdict | undefined =>
    rules.find((judged) => judged.rule.id === rule)?.verdict;
  const among = (verdicts: readonly RuleVerdict[]): readonly KnownFailure[] =>
    baseline.filter((entry) => verdicts.some((verdict) => verdict === verdictOf(entry)));
  const broken = among(BROKEN);
  return {
    known: broken.filter(({ expires }) => expires >= today),
    expired: broken.filter(({ expires }) => expires < today),
    stale: among(MENDED),
  };
}
