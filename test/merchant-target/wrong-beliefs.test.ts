import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ATONCE, judge } from './judged-shop.ts';

describe('a wrong shop that believes too much or too little fails the rule that it breaks', ATONCE, () => {
  const wrong: readonly (readonly [name: string, rule: string, because: RegExp])[] = [
    ['believes-ok', 'FRONTEND-NO-PROOF', /^fail: .*expected unpaid, seen paid/],
    ['believes-any-answer', 'ANSWER-VERIFIED', /^fail: .*expected unpaid, seen paid/],
    ['trusts-any-letter', 'NOTIFY-VERIFIED', /^fail: the answer to the notification: expected refused, seen 204/],
    ['trusts-unsigned', 'NOTIFY-VERIFIED', /^fail: the answer to the notification: expected refused, seen 204/],
    ['verifies-nothing-for-localhost', 'NOTIFY-VERIFIED', /^fail: .*expected unpaid, seen paid/],
    ['answers-forgeries-with-200', 'NOTIFY-VERIFIED', /^fail: the answer to the notification: .*seen 200/],
    ['remembers-what-it-refused', 'NOTIFY-VERIFIED', /^fail: what the merchant takes .*expected paid, seen unpaid/],
    ['hears-nothing', 'NOTIFY-ANSWERED', /^fail: the answer to the notification: .*seen 404/],
    ['compares-nothing', 'NOTIFY-MATCHED', /^warn: .*expected unpaid, seen paid/],
    ['fulfils-each-letter', 'NOTIFY-ONCE', /^fail: how often the goods were handed out: expected 1, seen 2/],
    ['answers-after-six-seconds', 'NOTIFY-ANSWERED', /^fail: the answer to the notification: .*seen (?!20[04])/],
    ['sends-an-unsigned-query', 'SIGN-REQUESTS', /^fail: the signature of the request: expected valid, seen absent/],
    ['cancel-takes-back', 'FINAL-KEPT', /^fail: .*expected paid, seen closed/],
    ['takes-cancel-for-unpaid', 'FINAL-KEPT', /^fail: .*expected paid, seen unpaid/],
    ['forgets-the-refund', 'FINAL-KEPT', /^fail: .*expected refunded, seen paid/],
    ['accepted-is-refunded', 'REFUND-NOT-YET', /^fail: .*seen refunded/],
    ['wants-more-than-there-is', 'REFUND-TOTAL', /^fail: refunds asked for: expected 1, seen 2/],
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

  it('what learns nothing, or hears nothing, earns no pass by believing nothing', async () => {
    const { found } = await judge('learns-nothing', ['ANSWER-VERIFIED', 'NOTIFY-MATCHED']);
    for (const rule of ['ANSWER-VERIFIED', 'NOTIFY-MATCHED'])
      assert.match(found[rule] ?? '', /^not-observed: the merchant takes a paid order for unpaid/, rule);
    const deaf = await judge('hears-nothing', ['NOTIFY-MATCHED']);
    assert.match(deaf.found['NOTIFY-MATCHED'] ?? '', /^not-observed: /);
  });
});
