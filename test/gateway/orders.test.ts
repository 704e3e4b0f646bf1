import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { OrderRequest } from '../../src/protocol/payments.ts';
import { minutes, plus, toRfc3339 } from '../../src/time/index.ts';
import { BEGIN, Books, eventsOf, NUMBER, outcome } from './books.ts';

describe('placing an order', () => {
  it('gives a prepay_id that tells the moment in Beijing time', () => {
    const { reply } = new Books().order();
    assert.ok(reply.kind === 'prepay-id');
    assert.match(reply.id, /^wx20260115100000[0-9a-f]{20}$/);
  });

  it('again gives another prepay_id, and both belong to the order', () => {
    const books = Books.at('NOTPAY');
    books.wait(minutes(1));
    books.order();
    const ids = books.find().prepayIds.map(({ id }) => id);
    assert.equal(new Set(ids).size, 2);
    for (const id of ids) assert.equal(books.state.orderOfPrepayId.get(id), NUMBER);
    assert.equal(outcome(books.cashier('pay', { id: ids[0] ?? '' })), 'requestPayment:ok');
  });

  it('again with its keys in another order is the same order', () => {
    const books = new Books();
    books.order({ amount: { total: 100, currency: 'CNY' } });
    assert.equal(outcome(books.order({ amount: { currency: 'CNY', total: 100 } })), 'prepay-id');
  });

  const changes: readonly Partial<OrderRequest>[] = [
    { amount: { total: 99, currency: 'CNY' } },
    { amount: { total: 100 } },
    { description: '另一件商品' },
    { attach: 'a' },
    { notify_url: 'https://shop.example/other' },
    { payer: { openid: 'payer-2' } },
    { time_expire: toRfc3339(plus(BEGIN, minutes(30))) },
    { goods_tag: 'a' },
    { settle_info: { profit_sharing: false } },
  ];
  for (const change of changes) {
    it(`again with another ${Object.keys(change).join()} is refused and changes nothing`, () => {
      const books = Books.at('NOTPAY');
      const before = books.find();
      const decision = books.order(change);
      assert.equal(outcome(decision), '403 OUT_TRADE_NO_USED');
      assert.deepEqual(eventsOf(decision), []);
      assert.deepEqual(books.find(), before);
    });
  }

  it('leaves other numbers alone', () => {
    const books = Books.at('SUCCESS');
    assert.equal(outcome(books.order({ out_trade_no: 'order-2', amount: { total: 5 } })), 'prepay-id');
    assert.equal(books.find('order-2').total, 5);
    assert.equal(books.find().status.tradeState, 'SUCCESS');
  });

  it('takes the largest total and refuses one fen more', () => {
    const placed = (total: number): string => outcome(new Books().order({ amount: { total } }));
    assert.equal(placed(1_000_000_000), 'prepay-id');
    assert.equal(placed(1_000_000_001), '400 INVALID_REQUEST');
    assert.equal(placed(2 ** 60), '400 INVALID_REQUEST');
  });
});

describe('the cashier', () => {
  const refusals: readonly [string, Parameters<Books['cashier']>[1], string][] = [
    ['an unknown prepay_id', { id: 'wx0' }, '缺少参数'],
    ['an empty prepay_id', { id: '' }, '缺少参数'],
    ['another appid', { appId: 'wx0' }, '商户传入的APPID参数不正确，请联系商户处理'],
    ['a wrong signature', { verifies: false }, '支付验证签名失败'],
    ['another payer', { openid: 'payer-2' }, '下单账号与支付账号不一致，请核实后再支付'],
  ];
  for (const [what, changes, message] of refusals) {
    it(`refuses ${what} in the documented words, whatever the payer does`, () => {
      for (const action of ['pay', 'cancel', 'fail'] as const) {
        const books = Books.at('NOTPAY');
        const { reply, events } = books.cashier(action, changes);
        assert.ok(reply.kind === 'cashier');
        assert.deepEqual(reply.answer, { errMsg: `requestPayment:fail (${message})`, message });
        assert.deepEqual(events, []);
        assert.equal(books.find().status.tradeState, 'NOTPAY');
      }
    });
  }

  it('takes the money after a failed and a cancelled try', () => {
    const books = Books.at('NOTPAY');
    books.cashier('fail');
    books.cashier('cancel');
    assert.equal(outcome(books.cashier('pay')), 'requestPayment:ok');
    assert.deepEqual(
      books.find().history.map(({ event }) => event),
      ['NOTPAY', 'payment failed', 'SUCCESS'],
    );
  });

  it('makes one notification with what the order then is, due at once', () => {
    const books = Books.at('SUCCESS');
    const [notification, ...others] = [...books.state.notifications.values()];
    assert.deepEqual(others, []);
    const { resource, eventType, url, nextAttemptAt } = notification ?? {};
    assert.equal(eventType, 'TRANSACTION.SUCCESS');
    assert.equal(url, 'https://shop.example/notify');
    assert.equal(nextAttemptAt, BEGIN);
    assert.ok(resource && 'trade_state' in resource);
    assert.equal(resource.trade_state, 'SUCCESS');
    assert.equal(resource.success_time, '2026-01-15T10:00:00+08:00');
    assert.match(resource.transaction_id ?? '', /^4200\d{6}20260115\d{10}$/);
    assert.deepEqual(resource.amount, { total: 100, payer_total: 100, currency: 'CNY', payer_currency: 'CNY' });
    assert.equal(books.state.orderOfTransaction.get(resource.transaction_id ?? ''), NUMBER);
  });
});
