import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { answerOf } from '../../src/merchant/driver/answer.ts';
import { asText, fillJson, fillPath, fillText, Scope, Unfilled } from '../../src/merchant/driver/fill.ts';
import { filledTake, takeFrom } from '../../src/merchant/driver/take.ts';
import { literally } from '../../src/merchant/profile/placeholders.ts';

const json = fc.jsonValue().filter((value) => value !== null && value !== '');
const answer = (body: unknown) => answerOf(200, new Map(), Buffer.from(JSON.stringify(body)));
const scope = (value: unknown): Scope => new Scope(new Map([['a.b', value]]));
const name = fc.string({ minLength: 1 });

describe('what is captured and filled in', () => {
  it('comes back as it was, with its JSON type', () => {
    fc.assert(
      fc.property(json, name, (value, key) => {
        const taken = takeFrom(answer({ [key]: [value] }), `$[${JSON.stringify(key).replaceAll('/', '\\/')}][0]`);
        const sent = JSON.stringify(fillJson({ deep: [{ [key]: '{a.b}' }] }, scope(taken)));
        assert.deepEqual(
          takeFrom(answerOf(200, new Map(), Buffer.from(sent)), '$.deep[0]'),
          JSON.parse(JSON.stringify({ [key]: value })),
        );
      }),
    );
  });

  it('comes back from a text that holds JSON', () => {
    fc.assert(
      fc.property(json, (value) => {
        const taken = takeFrom(answer({ pay: JSON.stringify({ in: value }) }), {
          from: '$.pay',
          parse: 'json',
          inside: '$.in',
        });
        assert.deepEqual(taken, JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('comes back from a path and its query, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        if (text === '.' || text === '..')
          return assert.throws(() => fillPath('{a.b}', scope(text)), { name: 'MerchantFailed' });
        const url = new URL(`http://shop.example${fillPath('/a/{a.b}/c?x={a.b}&y=1', scope(text))}`);
        assert.equal(url.host, 'shop.example');
        assert.equal(url.searchParams.get('x'), text);
        assert.equal(url.searchParams.get('y'), '1');
        const inside = url.pathname.split('/')[2] ?? '';
        assert.equal(decodeURIComponent(inside), text);
      }),
    );
  });

  it('finds what it stands for in a list, whatever it holds, and nothing else', () => {
    const hostile = fc.string({ unit: fc.constantFrom(`"`, `'`, '\\', ']', '|', '?', '@', '.', 'a', ' ', 'é', '\n') });
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean()), (value) => {
        const list = answer({
          list: [
            { id: 'nobody', at: 0 },
            { id: value, at: 1 },
          ],
        });
        const quoted = typeof value === 'string' ? [`$.list[?@.id == "{a.b}"].at`, `$.list[?@.id == '{a.b}'].at`] : [];
        for (const path of ['$.list[?@.id == {a.b}].at', ...quoted])
          assert.equal(takeFrom(list, filledTake(path, scope(value))), 1, path);
      }),
    );
  });

  it('may be half a character', () => assert.equal(fillPath('/{a.b}', scope('\ud800')), '/%EF%BF%BD'));

  it('is never read as a placeholder, and literal text stays what it is', () => {
    const braces = fc.string({ unit: fc.constantFrom('{', '}', 'a', '.', 'b', ':', 'text', ' ') });
    fc.assert(
      fc.property(braces, (text) => {
        assert.equal(fillText('<{a.b}>', scope(text)), `<${text}>`);
        assert.equal(fillText(literally(text), scope('filled')), text);
      }),
    );
  });

  it('can be asked for as text or number', () => {
    assert.deepEqual(fillJson(['{a.b}', '{a.b:text}', '{a.b:number}'], scope('12')), ['12', '12', 12]);
    assert.deepEqual(fillJson(['{a.b}', '{a.b:text}', 'x{a.b}'], scope(12)), [12, '12', 'x12']);
    assert.equal(asText({ a: 1 }), '{"a":1}');
    assert.throws(() => fillJson('{a.b:number}', scope('twelve')), { name: 'MerchantFailed' });
    assert.throws(
      () => fillText('{c}', scope(1)),
      (failure) => failure instanceof Unfilled && failure.placeholder === 'c',
    );
  });

  it('leaves JSON keys alone that would be something else to JavaScript', () => {
    const filled = fillJson(JSON.parse('{"__proto__": "{a.b}", "constructor": 1}'), scope('x'));
    assert.equal(JSON.stringify(filled), '{"__proto__":"x","constructor":1}');
  });
});
