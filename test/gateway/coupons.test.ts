import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { sharedOut, sumOf } from '../../src/gateway/coupons.ts';
import type { GatewayEvent } from '../../src/gateway/events.ts';
import { evolve } from '../../src/gateway/evolve.ts';
import type { Policy } from '../../src/gateway/policy.ts';
import { emptyState, type Refund } from '../../src/gateway/state.ts';
import { orderView, refundNotice, refundView } from '../../src/gateway/views.ts';
import { fen } from '../../src/money/fen.ts';
import type { Coupon } from '../../src/protocol/coupons.ts';
import type { RefundView } from '../../src/protocol/payments.ts';
import { Books, eventsOf, MCHID, NUMBER, outcome } from './books.ts';

const cash = (amount: number): Coupon => ({ amount, type: 'CASH' });
const noCash = (amount: number): Coupon => ({ amount, type: 'NOCASH' });

function paid(total: number, coupons: readonly Coupon[], changes: Partial<Policy> = {}): Books {
  const books = new Books(changes);
  books.order({ amount: { total, currency: 'CNY' } });
  assert.equal(outcome(books.cashier('pay', { coupons })), 'requestPayment:ok');
  return books;
}

let refunds = 0;
function refunded(books: Books, refund: number): Refund {
  refunds += 1;
  const out_refund_no = `refund-${refunds}`;
  const { total } = books.find();
  assert.equal(outcome(books.refund(refund, { out_refund_no, amount: { refund, total, currency: 'CNY' } })), 'refund');
  const made = books.state.refunds.get(out_refund_no);
  assert.ok(made, 'the refund is in the books');
  return made;
}

const amounts = ({ amount }: RefundView): readonly (number | undefined)[] => [
  amount.payer_total,
  amount.payer_refund,
  amount.discount_refund,
  amount.settlement_total,
  amount.settlement_refund,
];

describe('an order paid with coupons', () => {
  it('tells what the payer paid, and each coupon', () => {
    const books = paid(1_000, [
      { ...cash(150), scope: 'SINGLE', coupon_id: '109519', name: '满减', stock_id: '98', contributor: 'wechatpay' },
      noCash(50),
    ]);
    const { amount, promotion_detail } = orderView(books.find());
    assert.deepEqual([amount?.total, amount?.payer_total], [1_000, 800]);
    const [one, other] = promotion_detail ?? [];
    assert.deepEqual(one, {
      coupon_id: '109519',
      name: '满减',
      scope: 'SINGLE',
      type: 'CASH',
      amount: 150,
      stock_id: '98',
      wechatpay_contribute: 150,
      merchant_contribute: 0,
      other_contribute: 0,
      currency: 'CNY',
    });
    assert.deepEqual([other?.type, other?.scope, other?.merchant_contribute], ['NOCASH', 'GLOBAL', 50]);
    assert.equal(other?.name, '代金券');
    assert.ok((other?.coupon_id.length ?? 99) <= 32, 'a coupon_id has 32 characters at most');
  });

  it('is told so by its notification', () => {
    const books = paid(1_000, [cash(200)]);
    const [notification] = books.state.notifications.values();
    assert.deepEqual(notification?.resource, orderView(books.find()));
  });

  it('has no promotion_detail where there was none', () => {
    const books = paid(100, []);
    assert.equal('promotion_detail' in orderView(books.find()), false);
    assert.equal('promotion_detail' in refundView(refunded(books, 50)), false);
  });

  it('may be paid with coupons alone, and not with more than its total', () => {
    assert.equal(orderView(paid(100, [cash(60), noCash(40)]).find()).amount?.payer_total, 0);
    const books = new Books();
    books.order();
    const decision = books.cashier('pay', { coupons: [cash(60), noCash(41)] });
    assert.match(outcome(decision), /^requestPayment:fail \(优惠金额/);
    assert.deepEqual(eventsOf(decision), []);
  });
});

describe('a refund of an order paid with coupons', () => {
  for (const [what, total, coupons, refund, expected] of [
    ['the first example of the page', 1_000, [cash(200)], 500, [800, 400, 100, 1_000, 500]],
    ['the second', 1_000, [cash(100), noCash(100)], 500, [800, 400, 100, 900, 450]],
    ['half a fen', 100, [cash(50)], 1, [50, 1, 0, 100, 1]],
    ['five halves of a fen', 100, [cash(50)], 5, [50, 3, 2, 100, 5]],
    ['just below half a fen', 101, [noCash(51)], 1, [50, 0, 1, 50, 0]],
    ['the whole', 100, [noCash(33)], 100, [67, 67, 33, 67, 67]],
    ['of the largest order', 1_000_000_000, [cash(1)], 999_999_999, [999_999_999, 999_999_998, 1, 1e9, 999_999_999]],
    ['what was paid with coupons alone', 100, [noCash(100)], 40, [0, 0, 40, 0, 0]],
  ] as const) {
    it(`shares out ${what}`, () => {
      const view = refundView(refunded(paid(total, coupons), refund));
      assert.deepEqual(amounts(view), expected);
      const inCoupons = view.promotion_detail?.reduce((sum, { refund_amount }) => sum + refund_amount, 0);
      assert.equal(inCoupons, view.amount.discount_refund);
    });
  }

  it('tells each coupon and what goes back into it', () => {
    const books = paid(1_000, [{ ...cash(100), coupon_id: 'a' }, noCash(100)]);
    const view = refundView(refunded(books, 500));
    assert.deepEqual(view.promotion_detail?.[0], {
      promotion_id: 'a',
      scope: 'GLOBAL',
      type: 'CASH',
      amount: 100,
      refund_amount: 50,
    });
    const second = orderView(books.find()).promotion_detail?.[1]?.coupon_id;
    assert.equal(view.promotion_detail?.[1]?.promotion_id, second);
  });

  it('is told by the notification with the same two amounts', () => {
    const { amount } = refundNotice(MCHID, refunded(paid(1_000, [cash(200)]), 500));
    assert.deepEqual(amount, { total: 1_000, refund: 500, payer_total: 800, payer_refund: 400 });
  });

  it('gives back what is left with the part that completes the order', () => {
    const books = paid(100, [cash(50)]);
    assert.deepEqual(
      [33, 33, 34].map((part) => refundView(refunded(books, part)).amount.payer_refund),
      [17, 17, 16],
    );
  });

  it('counts a part that was closed no more', () => {
    const books = paid(100, [cash(50)]);
    const { request } = refunded(books, 33);
    books.settle('CLOSED', request.out_refund_no);
    assert.equal(refundView(refunded(books, 100)).amount.payer_refund, 50);
  });

  it('keeps each amount whole and within what was paid, however it is cut up', () => {
    const cut = fc.record({
      total: fc.integer({ min: 1, max: 500 }),
      weights: fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 4 }),
      parts: fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.boolean()), { minLength: 1, maxLength: 30 }),
    });
    fc.assert(
      fc.property(cut, ({ total, weights, parts }) => {
        let room = total;
        const coupons = weights.flatMap((weight, index) => {
          const amount = Math.min(weight, room);
          room -= amount;
          return amount === 0 ? [] : [index % 2 === 0 ? cash(amount) : noCash(amount)];
        });
        const books = paid(total, coupons);
        const kept: Refund[] = [];
        let left = total;
        for (const [size, closes] of [...parts, [total, false] as const]) {
          const amount = Math.min(size, left);
          if (amount === 0) break;
          const refund = refunded(books, amount);
          const view = refundView(refund).amount;
          assert.equal(view.payer_refund + view.discount_refund, amount);
          assert.ok(Object.values(view).every((value) => value === 'CNY' || Number(value) >= 0));
          if (closes) books.settle('CLOSED', refund.request.out_refund_no);
          else {
            kept.push(refund);
            left -= amount;
          }
        }
        const views = kept.map((refund) => refundView(refund));
        const sum = (of: (view: RefundView) => number) => views.reduce((all, view) => all + of(view), 0);
        assert.equal(left, 0);
        assert.equal(
          sum(({ amount }) => amount.payer_refund),
          room,
        );
        for (const [index, { amount }] of coupons.entries())
          assert.equal(
            sum(({ promotion_detail }) => promotion_detail?.[index]?.refund_amount ?? 0),
            amount,
          );
      }),
      { numRuns: 200 },
    );
  });
});

describe('what is shared out', () => {
  it('adds up, whatever is left of each part', () => {
    const part = fc.tuple(fc.nat(1_000), fc.nat(1_000)).map(([a, b]) => ({ whole: fen(a + b), left: fen(a) }));
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), fc.nat(1_000), (parts, percent) => {
        const room = sumOf(parts.map(({ left }) => left));
        const amount = fen(Math.floor((room * percent) / 1_000));
        const shares = sharedOut(amount, parts);
        assert.equal(sumOf(shares), amount);
        for (const [index, share] of shares.entries()) assert.ok(share <= (parts[index]?.left ?? -1));
      }),
    );
  });
});

describe('the fee', () => {
  it('comes back with its part of the order, as the page has it', () => {
    assert.equal(refundView(refunded(paid(10_000, []), 5_000)).amount.refund_fee, 30);
  });

  it('is of what the merchant gets, and is left out where it comes to nothing', () => {
    assert.equal(refundView(refunded(paid(10_000, [noCash(5_000)]), 5_000)).amount.refund_fee, 15);
    assert.equal('refund_fee' in refundView(refunded(paid(100, []), 1)).amount, false);
  });
});

describe('the balance', () => {
  it('takes in and gives out what the merchant settles', () => {
    const books = new Books({ feeRate: 0 });
    books.state.account.balance = fen(0);
    books.order({ amount: { total: 1_000, currency: 'CNY' } });
    books.cashier('pay', { coupons: [cash(100), noCash(100)] });
    assert.equal(books.state.account.balance, 900);
    const { request } = refunded(books, 500);
    assert.equal(books.state.account.balance, 450);
    books.settle('CLOSED', request.out_refund_no);
    assert.equal(books.state.account.balance, 900);
    books.state.account.balance = fen(449);
    const short = books.refund(500, { out_refund_no: 'r', amount: { refund: 500, total: 1_000, currency: 'CNY' } });
    assert.equal(outcome(short), '403 NOT_ENOUGH');
  });
});

describe('events that were kept as JSON', () => {
  const replayed = (events: readonly GatewayEvent[]) => {
    const state = emptyState(MCHID);
    for (const event of JSON.parse(JSON.stringify(events)) as GatewayEvent[]) evolve(state, event);
    return state;
  };

  it('bring orders that were paid with coupons back', () => {
    const books = paid(1_000, [cash(100), noCash(100)]);
    refunded(books, 500);
    const state = replayed(books.events);
    assert.deepEqual(state.orders, books.state.orders);
    assert.deepEqual(state.refunds, books.state.refunds);
    assert.deepEqual(state.account, books.state.account);
  });

  it('are understood from before there were coupons and fees', () => {
    const books = new Books();
    books.tell({ type: 'set-balance', at: books.now, balance: fen(0) });
    books.order();
    books.cashier('pay');
    books.refund(40);
    const older = books.events.map((event): GatewayEvent => {
      if (event.type === 'order-paid') {
        const { feeRate: _, ...payment } = event.payment;
        return { ...event, payment };
      }
      if (event.type === 'refund-accepted') {
        const { fee: _, ...refund } = event.refund;
        return { ...event, refund };
      }
      return event.type === 'balance-set' ? { type: 'balance-set', balance: event.balance } : event;
    });
    const state = replayed(older);
    assert.equal(state.account.balance, 60);
    const [order, refund] = [state.orders.get(NUMBER), state.refunds.get('refund-1')];
    assert.ok(order && refund, 'the order and its refund are there');
    assert.equal(orderView(order).amount?.payer_total, 100);
    assert.deepEqual(amounts(refundView(refund)), [100, 40, 0, 100, 40]);
  });
});
