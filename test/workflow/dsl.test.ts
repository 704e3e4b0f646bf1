import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ExpectationFailed,
  expectBelief,
  expectTradeState,
  fenFromYuan,
  hours,
  judge,
  mockTarget,
  Purchase,
  ruleById,
  Stage,
  Trade,
  targetNamed,
} from '../../src/index.ts';

const stageOn = async (place: string, rule = 'PREPAY-2H'): Promise<Stage> => {
  const { cast, trace } = await mockTarget()({ seed: 1, place });
  trace.record({ kind: 'scenario', name: place, file: place, line: 1, rules: [rule], target: 'mock', seed: 1 });
  return new Stage(cast, trace, rule);
};

test('a workflow can be written in TypeScript, without Gherkin, and judged', async () => {
  const stage = await stageOn('own workflow');
  const trade = new Trade(stage, fenFromYuan('9.90'));
  await trade.placed();
  await trade.advance(hours(3));
  await trade.order();
  await trade.atCashier('pay');
  await expectTradeState(trade, 'SUCCESS');
  await stage.cast.leave();
  stage.trace.record({ kind: 'end' });
  const rule = ruleById('PREPAY-2H');
  assert.ok(rule);
  assert.equal(judge([{ path: 'own', events: stage.trace.events }], [rule]).verdict, 'conformant');
});

test('what is not as expected throws, and stands in the trace', async () => {
  const stage = await stageOn('own failure', 'PAID-BY-QUERY');
  const purchase = await Purchase.begun(stage, fenFromYuan('9.90'));
  await purchase.tapPay();
  await assert.rejects(expectBelief(purchase, 'paid'), ExpectationFailed);
  const last = stage.trace.events.at(-1);
  assert.ok(last?.kind === 'expectation' && last.expected === 'paid' && last.seen === 'unpaid');
});

test('a missing capability stops the scenario, and is no finding', async () => {
  const stage = await stageOn('no clock');
  const blind = new Stage({ ...stage.cast, capabilities: new Set() }, stage.trace, 'PREPAY-2H');
  const trade = new Trade(blind, fenFromYuan('1.00'));
  await assert.rejects(trade.advance(hours(1)), /cannot do what the scenario needs: clock/);
  const rule = ruleById('PREPAY-2H');
  assert.ok(rule);
  assert.equal(judge([{ path: 'x', events: stage.trace.events }], [rule]).rules[0]?.verdict, 'not-observed');
});

test('a target without its subject says so, and one that nobody knows is refused', async () => {
  await assert.rejects(async () => targetNamed('merchant')({ seed: 1, place: 'x' }), /needs the profile of a backend/);
  assert.throws(() => targetNamed('moon'), /There is no target "moon": choose one of mock, sandbox, merchant/);
});
