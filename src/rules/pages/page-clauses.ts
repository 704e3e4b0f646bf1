import type { Clause } from '../clause.ts';
import type { Bilingual } from '../rule.ts';

interface Row extends Bilingual {
  readonly rules: readonly string[];
}

/** What a page of the API documents asks for, sentence by sentence in our words, each held by rules. */
export const pageClauses = (page: string, rows: readonly Row[]): readonly Clause[] =>
  rows.map(({ rules, en, zh }, index) => ({
    id: `D:${page}-${String(index + 1).padStart(2, '0')}`,
    section: `D:${page}`,
    restatement: { en, zh },
    coverage: { kind: 'rules', rules },
  }));
