import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type BillDay, billDay, dateOf, isWithin } from '../../src/gateway/bills/bill-day.ts';
import { paymentOf, Trades } from '../../src/gateway/bills/entries.ts';
import { feeOf } from '../../src/gateway/bills/fees.ts';
import { fundFlowBillLines } from '../../src/gateway/bills/fund-flow-bill.ts';
import { type TradeBillType, tradeBillLines } from '../../src/gateway/bills/trade-bill.ts';
import { refundAmounts, settledTotal } from '../../src/gateway/coupons.ts';
import { documentedPolicy } from '../../src/gateway/policy.ts';
import type { Order } from '../../src/gateway/state.ts';
import { fen, fenFromYuan } from '../../src/money/fen.ts';
import type { Coupon } from '../../src/protocol/coupons.ts';
import { days, plus, seconds } from '../../src/time/index.ts';
import { BEGIN, Books, MCHID } from '../gateway/books.ts';

type Move = (books: Books) => void;
type Row = Readonly<Record<string, string>>;

const totals = fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 1_000_000 }));
/** Whatever a merchant may write, with what has to be escaped more often than not. */
const texts = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...`\\'"\`,\n\r\t\ue000\u001a\ufeff`),
    fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme' }),
  ),
  maxLength: 12,
});

/** Coupons that pay up to all of an order. */
const coupons: fc.Arbitrary<(total: number) => readonly Coupon[]> = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 70 }), fc.constantFrom('CASH', 'NOCASH')), { maxLength: 2 })
  .map((parts) => (total) => {
    let room = total;
    return parts.flatMap(([percent, type]) => {
      const amount = Math.min(Math.ceil((total * percent) / 100), room);
      room -= amount;
      return amount === 0 ? [] : [{ amount, type }];
    });
  });

const orders: fc.Arbitrary<Move> = fc
  .tuple(fc.nat(9), totals, texts, texts, coupons)
  .map(([index, total, description, attach, used]) => (books) => {
    const out_trade_no = `order-${index}`;
    books.order({ out_trade_no, amount: { total, currency: 'CNY' }, description, attach });
    const ids = books.state.orders.get(out_trade_no)?.prepayIds ?? [];
    const { total: due = 0 } = books.state.orders.get(out_trade_no) ?? {};
    if (index % 4 > 0) books.cashier('pay', { id: ids.at(-1)?.id ?? 'none', coupons: used(due) });
  });
const refunds: fc.Arbitrary<Move> = fc
  .tuple(fc.nat(9), fc.nat(60), fc.integer({ min: 1, max: 100 }))
  .map(([index, number, percent]) => (books) => {
    const out_trade_no = `order-${index}`;
    const total = books.state.orders.get(out_trade_no)?.total ?? 1;
    const refund = Math.max(1, Math.round((total * percent) / 100));
    books.refund(refund, {
      out_trade_no,
      out_refund_no: `refund-${number}`,
      amount: { refund, total, currency: 'CNY' },
    });
  });
const outcomes: fc.Arbitrary<Move> = fc.tuple(fc.nat(60), fc.constantFrom('SUCCESS', 'CLOSED', 'ABNORMAL')).map(
  ([number, status]) =>
    (books) =>
      void books.settle(status, `refund-${number}`),
);
const balances: fc.Arbitrary<Move> = fc
  .nat(2_000_000)
  .map((balance) => (books) => void books.tell({ type: 'set-balance', at: books.now, balance: fen(balance) }));
const waits: fc.Arbitrary<Move> = fc
  .oneof(fc.integer({ min: 0, max: 100_000 }), fc.constantFrom(50_399, 50_400, 82_800, 86_400))
  .map((wait) => (books) => void books.wait(seconds(wait)));
const histories = fc.array(
  fc.oneof({ weight: 4, arbitrary: orders }, { weight: 4, arbitrary: refunds }, outcomes, waits, balances),
  {
    minLength: 1,
    maxLength: 60,
  },
);

function play(history: readonly Move[]): Books {
  const books = new Books();
  for (const move of history) move(books);
  return books;
}

const daysOf = ({ now }: Books): readonly BillDay[] => {
  const all: BillDay[] = [];
  for (let at = BEGIN; dateOf(at) <= dateOf(now); at = plus(at, days(1))) {
    const day = billDay(dateOf(at));
    assert.ok(day);
    all.push(day);
  }
  return all;
};

/** A bill read as any client would, back from its text. */
function read(lines: Iterable<string>): { readonly rows: readonly Row[]; readonly sums: Row } {
  const [titles = '', ...rest] = [...lines].join('').split('\r\n');
  assert.equal(rest.pop(), '');
  const named = (names: string, line: string): Row => {
    const values = line.slice(1).split(',`');
    assert.equal(values.length, names.split(',').length, `${names}\n${line}`);
    return Object.fromEntries(names.split(',').map((name, index) => [name, values[index] ?? '']));
  };
  const sums = rest.pop() ?? '';
  const sumTitles = rest.pop() ?? '';
  return { rows: rest.map((line) => named(titles, line)), sums: named(sumTitles, sums) };
}

const amountOf = (text = ''): number => (text.startsWith('-') ? -fenFromYuan(text.slice(1)) : fenFromYuan(text));
const sum = (rows: readonly Row[], title: string): number => rows.reduce((all, row) => all + amountOf(row[title]), 0);

const settledOf = (order: Order): number => {
  const payment = paymentOf(order);
  return payment ? settledTotal(order.total, payment) : 0;
};

const tradeBill = ({ state }: Books, day: BillDay, type: TradeBillType) =>
  read(tradeBillLines(new Trades([state]), day, type, documentedPolicy));

const check = (property: (books: Books) => void): void =>
  fc.assert(
    fc.property(histories, (history) => property(play(history))),
    { numRuns: 150 },
  );

describe('whatever happened, the bills', () => {
  it('of a day hold the payments and refunds of that day, and add up to the fen', () => {
    check((books) => {
      for (const day of daysOf(books)) {
        const { rows, sums } = tradeBill(books, day, 'ALL');
        const paid = [...books.state.orders.values()].filter((order) => {
          const payment = paymentOf(order);
          return payment !== undefined && isWithin(payment.at, day);
        });
        const refunded = [...books.state.refunds.values()].filter(({ createdAt }) => isWithin(createdAt, day));
        const total = paid.reduce((all, order) => all + order.total, 0);
        const settled = paid.reduce((all, order) => all + settledOf(order), 0);
        const asked = refunded.reduce((all, refund) => all + refund.amount, 0);
        const shares = refunded.map((refund) => refundAmounts(refund));
        const given = shares.reduce((all, { settledRefund }) => all + settledRefund, 0);
        const inCoupons = shares.reduce((all, { cashCouponRefund }) => all + cashCouponRefund, 0);
        assert.equal(Number(sums['总交易单数']), paid.length + refunded.length);
        assert.equal(rows.length, paid.length + refunded.length);
        for (const [title, column, expected] of [
          ['应结订单总金额', '应结订单金额', settled],
          ['订单总金额', '订单金额', total],
          ['退款总金额', '退款金额', given],
          ['申请退款总金额', '申请退款金额', asked],
          ['充值券退款总金额', '充值券退款金额', inCoupons],
        ] as const) {
          assert.deepEqual([amountOf(sums[title]), sum(rows, column)], [expected, expected], title);
        }
        assert.equal(amountOf(sums['手续费总金额']), sum(rows, '手续费'));
        const times = rows.map((row) => row['交易时间'] ?? '');
        assert.deepEqual(times, times.toSorted());
        assert.ok(times.every((time) => time.startsWith(day.date)));
      }
    });
  });

  it('of payments and of refunds are together the bill of all', () => {
    check((books) => {
      for (const day of daysOf(books)) {
        const [all, payments, refunds] = (['ALL', 'SUCCESS', 'REFUND'] as const).map((type) =>
          tradeBill(books, day, type),
        );
        const numbers = (rows: readonly Row[] = []) =>
          rows.map((row) => `${row['商户订单号']} ${row['商户退款单号'] ?? '0'}`);
        assert.deepEqual(
          numbers(all?.rows).toSorted(),
          [...numbers(payments?.rows), ...numbers(refunds?.rows)].toSorted(),
        );
        for (const title of ['应结订单总金额', '手续费总金额', '订单总金额'])
          assert.equal(
            amountOf(all?.sums[title]),
            amountOf(payments?.sums[title]) + amountOf(refunds?.sums[title]),
            title,
          );
      }
    });
  });

  it('take a fee that is given back in full with the whole order, and never more', () => {
    check((books) => {
      const bills = daysOf(books).flatMap((day) => tradeBill(books, day, 'ALL').rows);
      for (const order of books.state.orders.values()) {
        const rows = bills.filter((row) => row['商户订单号'] === order.request.out_trade_no);
        const kept = rows.filter((row) => books.state.refunds.get(row['商户退款单号'] ?? '')?.status !== 'CLOSED');
        const fee = paymentOf(order) ? feeOf(fen(settledOf(order)), documentedPolicy.feeRate) : 0;
        const left = sum(kept, '手续费');
        assert.ok(left >= 0 && left <= fee, `${left} of ${fee}`);
        if (rows.length > 0 && sum(kept, '申请退款金额') === order.total && kept.length === rows.length)
          assert.equal(left, 0);
      }
    });
  });

  it('of the account say what it holds: what was put in and paid, less what was given back and the fees', () => {
    check((books) => {
      let balance = 0;
      for (const day of daysOf(books)) {
        const lines = fundFlowBillLines(new Trades([books.state]), day, MCHID, documentedPolicy);
        const { rows, sums } = read(lines);
        for (const row of rows) {
          const amount = amountOf(row['收支金额(元)']);
          assert.ok(amount > 0);
          balance += row['收支类型'] === '收入' ? amount : -amount;
          assert.equal(amountOf(row['账户结余(元)']), balance);
        }
        assert.equal(rows.length, Number(sums['收入笔数']) + Number(sums['支出笔数']));
      }
      const trades = daysOf(books).flatMap((day) => tradeBill(books, day, 'ALL').rows);
      const kept = trades.filter((row) => books.state.refunds.get(row['商户退款单号'] ?? '')?.status !== 'CLOSED');
      const { settings = [], moved = 0 } = books.state.account;
      const byHand = settings.reduce((all, { amount }) => all + amount, 0);
      assert.equal(balance, byHand + sum(kept, '应结订单金额') - sum(kept, '退款金额') - sum(kept, '手续费'));
      assert.equal(balance, moved, 'the account holds what its bills say');
      assert.ok(fen(balance) >= 0);
    });
  });
});
