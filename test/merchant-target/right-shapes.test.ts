import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ATONCE, judge } from './judged-shop.ts';

const all = (rules: readonly string[], verdict: string): Readonly<Record<string, string>> =>
  Object.fromEntries(rules.map((id) => [id, verdict]));

describe('a right shop of another shape passes', ATONCE, () => {
  const shapes: readonly (readonly [name: string, ...rules: readonly string[]])[] = [
    ['answers-json', 'NOTIFY-ANSWERED', 'NOTIFY-VERIFIED'],
    ['acknowledges-first', 'NOTIFY-ANSWERED', 'NOTIFY-MATCHED', 'NOTIFY-ONCE'],
    ['asks-on-letters', 'NOTIFY-ANSWERED', 'NOTIFY-MATCHED', 'NOTIFY-ONCE'],
    ['polls-every-two-seconds', 'QUERY-AFTER-RETURN', 'PAID-BY-QUERY', 'FRONTEND-NO-PROOF'],
    ['closes-half-a-minute-late', 'CLOSE-AFTER-EXPIRE'],
    ['closes-ten-minutes-late', 'CLOSE-AFTER-EXPIRE'],
    ['closes-without-asking', 'CLOSE-THEN-FAILED', 'CLOSE-AFTER-EXPIRE'],
    ['refuses-unpaid-returns', 'QUERY-AFTER-RETURN', 'FRONTEND-NO-PROOF', 'FINAL-KEPT'],
    ['hands-out-later', 'PAID-BY-QUERY', 'NOTIFY-ONCE', 'POLL-WHEN-SILENT'],
    ['shows-paid-once-handed-out', 'PAID-BY-QUERY', 'NOTIFY-ONCE', 'FRONTEND-NO-PROOF', 'FINAL-KEPT'],
    ['orders-at-each-tap', 'PAY-PARAMS', 'REORDER-AFTER-2H'],
    ['same-params-at-each-tap', 'PAY-PARAMS', 'REORDER-AFTER-2H'],
    ['closes-and-orders-anew', 'REORDER-AFTER-2H'],
    ['refunds-what-is-given-up', 'CLOSE-THEN-FAILED', 'FINAL-KEPT'],
    ['keeps-refunded-orders-paid', 'REFUND-NOT-YET', 'FINAL-KEPT'],
    ['wants-no-refund-letters', 'NOTIFY-ANSWERED', 'REFUND-NOT-YET'],
    ['refunds-only-once', 'REFUND-NOT-YET'],
    ['takes-one-at-a-time', 'NOTIFY-ONCE'],
  ];
  for (const [name, ...rules] of shapes) {
    it(name, async () => {
      const { run, found } = await judge(name, rules);
      assert.deepEqual(found, all(rules, 'pass'));
      assert.equal(run.code, 0);
    });
  }

  it('its customers cannot choose how long they may pay', async () => {
    const verbs = {
      placeOrder: [{ as: 'buyer', post: '/orders', body: { fen: '{price.fen}' }, take: { order: '$.id' } }],
    };
    const { run, found } = await judge(
      'gives-a-quarter-of-an-hour',
      ['CLOSE-AFTER-EXPIRE', 'PAY-PARAMS', 'REORDER-AFTER-2H', 'POLL-WHEN-SILENT'],
      verbs,
    );
    assert.equal(found['CLOSE-AFTER-EXPIRE'], 'pass');
    assert.equal(found['PAY-PARAMS'], 'pass');
    assert.equal(found['POLL-WHEN-SILENT'], 'pass');
    assert.match(found['REORDER-AFTER-2H'] ?? '', /^not-applicable: the merchant's orders cannot be paid for as long/);
    assert.equal(run.code, 0);
  });

  it('it leaves the appid to the mini program', async () => {
    const { run, found } = await judge('none', ['PAY-PARAMS'], {}, { NO_APPID: '1' });
    assert.deepEqual([run.code, found], [0, { 'PAY-PARAMS': 'pass' }]);
  });

  it('it does not tell how often it hands out: its state is judged, and once is not told from twice', async () => {
    const verbs = { readOrder: [{ as: 'buyer', get: '/orders/{order}', take: { state: '$.state' } }] };
    const rules = ['NOTIFY-MATCHED', 'PAID-BY-QUERY', 'FRONTEND-NO-PROOF', 'CLOSE-THEN-FAILED'];
    const { run, found } = await judge('none', [...rules, 'NOTIFY-ONCE'], verbs);
    assert.deepEqual(found, {
      ...all(rules, 'pass'),
      'NOTIFY-ONCE': 'not-observed: this merchant does not tell how often it handed goods out',
    });
    assert.equal(run.code, 4);
    const wrong = await judge('believes-ok', ['FRONTEND-NO-PROOF'], verbs);
    assert.match(wrong.found['FRONTEND-NO-PROOF'] ?? '', /^fail: .*expected unpaid, seen paid/);
  });
});
