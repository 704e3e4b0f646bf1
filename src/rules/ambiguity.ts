import type { ErrorCode } from '../protocol/errors.ts';

/** Codes that the current pages of our endpoints do not list: other spellings, older tables, other pages. */
type OtherCode =
  | 'ORDER_PAID'
  | 'ORDERCLOSED'
  | 'ORDERNOTEXIST'
  | 'NOAUTH'
  | 'RULELIMIT'
  | 'NOTENOUGH'
  | 'SYSTEMERROR'
  | 'OPENID_MISMATCH'
  | 'RATELIMIT_EXCEEDED'
  | 'FREQUENCY_LIMIT_EXCEED';

/** How a refusal shows on the wire. */
export interface Answer {
  readonly status: number;
  readonly code: ErrorCode | OtherCode;
}

/** One documented reading of an open question; for refusals, how it shows on the wire. */
export interface Reading {
  /** The value of the policy entry, where that is a word. */
  readonly name: string;
  /** `D:4012791897`, `G§3.1`, `observed`; more than one with commas between. */
  readonly source: string;
  /** What the policy entry holds where that is no word: durations in milliseconds, of a list its length. */
  readonly value?: number | boolean;
  readonly answers?: readonly Answer[];
}

/** A question that the sources leave open. A gateway that takes any of the readings does not fail; ours takes the first. */
export interface Ambiguity {
  /** `A-04`; never reused. */
  readonly id: string;
  readonly question: string;
  readonly readings: readonly [Reading, ...Reading[]];
  /** The policy entry that switches between the readings, where there is one. */
  readonly policy?: string;
}
