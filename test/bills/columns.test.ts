import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { escapedInFundFlow } from '../../src/gateway/bills/escapes.ts';
import { on, PAYER, Shop, who } from './shop.ts';

const DETAIL = {
  ALL: '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注',
  SUCCESS:
    '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,商品名称,商户数据包,手续费,费率,订单金额,费率备注',
  REFUND:
    '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,退款申请时间,退款成功时间,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注',
} as const;
const SUMS = {
  ALL: '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额',
  SUCCESS: '总交易单数,应结订单总金额,手续费总金额,订单总金额',
  REFUND: '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额',
} as const;

/** One order of 100 yuan, of which 50 are refunded an hour later. */
async function shop(policy = {}): Promise<Shop> {
  const opened = await Shop.open({ policy });
  await opened.sold('order-1', 10_000, {
    description: '茶壶',
    attach: 'shelf 7',
    scene_info: { payer_client_ip: '127.0.0.1', device_id: 'till-1' },
  });
  await opened.until(on(15, '11:00:00'));
  opened.refunded('order-1', 'refund-1', 5_000, 10_000);
  return opened.until(on(16, '10:00:00'));
}

describe('the columns of a trade bill', () => {
  for (const type of ['ALL', 'SUCCESS', 'REFUND'] as const) {
    it(`of type ${type} are those of the page, as many in each row`, async () => {
      const opened = await shop();
      const applied = opened.tradeBill('2026-01-15', type);
      const lines = opened.lines(applied);
      assert.equal(lines[0], DETAIL[type]);
      assert.equal(lines.at(-2), SUMS[type]);
      assert.deepEqual(
        [DETAIL[type], SUMS[type]].map((titles) => titles.split(',').length),
        {
          ALL: [27, 7],
          SUCCESS: [20, 4],
          REFUND: [29, 7],
        }[type],
      );
      assert.equal(opened.read(applied).rows.length, type === 'ALL' ? 2 : 1);
    });
  }

  it('tell a payment', async () => {
    const opened = await shop();
    const id = opened.state.orders.get('order-1')?.status;
    assert.ok(id && 'payment' in id);
    assert.deepEqual(opened.read(opened.tradeBill('2026-01-15')).rows[0], {
      交易时间: '2026-01-15 10:00:00',
      公众账号ID: who.appid,
      商户号: who.merchant.mchid,
      特约商户号: '0',
      设备号: 'till-1',
      微信订单号: id.payment.transactionId,
      商户订单号: 'order-1',
      用户标识: PAYER,
      交易类型: 'JSAPI',
      交易状态: 'SUCCESS',
      付款银行: 'OTHERS',
      货币种类: 'CNY',
      应结订单金额: '100.00',
      代金券金额: '0.00',
      微信退款单号: '0',
      商户退款单号: '0',
      退款金额: '0.00',
      充值券退款金额: '0.00',
      退款类型: '',
      退款状态: '',
      商品名称: '茶壶',
      商户数据包: 'shelf 7',
      手续费: '0.60',
      费率: '0.60%',
      订单金额: '100.00',
      申请退款金额: '0.00',
      费率备注: '',
    });
  });

  it('are empty of what the merchant did not write', async () => {
    const opened = await (await Shop.open()).sold('order-1', 100);
    await opened.until(on(16, '10:00:00'));
    const [row] = opened.read(opened.tradeBill('2026-01-15')).rows;
    assert.deepEqual([row?.['设备号'], row?.['商户数据包']], ['', '']);
  });

  it('tell a refund, with the moment at which it was accepted', async () => {
    const opened = await shop();
    const row = opened.read(opened.tradeBill('2026-01-15', 'REFUND')).rows[0];
    assert.deepEqual(
      { ...row, 微信退款单号: undefined, 微信订单号: undefined },
      {
        交易时间: '2026-01-15 11:00:00',
        公众账号ID: who.appid,
        商户号: who.merchant.mchid,
        特约商户号: '0',
        设备号: 'till-1',
        微信订单号: undefined,
        商户订单号: 'order-1',
        用户标识: PAYER,
        交易类型: 'JSAPI',
        交易状态: 'REFUND',
        付款银行: 'OTHERS',
        货币种类: 'CNY',
        应结订单金额: '0.00',
        代金券金额: '0.00',
        退款申请时间: '2026-01-15 11:00:00',
        退款成功时间: '2026-01-15 11:05:00',
        微信退款单号: undefined,
        商户退款单号: 'refund-1',
        退款金额: '50.00',
        充值券退款金额: '0.00',
        退款类型: 'ORIGINAL',
        退款状态: 'SUCCESS',
        商品名称: '茶壶',
        商户数据包: 'shelf 7',
        手续费: '-0.30',
        费率: '0.60%',
        订单金额: '0.00',
        申请退款金额: '50.00',
        费率备注: '',
      },
    );
    assert.equal(row?.['微信退款单号'], opened.state.refunds.get('refund-1')?.refundId);
    assert.match(String(row?.['微信订单号']), /^4200\d{24}$/);
  });

  it('are added up', async () => {
    const opened = await shop();
    assert.equal(opened.lines(opened.tradeBill('2026-01-15')).at(-1), '`2,`100.00,`50.00,`0.00,`0.30,`100.00,`50.00');
    assert.equal(opened.lines(opened.tradeBill('2026-01-15', 'SUCCESS')).at(-1), '`1,`100.00,`0.60,`100.00');
    assert.equal(
      opened.lines(opened.tradeBill('2026-01-15', 'REFUND')).at(-1),
      '`1,`0.00,`50.00,`0.00,`-0.30,`0.00,`50.00',
    );
  });

  it('begin with a byte order mark, unless the policy says otherwise', async () => {
    for (const billByteOrderMark of [true, false]) {
      const opened = await shop({ billByteOrderMark });
      const file = opened.downloaded(opened.tradeBill('2026-01-15'));
      assert.equal(
        file.subarray(0, 3).toString('hex'),
        billByteOrderMark ? 'efbbbf' : Buffer.from('交').toString('hex'),
      );
    }
  });

  it('have fees of five decimals where the policy says so', async () => {
    const opened = await shop({ billFeeDigits: 5 });
    const { rows, sums } = opened.read(opened.tradeBill('2026-01-15'));
    assert.deepEqual([...rows.map((row) => row['手续费']), sums['手续费总金额']], ['0.60000', '-0.30000', '0.30000']);
  });
});

describe('what a merchant wrote', () => {
  const WRITTEN = `a\\b'c"d\`e,f\ng\rh\ti\ue000j\u001ak`;

  it('is escaped in one way in payments and in another in refunds', async () => {
    const opened = await Shop.open();
    await opened.sold('order-1', 100, { attach: WRITTEN });
    opened.refunded('order-1', 'refund-1', 100, 100);
    await opened.until(on(16, '10:00:00'));
    const [payment, refund] = opened.read(opened.tradeBill('2026-01-15')).rows;
    assert.equal(payment?.['商户数据包'], 'a\\\\b\\\'c\\"d\\`e\\ f\\ng\\rh\\ti\\ j\\\u001ak');
    assert.equal(refund?.['商户数据包'], 'a\\\\b\'c\\"d\\140e\\ f\\ng\\rh\\ti\\ j\\\u001ak');
  });

  it('is escaped in a third way where the account is told of', () => {
    assert.equal(
      escapedInFundFlow(`${WRITTEN}\u0001l`),
      WRITTEN.replace('\n', '\\n').replace('\r', '\\r').concat(' l'),
    );
  });
});
