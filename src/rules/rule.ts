import type { Capability } from '../actors/index.ts';

export const LEVELS = ['must', 'should', 'may'] as const;
export type Level = (typeof LEVELS)[number];
export const SUBJECTS = ['gateway', 'merchant'] as const;
/** Whose duty it is, and so where the rule gives a verdict. */
export type Subject = (typeof SUBJECTS)[number];
/** How sure a source is: a current official page; an official but older or weaker word; a single observation. */
export type Confidence = 'H' | 'M' | 'L';

/** A text in both of the kit's languages. */
export interface Bilingual {
  readonly en: string;
  readonly zh: string;
}

/** Where a rule stands: a section of the guide, a page of the API documents, a row of the pre-launch checklist, or a user's own paper. */
export interface Source {
  readonly document: 'guide' | 'api' | 'checklist' | 'own';
  /** `G§3.1`, `D:4012791897`, `Q-QUERY`. */
  readonly ref: string;
  readonly confidence: Confidence;
}

export const guide = (section: string): Source => ({ document: 'guide', ref: `G§${section}`, confidence: 'H' });
export const page = (number: string, confidence: Confidence = 'H'): Source => ({
  document: 'api',
  ref: `D:${number}`,
  confidence,
});
/** The checklist is official, but it is a guide to reviewers and no interface document. */
export const checklist = (row: string): Source => ({ document: 'checklist', ref: row, confidence: 'M' });

/** The parts of the catalogue, in the order of the guide. */
export const AREAS = ['basics', 'order', 'cashier', 'payment', 'notification', 'bill', 'refund', 'states'] as const;
export type Area = (typeof AREAS)[number];

/** One duty. Its id is never reused and never changes its meaning. */
export interface Rule {
  readonly id: string;
  readonly area: Area;
  readonly level: Level;
  readonly subject: Subject;
  readonly title: Bilingual;
  readonly sources: readonly Source[];
  /** What the target must be able to do for all of its scenarios to be seen. */
  readonly needs: readonly Capability[];
  /** No merchant is without this duty: where its profile has no word for what would show it, nothing was found out. */
  readonly inescapable?: true;
  /** No program can see it: it is in scope only where somebody vouches for it, or has to. */
  readonly attested?: true;
  /** What to do about a failure. */
  readonly hint: Bilingual;
}

/** The rows of one area. */
export const rulesOf = (area: Area, rows: readonly Omit<Rule, 'area'>[]): readonly Rule[] =>
  rows.map((row) => ({ area, ...row }));

const ALLOWED: Readonly<Record<Confidence, readonly Level[]>> = {
  H: ['must', 'should', 'may'],
  M: ['should', 'may'],
  L: ['may'],
};

/** A rule is no stricter than its best source allows. */
export const levelIsAllowed = ({ level, sources }: Pick<Rule, 'level' | 'sources'>): boolean =>
  sources.some((source) => ALLOWED[source.confidence].includes(level));
