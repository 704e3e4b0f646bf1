import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { type PolicyName, policyTable } from '../../src/gateway/policy.ts';
import { allMutants } from '../../src/mutants/all.ts';
import { checkedIn } from '../../src/report/checked.ts';
import { coverageOf, isExplained, type Share } from '../../src/report/coverage.ts';
import { transitionsIn } from '../../src/report/order-walk.ts';
import { catalogue } from '../../src/rules/catalogue.ts';
import { windows } from '../../src/rules/windows.ts';
import { type RunResult, run } from '../../src/run/run.ts';
import type { TraceEvent } from '../../src/trace/index.ts';

const killers = new Set(allMutants.flatMap(({ killedBy }) => Object.keys(killedBy)));

describe('what the features cover', () => {
  let played: RunResult;
  let shares: readonly Share[] = [];
  const of = (rules: typeof catalogue, traces: RunResult['traces'], found: ReadonlySet<string>): readonly Share[] =>
    coverageOf(rules, played.record.judgement, traces, found);
  before(async () => {
    played = await run({ target: 'mock', rules: [], features: [], only: false, seed: 1, parallel: 0 });
    shares = of(catalogue, played.traces, killers);
  });

  it('is all that there is to cover, or what is missing has its reason', () => {
    for (const share of shares) assert.ok(isExplained(share), `${share.what}: ${share.missing.join(', ')}`);
    assert.equal(shares.length, 15);
  });

  it('has no reason for what is covered after all', () => {
    for (const { what, missing, because = {} } of shares)
      for (const name of Object.keys(because)) assert.ok(missing.includes(name), `${what}: ${name} is covered`);
  });

  it('names what is missing', () => {
    const missing = of(catalogue, [], new Set()).flatMap((share) => (isExplained(share) ? [] : share.missing));
    for (const name of [
      'PREPAY-2H',
      'NOTPAY',
      'NOTPAY pay SUCCESS',
      'CLOSED pay refused',
      'PROCESSING becomes ABNORMAL',
      'SUCCESS redirect refused',
      'SIGN_ERROR',
    ])
      assert.ok(missing.includes(name), name);
  });

  it('knows only windows of rules, each by a name of its own', () => {
    const ids = new Set(catalogue.map(({ id }) => id));
    for (const { name, rule, beyondRule = rule } of windows) assert.ok(ids.has(rule) && ids.has(beyondRule), name);
    assert.equal(new Set(windows.map(({ name }) => name)).size, windows.length);
  });

  it('takes no scenario for covering that saw nothing', () => {
    const { judgement } = played.record;
    const blind = judgement.rules.map((rule) => ({
      ...rule,
      scenarios: rule.scenarios.map((scenario) => ({ ...scenario, verdict: 'not-observed' as const })),
    }));
    const seen = coverageOf(catalogue, { ...judgement, rules: blind }, played.traces, killers);
    for (const { what, covered } of seen.filter(({ what }) => /^(rules with scenarios|windows)/.test(what)))
      assert.equal(covered, 0, what);
  });

  it('is checked in words that the console has in Chinese', () => {
    const checked = played.traces.flatMap(({ events }) =>
      events.flatMap((event) => (event.kind === 'expectation' ? [event.what] : [])),
    );
    // A field of the wire, a column of a bill or a header stays what it is called there.
    const english = [...new Set(checked)]
      .map((what) => [what, checkedIn('zh-CN', what)] as const)
      .filter(([what, said]) => !/\p{Script=Han}/u.test(said) && !/^[\w.-]+$/.test(what))
      .map(([what]) => what);
    assert.deepEqual(english, []);
  });

  it('says of how many clauses rules hold, people vouch, and nobody need', () => {
    for (const { what, of: all, parts } of shares.filter(({ what }) => what.startsWith('clauses'))) {
      assert.ok(parts, what);
      assert.equal(
        Object.values(parts).reduce((sum, count) => sum + count, 0),
        all,
      );
      assert.ok((parts['held by rules'] ?? 0) > all / 2, what);
    }
  });
});

/** The limits of the gateway's policy, by the window that stands on them, or the reason why none does. */
const WINDOW_OF: Partial<Readonly<Record<PolicyName, string>>> = {
  prepayIdLifetime: 'prepay_id, two hours',
  unpaidLifetime: 'unpaid order, seven days',
  timeExpireEarliest: 'time_expire, one minute at the least',
  timeExpireLatest: 'time_expire, fifteen days at the most',
  refundWindow: 'refund, one year',
  refundsPerOrder: 'refund, fifty parts',
  billReady: 'bill, from ten o’clock on',
  billSnapshot: 'bill, from ten o’clock on',
  billMonths: 'bill, three months',
  billUrlLifetime: 'address of a bill, five minutes',
  notificationAnswerTime: 'answer to a notification, five seconds',
  notificationRetries: 'first repetition of a notification, fifteen seconds',
  timestampTolerance: 'timestamp in the past, five minutes',
  publicKeyShares: 'change to the public key, seven days',
};
const NO_WINDOW: Partial<Readonly<Record<PolicyName, string>>> = {
  largestTotal: 'no source of this product says it (A-03)',
  refundGap: 'the page advises it, and leaves open what follows (A-09)',
  refundArrival: 'a bank’s time, up to which anything may happen',
  feeRate: 'a price and no limit',
  billFeeDigits: 'a form and no limit',
  notificationAccepted: 'statuses and no limit',
  echoRetries: 'a plan of the self-test’s own, of which the source gives no more than the list',
};

describe('the limits of the gateway', () => {
  it('are windows, or have a reason', () => {
    const names = new Set(windows.map(({ name }) => name));
    for (const [entry, { form }] of Object.entries(policyTable)) {
      if (!['duration', 'durations', 'count', 'counts'].includes(form.kind)) continue;
      const window = WINDOW_OF[entry as PolicyName];
      assert.ok(
        window === undefined ? entry in NO_WINDOW : names.has(window),
        `${entry}: ${window ?? 'no window and no reason'}`,
      );
    }
  });
});

describe('the transitions that a trace has seen', () => {
  const order = (status: number, code?: string): TraceEvent => ({
    seq: 1,
    at: '',
    wire: '',
    kind: 'exchange',
    from: 'caller',
    to: 'gateway',
    method: 'POST',
    url: 'http://gateway/v3/pay/transactions/out-trade-no/N-1/close',
    request: { headers: {}, body: {} },
    requestSignature: 'valid',
    answer: { status, headers: {}, body: code === undefined ? undefined : { code } },
    took: 0,
  });

  const after = (...closes: readonly TraceEvent[]): readonly string[] => [...transitionsIn([order(204), ...closes])];

  it('have a refusal for the state the order is in', () =>
    assert.deepEqual(after(order(400, 'ORDERPAID')), ['CLOSED close refused']));

  it('have none that would have come in any state', () => {
    for (const [status, code] of [
      [400, 'PARAM_ERROR'],
      [401, 'SIGN_ERROR'],
      [403, 'NO_AUTH'],
      [429, 'FREQUENCY_LIMITED'],
      [500, 'SYSTEM_ERROR'],
    ] as const)
      assert.deepEqual(after(order(status, code)), [], code);
  });
});
