import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { policyTable } from '../../src/gateway/policy.ts';
import { ambiguities, ambiguityById, answersOf } from '../../src/rules/ambiguities.ts';
import { guideClauses } from '../../src/rules/guide-clauses.ts';

const root = new URL('../../', import.meta.url);
const policy: Readonly<Record<string, { readonly value: unknown; readonly source: string }>> = policyTable;

/** A policy's value as a reading states it: a word as its name, a list as its length. */
const comparable = (value: unknown): unknown => (Array.isArray(value) ? value.length : value);

const numbersIn = (text: string): readonly string[] => [...text.matchAll(/\bA-\d{2}\b/g)].map(([number]) => number);

describe('the ambiguities', () => {
  it('are numbered through, none left out and none twice', () => {
    assert.deepEqual(
      ambiguities.map(({ id }) => id),
      ambiguities.map((_, index) => `A-${String(index + 1).padStart(2, '0')}`),
    );
  });

  it('ask a question and give readings, each with a name of its own and its sources', () => {
    const sections = new Set(guideClauses.map(({ section }) => section));
    for (const { id, question, readings } of ambiguities) {
      assert.match(question, /\?$/, id);
      assert.equal(new Set(readings.map(({ name }) => name)).size, readings.length, `${id} has a reading twice`);
      for (const { name, source } of readings) {
        assert.notEqual(name.trim(), '', id);
        for (const ref of source.split(', ')) {
          assert.match(ref, /^(DP?:\d{10}|G§\d(\.\d)?|observed)$/, `${id} cites ${ref}`);
          if (ref.startsWith('G§')) assert.ok(sections.has(ref), `${id} cites ${ref}, which the guide does not have`);
        }
      }
    }
  });

  it('give refusals as they show on the wire', () => {
    for (const { id, readings } of ambiguities) {
      for (const { answers } of readings) {
        assert.notEqual(answers?.length, 0, `${id} has an empty list of answers`);
        for (const { status, code } of answers ?? []) {
          assert.ok(status >= 400 && status < 600, `${id} refuses with ${status}`);
          assert.match(code, /^[A-Z]+(_[A-Z]+)*$/, id);
        }
      }
    }
  });

  it('are found by their number', () => {
    for (const ambiguity of ambiguities) assert.equal(ambiguityById(ambiguity.id), ambiguity);
    assert.equal(ambiguityById('A-00'), undefined);
  });
});

describe('the policy of the simulated gateway', () => {
  it('cites only ambiguities that exist, and each of those names the entry that cites it', () => {
    for (const [name, { source }] of Object.entries(policy)) {
      for (const number of numbersIn(source))
        assert.equal(ambiguityById(number)?.policy, name, `${name} cites ${number}`);
    }
  });

  it('takes the first reading wherever an ambiguity names an entry', () => {
    for (const { id, policy: name, readings } of ambiguities) {
      if (name === undefined) continue;
      const entry = policy[name];
      assert.ok(entry, `${id} names ${name}, which is no policy`);
      const [first] = readings;
      assert.equal(comparable(entry.value), first.value ?? first.name, `${id}: ${name}`);
    }
  });

  it('is switched by no two ambiguities at once', () => {
    const named = ambiguities.flatMap(({ policy: name }) => name ?? []);
    assert.equal(new Set(named).size, named.length);
  });
});

describe('the answers of an ambiguity', () => {
  it('are those of all its readings, ours first', () => {
    assert.deepEqual(answersOf('A-05'), [
      { status: 400, code: 'ORDERPAID' },
      { status: 400, code: 'ORDER_PAID' },
      { status: 403, code: 'OUT_TRADE_NO_USED' },
      { status: 400, code: 'INVALID_REQUEST' },
    ]);
  });

  it('are each there once', () => {
    assert.deepEqual(answersOf('A-18'), [{ status: 400, code: 'PARAM_ERROR' }]);
    for (const { id } of ambiguities) {
      const answers = answersOf(id).map(({ status, code }) => `${status} ${code}`);
      assert.equal(new Set(answers).size, answers.length, id);
    }
  });

  it('are none where no reading refuses', () => assert.deepEqual(answersOf('A-01'), []));

  it('are not to be had for a number that there is not', () => {
    assert.throws(() => answersOf('A-99'), { name: 'RangeError', message: 'A-99 is no known ambiguity' });
    assert.throws(() => answersOf(''), RangeError);
  });
});

describe('what cites ambiguities', () => {
  it('in the source code names only such as exist', () => {
    for (const file of readdirSync(new URL('src/', root), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts')) continue;
      const text = readFileSync(new URL(`src/${file}`, root), 'utf8');
      for (const number of numbersIn(text)) assert.ok(ambiguityById(number), `src/${file} cites ${number}`);
    }
  });

  it('in docs/sources.md tells each with its question, its readings and their sources', () => {
    const document = readFileSync(new URL('docs/sources.md', root), 'utf8');
    const rows = new Map(
      [...document.matchAll(/^\| (A-\d{2}) \| (.+) \| (.+) \| (.*) \|$/gm)].map(([, id, ...cells]) => [id, cells]),
    );
    assert.deepEqual(
      [...rows.keys()],
      ambiguities.map(({ id }) => id),
    );
    for (const { id, question, readings, policy: name } of ambiguities) {
      const told = readings.map((reading) => `${reading.name} (${reading.source})`).join('; or ');
      assert.deepEqual(rows.get(id), [question, told, name === undefined ? '' : `\`${name}\``], id);
    }
  });
});
