import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { catalogue, ruleById } from '../../src/rules/catalogue.ts';
import { checklistClauses } from '../../src/rules/checklist-clauses.ts';
import { AREAS, type Confidence, checklist, guide, type Level, levelIsAllowed, page } from '../../src/rules/rule.ts';

interface Pin {
  readonly id: string;
  readonly level: string;
  readonly subject: string;
  /** The duty in English: another one under the same id would be another rule. */
  readonly duty: string;
}

const pinned = JSON.parse(readFileSync(new URL('pinned-rules.json', import.meta.url), 'utf8')) as readonly Pin[];
const pinOf = new Map(pinned.map((pin) => [pin.id, pin]));
const HAN = /\p{Script=Han}/u;

describe('the catalogue', () => {
  it('gives every rule an id of its own, in capitals, digits and hyphens', () => {
    for (const { id } of catalogue) assert.match(id, /^[A-Z0-9]+(-[A-Z0-9]+)*$/);
    assert.equal(new Set(catalogue.map(({ id }) => id)).size, catalogue.length);
  });

  it('is found by id', () => {
    for (const rule of catalogue) assert.equal(ruleById(rule.id), rule);
    assert.equal(ruleById('NO-SUCH-RULE'), undefined);
  });

  it('comes in the order of its areas', () => {
    const places = catalogue.map(({ area }) => AREAS.indexOf(area));
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    );
    assert.deepEqual([...new Set(catalogue.map(({ area }) => area))], [...AREAS]);
  });

  it('has titles and hints in both languages', () => {
    for (const { id, title, hint } of catalogue) {
      for (const { en, zh } of [title, hint]) {
        assert.notEqual(en.trim(), '', `${id} lacks English`);
        assert.ok(!HAN.test(en), `${id} has Chinese in its English`);
        assert.match(zh, HAN, `${id} lacks Chinese`);
      }
    }
  });

  it('cites a source for every rule, each once and well formed', () => {
    const form = { guide: /^G§\d(\.\d)?$/, api: /^D:\d{10}$/, checklist: /^Q(-[A-Z0-9]+)+$/, own: /^$/ };
    for (const { id, sources } of catalogue) {
      assert.ok(sources.length > 0, `${id} cites nothing`);
      assert.equal(new Set(sources.map(({ ref }) => ref)).size, sources.length, `${id} cites a source twice`);
      for (const { document, ref } of sources) assert.match(ref, form[document], `${id} cites ${ref}`);
    }
  });

  it('asks no more of anybody than its sources allow', () => {
    for (const rule of catalogue) assert.ok(levelIsAllowed(rule), `${rule.id} may be no ${rule.level}`);
  });
});

describe('the pinned rules', () => {
  it('are each there once', () => assert.equal(pinOf.size, pinned.length));

  it('never vanish: an id is not reused and not given up', () => {
    for (const { id } of pinned) assert.ok(ruleById(id), `${id} is gone`);
  });

  it('never change their subject, and their level and the words of their duty only together with the pin', () => {
    for (const { id, level, subject, title } of catalogue) {
      const pin = pinOf.get(id);
      if (pin) assert.deepEqual({ id, level, subject, duty: title.en }, pin);
    }
  });

  it('include every rule: a new one is added to pinned-rules.json', () => {
    for (const { id } of catalogue) assert.ok(pinOf.has(id), `${id} is not pinned yet`);
  });
});

describe('the level that sources allow', () => {
  const levels: readonly Level[] = ['must', 'should', 'may'];
  const allowed = (...confidences: readonly Confidence[]): readonly Level[] =>
    levels.filter((level) =>
      levelIsAllowed({ level, sources: confidences.map((confidence) => page('4012791897', confidence)) }),
    );

  it('is a must at the most for H, a should for M, a may for L', () => {
    assert.deepEqual(allowed('H'), ['must', 'should', 'may']);
    assert.deepEqual(allowed('M'), ['should', 'may']);
    assert.deepEqual(allowed('L'), ['may']);
  });

  it('is that of the best source', () => {
    assert.deepEqual(allowed('L', 'H', 'M'), ['must', 'should', 'may']);
    assert.deepEqual(allowed('L', 'M'), ['should', 'may']);
  });

  it('is none without a source', () => assert.deepEqual(allowed(), []));

  it('is a must on the guide and on a current page, not on the checklist alone', () => {
    assert.ok(levelIsAllowed({ level: 'must', sources: [guide('3.1')] }));
    assert.ok(levelIsAllowed({ level: 'must', sources: [page('4012791897')] }));
    assert.ok(!levelIsAllowed({ level: 'must', sources: [checklist('Q-QUERY')] }));
    assert.ok(levelIsAllowed({ level: 'should', sources: [checklist('Q-QUERY')] }));
  });
});

describe('docs/sources.md', () => {
  const root = new URL('../../', import.meta.url);
  const document = readFileSync(new URL('docs/sources.md', root), 'utf8');
  const rows = [...document.matchAll(/^\| D:(\d{10}) \| \[[^\]]+\]\((\S+)\) \| \S.* \|$/gm)];
  const documented = rows.map(([, number]) => number ?? '');

  const code = readdirSync(new URL('src/', root), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({ file, text: readFileSync(new URL(`src/${file}`, root), 'utf8') }));
  // As D:4012791897, or as page('4012791897'). Partners' pages, DP:…, are others.
  const citedIn = (text: string): readonly string[] =>
    [...text.matchAll(/(?<!DP:|partner\/)\b(40[12]\d{7})\b/g)].map(([, number]) => number ?? '');

  it('has a row for every official page that the code cites', () => {
    for (const { file, text } of code) {
      for (const number of citedIn(text)) assert.ok(documented.includes(number), `src/${file} cites D:${number}`);
    }
  });

  it('has no row for a page that the code does not cite', () => {
    const cited = new Set(code.flatMap(({ text }) => citedIn(text)));
    for (const number of documented) assert.ok(cited.has(number), `nothing in src cites D:${number}`);
  });

  it('has each page once, in order, with its address', () => {
    assert.ok(documented.length > 0);
    assert.deepEqual(documented, [...new Set(documented)].toSorted());
    for (const [row, number, url] of rows) {
      assert.equal(url, `https://pay.weixin.qq.com/doc/v3/merchant/${number}`, row);
    }
  });

  it('mentions no page but those of its table', () => {
    for (const number of citedIn(document)) assert.ok(documented.includes(number), `D:${number} has no row`);
  });

  it('tells every row of the checklist as its clause does', () => {
    const told = [...document.matchAll(/^\| (Q-[A-Z0-9-]+) \| (.+) \| (.+) \|$/gm)].map(([, ...cells]) => cells);
    assert.deepEqual(
      told,
      checklistClauses.map(({ id, severity, restatement }) => [id, severity, restatement.en]),
    );
  });
});
