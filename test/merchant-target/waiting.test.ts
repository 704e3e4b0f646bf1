import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  BackendFailed,
  type Capability,
  type Cast,
  MerchantFailed,
  type OrderReading,
  ScenarioStopped,
  Stage,
  VerbMissing,
} from '../../src/actors/index.ts';
import { judgeScenario } from '../../src/judge/scenario.ts';
import { fen } from '../../src/money/fen.ts';
import { mockTarget } from '../../src/targets/mock/mock.ts';
import { hours, milliseconds, seconds } from '../../src/time/index.ts';
import { Purchase } from '../../src/workflow/purchase.ts';
import * as check from '../../src/workflow/purchase-checks.ts';

/** A merchant on the mock that shows what a script says, one reading after the other, to a kit that waits for it. */
async function scripted(readings: readonly OrderReading[], parts: Partial<Cast> = {}) {
  const { cast, trace } = await mockTarget()({ seed: 1, place: 'a.feature:1' });
  const left = [...readings];
  let [waits, quiets] = [0, 0];
  const { merchant } = cast;
  const patience = {
    within: seconds(5),
    stirred: async () => {
      waits += 1;
      if (waits > 100) throw new Error('it waits for ever');
    },
    quiet: async () => {
      quiets += 1;
    },
  };
  const shown = new Proxy(merchant, {
    get: (of, name) => {
      if (name === 'readOrder') return async () => (left.length > 1 ? left.shift() : left[0]);
      const value: unknown = Reflect.get(of, name);
      return typeof value === 'function' ? value.bind(of) : value;
    },
  });
  const stage = new Stage({ ...cast, merchant: shown, patience, ...parts }, trace, 'FINAL-KEPT');
  trace.record({ kind: 'scenario', name: 's', file: 'f', line: 1, rules: ['FINAL-KEPT'], target: 't', seed: 1 });
  const purchase = await Purchase.begun(stage, fen(990));
  await purchase.tapPay();
  const verdict = (): string => {
    trace.record({ kind: 'end' });
    return judgeScenario({ path: 'x', events: trace.events }, 'FINAL-KEPT').verdict;
  };
  const readingsKept = () => trace.events.filter((event) => event.kind === 'reading').length;
  return { purchase, stage, verdict, readingsKept, waits: () => waits, quiets: () => quiets };
}

const unpaid: OrderReading = { state: 'unpaid', fulfilled: 0 };
const paid: OrderReading = { state: 'paid', fulfilled: 1 };

describe('what a backend comes to show', () => {
  it('is waited for, and each change written down once', async () => {
    const { purchase, verdict, waits, readingsKept } = await scripted([unpaid, unpaid, unpaid, paid]);
    await check.expectBelief(purchase, 'paid');
    assert.deepEqual([waits(), readingsKept(), verdict()], [3, 2, 'pass']);
  });

  it('is not waited for where it can never be', async () => {
    const { purchase, verdict, waits } = await scripted([paid, unpaid]);
    await assert.rejects(check.expectBelief(purchase, 'unpaid'), /expected unpaid, seen paid/);
    assert.deepEqual([waits(), verdict()], [0, 'fail']);
  });

  it('is looked at once more where it must not change', async () => {
    const { purchase, verdict, quiets } = await scripted([unpaid, paid]);
    await assert.rejects(check.expectBelief(purchase, 'unpaid'), /expected unpaid, seen paid/);
    assert.deepEqual([quiets(), verdict()], [1, 'fail']);
  });

  it('is handed out no second time after it was handed out once', async () => {
    const { purchase } = await scripted([unpaid, paid, { state: 'paid', fulfilled: 2 }]);
    await assert.rejects(check.expectFulfilled(purchase, 1), /expected 1, seen 2/);
  });

  it('is not seen refunded where it is to be refunding', async () => {
    const { purchase, waits } = await scripted([{ state: 'refunded' }]);
    await assert.rejects(check.expectBelief(purchase, 'refunding'), /expected refunding, seen refunded/);
    assert.equal(waits(), 0);
  });
});

describe("what only the backend's own clock could bring", () => {
  const without: readonly Capability[] = ['clock', 'payer', 'faults', 'notifications'];
  const short = { within: milliseconds(0), stirred: async () => {}, quiet: async () => {} };

  it('is not held against a backend whose clock does not move', async () => {
    const { purchase, stage, verdict } = await scripted([unpaid], {
      capabilities: new Set(without),
      whyNot: new Map([['backend-clock', 'no hold of it']]),
      patience: short,
    });
    await stage.cast.gateway.advance(hours(1));
    await assert.rejects(
      check.expectBelief(purchase, 'paid'),
      /no hold of it: the scenario needs the backend's own clock/,
    );
    assert.equal(verdict(), 'not-observed');
  });

  it('is held against it where the clock moves', async () => {
    const { purchase, stage, verdict } = await scripted([unpaid], { patience: short });
    await stage.cast.gateway.advance(hours(1));
    await assert.rejects(check.expectBelief(purchase, 'paid'), /expected paid, seen unpaid/);
    assert.equal(verdict(), 'fail');
  });

  it('is held against it where no time has passed', async () => {
    const { purchase, verdict } = await scripted([unpaid], { capabilities: new Set(without), patience: short });
    await assert.rejects(check.expectBelief(purchase, 'paid'), /expected paid, seen unpaid/);
    assert.equal(verdict(), 'fail');
  });
});

describe('a merchant that does not do what it is asked', () => {
  const failing = (failure: Error): Partial<Cast['merchant']> => ({ cancelOrder: () => Promise.reject(failure) });
  const giving = async (failure: Error) => {
    const { cast } = await mockTarget()({ seed: 1, place: 'a.feature:1' });
    const merchant = Object.assign(Object.create(cast.merchant), failing(failure), {
      readOrder: async () => unpaid,
    }) as Cast['merchant'];
    return scripted([unpaid], {
      merchant,
      patience: { within: milliseconds(0), stirred: async () => {}, quiet: async () => {} },
    });
  };

  for (const [what, failure, verdict] of [
    [
      'declares that it has no such feature: not-applicable',
      new VerbMissing('cancelOrder', { absent: 'none' }),
      'not-applicable',
    ],
    ['is not described: not-observed', new VerbMissing('cancelOrder'), 'not-observed'],
    ['is not there: inconclusive', new BackendFailed('nothing listens'), 'inconclusive'],
  ] as const) {
    it(what, async () => {
      const { purchase, verdict: found } = await giving(failure);
      await assert.rejects(purchase.giveUp(), ScenarioStopped);
      assert.equal(found(), verdict);
    });
  }

  it('may refuse where the rule asks for nothing else: what it believes is looked at', async () => {
    const { purchase, verdict } = await giving(new MerchantFailed('not while WeChat Pay cannot be asked'));
    await purchase.giveUp();
    await check.expectBelief(purchase, 'unpaid');
    await check.expectClosed(purchase, false);
    assert.equal(verdict(), 'pass');
  });

  it('leaves nothing to be found out where the rule builds on it', async () => {
    const { purchase, verdict } = await giving(new MerchantFailed('out of order'));
    await purchase.giveUp();
    await assert.rejects(check.expectClosed(purchase, true), /the customer gives the order up: out of order/);
    assert.equal(verdict(), 'not-observed');
  });
});
