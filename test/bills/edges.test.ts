import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { availabilityOf, billDay, dateOf, isWithin, momentText } from '../../src/gateway/bills/bill-day.ts';
import { bytesOf, sha1Of, signedYuan, valueLine } from '../../src/gateway/bills/bill-file.ts';
import { originOf } from '../../src/gateway/bills/download-origin.ts';
import { Trades } from '../../src/gateway/bills/entries.ts';
import { feeOf, feeReturned, rateText } from '../../src/gateway/bills/fees.ts';
import { documentedPolicy } from '../../src/gateway/policy.ts';
import type { Order, Refund, State } from '../../src/gateway/state.ts';
import { fen } from '../../src/money/fen.ts';
import { paymentParams } from '../../src/protocol/pay-sign.ts';
import { type Instant, milliseconds, parseRfc3339, plus, Timeline } from '../../src/time/index.ts';
import { on, PAYER, Shop, who } from './shop.ts';

const at = (text: string): Instant => parseRfc3339(text) ?? assert.fail(text);
const day = (date: string) => billDay(date) ?? assert.fail(date);
const had = (date: string, now: string): string => availabilityOf(day(date), at(`${now}+08:00`), documentedPolicy);

describe('the day of a bill (F§1.7, F§9)', () => {
  it('goes from midnight in Beijing to the next, which is no part of it', () => {
    const { from, until } = day('2026-01-15');
    assert.deepEqual([from, until], [at('2026-01-15T00:00:00+08:00'), at('2026-01-16T00:00:00+08:00')]);
    const moments = [plus(from, milliseconds(-1)), from, plus(until, milliseconds(-1)), until];
    assert.deepEqual(
      moments.map((moment) => isWithin(moment, day('2026-01-15'))),
      [false, true, true, false],
    );
    assert.deepEqual(
      [dateOf(from), momentText(plus(from, milliseconds(59_000)))],
      ['2026-01-15', '2026-01-15 00:00:59'],
    );
  });

  it('is none where the calendar has no such day', () => {
    for (const date of [
      '2026-02-29',
      '2026-13-01',
      '2026-00-10',
      '2026-01-32',
      '',
      '2026-1-5',
      '20260115',
      'x2026-01-15',
    ])
      assert.equal(billDay(date), undefined, date);
    assert.equal(day('2028-02-29').date, '2028-02-29');
  });

  for (const [now, earliest] of [
    ['2026-05-31T12:00:00', '2026-02-28'],
    ['2028-05-31T12:00:00', '2028-02-29'],
    ['2028-05-29T12:00:00', '2028-02-29'],
    ['2028-05-28T12:00:00', '2028-02-28'],
    ['2026-07-31T12:00:00', '2026-04-30'],
    ['2026-08-31T12:00:00', '2026-05-31'],
    ['2026-08-30T12:00:00', '2026-05-30'],
    ['2026-01-15T12:00:00', '2025-10-15'],
    ['2026-03-05T12:00:00', '2025-12-05'],
    ['2026-04-01T12:00:00', '2026-01-01'],
    ['2026-02-09T12:00:00', '2025-11-09'],
  ] as const) {
    it(`is at the earliest ${earliest} on ${now.slice(0, 10)}: three months before, or that month's last`, () => {
      const before = dateOf(plus(day(earliest).from, milliseconds(-1)));
      assert.deepEqual([had(earliest, now), had(before, now)], ['to be had', 'too old']);
    });
  }
});

describe('the bytes of a bill', () => {
  const LINE = `${'x'.repeat(998)}\r\n`;

  it('come in pieces that are no longer than they need to be, and together are the lines', () => {
    const pieces = [...bytesOf(() => Array<string>(200).fill(LINE), false)];
    assert.deepEqual(
      pieces.map(({ length }) => length),
      [66_000, 66_000, 66_000, 2_000],
    );
    assert.equal(Buffer.concat(pieces).toString(), LINE.repeat(200));
  });

  it('end with the last line, and are none where there is none', () => {
    const chunk = 'y'.repeat(65_536);
    assert.deepEqual([...bytesOf(() => [chunk], false)].map(String), [chunk]);
    assert.deepEqual([...bytesOf(() => [chunk.slice(1), 'z'], false)].length, 1);
    assert.deepEqual([...bytesOf(() => [chunk, 'z'], false)].map(String), [chunk, 'z']);
    assert.deepEqual([...bytesOf(() => [], false)], []);
    assert.deepEqual([...bytesOf(() => [], true)].map(String), ['\ufeff']);
  });

  it('are hashed however they are cut up', () => {
    const whole = sha1Of([Buffer.from('abc')]);
    assert.equal(whole, 'a9993e364706816aba3e25717850c26c9cd0d89d');
    assert.equal(sha1Of([Buffer.from('a'), Buffer.from('bc')]), whole);
  });

  it('are values behind back-ticks, and yuan with their sign', () => {
    assert.equal(valueLine(['a', 'b']), '`a,`b\r\n');
    assert.deepEqual([-1, 0, 1, -12_345].map(signedYuan), ['-0.01', '0.00', '0.01', '-123.45']);
  });
});

describe('the address of a download', () => {
  for (const [host, secure, origin] of [
    [undefined, undefined, 'https://api.mch.weixin.qq.com'],
    ['127.0.0.1:8787', undefined, 'http://127.0.0.1:8787'],
    ['127.0.0.1:8787', true, 'https://127.0.0.1:8787'],
    ['[::1]:80', undefined, 'http://[::1]:80'],
    ['[]:80', undefined, 'https://api.mch.weixin.qq.com'],
    ['api.mch.weixin.qq.com', undefined, 'https://api.mch.weixin.qq.com'],
    ['api.mch.weixin.qq.com', false, 'http://api.mch.weixin.qq.com'],
    ['API2.WECHATPAY.CN', undefined, 'https://API2.WECHATPAY.CN'],
    ['wechatpay.cn', undefined, 'https://wechatpay.cn'],
    ['xwechatpay.cn', undefined, 'http://xwechatpay.cn'],
    ['wechatpay.cn.example', undefined, 'http://wechatpay.cn.example'],
    ['a:5', undefined, 'http://a:5'],
    ['a:12345', undefined, 'http://a:12345'],
    ['a:123456', undefined, 'https://api.mch.weixin.qq.com'],
    ['a:', undefined, 'https://api.mch.weixin.qq.com'],
    ['a/b', undefined, 'https://api.mch.weixin.qq.com'],
    ['a b', undefined, 'https://api.mch.weixin.qq.com'],
    [' a', undefined, 'https://api.mch.weixin.qq.com'],
    ['', undefined, 'https://api.mch.weixin.qq.com'],
  ] as const) {
    it(`is ${origin} where Host is ${host} and TLS ${secure ?? 'unknown'}`, () =>
      assert.equal(originOf(host === undefined ? {} : { host }, secure), origin));
  }
});

describe('the bills of a merchant whose payers have timelines of their own', () => {
  it('tell what all of them paid and were given back, in the order of time', async () => {
    const shop = await Shop.open();
    const timeline = Timeline.frozen(on(15, '10:00:00'));
    shop.merchant.books.openFor(PAYER, timeline);
    await shop.sold('order-1', 100);
    shop.refunded('order-1', 'refund-1', 30, 100);
    shop.order({ out_trade_no: 'order-2', payer: { openid: 'oOther' } });
    await shop.until(on(16, '10:00:00'));
    const { rows } = shop.read(shop.tradeBill('2026-01-15'));
    assert.deepEqual(
      rows.map((row) => [row['商户订单号'], row['交易状态']]),
      [
        ['order-1', 'SUCCESS'],
        ['order-1', 'REFUND'],
      ],
    );
    const { sums } = shop.read(shop.fundFlowBill('2026-01-15'));
    assert.deepEqual([sums['收入金额'], sums['支出金额']], ['1.00', '0.31']);
  });

  it('tell refunds in the order of time, whatever timeline they are of', async () => {
    const shop = await (await Shop.open()).sold('order-1', 100);
    await shop.until(on(15, '12:00:00'));
    shop.refunded('order-1', 'later', 30, 100);
    shop.merchant.books.openFor(PAYER, Timeline.frozen(on(15, '11:00:00')));
    await shop.sold('order-2', 100);
    shop.refunded('order-2', 'earlier', 30, 100);
    await shop.until(on(16, '10:00:00'));
    const { rows } = shop.read(shop.tradeBill('2026-01-15', 'REFUND'));
    assert.deepEqual(
      rows.map((row) => row['商户退款单号']),
      ['earlier', 'later'],
    );
  });
});

describe('a refund of before fees were kept', () => {
  const moment = on(15, '10:00:00');
  const refund = (number: string, amount: number): Refund =>
    ({
      amount: fen(amount),
      createdAt: moment,
      history: [{ at: moment, status: 'SUCCESS' }],
      request: { out_refund_no: number },
    }) as unknown as Refund;
  const order = {
    total: fen(10_000),
    status: { tradeState: 'REFUND', payment: { feeRate: 60, at: moment } },
    refunds: ['a', 'b', 'c'],
  } as unknown as Order;
  const all = [refund('a', 3_333), refund('b', 3_333), refund('c', 3_334)];

  it('brings its part of the fee back, and the last one what is left of it (F§1.4)', () => {
    assert.deepEqual(
      all.map((one) => feeReturned(order, all, one, 100)),
      [20, 20, 20],
    );
    const uneven = [refund('a', 1_100), refund('b', 1_100), refund('c', 7_800)];
    assert.deepEqual(
      uneven.map((one) => feeReturned(order, uneven, one, 100)),
      [7, 7, 46],
    );
  });

  it('brings no more than its part back while a fen of the order is left', () => {
    const almost = [refund('a', 1_070), refund('b', 1_070), refund('c', 7_859)];
    assert.deepEqual(
      almost.map((one) => feeReturned(order, almost, one, 100)),
      [6, 6, 47],
    );
  });

  it('does as it says where it says so', () => {
    const kept = [{ ...refund('a', 5_000), fee: fen(1) }, refund('b', 5_000)];
    assert.deepEqual(
      kept.map((one) => feeReturned(order, kept, one, 100)),
      [1, 59],
    );
  });

  it('is found among all timelines, and not where its record is lost', () => {
    const state = (refunds: readonly Refund[]): State =>
      ({
        orders: new Map(),
        refunds: new Map(refunds.map((one) => [one.request.out_refund_no, one])),
        account: {},
      }) as unknown as State;
    const [a, b, c] = all as [Refund, Refund, Refund];
    assert.deepEqual(new Trades([state([b]), state([a, c])]).refundsOf(order), [a, b, c]);
    assert.deepEqual(new Trades([state([c])]).refundsOf(order), [c]);
  });
});

describe('the order of a bill', () => {
  it('is that of payments and refunds, not that of orders (F§9)', async () => {
    const shop = await Shop.open();
    const place = (number: string): string =>
      String(shop.order({ out_trade_no: number, amount: { total: 100, currency: 'CNY' } }).json['prepay_id']);
    const ids = new Map(['order-1', 'order-2', 'order-3'].map((number) => [number, place(number)]));
    for (const [time, number] of [
      ['10:30', 'order-3'],
      ['11:00', 'order-1'],
      ['11:50', 'order-2'],
    ] as const) {
      await shop.until(on(15, `${time}:00`));
      const params = paymentParams(who.merchant.sign, who.appid, ids.get(number) ?? '', shop.timeline, shop.entropy);
      assert.equal(shop.gateway.cashier(shop.merchant, params, PAYER, 'pay').errMsg, 'requestPayment:ok');
      if (number === 'order-1') {
        await shop.until(on(15, '11:20:00'));
        shop.refunded('order-1', 'refund-1', 10, 100).refunded('order-3', 'refund-3', 10, 100);
      }
    }
    await shop.until(on(16, '10:00:00'));
    const { rows } = shop.read(shop.tradeBill('2026-01-15'));
    assert.deepEqual(
      rows.map((row) => `${row['商户订单号']} ${row['交易状态']}`),
      ['order-3 SUCCESS', 'order-1 SUCCESS', 'order-1 REFUND', 'order-3 REFUND', 'order-2 SUCCESS'],
    );
    const flows = shop.read(shop.fundFlowBill('2026-01-15')).rows.map((row) => String(row['记账时间']).slice(11));
    assert.deepEqual(flows, flows.toSorted());
  });

  it('moves no money where a coupon that nobody paid for bears all of it (F§1.4)', async () => {
    const shop = await Shop.open();
    await shop.sold('order-1', 100, {}, [{ type: 'NOCASH', amount: 100 }]);
    await shop.sold('order-2', 100);
    shop.refunded('order-1', 'refund-1', 100, 100);
    await shop.until(on(16, '10:00:00'));
    const { rows } = shop.read(shop.fundFlowBill('2026-01-15'));
    assert.deepEqual(
      rows.map((row) => [row['业务凭证号'], row['收支金额(元)']]),
      [
        ['order-2', '1.00'],
        ['order-2', '0.01'],
      ],
    );
  });
});

describe('the fee of a payment', () => {
  it('is its basis points of what the merchant gets, rounded half up (F§1.4, F§9)', () => {
    for (const [settled, rate, fee] of [
      [100_000_000, 60, 600_000],
      [10_000, 60, 60],
      [84, 60, 1],
      [83, 60, 0],
      [0, 60, 0],
      [10_000, 0, 0],
    ] as const)
      assert.equal(feeOf(fen(settled), rate), fee);
    assert.deepEqual([rateText(60), rateText(100), rateText(5)], ['0.60%', '1.00%', '0.05%']);
  });
});
