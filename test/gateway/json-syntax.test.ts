import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { syntaxFault } from '../../src/gateway/validation/json-syntax.ts';
import { parseJson } from '../../src/protocol/wire.ts';

const texts = (...parts: readonly string[]): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...parts), { maxLength: 7 }).map((some) => some.join(''));

/** V8's parser is the other opinion: what it takes has no fault, and what it refuses has one (RFC 8259). */
describe('the syntax of JSON has a fault exactly where JSON.parse finds one:', () => {
  for (const [what, some] of Object.entries({
    numbers: texts('0', '1', '25', '-', '+', '.', 'e', 'E'),
    words: texts('true', 'false', 'null', 'tru', 'E', '1'),
    strings: texts('"', 'a', '\\', 'u', '00e9', 'b', '/', '\n', '\u001f', ' ').map((text) => `"${text}"`),
    'lists and objects': texts('{', '}', '[', ']', '"a"', ':', ',', '1'),
    blanks: texts(' ', '\t', '\r', '\n', '\f', '1', '[', ']'),
  })) {
    it(what, () => {
      fc.assert(
        fc.property(some, (text) => {
          assert.equal(syntaxFault(Buffer.from(text)) === undefined, parseJson(text) !== undefined);
        }),
        { numRuns: 3_000, seed: 1 },
      );
    });
  }

  for (const text of [
    '-0.25e+10',
    '1E-2',
    '0.0',
    '1e0',
    '"\\u00e9\\b"',
    ' [ ] ',
    '[false,null,true]',
    '\t\r\n{"a" : 1}',
  ])
    it(JSON.stringify(text), () => assert.equal(syntaxFault(Buffer.from(text)), undefined));

  for (const text of [
    '1.',
    '1e',
    '1e+',
    '01',
    '-',
    '+1',
    '.5',
    '"\\u00e"',
    '"\\u00g9"',
    '[,]',
    '{a":1}',
    '{"a":1,}',
    '\f1',
  ])
    it(JSON.stringify(text), () => assert.ok(syntaxFault(Buffer.from(text))));
});
