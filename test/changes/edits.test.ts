import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runInNewContext } from 'node:vm';
import { schemaChanges } from './data-changes.ts';
import { editsOf } from './edits.ts';
import { instrumented, SWITCH } from './instrument.ts';

const becomes = (text: string): readonly string[] => editsOf(text).map(({ replacement }) => replacement);

describe('the changes of a source', () => {
  const cases: Readonly<Record<string, readonly string[]>> = {
    'if (a) b();': ['true', 'false'],
    'while (a) b();': ['false'],
    'a < b;': ['(a) <= (b)', '(a) >= (b)'],
    'a - (b ?? c);': ['(a) + (b ?? c)', 'b', 'c'],
    'a && b;': ['a', 'b'],
    '!a;': ['a'],
    'a?.b.c;': ['a.b.c'],
    'a?.[0];': ['a[0]', '1', '-1'],
    'a?.(b);': ['a(b)'],
    '[a].some(b);': ['[a].every(b)'],
    'a.toString();': [],
    "a('PAID');": ["''"],
    "a('it was paid');": [],
    "throw new Error('PAID');": [],
    [`\`\${a}-\${b}\`;`]: [`\`\${a}\${b}\``],
    '/^a{2}$/;': ['/a{2}$/', '/^~{2}$/', '/^a{3}$/', '/^a{1}$/', '/^a{2}/'],
    "import a from 'a'; export type B = 'b' | 3;": [],
    "const a = { 'b': c } as const;": [],
  };
  for (const [text, expected] of Object.entries(cases)) {
    it(`${text} are ${expected.length}`, () => assert.deepEqual(becomes(text), expected));
  }
});

describe('a source with switches', () => {
  const text = 'answer = a < 2 && (b ?? [4 - (c ?? 1)])[0];';
  const edits = editsOf(text).map((edit, id) => ({ ...edit, id }));
  const run = (on: number | undefined, source = instrumented(text, edits)): unknown => {
    const context = { a: 1, b: undefined, c: undefined, answer: undefined, [SWITCH]: (id: number) => id === on };
    runInNewContext(source, context);
    return context.answer;
  };

  it('does what it did while none is on', () => assert.equal(run(undefined), 3));

  it('does what the changed text does while one is on', () => {
    assert.equal(edits.length, 17);
    for (const { id, start, end, replacement } of edits) {
      const changed = `${text.slice(0, start)}(${replacement})${text.slice(end)}`;
      const outcome = (source: string, on?: number): unknown => {
        try {
          return run(on, source);
        } catch (thrown) {
          return String(thrown);
        }
      };
      assert.deepEqual(outcome(instrumented(text, edits), id), outcome(changed), replacement);
    }
  });
});

describe('the changes of a schema', () => {
  it('are of each bound, each item, and each other keyword, wherever it stands', () => {
    const schema = {
      title: 'A',
      required: ['a', 'b'],
      properties: { maxLength: { type: 'string', maxLength: 32 }, b: { anyOf: [{ pattern: '^x$' }] } },
    };
    assert.deepEqual(
      schemaChanges(JSON.stringify(schema)).map(({ was, becomes }) => `${was} → ${becomes}`),
      [
        '/required: ["a","b"] → ["b"]',
        '/required: ["a","b"] → ["a"]',
        '/properties/maxLength/type: "string" → nothing',
        '/properties/maxLength/maxLength: 32 → 33',
        '/properties/maxLength/maxLength: 32 → 31',
        '/properties/b/anyOf/0/pattern: "^x$" → nothing',
        '/properties/b/anyOf/0/pattern: "^x$" → "x$"',
        '/properties/b/anyOf/0/pattern: "^x$" → "^x"',
      ],
    );
    const [first] = schemaChanges(JSON.stringify(schema));
    assert.deepEqual(JSON.parse(first?.text ?? ''), { ...schema, required: ['b'] });
  });
});
