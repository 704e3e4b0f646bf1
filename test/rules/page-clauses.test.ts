import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { apiClauses } from '../../src/rules/api-clauses.ts';
import { catalogue, ruleById } from '../../src/rules/catalogue.ts';
import { clauses, rulesOfClause } from '../../src/rules/clauses.ts';
import { isBilingual } from './bilingual.ts';

/**
 * The pages of WeChat Pay's documents that this product goes by, and how many clauses each comes to: whether a rule holds them
 * or not. A page, or a sentence of one, that was read once cannot get lost.
 */
const CLAUSES_ON: Readonly<Record<string, number>> = {
  'D:4012068676': 1,
  'D:4012068829': 2,
  'D:4012069411': 5,
  'D:4012071382': 1,
  'D:4012072428': 4,
  'D:4012072670': 5,
  'D:4012073693': 1,
  'D:4012073699': 7,
  'D:4012075113': 3,
  'D:4012075249': 11,
  'D:4012075420': 8,
  'D:4012076543': 1,
  'D:4012076563': 1,
  'D:4012077649': 2,
  'D:4012081709': 15,
  'D:4012081717': 6,
  'D:4012153196': 3,
  'D:4012154180': 5,
  'D:4012365334': 2,
  'D:4012365335': 1,
  'D:4012365336': 2,
  'D:4012365337': 1,
  'D:4012365341': 1,
  'D:4012365342': 2,
  'D:4012365344': 1,
  'D:4012365347': 1,
  'D:4012365348': 1,
  'D:4012551764': 4,
  'D:4012791869': 11,
  'D:4012791877': 1,
  'D:4012791890': 1,
  'D:4012791894': 1,
  'D:4012791897': 25,
  'D:4012791898': 6,
  'D:4012791899': 3,
  'D:4012791900': 9,
  'D:4012791901': 6,
  'D:4012791902': 13,
  'D:4012791903': 24,
  'D:4012791904': 5,
  'D:4012791905': 7,
  'D:4012791906': 5,
  'D:4012791907': 10,
  'D:4012791908': 3,
  'D:4012791909': 4,
  'D:4012791910': 3,
  'D:4012791911': 3,
  'D:4013038816': 1,
  'D:4013053057': 2,
  'D:4013053249': 6,
  'D:4013053257': 2,
  'D:4013053274': 1,
  'D:4013053279': 1,
  'D:4013053283': 1,
  'D:4013053420': 4,
  'D:4013070756': 3,
  'D:4013071001': 3,
  'D:4013071031': 5,
  'D:4013071200': 7,
  'D:4013071215': 5,
  'D:4013071246': 6,
  'D:4013071249': 2,
  'D:4013071254': 3,
  'D:4014551946': 1,
  'D:4014959631': 5,
  'D:4015164042': 1,
  'D:4015217336': 4,
  'D:4015423618': 1,
  'D:4015459512': 1,
  'D:4016179629': 1,
  'D:4016913151': 1,
  'D:4020527461': 2,
  'D:4024350132': 1,
};

describe('the clauses of the API pages', () => {
  const pairsOf = (all: typeof apiClauses): readonly string[] =>
    all.flatMap((clause) => rulesOfClause(clause).map((rule) => `${clause.section} ${rule}`));

  it('have ids of their own, counted through on each page, and are restated in both languages, each in words of its own', () => {
    assert.equal(new Set(apiClauses.map(({ id }) => id)).size, apiClauses.length);
    for (const { id, section, restatement } of apiClauses) {
      assert.match(id, /^D:\d{10}-\d{2}$/);
      assert.ok(id.startsWith(`${section}-`));
      isBilingual(restatement, id);
      const same = apiClauses.filter((other) => other.section === section && other.restatement.en === restatement.en);
      assert.equal(same.length, 1, `${id} stands there twice`);
    }
  });

  it('are all that was read, page by page', () => {
    const counted = new Map<string, number>();
    for (const { section } of apiClauses) counted.set(section, (counted.get(section) ?? 0) + 1);
    assert.deepEqual(Object.fromEntries([...counted].toSorted()), CLAUSES_ON);
  });

  it('leave out no page that docs/sources.md names', () => {
    const document = readFileSync(new URL('../../docs/sources.md', import.meta.url), 'utf8');
    const named = [...document.matchAll(/^\| (D:\d{10}) \|/gm)].map(([, page]) => page ?? '');
    assert.ok(named.length > 70);
    assert.deepEqual(
      named.filter((page) => !(page in CLAUSES_ON)),
      [],
    );
  });

  it('are held by rules that cite their page, or say in both languages why by none', () => {
    for (const clause of apiClauses) {
      const { id, section, coverage } = clause;
      if (coverage.kind === 'excluded') isBilingual(coverage.reason, `the reason of ${id}`);
      if (coverage.kind === 'excluded' && coverage.as !== 'attested') continue;
      assert.ok(rulesOfClause(clause).length > 0, `nothing holds ${id}`);
      for (const rule of rulesOfClause(clause))
        assert.ok(
          ruleById(rule)?.sources.some(({ ref }) => ref === section),
          `${id} names ${rule}, which does not cite it`,
        );
    }
  });

  it('that say what another one says name one that is there, and is more than such a pointer', () => {
    const pointers = new Map(
      clauses.flatMap(({ id, coverage }) => {
        const said = coverage.kind === 'excluded' ? /^It says what (\S+) says\.$/.exec(coverage.reason.en) : null;
        return said ? [[id, said[1] ?? ''] as const] : [];
      }),
    );
    assert.ok(pointers.size > 20);
    for (const [id, target] of pointers) {
      assert.ok(
        clauses.some((clause) => clause.id === target),
        `${id} names ${target}, which is none`,
      );
      assert.ok(!pointers.has(target), `${id} names ${target}, which names another`);
    }
  });

  it('that are excluded name in their reasons only rules that are', () => {
    for (const { id, coverage } of clauses) {
      const named = coverage.kind === 'excluded' ? (coverage.reason.en.match(/\b[A-Z]+(?:-[A-Z0-9]+)+\b/g) ?? []) : [];
      for (const rule of named)
        assert.ok(
          /^(A-\d+|AES-.*)$/.test(rule) || rule.startsWith('Q-') || ruleById(rule) !== undefined,
          `the reason of ${id} names ${rule}, which is none`,
        );
    }
  });

  it('say of every page that a rule cites what it asks there', () => {
    const told = new Set(pairsOf(apiClauses));
    const cited = catalogue.flatMap(({ id, sources }) =>
      sources.filter(({ document }) => document === 'api').map(({ ref }) => `${ref} ${id}`),
    );
    assert.deepEqual(
      cited.filter((pair) => !told.has(pair)),
      [],
    );
  });
});
