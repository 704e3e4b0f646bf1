import { apiClauses } from './api-clauses.ts';
import { checklistClauses } from './checklist-clauses.ts';
import type { Clause } from './clause.ts';
import { guideClauses } from './guide-clauses.ts';

/** Every clause: of the guide, of the pages behind it, and of the pre-launch checklist. */
export const clauses: readonly Clause[] = [...guideClauses, ...apiClauses, ...checklistClauses];

/** The rules that hold a clause, by scenarios or by a signed-off answer; none where it is excluded. */
export const rulesOfClause = ({ coverage }: Clause): readonly string[] => {
  if (coverage.kind === 'rules') return coverage.rules;
  return coverage.kind === 'excluded' && coverage.as === 'attested' ? coverage.rules : [];
};

/** The clauses that a rule holds. */
export const clausesOfRule = (rule: string): readonly Clause[] =>
  clauses.filter((clause) => rulesOfClause(clause).includes(rule));
