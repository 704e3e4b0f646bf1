import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { between, type Duration, days, hours, minutes, plus, seconds, toRfc3339 } from '../../src/time/index.ts';
import { BEGIN, Books, eventsOf, orderRequest, outcome } from './books.ts';

const PAYABLE = 'requestPayment:ok';
const STALE = 'requestPayment:fail (JSAPI缺少参数total_fee)';
const TOO_LATE = 'requestPayment:fail (订单已超过商户设置的最晚支付成功时间，请重新发起支付)';
const CLOSED = 'requestPayment:fail (该订单已过期，请重新下单)';

/** An order that may be paid until so long after it was placed. */
function expiring(after: Duration): Books {
  const books = new Books();
  books.order({ time_expire: toRfc3339(plus(BEGIN, after)) });
  return books;
}

/** A fresh prepay_id, so that only time_expire decides. */
function payWithFreshId(books: Books): string {
  books.order(books.find().request);
  return outcome(books.cashier('pay'));
}

function waited(books: Books, by: Duration): Books {
  books.wait(by);
  return books;
}

const less = (by: Duration): Duration => seconds(by / 1_000 - 1);
const more = (by: Duration): Duration => seconds(by / 1_000 + 1);

describe('a prepay_id', () => {
  it('is good for two hours', () => {
    assert.equal(outcome(waited(Books.at('NOTPAY'), less(hours(2))).cashier('pay')), PAYABLE);
  });

  it('is good for nothing after them', () => {
    assert.equal(outcome(waited(Books.at('NOTPAY'), more(hours(2))).cashier('pay')), STALE);
  });

  it('that is newer is good while the old one no longer is', () => {
    const books = Books.at('NOTPAY');
    const first = books.find().prepayIds[0]?.id ?? '';
    books.wait(hours(1));
    books.order();
    books.wait(more(hours(1)));
    assert.equal(outcome(books.cashier('pay', { id: first })), STALE);
    assert.equal(outcome(books.cashier('pay')), PAYABLE);
  });
});

describe('time_expire', () => {
  const after = minutes(30);

  it('lets pay before it', () => assert.equal(outcome(waited(expiring(after), less(after)).cashier('pay')), PAYABLE));

  it('lets nobody pay after it, and leaves the order NOTPAY', () => {
    const books = waited(expiring(after), more(after));
    assert.equal(outcome(books.cashier('pay')), TOO_LATE);
    assert.equal(books.find().status.tradeState, 'NOTPAY');
  });

  it('is what the payer reads where the prepay_id is stale too', () => {
    assert.equal(outcome(waited(expiring(hours(3)), hours(4)).cashier('pay')), TOO_LATE);
  });

  it('is no help to a stale prepay_id', () => {
    assert.equal(outcome(waited(expiring(hours(3)), more(hours(2))).cashier('pay')), STALE);
  });

  for (const asked of [hours(-1), seconds(0), seconds(59), minutes(1)]) {
    it(`${asked / 1_000} s after the order is one minute after it`, () => {
      assert.equal(expiring(asked).find().payableUntil, plus(BEGIN, minutes(1)));
      assert.equal(outcome(waited(expiring(asked), less(minutes(1))).cashier('pay')), PAYABLE);
      assert.equal(outcome(waited(expiring(asked), more(minutes(1))).cashier('pay')), TOO_LATE);
    });
  }

  it('just after one minute stays', () => {
    assert.equal(expiring(seconds(61)).find().payableUntil, plus(BEGIN, seconds(61)));
  });

  for (const asked of [days(15), more(days(15)), days(90)]) {
    it(`${asked / 86_400_000} d after the order is fifteen days after it`, () => {
      assert.equal(expiring(asked).find().payableUntil, plus(BEGIN, days(15)));
    });
  }

  it('just before fifteen days stays', () => {
    assert.equal(expiring(less(days(15))).find().payableUntil, plus(BEGIN, less(days(15))));
  });
});

/** Within two hours, until time_expire, within 365 days: the moment that is named belongs to what it ends (G§3.1, D:4012791897, D:4012791903). */
describe('the last moment still counts', () => {
  it('of a prepay_id', () => assert.equal(outcome(waited(Books.at('NOTPAY'), hours(2)).cashier('pay')), PAYABLE));
  it('of time_expire', () => assert.equal(outcome(waited(expiring(minutes(30)), minutes(30)).cashier('pay')), PAYABLE));
  it('of the days in which a refund is taken', () =>
    assert.equal(outcome(waited(Books.at('SUCCESS'), days(365)).refund(1)), 'refund'));
});

describe('an unpaid order', () => {
  it('is NOTPAY and payable until the seventh day ends', () => {
    const books = waited(Books.at('NOTPAY'), less(days(7)));
    assert.equal(books.find().status.tradeState, 'NOTPAY');
    assert.equal(payWithFreshId(books), PAYABLE);
  });

  it('is closed after seven days', () => {
    const books = waited(Books.at('NOTPAY'), more(days(7)));
    assert.deepEqual(books.find().status, { tradeState: 'CLOSED', by: 'gateway' });
    assert.equal(books.find().history.at(-1)?.at, plus(BEGIN, days(7)));
    assert.equal(outcome(books.cashier('pay')), CLOSED);
  });

  it('is closed at its time_expire where that is later', () => {
    const books = waited(expiring(days(10)), less(days(10)));
    assert.equal(books.find().status.tradeState, 'NOTPAY');
    books.wait(seconds(2));
    assert.equal(books.find().status.tradeState, 'CLOSED');
  });

  it('past its time_expire stays NOTPAY until the seventh day ends', () => {
    const books = waited(expiring(hours(1)), less(days(7)));
    assert.equal(books.find().status.tradeState, 'NOTPAY');
    assert.equal(payWithFreshId(books), TOO_LATE);
    books.wait(seconds(2));
    assert.equal(books.find().status.tradeState, 'CLOSED');
  });

  it('is closed seven days after it was placed, however often it was placed again', () => {
    const books = waited(Books.at('NOTPAY'), days(6));
    books.order(orderRequest());
    books.wait(more(days(1)));
    assert.equal(books.find().status.tradeState, 'CLOSED');
  });

  it('is closed once, and a paid one never', () => {
    const closings = (books: Books): number =>
      books.wait(days(30)).filter((decision) => eventsOf(decision).includes('order-closed')).length;
    assert.equal(closings(Books.at('NOTPAY')), 1);
    assert.equal(closings(Books.at('CLOSED')), 0);
    assert.equal(closings(Books.at('SUCCESS')), 0);
  });
});

describe('a refund', () => {
  it('is taken within 365 days of the payment', () => {
    assert.equal(outcome(waited(Books.at('SUCCESS'), less(days(365))).refund(1)), 'refund');
  });

  it('is refused after them', () => {
    assert.equal(outcome(waited(Books.at('SUCCESS'), more(days(365))).refund(1)), '400 INVALID_REQUEST');
  });

  it('counts the days from the payment, not from the order', () => {
    const books = waited(Books.at('NOTPAY'), days(6));
    assert.equal(payWithFreshId(books), PAYABLE);
    books.wait(less(days(365)));
    assert.ok(between(BEGIN, books.now) > days(370));
    assert.equal(outcome(books.refund(1)), 'refund');
  });

  it('that was taken can be asked for again for ever', () => {
    assert.equal(outcome(waited(Books.at('REFUND'), days(1_000)).refund(30)), 'refund');
  });

  it('has arrived within five minutes', () => {
    const status = (after: Duration): string =>
      waited(Books.at('REFUND'), after).state.refunds.get('refund-1')?.status ?? '';
    assert.equal(status(seconds(1)), 'PROCESSING');
    assert.equal(status(minutes(5)), 'SUCCESS');
  });
});
