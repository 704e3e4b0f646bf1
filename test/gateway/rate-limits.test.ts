import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CallRates } from '../../src/gateway/call-rates.ts';
import type { Policy } from '../../src/gateway/policy.ts';
import { withinLimits } from '../../src/gateway/rate-limits.ts';
import { paths } from '../../src/protocol/payments.ts';
import { type Duration, days, type Instant, milliseconds, plus, seconds, Timeline } from '../../src/time/index.ts';
import { type Answer, Bench, PAYER, refusalOf } from './bench.ts';
import { BEGIN } from './books.ts';

const TOO_OFTEN = '429 FREQUENCY_LIMITED 268447840';
const limited = (policy: Partial<Policy> = {}): Bench =>
  new Bench({ policy: { rateLimits: 'documented', refundsPerOrder: 1_000, ...policy } });
const times = (count: number, call: (index: number) => Answer): readonly string[] =>
  Array.from({ length: count }, (_, index) => call(index)).map((answer) =>
    answer.status < 300 ? String(answer.status) : refusalOf(answer),
  );
/** `6 × a, 1 × b`. */
const tally = (answers: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[answer] = (counts[answer] ?? 0) + 1;
  return counts;
};

const refund = (bench: Bench, number: string, amount = 1): Answer =>
  bench.call('POST', paths.refund, {
    body: {
      out_trade_no: 'order-1',
      out_refund_no: number,
      amount: { refund: amount, total: 100, currency: 'CNY' },
    },
  });
const FAILED = '404 RESOURCE_NOT_EXISTS 0';

describe('calls of one merchant in one second', () => {
  it('are not counted where nothing is said', () => {
    const bench = new Bench();
    assert.deepEqual(tally(times(20, (index) => refund(bench, `r-${index}`))), { [FAILED]: 20 });
  });

  it('may be six refunds that fail, and the next second six more', () => {
    const bench = limited();
    for (let second = 0; second < 2; second += 1) {
      assert.deepEqual(tally(times(8, (index) => refund(bench, `r-${index}`))), { [FAILED]: 6, [TOO_OFTEN]: 2 });
      bench.timeline.spend(seconds(1));
    }
  });

  it('may be 150 refunds that succeed, whatever failed beside them', async () => {
    const bench = await limited().paid();
    times(7, (index) => refund(bench, `f-${index}`, 1_000));
    // The same number again is the same refund, and a call that succeeds.
    const answers = times(152, () => refund(bench, 'r'));
    assert.deepEqual(tally(answers), { '200': 150, [TOO_OFTEN]: 2 });
    assert.deepEqual(answers.slice(-2), [TOO_OFTEN, TOO_OFTEN], 'the last ones');
    assert.equal(refund(bench, 'f', 1_000).status, 429);
  });

  it('may be 300 queries of refunds, found or not', () => {
    const bench = limited();
    const answers = times(301, () => bench.call('GET', paths.refundByNumber('nobody')));
    assert.deepEqual(tally(answers), { [FAILED]: 300, [TOO_OFTEN]: 1 });
  });

  it('may be three applications for a fund-flow bill', () => {
    const bench = limited();
    const answers = times(4, () => bench.call('GET', '/v3/bill/fundflowbill?bill_date=2026-01-10'));
    assert.equal(answers.filter((answer) => answer === TOO_OFTEN).length, 1);
    assert.equal(answers.at(-1), TOO_OFTEN);
  });

  it('may be any number of those that no page limits', () => {
    const bench = limited();
    for (let index = 0; index < 600; index += 1)
      assert.equal(bench.call('GET', paths.orderByNumber('nobody', bench.merchant.mchid)).status, 404);
  });

  it('are told in the documented body, and a refused refund is not made', async () => {
    const bench = await limited().paid();
    for (let index = 0; index < 150; index += 1) refund(bench, 'r');
    const answer = refund(bench, 'one-more');
    assert.equal(answer.status, 429);
    assert.deepEqual(answer.json, { code: 'FREQUENCY_LIMITED', message: '频率限制，请稍后再试' });
    assert.equal(answer.signature, 'valid');
    assert.equal(bench.state.refunds.has('one-more'), false);
    bench.timeline.spend(seconds(1));
    assert.equal(refund(bench, 'one-more').status, 200);
  });
});

describe('what is counted', () => {
  const ok = { kind: 'answered', status: 200 } as const;
  const no = { kind: 'refused', refusal: { status: 400, code: 'INVALID_REQUEST', message: '' } } as const;

  it('belongs to one endpoint and one whole second of wire time', () => {
    const { merchant } = limited();
    const call = (endpoint: 'fund-flow-bill' | 'refund', at: Instant, outcome: typeof ok | typeof no = ok) =>
      withinLimits(endpoint, undefined, merchant, at, () => outcome) === outcome;
    assert.deepEqual(
      [0, 300, 999].map((ms) => call('fund-flow-bill', plus(BEGIN, milliseconds(ms)))),
      [true, true, true],
    );
    assert.equal(call('fund-flow-bill', plus(BEGIN, milliseconds(999))), false);
    assert.equal(call('refund', plus(BEGIN, milliseconds(999))), true, 'another endpoint');
    assert.equal(call('fund-flow-bill', plus(BEGIN, seconds(1))), true, 'another second');
  });

  it('is the merchant’s own', () => {
    const [one, other] = [limited().merchant, limited().merchant];
    for (let index = 0; index < 3; index += 1) withinLimits('fund-flow-bill', undefined, one, BEGIN, () => ok);
    assert.notEqual(
      withinLimits('fund-flow-bill', undefined, one, BEGIN, () => ok),
      ok,
    );
    assert.equal(
      withinLimits('fund-flow-bill', undefined, other, BEGIN, () => ok),
      ok,
    );
  });

  for (const [endpoint, calls] of [
    ['refund', 150],
    ['refund-by-number', 300],
    ['abnormal-refund', 150],
    ['fund-flow-bill', 3],
    ['certificates', 1_000],
  ] as const) {
    it(`are ${calls} of ${endpoint} at the most`, () => {
      const { merchant } = limited();
      merchant.rates.of(endpoint, BEGIN).succeeded = calls - 1;
      const call = () => withinLimits(endpoint, {}, merchant, BEGIN, () => ({ kind: 'answered', status: 200 })).kind;
      assert.deepEqual([call(), call()], ['answered', 'refused']);
    });
  }

  it('in an earlier second does not count', () => {
    const rates = new CallRates();
    rates.of('refund', BEGIN).failed += 6;
    assert.equal(rates.of('refund', plus(BEGIN, milliseconds(1))).failed, 6);
    assert.equal(rates.of('refund', plus(BEGIN, seconds(1))).failed, 0);
    const old = 'refund-of-old-order';
    rates.of(old, BEGIN).succeeded += 6;
    const later = [59, 60].map((wait) => rates.of(old, plus(BEGIN, seconds(wait))).succeeded);
    assert.deepEqual(later, [6, 0], 'of old orders, in an earlier minute');
  });
});

describe('refunds of orders that are older than a month', () => {
  it('have a limit of their own in each minute, and a message of their own', async () => {
    const bench = await limited().paid();
    bench.timeline.spend(days(29));
    const { rates } = bench.merchant;
    const fillAllBut = (missing: number): void => {
      rates.of('refund-of-old-order', bench.timeline.now()).succeeded = 5_000 - missing;
    };
    fillAllBut(0);
    assert.equal(refund(bench, 'young').status, 200, 'of a younger order');
    bench.timeline.spend(days(2));
    fillAllBut(1);
    assert.equal(refund(bench, 'last').status, 200, 'the last of the minute');
    const answer = refund(bench, 'old');
    assert.equal(answer.json['message'], '频率限制，1个月之前的订单请降低申请频率再重试');
    bench.timeline.spend(seconds(60));
    assert.equal(refund(bench, 'old').status, 200);
    assert.equal(rates.of('refund-of-old-order', bench.timeline.now()).succeeded, 1);
  });
});

describe('a refund of an order that is older than a month (F§11)', () => {
  /** Whether it counted as one, by the number that it names. */
  async function counts(age: Duration, by: 'transaction_id' | 'out_trade_no'): Promise<number> {
    const bench = await limited().paid();
    const transaction_id = [...bench.state.orderOfTransaction.keys()][0];
    await bench.timeline.advanceTo(plus(BEGIN, age));
    const named = by === 'transaction_id' ? { transaction_id } : { out_trade_no: 'order-1' };
    const body = { ...named, out_refund_no: 'r', amount: { refund: 1, total: 100, currency: 'CNY' } };
    assert.equal(bench.call('POST', paths.refund, { body }).status, 200);
    const { rates } = bench.merchant;
    return rates.of('refund-of-old-order', bench.timeline.now()).succeeded;
  }

  for (const by of ['transaction_id', 'out_trade_no'] as const) {
    it(`is counted as one from the thirtieth day on, named by ${by}`, async () => {
      assert.deepEqual([await counts(days(30), by), await counts(plusMillisecond(days(30)), by)], [0, 1]);
    });
  }

  it('is counted by the time of its payer, where that has one of its own', async () => {
    const bench = limited();
    const own = Timeline.frozen(BEGIN);
    bench.merchant.books.openFor(PAYER, own);
    await bench.paid();
    await own.advanceTo(plus(BEGIN, days(31)));
    assert.equal(refund(bench, 'r').status, 200);
    assert.equal(bench.merchant.rates.of('refund-of-old-order', BEGIN).succeeded, 1);
  });
});

const plusMillisecond = (duration: Duration): Duration => milliseconds(duration + 1);
