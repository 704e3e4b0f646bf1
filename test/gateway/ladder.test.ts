import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Notification } from '../../src/gateway/state.ts';
import { between, days, type Instant, seconds } from '../../src/time/index.ts';
import { BEGIN, Books } from './books.ts';

const LADDER = [15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10800, 10800, 10800, 21600, 21600];

const theOne = (books: Books): Notification => {
  const [notification] = [...books.state.notifications.values()];
  assert.ok(notification);
  return notification;
};

/** Plays a receiver that gives the same answer to every sending for so many days, and lists when they came. */
function sendings(books: Books, status: number | undefined, forDays = 3): readonly Instant[] {
  const times: Instant[] = [];
  const until = BEGIN + days(forDays);
  for (let due = books.state.agenda.first(); due && due.at <= until; due = books.state.agenda.first()) {
    for (const { effects } of books.wait(between(books.now, due.at))) {
      for (const { notificationId } of effects) {
        times.push(books.now);
        books.answered(notificationId, status);
      }
    }
  }
  return times;
}

describe('a notification that nobody accepts', () => {
  it('is sent once and then fifteen times more, at the documented intervals', () => {
    const times = sendings(Books.at('SUCCESS'), 500);
    assert.equal(times[0], BEGIN);
    const gaps = times.slice(1).map((at, index) => between(times[index] ?? at, at) / 1_000);
    assert.deepEqual(gaps, LADDER);
    assert.equal(between(BEGIN, times.at(-1) ?? BEGIN), seconds(86_640));
  });

  it('is given up then', () => {
    const books = Books.at('SUCCESS');
    sendings(books, 500);
    const { nextAttemptAt, attempts } = theOne(books);
    assert.equal(nextAttemptAt, undefined);
    assert.equal(attempts.length, 16);
    assert.equal(books.wait(days(100)).flatMap(({ effects }) => effects).length, 0);
  });

  it('waits for its next rung from the moment its sending failed', () => {
    const books = Books.at('SUCCESS');
    books.wait(seconds(5));
    books.answered(theOne(books).id);
    assert.equal(between(books.now, theOne(books).nextAttemptAt ?? BEGIN), seconds(15));
  });
});

describe('what counts as accepted', () => {
  for (const status of [200, 204]) {
    it(String(status), () => assert.equal(sendings(Books.at('SUCCESS'), status).length, 1));
  }
  for (const status of [undefined, 100, 199, 201, 202, 203, 205, 206, 299, 301, 302, 304, 400, 401, 404, 500, 503]) {
    it(`not ${status ?? 'no answer'}`, () => assert.equal(sendings(Books.at('SUCCESS'), status, 0.001).length, 4));
  }

  it('stops the ladder wherever it comes', () => {
    const books = Books.at('SUCCESS');
    const { id } = theOne(books);
    books.answered(id, 500);
    books.answered(id, 500);
    books.answered(id, 200);
    assert.deepEqual(
      theOne(books).attempts.map(({ status }) => status),
      [500, 500, 200],
    );
    assert.equal(books.wait(days(2)).flatMap(({ effects }) => effects).length, 0);
  });
});

describe('a notification sent by hand', () => {
  it('after it was accepted stays done, whatever the answer', () => {
    const books = Books.at('SUCCESS');
    const { id } = theOne(books);
    books.answered(id, 204);
    books.answered(id, 500);
    assert.equal(theOne(books).nextAttemptAt, undefined);
    assert.equal(theOne(books).attempts.length, 2);
  });

  it('between two rungs does not make the waiting one fire twice', () => {
    const books = Books.at('SUCCESS');
    const { id } = theOne(books);
    books.answered(id, 500);
    books.answered(id, 500);
    const fired = books.wait(seconds(15)).flatMap(({ effects }) => effects);
    assert.ok(fired.length <= 2);
    assert.equal(new Set(fired.map(({ notificationId }) => notificationId)).size, 1);
  });

  it('of an id that nobody knows is nothing', () => {
    assert.deepEqual(new Books().answered('nobody', 500).events, []);
  });
});
