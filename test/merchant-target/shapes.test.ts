import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { MerchantProfile } from '../../src/merchant/profile/profile.ts';
import { writePublishedCredentials } from '../sandbox/stage.ts';
import { type KitRun, runKit, verdicts } from './kit.ts';
import { shopIn } from './model/profile.ts';
import { rightShops } from './model/right-shops.ts';

const folder = mkdtempSync(join(tmpdir(), 'merchant-shapes-'));
// Those that several runs share must be there before the first.
before(() => writePublishedCredentials(join(folder, '.wechatpay')));
after(() => rmSync(folder, { recursive: true, force: true }));

let runs = 0;
const MOVES: Partial<MerchantProfile> = { clock: { set: { as: 'buyer', post: '/clock', body: { now: '{now}' } } } };

interface Judged {
  readonly run: KitRun;
  readonly found: Readonly<Record<string, string>>;
}

/** A shop over HTTP, by some rules. */
async function judge(
  name: string,
  rules: readonly string[],
  verbs: MerchantProfile['verbs'] = {},
  env: Readonly<Record<string, string>> = {},
): Promise<Judged> {
  const patience = name === 'polls-every-two-seconds' ? '4s' : name in rightShops ? '1500ms' : '800ms';
  const shop = { env: { DEFECT: name, ...env }, changes: { ...MOVES, patience }, verbs };
  const { path } = await shopIn(folder, shop);
  runs += 1;
  const asked = rules.flatMap((id) => ['--rule', id]);
  const run = await runKit(join(folder, `reports-${runs}`), '--merchant', path, ...asked);
  return { run, found: verdicts(run) };
}

const all = (rules: readonly string[], verdict: string): Readonly<Record<string, string>> =>
  Object.fromEntries(rules.map((id) => [id, verdict]));

// Most of a run is waiting to see that nothing more happens.
const ATONCE = { concurrency: 3 };

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
      ['CLOSE-AFTER-EXPIRE', 'PAY-PARAMS', 'REORDER-AFTER-2H'],
      verbs,
    );
    assert.equal(found['CLOSE-AFTER-EXPIRE'], 'pass');
    assert.equal(found['PAY-PARAMS'], 'pass');
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

describe('a wrong shop fails the rule that it breaks, for the right reason', ATONCE, () => {
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
    ['closes-too-early', 'CLOSE-AFTER-EXPIRE', /^fail: .*expected not closed, seen closed/],
    ['closes-without-asking', 'QUERY-BEFORE-CLOSE', /^warn: the query right before the close: expected NOTPAY/],
    ['ignores-refused-close', 'CLOSE-THEN-FAILED', /^fail: .*expected paid, seen closed/],
    ['closes-only-at-home', 'CLOSE-THEN-FAILED', /^fail: .*expected closed, seen not closed/],
    ['never-queries', 'QUERY-AFTER-RETURN', /^fail: queries of the order since then: expected at least 1, seen 0/],
    ['queries-only-on-ok', 'QUERY-AFTER-RETURN', /^fail: queries of the order since then: expected at least 1, seen 0/],
    ['ignores-queries', 'PAID-BY-QUERY', /^fail: .*expected paid, seen unpaid/],
    ['never-polls', 'POLL-WHEN-SILENT', /^warn: .*expected paid, seen unpaid/],
    ['believes-ok', 'FRONTEND-NO-PROOF', /^fail: .*expected unpaid, seen paid/],
    ['believes-any-answer', 'ANSWER-VERIFIED', /^fail: .*expected unpaid, seen paid/],
    ['trusts-any-letter', 'NOTIFY-VERIFIED', /^fail: the answer to the notification: expected refused, seen 204/],
    ['trusts-unsigned', 'NOTIFY-VERIFIED', /^fail: the answer to the notification: expected refused, seen 204/],
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
