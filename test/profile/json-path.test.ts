import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compilePath, compileSuccess } from '../../src/merchant/profile/json-path.ts';
import { nearest } from '../../src/merchant/profile/nearest.ts';
import { readDuration, readPace } from '../../src/merchant/profile/short-duration.ts';

describe('how a backend says yes', () => {
  const cases: readonly (readonly [string, unknown, boolean, number?])[] = [
    ['$.code == 0', { code: 0 }, true],
    ['$.code == 0', { code: '0' }, false],
    ['$.code == 0', {}, false],
    ['$.success == true', { success: true }, true],
    ['$.success == true', { success: 'true' }, false],
    ['$.status.code == "OK"', { status: { code: 'OK' } }, true],
    ["$['status'].code == 'OK'", { status: { code: 'OK' } }, true],
    ['$.code == 0 && $.data.ok != false', { code: 0, data: { ok: true } }, true],
    ['$.code == 0 || $.code == 200', { code: 200 }, true],
    ['!($.error)', { data: 1 }, true],
    ['!($.error)', { error: 'x' }, false],
    ['$.data', { data: null }, true],
    ['$.data', {}, false],
    ['$.list[0].id > 3', { list: [{ id: 4 }] }, true],
    ['$.msg == "$.code status @"', { msg: '$.code status @' }, true],
    ['status == 302', '', true, 302],
    ['status == 302', '', false, 200],
    ['status < 300 && $.status == "ok"', { status: 'ok' }, true, 201],
    ['$ == "success"', 'success', true],
    ['$ == "success"', 'fail', false],
    ['$.code != 1', '<html>', false],
    ['$.code != 1', {}, true],
    ['length($.items) > 0', { items: [1] }, true],
  ];
  for (const [text, body, expected, status = 200] of cases) {
    it(`${text} of ${status} ${JSON.stringify(body)} is ${expected}`, () => {
      assert.equal(compileSuccess(text).holds({ status, body, isJson: typeof body !== 'string' }), expected);
    });
  }

  it('says whether it decides on the status as well', () => {
    assert.equal(compileSuccess('status == 302').saysStatus, true);
    assert.equal(compileSuccess('$.status == 302').saysStatus, false);
    assert.equal(compileSuccess('$["status"] == "status"').saysStatus, false);
  });

  for (const text of [
    '',
    'true',
    'code == 0',
    '$.code = 0',
    '$.code === 0',
    '$.list[?@.id == 1]',
    '$.code ==',
    '@.code == 0',
    '1 == 1',
  ])
    it(`cannot be "${text}"`, () =>
      assert.throws(() => compileSuccess(text), { name: 'BadExpression', message: /write it like \$\.code == 0/ }));
});

describe('a path', () => {
  it('finds the first, and nothing of what an object inherits', () => {
    assert.equal(compilePath('$.a[*].b')({ a: [{ b: 1 }, { b: 2 }] }), 1);
    assert.equal(compilePath('$.toString')({}), undefined);
    assert.equal(compilePath('$.a')(undefined), undefined);
    assert.deepEqual(compilePath('$')([1]), [1]);
    assert.equal(compilePath('$')('text'), 'text');
  });
  for (const text of ['', 'data', '$.', '$.a b', '$[', '.a'])
    it(`cannot be "${text}"`, () => assert.throws(() => compilePath(text), { name: 'BadExpression' }));
});

describe('small words', () => {
  it('are durations', () => {
    for (const [text, expected] of [
      ['5s', 5_000],
      ['500ms', 500],
      ['1.5s', 1_500],
      ['2m', 120_000],
      ['2 min', 120_000],
      ['1h', 3_600_000],
      ['30 seconds', 30_000],
    ] as const)
      assert.equal(readDuration(text), expected);
    for (const text of ['', '5', 's', '-5s', '5 s s', '1e9s', '99999999999s'])
      assert.throws(() => readDuration(text), RangeError);
  });
  it('are paces', () => {
    for (const [text, expected] of [
      ['2/s', 2],
      ['0/s', 0],
      ['0.5/s', 0.5],
      ['30/m', 0.5],
      ['3600 / h', 1],
    ] as const)
      assert.equal(readPace(text), expected);
    for (const text of ['', '2', '/s', '-1/s', '2/d']) assert.throws(() => readPace(text), RangeError);
  });
  it('are nearest to the one that was meant', () => {
    const known = ['get', 'post', 'put', 'patience', 'payment-params'];
    for (const [word, expected] of [
      ['pots', 'post'],
      ['POST', 'post'],
      ['patiense', 'patience'],
      ['payment_param', 'payment-params'],
      ['zzzzzz', undefined],
      ['x'.repeat(100_000), undefined],
    ] as const)
      assert.equal(nearest(word, known), expected);
  });
});
