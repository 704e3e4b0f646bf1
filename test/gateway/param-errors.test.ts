import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Answer, Bench, refusalOf } from './bench.ts';

const URL_PATTERN = '^https?://([^\\s/?#\\[\\]\\@]+\\@)?([^\\s/?#\\@:]+)(?::\\d{2,5})?([^\\s?#\\[\\]]*)$';
const BAD = '268435461';
const TOO_LONG = '268435462';
const TOO_SHORT = '268435463';
const OUT_OF_RANGE = '268435464';
const EXTRA = '270924358';

const detailOf = ({ json }: Answer): unknown => json['detail'];

interface Case {
  readonly change: Readonly<Record<string, unknown>>;
  readonly message: string;
  readonly value: unknown;
  readonly subCode?: string;
}

const order = (change: Readonly<Record<string, unknown>>): Case['change'] => change;
const textRule = (field: string, label: string): string =>
  `输入源“/body/${field}”映射到值字段“${label}”字符串规则校验失败`;
const missing = (field: string, label: string): string =>
  `输入源“/body/${field}”映射到字段“${label}”必填性规则校验失败，此字段为必填项`;
const notText = (field: string, label: string): string =>
  `无法将 JSON 输入源“/body/${field}”映射到目标字段“${label}”中，此字段需要一个 string 类型的 Json 值`;
const NOT_INTEGER =
  '无法将 JSON 输入源“/body/amount/total”映射到目标字段“总金额”中，此字段需要一个合法的 64 位有符号整数';

const cases: Readonly<Record<string, Case>> = {
  'a number below its least': {
    change: order({ amount: { total: 0 } }),
    message: '输入源“/body/amount/total”映射到数值字段“总金额”规则校验失败，值低于最小值 1',
    value: 0,
    subCode: OUT_OF_RANGE,
  },
  'a negative number': {
    change: order({ amount: { total: -1 } }),
    message: '输入源“/body/amount/total”映射到数值字段“总金额”规则校验失败，值低于最小值 1',
    value: -1,
    subCode: OUT_OF_RANGE,
  },
  'a fraction': { change: order({ amount: { total: 0.01 } }), message: NOT_INTEGER, value: 0.01 },
  'a product of floating point': {
    change: order({ amount: { total: 110.00000000000001 } }),
    message: NOT_INTEGER,
    value: 110.00000000000001,
  },
  'a price as text': { change: order({ amount: { total: '9.90' } }), message: NOT_INTEGER, value: '9.90' },
  'a number for a text': {
    change: order({ payer: { openid: 5 } }),
    message: notText('payer/openid', '用户标识'),
    value: 5,
  },
  'null for a text': { change: order({ attach: null }), message: notText('attach', '附加数据'), value: null },
  'null for an object': {
    change: order({ amount: null }),
    message: '无法将 JSON 输入源“/body/amount”映射到目标字段“订单金额”中，此字段需要一个 object 类型的 Json 值',
    value: null,
  },
  'a list for a text': {
    change: order({ description: ['a'] }),
    message: notText('description', '商品描述'),
    value: ['a'],
  },
  'too many bytes': {
    change: order({ attach: `${'附'.repeat(67)}ab` }),
    message: `${textRule('attach', '附加数据')}，字节数 203，大于最大值 128`,
    value: 203,
    subCode: TOO_LONG,
  },
  'too few bytes': {
    change: order({ out_trade_no: 'abc' }),
    message: `${textRule('out_trade_no', '商户订单号')}，字节数 3，小于最小值 6`,
    value: 3,
    subCode: TOO_SHORT,
  },
  'too few characters': {
    change: order({ payer: { openid: '' } }),
    message: `${textRule('payer/openid', '用户标识')}，字符数 0，小于最小值 1`,
    value: 0,
    subCode: TOO_SHORT,
  },
  'too many characters': {
    change: order({ description: '字'.repeat(128) }),
    message: `${textRule('description', '商品描述')}，字符数 128，大于最大值 127`,
    value: 128,
    subCode: TOO_LONG,
  },
  'a number of other characters': {
    change: order({ out_trade_no: '订单号' }),
    message: `${textRule('out_trade_no', '商户订单号')}，字符串必须匹配正则表达式“^[0-9a-zA-Z_\\-\\|\\*]+$”`,
    value: '订单号',
  },
  'a date without its zone': {
    change: order({ time_expire: '20220421191948' }),
    message: `${textRule('time_expire', '交易结束时间')}，字符串必须是符合 RFC3339 日期时间格式`,
    value: '20220421191948',
  },
  'a missing appid': { change: order({ appid: undefined }), message: missing('appid', '公众号ID'), value: '' },
  'a missing mchid': { change: order({ mchid: undefined }), message: missing('mchid', '直连商户号'), value: '' },
  'a missing total': { change: order({ amount: {} }), message: missing('amount/total', '总金额'), value: '' },
  'a missing openid': { change: order({ payer: {} }), message: missing('payer/openid', '用户标识'), value: '' },
  'an unknown field': {
    change: order({ openid: 'o' }),
    message: '参数中含有非法的额外参数',
    value: 'openid',
    subCode: EXTRA,
  },
  'an unknown field further inside': {
    change: order({ amount: { total: 1, yuan: 1 } }),
    message: '参数中含有非法的额外参数',
    value: 'yuan',
    subCode: EXTRA,
  },
};

describe('an order is refused for', () => {
  for (const [what, { change, message, value, subCode = BAD }] of Object.entries(cases)) {
    it(what, () => {
      const bench = new Bench();
      const answer = bench.order(change);
      assert.equal(refusalOf(answer), `400 PARAM_ERROR ${subCode}`);
      assert.equal(answer.json['message'], message);
      assert.deepEqual(detailOf(answer), { location: 'body', value });
      assert.equal(answer.signature, 'valid', 'the caller is known, so the refusal is signed');
      assert.equal(bench.state.orders.size, 0);
    });
  }

  for (const url of [
    'shop.example/notify',
    'ftp://shop.example/notify',
    'https://shop.example/notify?a=b',
    'https://shop.example/notify#a',
    ' https://shop.example/notify',
    'https://shop.example/no tify',
    'test',
  ]) {
    it(`the notify_url "${url}"`, () => {
      const answer = new Bench().order({ notify_url: url });
      assert.equal(
        answer.json['message'],
        `${textRule('notify_url', '通知地址')}，字符串必须匹配正则表达式“${URL_PATTERN}”`,
      );
      assert.deepEqual(detailOf(answer), { location: 'body', value: url });
    });
  }

  it('the least fault first: a missing field before a wrong one', () => {
    assert.match(String(new Bench().order({ appid: undefined, attach: 5 }).json['message']), /\/body\/appid/);
  });
});

describe('an order is taken with', () => {
  const right: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    'a number of six bytes': { out_trade_no: 'a-|*_9' },
    'a number of 32 bytes': { out_trade_no: 'x'.repeat(32) },
    'an attach of 128 bytes': { attach: `${'附'.repeat(42)}ab` },
    'a description of 127 characters': { description: '字'.repeat(127) },
    'an http notify_url with a port': { notify_url: 'http://shop.example:8080/a/b' },
    'a date in UTC with milliseconds': { time_expire: '2026-01-15T03:00:00.000Z' },
    'one fen': { amount: { total: 1 } },
  };
  for (const [what, change] of Object.entries(right)) {
    it(what, () => assert.equal(new Bench().order(change).status, 200));
  }
});
