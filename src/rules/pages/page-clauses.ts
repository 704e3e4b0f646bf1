import type { Clause, ClauseCoverage } from '../clause.ts';
import type { Bilingual } from '../rule.ts';

/** A sentence in our words, with the rules that hold it, or with the reason why none does. */
type Row = Bilingual & ({ readonly rules: readonly string[] } | { readonly coverage: ClauseCoverage });

/** What a page of the API documents says, sentence by sentence. */
export const pageClauses = (page: string, rows: readonly Row[]): readonly Clause[] =>
  rows.map((row, index) => ({
    id: `D:${page}-${String(index + 1).padStart(2, '0')}`,
    section: `D:${page}`,
    restatement: { en: row.en, zh: row.zh },
    coverage: 'rules' in row ? { kind: 'rules', rules: row.rules } : row.coverage,
  }));
