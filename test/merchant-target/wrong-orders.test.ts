import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ATONCE, judge } from './judged-shop.ts';

describe('a wrong shop that orders, closes or asks wrongly fails the rule that it breaks', ATONCE, () => {
  const wrong: readonly (readonly [name: string, rule: string, because: RegExp])[] = [
    ['number-as-time-stamp', 'PAY-PARAMS', /^fail: arguments that are no texts: expected none, seen timeStamp/],
    ['time-stamp-an-hour-ago', 'PAY-PARAMS', /^fail: milliseconds between timeStamp and now/],
    ['time-stamp-in-an-hour', 'PAY-PARAMS', /^fail: milliseconds between timeStamp and now/],
    ['new-number-at-each-tap', 'PAY-PARAMS', /^fail: .*seen under another number, the one before being open/],
    ['keeps-prepay-ids', 'REORDER-AFTER-2H', /^fail: orders since then: expected at least 1, seen 0/],
    ['reorders-another-amount', 'REORDER-AFTER-2H', /^fail: .*seen with another amount\.total/],
    ['reorders-another-number', 'REORDER-AFTER-2H', /^fail: .*seen under another number, the one before being open/],
    ['reorders-another-time-expire', 'REORDER-AFTER-2H', /^fail: .*seen with another time_expire/],
    ['never-closes', 'CLOSE-AFTER-EXPIRE', /^fail: .*expected closed, seen not closed/],
    ['closes-without-asking', 'QUERY-BEFORE-CLOSE', /^warn: the query right before the close: expected NOTPAY/],
    ['ignores-refused-close', 'CLOSE-THEN-FAILED', /^fail: .*expected paid, seen closed/],
    ['closes-only-at-home', 'CLOSE-THEN-FAILED', /^fail: .*expected closed, seen not closed/],
    ['never-queries', 'QUERY-AFTER-RETURN', /^fail: queries of the order since then: expected at least 1, seen 0/],
    ['queries-only-on-ok', 'QUERY-AFTER-RETURN', /^fail: queries of the order since then: expected at least 1, seen 0/],
    ['ignores-queries', 'PAID-BY-QUERY', /^fail: .*expected paid, seen unpaid/],
    ['never-polls', 'POLL-WHEN-SILENT', /^warn: .*expected paid, seen unpaid/],
    ['names-no-whole-address', 'NOTIFY-URL', /^fail: in passing: the notify_url of the order: .*seen no whole http/],
    [
      'describes-with-emoji',
      'PARAMS-ACCEPTED',
      /^warn: in passing: the parameters of POST .*seen refused: .*description/,
    ],
    ['orders-for-its-first-customer', 'PAYER-NAMED', /^warn: the payer whom the order names: .*seen somebody else/],
    ['asks-only-when-time-is-over', 'POLL-WHEN-SILENT', /^warn: .*expected paid, seen unpaid/],
  ];
  for (const [name, rule, because] of wrong) {
    it(`${name}: ${rule}`, async () => {
      const { run, found } = await judge(name, [rule]);
      assert.match(found[rule] ?? '', because);
      const fails = found[rule]?.startsWith('fail') === true;
      assert.equal(run.code === 1, fails);
      if (fails) assert.match(run.out, /--merchant/, 'nothing says how to replay it');
    });
  }
  it('closes-too-early: CLOSE-AFTER-EXPIRE, a minute before time_expire too', async () => {
    const { run, found } = await judge('closes-too-early', ['CLOSE-AFTER-EXPIRE']);
    assert.match(found['CLOSE-AFTER-EXPIRE'] ?? '', /^fail: the query right before the close: expected NOTPAY/);
    assert.match(run.out, /closes with no query just before that told NOTPAY\n +expected +0\n +seen +1\n/);
  });
});
