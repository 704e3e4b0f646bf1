import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isRecord, isSuccess, parseJson, wireHeaders, wireHeadersOf } from '../../src/protocol/index.ts';

describe('what crosses the wire', () => {
  it('has headers with lower-case names, one value each', () => {
    const raw = { 'Wechatpay-Serial': 'S', ACCEPT: ['a', 'b'], 'x-none': undefined, 'x-empty': '' };
    assert.deepEqual(wireHeaders(raw), { 'wechatpay-serial': 'S', accept: 'a, b', 'x-empty': '' });
  });

  it('is JSON or undefined', () => {
    assert.deepEqual(parseJson(Buffer.from('{"描述":[1]}')), { 描述: [1] });
    assert.equal(parseJson('null'), null);
    for (const text of ['', '{', "{'a':1}", '<xml/>']) assert.equal(parseJson(text), undefined, text);
  });

  it('is a success from 200 to 299', () => {
    assert.deepEqual([199, 200, 204, 299, 300, 404].map(isSuccess), [false, true, true, true, false, false]);
  });

  it('is a record where it is an object with names', () => {
    assert.deepEqual([{}, { a: 1 }, [], null, 'x', 1, undefined].map(isRecord), [true, true, ...Array(5).fill(false)]);
  });
});

describe('headers from a flat list', () => {
  it('have lower-case names, and what came twice is joined', () => {
    assert.deepEqual(wireHeadersOf(['A', '1', 'b', '2', 'a', '3']), { a: '1, 3', b: '2' });
    assert.deepEqual(wireHeadersOf(['a', '', 'a', '1', 'lone']), { a: ', 1' });
  });

  it('may be called as every object’s own members are', () => {
    assert.deepEqual(wireHeadersOf(['constructor', 'x', 'valueOf', 'y']), { constructor: 'x', valueof: 'y' });
  });
});
