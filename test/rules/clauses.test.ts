import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { catalogue, ruleById } from '../../src/rules/catalogue.ts';
import { checklistClauses } from '../../src/rules/checklist-clauses.ts';
import type { ClauseCoverage } from '../../src/rules/clause.ts';
import { guideClauses } from '../../src/rules/guide-clauses.ts';
import { isBilingual } from './bilingual.ts';

/** How many clauses each section of the guide comes to, in its order. What was counted once cannot get lost. */
const CLAUSES_IN: Readonly<Record<string, number>> = {
  'G§1.1': 2,
  'G§1.2': 2,
  'G§1.3': 1,
  'G§2': 9,
  'G§3.1': 12,
  'G§3.2': 1,
  'G§3.3': 12,
  'G§3.4': 1,
  'G§3.5': 1,
  'G§4.1': 1,
  'G§4.2': 2,
  'G§4.3': 3,
  'G§4.4': 1,
  'G§4.5': 4,
  'G§4.6': 4,
};

/**
 * Rules that hold a clause of a section which they do not cite. Each is a debt of the catalogue: once the rule cites the
 * section, its line goes.
 */
const UNCITED: readonly string[] = [];

/** The rules that hold a clause, by scenarios or by a signed-off answer. */
function rulesUnder(coverage: ClauseCoverage): readonly string[] {
  if (coverage.kind === 'rules') return coverage.rules;
  return coverage.as === 'attested' ? coverage.rules : [];
}

const guideSectionsOf = (ruleId: string): readonly string[] =>
  (ruleById(ruleId)?.sources ?? []).filter(({ document }) => document === 'guide').map(({ ref }) => ref);

describe('the clauses of the guide', () => {
  it('have ids of their own, with the section and the place in it', () => {
    assert.equal(new Set(guideClauses.map(({ id }) => id)).size, guideClauses.length);
    for (const { id, section } of guideClauses) {
      assert.match(id, /^G§\d(\.\d)?-\d{2}$/);
      assert.ok(id.startsWith(`${section}-`), `${id} stands in ${section}`);
    }
  });

  it('come in the order of the guide, each section counted through from 01', () => {
    const expected = Object.entries(CLAUSES_IN).flatMap(([section, count]) =>
      Array.from({ length: count }, (_, index) => `${section}-${String(index + 1).padStart(2, '0')}`),
    );
    assert.deepEqual(
      guideClauses.map(({ id }) => id),
      expected,
    );
  });

  it('are restated in both languages', () => {
    for (const { id, restatement } of guideClauses) isBilingual(restatement, id);
  });

  it('are restated each in words of its own', () => {
    for (const language of ['en', 'zh'] as const) {
      const seen = new Map<string, string>();
      for (const { id, section, restatement } of guideClauses) {
        const key = `${section} ${restatement[language]}`;
        assert.ok(!seen.has(key), `${id} says the same as ${seen.get(key)}`);
        seen.set(key, id);
      }
    }
  });

  it('that are excluded say why, in both languages', () => {
    for (const { id, coverage } of guideClauses) {
      if (coverage.kind === 'excluded') isBilingual(coverage.reason, `the reason of ${id}`);
    }
  });

  it('that are signed off name rules that are, and no other clause names those', () => {
    for (const { id, coverage } of guideClauses) {
      const isAttested = coverage.kind === 'excluded' && coverage.as === 'attested';
      for (const rule of rulesUnder(coverage))
        assert.equal(ruleById(rule)?.attested ?? false, isAttested, `${id} names ${rule}`);
    }
  });

  it('that are held name rules, each once, and rules that exist', () => {
    for (const { id, coverage } of guideClauses) {
      if (coverage.kind === 'excluded') continue;
      assert.ok(coverage.rules.length > 0, `${id} names no rule`);
      assert.equal(new Set(coverage.rules).size, coverage.rules.length, `${id} names a rule twice`);
      for (const rule of rulesUnder(coverage)) assert.ok(ruleById(rule), `${id} names ${rule}, which is no rule`);
    }
  });

  it('name every rule that cites a section, in that section', () => {
    const named = new Set(
      guideClauses.flatMap(({ section, coverage }) => rulesUnder(coverage).map((rule) => `${section} ${rule}`)),
    );
    for (const { id } of catalogue) {
      for (const section of guideSectionsOf(id)) {
        assert.ok(section in CLAUSES_IN, `${id} cites ${section}, which the guide does not have`);
        assert.ok(named.has(`${section} ${id}`), `${id} cites ${section}, and no clause there names it`);
      }
    }
  });

  it('name only rules that cite their section, but for known debts', () => {
    const uncited = guideClauses.flatMap(({ id, section, coverage }) =>
      rulesUnder(coverage)
        .filter((rule) => !guideSectionsOf(rule).includes(section))
        .map((rule) => `${id} ${rule}`),
    );
    assert.deepEqual(uncited, UNCITED);
  });
});

describe('the rows of the checklist', () => {
  it('are each there once, by the alphabet, in both languages', () => {
    const ids = checklistClauses.map(({ id }) => id);
    assert.deepEqual(ids, [...new Set(ids)].toSorted());
    assert.equal(ids.length, 34);
    for (const { id, restatement } of checklistClauses) isBilingual(restatement, id);
  });

  it('are held by the rules that cite them, and by no other', () => {
    for (const { id, coverage } of checklistClauses) {
      const citing = catalogue.filter(({ sources }) => sources.some(({ ref }) => ref === id));
      assert.deepEqual([...rulesUnder(coverage)].toSorted(), citing.map((rule) => rule.id).toSorted(), id);
      assert.ok(citing.length > 0, `nothing holds ${id}`);
    }
  });

  it('are all that rules cite of it', () => {
    const known = new Set(checklistClauses.map(({ id }) => id));
    for (const { id, sources } of catalogue)
      for (const { document, ref } of sources)
        assert.ok(document !== 'checklist' || known.has(ref), `${id} cites ${ref}, which is no row`);
  });
});
