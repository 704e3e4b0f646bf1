import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Decision } from '../../src/gateway/decision.ts';
import { days } from '../../src/time/index.ts';
import { Books, eventsOf, outcome } from './books.ts';

const STATES = ['NOTPAY', 'SUCCESS', 'CLOSED', 'REFUND'] as const;
type State = (typeof STATES)[number];

interface Cell {
  readonly is: string;
  readonly events?: readonly string[];
  /** The state that follows, where it is another. */
  readonly next?: State;
}

const PAID = { is: '400 ORDERPAID' };
const CLOSED = { is: '400 ORDER_CLOSED' };
const NOTHING_TO_REFUND = { is: '404 RESOURCE_NOT_EXISTS' };
const CASHIER_PAID = { is: 'requestPayment:fail (该订单已支付)' };
const CASHIER_CLOSED = { is: 'requestPayment:fail (该订单已过期，请重新下单)' };

interface Row {
  readonly act: (books: Books) => Decision;
  readonly cells: Readonly<Record<State, Cell>>;
}

const table: Readonly<Record<string, Row>> = {
  'the same order again': {
    act: (books) => books.order(),
    cells: {
      NOTPAY: { is: 'prepay-id', events: ['prepay-id-issued'] },
      SUCCESS: PAID,
      CLOSED,
      REFUND: PAID,
    },
  },
  'the number with another amount': {
    act: (books) => books.order({ amount: { total: 101, currency: 'CNY' } }),
    cells: { NOTPAY: { is: '403 OUT_TRADE_NO_USED' }, SUCCESS: PAID, CLOSED, REFUND: PAID },
  },
  close: {
    act: (books) => books.close(),
    cells: {
      NOTPAY: { is: 'done', events: ['order-closed'], next: 'CLOSED' },
      SUCCESS: PAID,
      CLOSED: { is: 'done' },
      REFUND: PAID,
    },
  },
  'pay at the cashier': {
    act: (books) => books.cashier('pay'),
    cells: {
      NOTPAY: { is: 'requestPayment:ok', events: ['order-paid', 'notification-made'], next: 'SUCCESS' },
      SUCCESS: CASHIER_PAID,
      CLOSED: CASHIER_CLOSED,
      REFUND: CASHIER_PAID,
    },
  },
  'cancel at the cashier': {
    act: (books) => books.cashier('cancel'),
    cells: {
      NOTPAY: { is: 'requestPayment:fail cancel' },
      SUCCESS: CASHIER_PAID,
      CLOSED: CASHIER_CLOSED,
      REFUND: CASHIER_PAID,
    },
  },
  'fail at the cashier': {
    act: (books) => books.cashier('fail'),
    cells: {
      NOTPAY: { is: 'requestPayment:fail (支付失败)', events: ['payment-failed'] },
      SUCCESS: CASHIER_PAID,
      CLOSED: CASHIER_CLOSED,
      REFUND: CASHIER_PAID,
    },
  },
  'a refund of a part': {
    act: (books) => books.refund(20, { out_refund_no: 'another' }),
    cells: {
      NOTPAY: NOTHING_TO_REFUND,
      SUCCESS: { is: 'refund', events: ['refund-accepted'], next: 'REFUND' },
      CLOSED: NOTHING_TO_REFUND,
      REFUND: { is: 'refund', events: ['refund-accepted'] },
    },
  },
  'seven days': {
    act: (books) => {
      const closing = books.wait(days(7)).filter(({ events }) => events.some(({ type }) => type === 'order-closed'));
      return closing[0] ?? { events: [], effects: [], reply: { kind: 'done' } };
    },
    cells: {
      NOTPAY: { is: 'done', events: ['order-closed'], next: 'CLOSED' },
      SUCCESS: { is: 'done' },
      CLOSED: { is: 'done' },
      REFUND: { is: 'done' },
    },
  },
};

for (const [command, { act, cells }] of Object.entries(table)) {
  describe(command, () => {
    for (const state of STATES) {
      const { is, events = [], next = state } = cells[state];
      it(`${state} → ${is}`, () => {
        const books = Books.at(state);
        const decision = act(books);
        assert.equal(outcome(decision), is);
        assert.deepEqual(eventsOf(decision), events);
        assert.equal(books.find().status.tradeState, next);
      });
    }
  });
}

describe('an order that nobody placed', () => {
  const cases: readonly [string, (books: Books) => Decision, string, readonly string[]][] = [
    ['can be placed', (books) => books.order(), 'prepay-id', ['order-placed']],
    ['can be closed', (books) => books.close(), 'done', []],
    ['cannot be paid', (books) => books.cashier('pay', { id: 'wx1' }), 'requestPayment:fail (缺少参数)', []],
    ['cannot be refunded', (books) => books.refund(1), '404 RESOURCE_NOT_EXISTS', []],
  ];
  for (const [what, act, is, events] of cases) {
    it(what, () => {
      const decision = act(new Books());
      assert.equal(outcome(decision), is);
      assert.deepEqual(eventsOf(decision), events);
    });
  }
});

describe('who closed', () => {
  it('is the merchant who asked', () => {
    assert.deepEqual(Books.at('CLOSED').find().status, { tradeState: 'CLOSED', by: 'merchant' });
  });

  it('is the gateway after seven days', () => {
    const books = Books.at('NOTPAY');
    books.wait(days(7));
    assert.deepEqual(books.find().status, { tradeState: 'CLOSED', by: 'gateway' });
  });
});
