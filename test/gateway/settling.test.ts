import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { days } from '../../src/time/index.ts';
import { Books, eventsOf, NUMBER, outcome } from './books.ts';

const paid = (): Books => Books.at('SUCCESS');
const statusOf = (books: Books): string | undefined => books.state.refunds.get('refund-1')?.status;

describe('settling a refund', () => {
  for (const status of ['SUCCESS', 'CLOSED', 'ABNORMAL'] as const) {
    it(`from PROCESSING to ${status} is told once`, () => {
      const books = Books.at('REFUND');
      const decision = books.settle(status);
      assert.deepEqual(eventsOf(decision), ['refund-settled', 'notification-made']);
      assert.equal(statusOf(books), status);
      const notification = [...books.state.notifications.values()].at(-1);
      assert.equal(notification?.eventType, `REFUND.${status}`);
      assert.equal(notification?.url, 'https://shop.example/refunded');
      assert.ok(notification && 'refund_status' in notification.resource);
      assert.equal(notification.resource.refund_status, status);
      assert.equal('success_time' in notification.resource, status === 'SUCCESS');
      assert.deepEqual(eventsOf(books.settle(status)), []);
    });
  }

  for (const [from, to] of [
    ['SUCCESS', 'CLOSED'],
    ['SUCCESS', 'ABNORMAL'],
    ['CLOSED', 'SUCCESS'],
    ['CLOSED', 'ABNORMAL'],
    ['ABNORMAL', 'CLOSED'],
  ] as const) {
    it(`from ${from} to ${to} does nothing`, () => {
      const books = Books.at('REFUND');
      books.settle(from);
      assert.deepEqual(eventsOf(books.settle(to)), []);
      assert.equal(statusOf(books), from);
    });
  }

  it('from ABNORMAL to SUCCESS works', () => {
    const books = Books.at('REFUND');
    books.settle('ABNORMAL');
    assert.deepEqual(eventsOf(books.settle('SUCCESS')), ['refund-settled', 'notification-made']);
    assert.equal(statusOf(books), 'SUCCESS');
  });

  it('by hand is not undone when the money would have arrived', () => {
    for (const status of ['CLOSED', 'ABNORMAL'] as const) {
      const books = Books.at('REFUND');
      books.settle(status);
      books.wait(days(1));
      assert.equal(statusOf(books), status);
    }
  });

  it('without a notify_url tells nobody', () => {
    const books = paid();
    const request = {
      out_trade_no: NUMBER,
      out_refund_no: 'quiet',
      amount: { refund: 1, total: 100, currency: 'CNY' },
    } as const;
    books.tell({ type: 'request-refund', at: books.now, request, freshId: '1'.repeat(32) });
    assert.deepEqual(eventsOf(books.settle('SUCCESS', 'quiet')), ['refund-settled']);
  });

  it('of a refund that does not exist is refused', () => {
    assert.equal(outcome(paid().settle('SUCCESS', 'nobody')), '404 RESOURCE_NOT_EXISTS');
  });
});
