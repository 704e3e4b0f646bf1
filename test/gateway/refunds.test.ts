import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { refundView } from '../../src/gateway/views.ts';
import { fen } from '../../src/money/fen.ts';
import type { RefundRequest } from '../../src/protocol/payments.ts';
import { minutes, toRfc3339 } from '../../src/time/index.ts';
import { Books, eventsOf, NUMBER, outcome, refundRequest } from './books.ts';

const paid = (): Books => Books.at('SUCCESS');
const transactionOf = (books: Books): string => [...books.state.orderOfTransaction.keys()][0] ?? '';
const number = (index: number): Partial<RefundRequest> => ({ out_refund_no: `refund-${index}` });

describe('the sum of refunds', () => {
  it('may reach the total', () => {
    const books = paid();
    for (const [index, amount] of [30, 30, 40].entries())
      assert.equal(outcome(books.refund(amount, number(index))), 'refund');
  });

  it('may not exceed it', () => {
    const books = paid();
    books.refund(60);
    const decision = books.refund(41, number(2));
    assert.equal(outcome(decision), '400 INVALID_REQUEST');
    assert.ok(decision.reply.kind === 'refused');
    assert.equal(decision.reply.refusal.message, '申请退款金额超过订单可退金额');
    assert.equal(books.state.refunds.has('refund-2'), false);
    assert.equal(outcome(books.refund(40, number(2))), 'refund');
  });

  it('has room again once a refund was closed', () => {
    const books = paid();
    books.refund(100);
    assert.equal(outcome(books.refund(1, number(2))), '400 INVALID_REQUEST');
    books.settle('CLOSED');
    assert.equal(outcome(books.refund(100, number(2))), 'refund');
  });

  for (const status of ['SUCCESS', 'ABNORMAL'] as const) {
    it(`has none for what is ${status}`, () => {
      const books = paid();
      books.refund(100);
      books.settle(status);
      assert.equal(outcome(books.refund(1, number(2))), '400 INVALID_REQUEST');
    });
  }
});

describe('a refund application', () => {
  it('is refused the fifty-first time', () => {
    const books = paid();
    for (let index = 1; index <= 50; index += 1) assert.equal(outcome(books.refund(1, number(index))), 'refund');
    assert.equal(outcome(books.refund(1, number(51))), '400 INVALID_REQUEST');
    assert.equal(outcome(books.refund(1, number(50))), 'refund', 'the fiftieth again');
  });

  it('is refused with another total', () => {
    const decision = paid().refund(1, { amount: { refund: 1, total: 99, currency: 'CNY' } });
    assert.ok(decision.reply.kind === 'refused');
    assert.deepEqual(
      [decision.reply.refusal.code, decision.reply.refusal.message],
      ['INVALID_REQUEST', '您的请求参数与订单信息不一致'],
    );
  });

  it('again gives the same refund and moves nothing', () => {
    const books = Books.at('REFUND');
    const before = structuredClone(books.state.refunds);
    books.wait(minutes(1));
    const decision = books.refund(30);
    assert.deepEqual(decision.reply, { kind: 'refund', outRefundNo: 'refund-1' });
    assert.deepEqual(eventsOf(decision), []);
    assert.deepEqual(books.state.refunds, before);
    assert.deepEqual(books.find().refunds, ['refund-1']);
  });

  it('again with another amount is a mismatch', () => {
    assert.equal(outcome(Books.at('REFUND').refund(31)), '400 REFUND_FEE_MISMATCH');
  });

  it('again for another order is refused', () => {
    const books = Books.at('REFUND');
    books.order({ out_trade_no: 'order-2' });
    books.cashier('pay', { id: books.find('order-2').prepayIds[0]?.id ?? '' });
    const decision = books.refund(30, { out_trade_no: 'order-2' });
    assert.ok(decision.reply.kind === 'refused');
    assert.equal(decision.reply.refusal.message, '支付单号校验不一致，请核实后再试');
    assert.equal(books.find('order-2').status.tradeState, 'SUCCESS');
  });

  it('finds the order by its transaction_id', () => {
    const books = paid();
    const amount = { refund: 5, total: 100, currency: 'CNY' } as const;
    const request = { transaction_id: transactionOf(books), out_refund_no: 'refund-1', amount };
    const decision = books.tell({ type: 'request-refund', at: books.now, request, freshId: 'f'.repeat(32) });
    assert.equal(outcome(decision), 'refund');
    assert.equal(books.state.refunds.get('refund-1')?.outTradeNo, NUMBER);
  });

  it('follows the transaction_id where both numbers are given', () => {
    const books = paid();
    books.order({ out_trade_no: 'order-2' });
    books.refund(5, { transaction_id: transactionOf(books), out_trade_no: 'order-2' });
    assert.equal(books.state.refunds.get('refund-1')?.outTradeNo, NUMBER);
    assert.equal(outcome(books.refund(5, { ...number(2), transaction_id: '4200' })), '404 RESOURCE_NOT_EXISTS');
  });

  it('turns the order to REFUND for good, also where only a part is refunded or the refund is closed', () => {
    const books = paid();
    books.refund(1);
    assert.equal(books.find().status.tradeState, 'REFUND');
    books.settle('CLOSED');
    assert.equal(books.find().status.tradeState, 'REFUND');
  });
});

describe('the balance', () => {
  it('of nothing refuses what it cannot pay, and the same number goes through after topping up', () => {
    const books = paid();
    books.state.account.balance = fen(29);
    assert.equal(outcome(books.refund(30)), '403 NOT_ENOUGH');
    assert.equal(books.find().status.tradeState, 'SUCCESS');
    books.state.account.balance = fen(30);
    assert.equal(outcome(books.refund(30)), 'refund');
    assert.equal(books.state.account.balance, 0);
  });

  it('grows by payments, shrinks by refunds, and gets back what a closed one took', () => {
    const books = new Books();
    books.state.account.balance = fen(0);
    books.order();
    books.cashier('pay');
    assert.equal(books.state.account.balance, 99, 'the fee is kept');
    books.refund(70);
    assert.equal(books.state.account.balance, 30, 'the fee comes back');
    books.settle('CLOSED');
    assert.equal(books.state.account.balance, 99);
  });

  for (const status of ['SUCCESS', 'ABNORMAL'] as const) {
    it(`gets nothing back of what is ${status}`, () => {
      const books = paid();
      books.state.account.balance = fen(100);
      books.refund(70);
      books.settle(status);
      assert.equal(books.state.account.balance, 31);
    });
  }
});

describe('a refund that names a transaction that nobody knows', () => {
  it('has nothing to refund (F§2.5)', () => {
    const books = Books.at('SUCCESS');
    assert.equal(outcome(books.refund(1, { transaction_id: 'nobody' })), '404 RESOURCE_NOT_EXISTS');
  });
});

describe('the numbers that WeChat Pay gives', () => {
  it('have 28 and 29 digits, with the day in them and no digit twice the same by chance alone', () => {
    const books = Books.at('REFUND');
    const status = books.find().status;
    assert.ok(status.tradeState === 'REFUND');
    // Ids of these books count up from 1: the order took the first, the payment the second, the refund the fourth.
    assert.equal(status.payment.transactionId, '4200000000202601150000000002');
    assert.equal(books.state.refunds.get('refund-1')?.refundId, '5030000202601150000000000004');
  });

  it('have the last sixteen digits of what chance brought, where it brought more (F§1.4)', () => {
    const books = Books.at('SUCCESS');
    const [at, freshId] = [books.now, 'f'.repeat(32)]; // 340282366920938463463374607431768211455
    books.tell({ type: 'request-refund', at, request: refundRequest(1), freshId });
    assert.equal(books.state.refunds.get('refund-1')?.refundId, '5030460202601157431768211455');
    const other = Books.at('NOTPAY');
    other.cashier('pay', { freshId });
    assert.deepEqual([...other.state.orderOfTransaction.keys()], ['4200460743202601151768211455']);
  });
});

describe('a refund as a query tells it', () => {
  it('has a success_time only once it has succeeded (F§1.4)', () => {
    const books = Books.at('REFUND');
    const told = () => refundView(books.state.refunds.get('refund-1') ?? assert.fail('there is no refund'));
    assert.equal('success_time' in told(), false);
    books.settle('SUCCESS');
    assert.equal(told().success_time, toRfc3339(books.now));
  });
});
