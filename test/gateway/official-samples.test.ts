import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type EndpointName, endpoints } from '../../src/gateway/endpoints.ts';
import type { Parameters } from '../../src/gateway/validate.ts';
import { validatorOf } from '../../src/gateway/validation/schemas.ts';
import { REQUEST_VECTORS } from '../protocol/vectors.ts';

const NUMBER = '1217752501201407033233368018';
const REFUND_ID = '50000000382019052709732678859';
/** The order that D:4012365336 prints, byte for byte as it was signed there. */
const printed = JSON.parse(REQUEST_VECTORS[0]?.body ?? '') as Readonly<Record<string, unknown>>;

interface Sample {
  readonly source: string;
  readonly endpoint: EndpointName;
  readonly sent: Parameters;
}

const order = (source: string, change: Readonly<Record<string, unknown>>, left: readonly string[] = []): Sample => ({
  source,
  endpoint: 'order',
  sent: {
    uri_template: {},
    body: Object.fromEntries(Object.entries({ ...printed, ...change }).filter(([name]) => !left.includes(name))),
  },
});
const refund = (source: string, change: Readonly<Record<string, unknown>>): Sample => {
  const amount = { refund: 500, total: 1_000, currency: 'CNY' };
  const asked = {
    transaction_id: '1217752501201407033233368018',
    out_refund_no: '1217752501201407033233368018',
    amount,
  };
  return { source, endpoint: 'refund', sent: { uri_template: {}, body: { ...asked, ...change } } };
};
const query = (source: string, endpoint: EndpointName, uri_template: Readonly<Record<string, string>>): Sample => ({
  source,
  endpoint,
  sent: { uri_template },
});
const close = (source: string, out_trade_no: string, body: unknown): Sample => ({
  source,
  endpoint: 'close',
  sent: { uri_template: { out_trade_no }, body },
});
const abnormal = (source: string, body: unknown): Sample => ({
  source,
  endpoint: 'abnormal-refund',
  sent: { uri_template: { refund_id: REFUND_ID }, body },
});

const ACCEPTED: readonly Sample[] = [
  order('D:4012365336, as it was signed', {}),
  ...[
    '2018-06-08T10:34:56.789Z',
    '2018-06-08T10:34:56Z',
    '2018-06-08T10:34:56.789+08:00',
    '2018-06-08T10:34:56+08:00',
  ].map((time_expire) => order(`D:4012081709, a date as ${time_expire}`, { time_expire })),
  order('D:4012791897, all characters of a number', { out_trade_no: 'aZ09_-|*' }),
  order('D:4012791897, goods, place and settlement', {
    attach: '自定义数据',
    goods_tag: 'WXG',
    support_fapiao: false,
    detail: {
      cost_price: 608_800,
      invoice_id: '微信123',
      goods_detail: [
        {
          merchant_goods_id: '1246464644',
          wechatpay_goods_id: '1001',
          goods_name: 'iPhoneX 256G',
          quantity: 1,
          unit_price: 528_800,
        },
      ],
    },
    scene_info: {
      payer_client_ip: '14.23.150.211',
      device_id: '013467007045764',
      store_info: {
        id: '0001',
        name: '腾讯大厦分店',
        area_code: '440305',
        address: '广东省深圳市南山区科技中一道10000号',
      },
    },
    settle_info: { profit_sharing: false },
  }),
  query('D:4012791900', 'order-by-number', { out_trade_no: NUMBER, mchid: '1900007291' }),
  query('D:4012791899', 'order-by-id', { transaction_id: NUMBER, mchid: '1900007291' }),
  close('D:4012791901', NUMBER, { mchid: '1900007291' }),
  refund('D:4012791903, five yuan of ten', {}),
  refund('D:4012791903, by the number of the order', { transaction_id: undefined, out_trade_no: NUMBER }),
  refund('D:4012791903, all characters of a number', { out_refund_no: 'aZ09_-|*@' }),
  refund('D:4012791903, a reason, an account and goods', {
    reason: '商品已售完',
    notify_url: 'https://weixin.qq.com',
    funds_account: 'AVAILABLE',
    amount: { refund: 888, total: 888, currency: 'CNY', from: [{ account: 'AVAILABLE', amount: 444 }] },
    goods_detail: [
      {
        merchant_goods_id: '1217752501201407033233368018',
        unit_price: 528_800,
        refund_amount: 528_800,
        refund_quantity: 1,
      },
    ],
  }),
  query('D:4012791904', 'refund-by-number', { out_refund_no: '1217752501201407033233368018' }),
  abnormal('D:4012791905, to the merchant', { out_refund_no: '1', type: 'MERCHANT_BANK_CARD' }),
  abnormal('D:4012791905, to a card', {
    out_refund_no: '1',
    type: 'USER_BANK_CARD',
    bank_type: 'ICBC_DEBIT',
    bank_account: 'd+xT+MQCvrLHUVDWv/8MR/dB7TkXLVfSrUxMPZy6jWWYzpRrEEaYQE8ZRGYoeorwC+w==',
    real_name: 'UPgQcZSdq3zOayJwZ5XLrHY2dZU1W2Cd',
  }),
  query('D:4012791907', 'trade-bill', { bill_date: '2019-06-11', bill_type: 'ALL', tar_type: 'GZIP' }),
  query('D:4012791908', 'fund-flow-bill', { bill_date: '2019-06-11', account_type: 'BASIC', tar_type: 'GZIP' }),
  query('D:4012791909', 'bill-download', { token: 'xxx' }),
  query('seen', 'bill-download', { token: 'xxx', tartype: 'gzip' }),
  { source: 'D:4014551946', endpoint: 'security-echo', sent: { uri_template: {}, body: { echo_message: 'hello' } } },
  query('D:4012551764', 'certificates', { algorithm_type: 'RSA' }),
];

/** A sample with the place and the keyword of the schema that refuse it. */
const REFUSED: readonly (readonly [why: string, Sample])[] = [
  ['/body/amount/total minimum', order('D:4012791869', { amount: { total: 0, currency: 'CNY' } })],
  ['/body/amount/total type', order('seen: 0.01', { amount: { total: 0.01 } })],
  ['/body/amount/total type', order('seen: 110.00000000000001', { amount: { total: 110.00000000000001 } })],
  ['/body/amount/total type', order('seen: "9.90"', { amount: { total: '9.90' } })],
  ['/body/amount/currency enum', order('D:4012081709', { amount: { total: 100, currency: 'XYZ' } })],
  ['/body/payer/openid type', order('seen', { payer: { openid: 5 } })],
  ['/body/payer/openid minLength', order('seen: 字符数 0', { payer: { openid: '' } })],
  ['/body/attach maxBytes', order('seen: 字节数 203', { attach: `${'附'.repeat(67)}ab` })],
  ['/body/attach type', order('D:4012081709: no null', { attach: null })],
  ['/body/out_trade_no minBytes', order('seen: 字节数 3', { out_trade_no: 'abc' })],
  ['/body/out_trade_no pattern', order('seen', { out_trade_no: '订单号' })],
  [
    '/body/notify_url pattern',
    order('D:4012075420: no parameters', { notify_url: 'https://www.weixin.qq.com/pay?a=1' }),
  ],
  ['/body/notify_url pattern', order('D:4012075420', { notify_url: './PayNotify.aspx' })],
  ['/body/time_expire format', order('seen', { time_expire: '20220421191948' })],
  ['/body required', order('seen', {}, ['appid'])],
  ['/body/description noFourByteCharacter', order('D:4012081709', { description: '茶🍵' })],
  ['/body additionalProperties', order('D:4016179629', { sub_mchid: '1900000109' })],
  ['/body/scene_info required', order('D:4012791897', { scene_info: { device_id: '013467007045764' } })],
  ['/body required', close('seen of a close', NUMBER, {})],
  ['/uri_template/out_trade_no maxBytes', close('seen: 字节数 35', '1'.repeat(35), { mchid: '1900007291' })],
  ['/uri_template required', query('D:4012791900', 'order-by-number', { out_trade_no: NUMBER })],
  ['/body required', refund('D:4012791903: one of the two numbers', { transaction_id: undefined })],
  ['/body/out_refund_no maxBytes', refund('D:4012791903', { out_refund_no: '1'.repeat(65) })],
  ['/body/out_refund_no pattern', refund('D:4012791903', { out_refund_no: '退款单' })],
  ['/body/reason maxBytes', refund('D:4012791903: 80 bytes', { reason: '商'.repeat(27) })],
  ['/body/funds_account enum', refund('D:4012791903', { funds_account: 'BASIC' })],
  ['/body/amount required', refund('D:4012791903', { amount: { refund: 500, currency: 'CNY' } })],
  [
    '/body required',
    abnormal('D:4012791905: a card without its number', { out_refund_no: '1', type: 'USER_BANK_CARD' }),
  ],
  ['/uri_template/bill_date pattern', query('D:4012791907', 'trade-bill', { bill_date: '20190611' })],
  [
    '/uri_template/account_type enum',
    query('D:4012791908', 'fund-flow-bill', { bill_date: '2019-06-11', account_type: 'ALL' }),
  ],
];

/** As it arrives: what is undefined here is not there. */
const asSent = ({ sent }: Sample): unknown => JSON.parse(JSON.stringify(sent));

describe('the schemas of the wire', () => {
  for (const sample of ACCEPTED)
    it(`take the ${sample.endpoint} of ${sample.source}`, () => {
      const validate = validatorOf(sample.endpoint);
      assert.equal(validate(asSent(sample)), true, JSON.stringify(validate.errors?.map(({ message }) => message)));
    });

  for (const [why, sample] of REFUSED)
    it(`refuse by ${why} the ${sample.endpoint} of ${sample.source}`, () => {
      const validate = validatorOf(sample.endpoint);
      assert.equal(validate(asSent(sample)), false);
      const [error] = validate.errors ?? [];
      assert.equal(`${error?.instancePath} ${error?.keyword}`, why);
    });

  it('are each asked about a sample that they take', () => {
    const asked = new Set(ACCEPTED.map(({ endpoint }) => endpoint));
    assert.deepEqual(
      endpoints.map(({ name }) => name).filter((name) => !asked.has(name)),
      [],
    );
  });
});
