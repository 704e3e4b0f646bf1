import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fen } from '../../src/money/fen.ts';
import { days, minutes, seconds } from '../../src/time/index.ts';
import { Books, orderRequest, outcome } from './books.ts';

/** A paid order, of whose refund the account holds nothing, at a gateway that accepts it all the same. */
function poor(): Books {
  const books = Books.at('SUCCESS', { refundWithoutMoney: 'closed-after-seven-days' });
  books.state.account.balance = fen(0);
  assert.equal(outcome(books.refund(100)), 'refund');
  return books;
}
const statusOf = (books: Books): string | undefined => books.state.refunds.get('refund-1')?.status;
const balanceOf = (books: Books): number | undefined => books.state.account.balance;

describe('a refund without money, where it is accepted', () => {
  it('is PROCESSING for seven days, and then CLOSED', () => {
    const books = poor();
    books.wait(days(7 - 1 / 86_400));
    assert.equal(statusOf(books), 'PROCESSING');
    books.wait(seconds(1));
    assert.equal(statusOf(books), 'CLOSED');
    assert.equal(balanceOf(books), 0);
    assert.equal([...books.state.notifications.values()].at(-1)?.eventType, 'REFUND.CLOSED');
  });

  it('succeeds where there is money by then, which goes out only now', () => {
    const books = poor();
    books.state.account.balance = fen(150);
    books.wait(minutes(10));
    assert.deepEqual([statusOf(books), balanceOf(books)], ['PROCESSING', 150]);
    books.wait(days(7));
    assert.deepEqual([statusOf(books), balanceOf(books)], ['SUCCESS', 51], 'the fee comes back');
  });

  it('is refused as documented for its own page, where nothing else is said', () => {
    const books = Books.at('SUCCESS');
    books.state.account.balance = fen(0);
    assert.equal(outcome(books.refund(100)), '403 NOT_ENOUGH');
  });
});

describe('goods that are given back', () => {
  const good = { merchant_goods_id: 'tea', quantity: 2, unit_price: 50 };
  const back = { merchant_goods_id: 'tea', unit_price: 50, refund_amount: 50, refund_quantity: 1 };
  const sold = (): Books => {
    const books = new Books();
    books.order(orderRequest({ detail: { goods_detail: [good] } }));
    books.cashier('pay');
    return books;
  };

  it('are those of the order', () => {
    assert.equal(outcome(sold().refund(50, { goods_detail: [back] })), 'refund');
  });

  for (const [what, change] of Object.entries({
    'others than were ordered': { merchant_goods_id: 'cup' },
    'dearer ones': { unit_price: 51 },
    'more of them': { refund_quantity: 3 },
  })) {
    it(`are not ${what}`, () => {
      assert.equal(outcome(sold().refund(50, { goods_detail: [{ ...back, ...change }] })), '400 INVALID_REQUEST');
    });
  }
});
