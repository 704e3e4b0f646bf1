import type { Bilingual } from './rule.ts';

/** What becomes of a clause: rules, or a reason why no rule can hold it. */
export type ClauseCoverage =
  | { readonly kind: 'rules'; readonly rules: readonly string[] }
  | {
      readonly kind: 'excluded';
      readonly as: 'informative' | 'out of scope';
      readonly reason: Bilingual;
    }
  | {
      readonly kind: 'excluded';
      readonly as: 'attested';
      readonly rules: readonly string[];
      readonly reason: Bilingual;
    };

/** One sentence of a source, restated in our own words. */
export interface Clause {
  /** `G§3.1-05`: section, then the place of the sentence in it. */
  readonly id: string;
  /** The section it stands in, as rules cite it: `G§3.1`. */
  readonly section: string;
  readonly restatement: Bilingual;
  readonly coverage: ClauseCoverage;
}
