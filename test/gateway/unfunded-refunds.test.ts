import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fen } from '../../src/money/fen.ts';
import { days, minutes, seconds } from '../../src/time/index.ts';
import { Books, outcome } from './books.ts';

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

  for (const [held, status, left] of [
    [150, 'SUCCESS', 51], // the fee comes back
    [99, 'SUCCESS', 0],
    [98, 'CLOSED', 98],
  ] as const) {
    it(`is ${status} where the account holds ${held} fen by then, and money goes out only now (D:4013071031)`, () => {
      const books = poor();
      books.state.account.balance = fen(held);
      books.wait(minutes(10));
      assert.deepEqual([statusOf(books), balanceOf(books)], ['PROCESSING', held]);
      books.wait(days(7));
      assert.deepEqual([statusOf(books), balanceOf(books)], [status, left]);
    });
  }

  it('is refused as documented for its own page, where nothing else is said', () => {
    const books = Books.at('SUCCESS');
    books.state.account.balance = fen(0);
    assert.equal(outcome(books.refund(100)), '403 NOT_ENOUGH');
  });
});

describe('a refund that took its money when it was accepted', () => {
  it('succeeds, whatever the account holds later (D:4013071031)', () => {
    const books = Books.at('SUCCESS');
    books.state.account.balance = fen(100);
    books.refund(100);
    books.state.account.balance = fen(0);
    books.wait(minutes(5));
    assert.deepEqual([statusOf(books), balanceOf(books)], ['SUCCESS', 0]);
  });
});
