import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { syntaxFault } from '../../src/gateway/validation/json-syntax.ts';
import { paths } from '../../src/protocol/payments.ts';
import { type Answer, Bench, MCHID, refusalOf } from './bench.ts';

const messageOf = ({ json }: Answer): string => String(json['message']);
const detailOf = ({ json }: Answer): unknown => json['detail'];
const documented = (): Bench => new Bench({ policy: { errorDetail: 'documented' } });

describe('a body that is no JSON is told with line and column:', () => {
  const cases: readonly [text: string, place: string, problem: string][] = [
    ['', '1:1', 'Syntax error: value, object or array expected.'],
    ['{"appid":"wx1","mchid" "2"}', '1:24', "Missing ':' after object member name"],
    ['{"a":1 "b":2}', '1:8', "Missing ',' or '}' in object declaration"],
    ['[1 2]', '1:4', "Missing ',' or ']' in array declaration"],
    ['{"a":1,}', '1:8', "Missing '}' or object member name"],
    ["{'a':1}", '1:2', "Missing '}' or object member name"],
    ['{\n  "a": 1,\n  "b": tru\n}', '3:8', 'Syntax error: value, object or array expected.'],
    ['{"茶":1,,}', '1:10', "Missing '}' or object member name"],
    ['{"a":01}', '1:6', "'01' is not a number."],
    ['0'.repeat(65), '1:1', `'${'0'.repeat(64)}' is not a number.`],
    ['{"a":"\\q"}', '1:7', 'Bad escape sequence in string'],
    ['{"a":"never ended', '1:6', 'Syntax error: value, object or array expected.'],
    ['{}{}', '1:3', 'Extra non-whitespace after JSON value.'],
    ['['.repeat(2_000), '1:1001', 'Exceeded stackLimit in readValue().'],
  ];
  for (const [body, place, problem] of cases) {
    it(`${JSON.stringify(body.slice(0, 40))} at ${place}`, () => {
      const answer = new Bench().call('POST', paths.order, { body });
      const [line, column] = place.split(':');
      assert.equal(refusalOf(answer), '400 PARAM_ERROR 268435461');
      assert.equal(messageOf(answer), `解析 Json 出错 (位置: /body): * Line ${line}, Column ${column}\n  ${problem}\n`);
      assert.deepEqual(detailOf(answer), { location: null, value: body.slice(0, 64) });
    });
  }

  it('and so is a body in another encoding', () => {
    const answer = new Bench().call('POST', paths.order, { body: Buffer.from([0x7b, 0xb2, 0xe8, 0x7d]) });
    assert.equal(messageOf(answer), '解析 Json 出错 (位置: /body): * Line 1, Column 1\n  The text is not UTF-8.\n');
  });

  it('also where it would be JSON but for its encoding (D:4012081709)', () => {
    const [before, after] = JSON.stringify(new Bench().orderRequest({ description: '茶' })).split('茶');
    const inGbk = Buffer.concat([Buffer.from(before ?? ''), Buffer.from([0xb2, 0xe8]), Buffer.from(after ?? '')]);
    const answer = new Bench().call('POST', paths.order, { body: inGbk });
    assert.equal(refusalOf(answer), '400 PARAM_ERROR 268435461');
    assert.match(messageOf(answer), /The text is not UTF-8/);
  });

  it('and in the documented form where that is asked for', () => {
    const answer = documented().call('POST', paths.order, { body: '{' });
    const issue = "Missing '}' or object member name";
    assert.deepEqual(detailOf(answer), { field: '', value: '{', issue, location: 'body' });
  });

  it('however long its strings are', () => {
    assert.equal(syntaxFault(Buffer.from(`["${'x\\n'.repeat(400_000)}"]`)), undefined);
    assert.equal(syntaxFault(Buffer.from(`["${'x'.repeat(1_000_000)}`))?.column, 2);
  });

  it('and what is JSON has no fault', () => {
    for (const text of [' {"a" : [ ] , "b":[{},-0.1e-7,"\\u4e2d\\\\"],"c":null}\r\n', '1', '"a"', '[]', 'true'])
      assert.equal(syntaxFault(Buffer.from(text)), undefined, text);
  });
});

describe('a character of four bytes is refused', () => {
  for (const [field, change] of Object.entries({
    description: { description: '茶🍵' },
    attach: { attach: '\u{20bb7}' },
    'payer/openid': { payer: { openid: 'o🍵' } },
    'scene_info/store_info/id': { scene_info: { payer_client_ip: '1.2.3.4', store_info: { id: '🍵' } } },
  })) {
    it(`in ${field}`, () => {
      const answer = new Bench().order(change);
      assert.equal(refusalOf(answer), '400 PARAM_ERROR 268435461');
      assert.ok(messageOf(answer).startsWith(`输入源“/body/${field}”`), messageOf(answer));
      assert.ok(messageOf(answer).endsWith('字符串只能包含 UTF-8 编码为 1 至 3 个字节的字符'), messageOf(answer));
    });
  }

  it('in the number of a query', () => {
    const answer = new Bench().call('GET', paths.orderByNumber('🍵', MCHID));
    assert.equal(refusalOf(answer), '400 PARAM_ERROR 268435461');
  });

  it('and one of three is taken', () => assert.equal(new Bench().order({ description: '茶€\uffff' }).status, 200));
});

describe('the place of what is wrong', () => {
  it('is the address where a close has no mchid', () => {
    const answer = new Bench().call('POST', paths.close('order-1'), { body: {} });
    assert.equal(
      messageOf(answer),
      '输入源“/uri_template/mchid”映射到字段“直连商户号”必填性规则校验失败，此字段为必填项',
    );
    assert.deepEqual(detailOf(answer), { location: 'uri_template', value: '' });
  });

  it('is the body where a close has a wrong one', () => {
    const answer = new Bench().call('POST', paths.close('order-1'), { body: { mchid: 1 } });
    assert.match(messageOf(answer), /“\/body\/mchid”/);
    assert.deepEqual(detailOf(answer), { location: 'body', value: 1 });
  });

  it('is the query where its mchid is too long', () => {
    const answer = new Bench().call('GET', paths.orderByNumber('order-1', '1'.repeat(33)));
    assert.match(messageOf(answer), /“\/query\/mchid”.*字节数 33，大于最大值 32/);
    assert.deepEqual(detailOf(answer), { location: 'query', value: 33 });
  });
});

describe('the documented form of a refusal', () => {
  const cases: readonly [string, Answer, object][] = [
    [
      'an unknown currency',
      documented().order({ amount: { total: 1, currency: 'XYZ' } }),
      { field: '/amount/currency', value: 'XYZ', issue: 'not allowed by enum ["CNY"]', location: 'body' },
    ],
    [
      'a missing field',
      documented().order({ payer: {} }),
      { field: '/payer/openid', value: '', issue: 'the field is required', location: 'body' },
    ],
    [
      'a text that is too long',
      documented().order({ goods_tag: 'x'.repeat(33) }),
      {
        field: '/goods_tag',
        value: 'x'.repeat(33),
        issue: '33 characters, and at most 32 are allowed',
        location: 'body',
      },
    ],
    [
      'a number below its least',
      documented().order({ amount: { total: 0 } }),
      { field: '/amount/total', value: 0, issue: 'less than 1', location: 'body' },
    ],
    [
      'a text of too few bytes',
      documented().order({ out_trade_no: 'abc' }),
      { field: '/out_trade_no', value: 'abc', issue: '3 bytes, and at least 6 are allowed', location: 'body' },
    ],
    [
      'a text of too few characters',
      documented().order({ payer: { openid: '' } }),
      { field: '/payer/openid', value: '', issue: '0 characters, and at least 1 are allowed', location: 'body' },
    ],
    [
      'a list of nothing',
      documented().order({ detail: { goods_detail: [] } }),
      {
        field: '/detail/goods_detail',
        value: [],
        issue: '0 elements, and at least 1 are allowed',
        location: 'body',
      },
    ],
    [
      'an unknown field',
      documented().order({ amount: { total: 1, yuan: 1 } }),
      { field: '/amount/yuan', value: 1, issue: 'there is no field yuan', location: 'body' },
    ],
    [
      'a path',
      documented().call('GET', paths.orderByNumber('x'.repeat(33), MCHID)),
      {
        field: 'out_trade_no',
        value: 'x'.repeat(33),
        issue: '33 bytes, and at most 32 are allowed',
        location: 'url',
      },
    ],
    [
      'a query',
      documented().call('GET', '/v3/pay/transactions/id/4200'),
      { field: 'mchid', value: '', issue: 'the field is required', location: 'query' },
    ],
  ];
  for (const [what, answer, detail] of cases) {
    it(`of ${what} has field, value, issue and location`, () => {
      assert.match(refusalOf(answer), /^400 PARAM_ERROR/);
      assert.deepEqual(detailOf(answer), detail);
    });
  }
});

describe('an integer', () => {
  const placed = (total: unknown): string => messageOf(new Bench().order({ amount: { total } }));

  it('has 64 bits', () => {
    for (const total of [2 ** 63, 1e300]) assert.match(placed(total), /合法的 64 位有符号整数/);
    assert.doesNotMatch(placed(2 ** 62), /64 位/);
    for (const total of [-(2 ** 63), -1e300]) assert.match(placed(total), /值低于最小值/);
  });
});

describe('the detail of an order', () => {
  it('that is longer than 6000 bytes is told as every text that is too long (F§2.2)', () => {
    const goods_detail = Array(30).fill({
      merchant_goods_id: 'g',
      quantity: 1,
      unit_price: 1,
      goods_name: 'x'.repeat(256),
    });
    assert.equal(refusalOf(new Bench().order({ detail: { goods_detail } })), '400 PARAM_ERROR 268435462');
  });
});

describe('a field that has one of few values', () => {
  it('is held to these, whatever characters it has', () => {
    const answer = new Bench().order({ amount: { total: 1, currency: '💰' } });
    assert.equal(messageOf(answer), '输入源“/body/amount/currency”映射到字段“货币类型”规则校验失败');
  });

  it('or is no text is not asked for characters', () => {
    const message = '无法将 JSON 输入源“/body/payer”映射到目标字段“支付者”中，此字段需要一个 object 类型的 Json 值';
    assert.equal(messageOf(new Bench().order({ payer: '💰' })), message);
  });
});

describe('the length of all of an order’s detail', () => {
  it('is told after what is wrong with one of its fields', () => {
    const good = { merchant_goods_id: 'g', quantity: 1, unit_price: 1 };
    const goods_detail = Array(30).fill({ ...good, goods_name: 'x'.repeat(257) });
    assert.match(messageOf(new Bench().order({ detail: { goods_detail } })), /goods_name/);
  });

  it('is not asked of what is no object', () => {
    assert.match(messageOf(new Bench().order({ detail: 'x'.repeat(7_000) })), /需要一个 object 类型/);
  });
});

describe('a list of goods', () => {
  it('that is empty is refused with the number that there are', () => {
    const answer = new Bench().order({ detail: { goods_detail: [] } });
    assert.equal(
      messageOf(answer),
      '输入源“[/body/detail/goods_detail]”映射到字段“单品列表”多重性规则校验失败，此字段个数为 0 个，低于最小值 1',
    );
    assert.deepEqual(detailOf(answer), { location: 'body', value: 0 });
  });
});

describe('a string that ends in the middle of an escape', () => {
  it('is no string, from its first character on', () => {
    const fault = { line: 1, column: 1, problem: 'Syntax error: value, object or array expected.' };
    assert.deepEqual(syntaxFault(Buffer.from('"abc\\')), fault);
    assert.deepEqual(syntaxFault(Buffer.from('"abc')), fault);
    const bad = { line: 1, column: 5, problem: 'Bad escape sequence in string' };
    assert.deepEqual(syntaxFault(Buffer.from('"abc\\q')), bad, 'where one more character follows');
  });
});
