import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { paths } from '../../src/protocol/payments.ts';
import { Bench, MCHID, refusalOf } from './bench.ts';

describe('a body that is no JSON', () => {
  for (const [what, body] of [
    ['cut off', '{"mchid":"1900000109",'],
    ['empty', ''],
    ['XML', '<xml><mchid>1</mchid></xml>'],
    ['a form', 'mchid=1900000109'],
    ['two values', '{}{}'],
    ['of bytes', Buffer.from([0xff, 0xfe, 0x00])],
  ] as const) {
    it(`(${what}) is refused and leaves everything as it was`, () => {
      const bench = new Bench();
      bench.order();
      const before = bench.snapshot();
      const answer = bench.call('POST', paths.order, { body });
      assert.equal(refusalOf(answer), '400 PARAM_ERROR 268435461');
      assert.match(String(answer.json['message']), /^解析 Json 出错 \(位置: \/body\)/);
      assert.deepEqual(answer.json['detail'], { location: null, value: body.toString().slice(0, 64) });
      assert.deepEqual(bench.snapshot(), before);
    });
  }

  for (const body of ['null', '[]', '"text"', '5', 'true']) {
    it(`but is ${body}, no object, is refused`, () => {
      const answer = new Bench().call('POST', paths.order, { body });
      assert.equal(
        answer.json['message'],
        '无法将 JSON 输入源“/body”映射到目标字段“下单请求”中，此字段需要一个 object 类型的 Json 值',
      );
    });
  }

  it('nested deeper than it can be written again is refused all the same', () => {
    const body = `{"appid":"a","mchid":"${MCHID}","description":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    assert.equal(new Bench().call('POST', paths.order, { body }).status, 400);
    const whole = { ...new Bench().orderRequest(), description: 'DEEP' };
    const deep = JSON.stringify(whole).replace('"DEEP"', `${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    const answer = new Bench().call('POST', paths.order, { body: deep });
    assert.equal(
      answer.json['message'],
      '无法将 JSON 输入源“/body/description”映射到目标字段“商品描述”中，此字段需要一个 string 类型的 Json 值',
    );
  });
});
