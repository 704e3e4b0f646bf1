import { defineParameterType, Given, Then, When } from '@cucumber/cucumber';
import type { DifferenceKind, Stage } from '../src/actors/index.ts';
import type { Fen } from '../src/money/fen.ts';
import type { Duration } from '../src/time/index.ts';
import { Reconciliation } from '../src/workflow/reconciliation.ts';
import * as check from '../src/workflow/reconciliation-checks.ts';
import type { Scene } from './scene.ts';

const KINDS: ReadonlyMap<string, DifferenceKind> = new Map([
  ['missing in the bill', 'missing'],
  ['of another amount', 'amount'],
  ['账单缺失', 'missing'],
  ['金额不符', 'amount'],
]);

defineParameterType({
  name: 'difference',
  regexp: new RegExp([...KINDS.keys()].join('|')),
  useForSnippets: false,
  transformer: (word: string): DifferenceKind | undefined => KINDS.get(word),
});

const kept = new WeakMap<Stage, Reconciliation>();

/** The scenario's reconciliation. Its day is the one on which it is first spoken of. */
function reconciliationOf({ stage }: Scene): Reconciliation {
  const reconciliation = kept.get(stage) ?? new Reconciliation(stage);
  kept.set(stage, reconciliation);
  return reconciliation;
}

// What the bill tells

async function tellsStranger(this: Scene): Promise<void> {
  await reconciliationOf(this).addOrder(this.purchase);
}
Given('the bill of the day also tells of an order that the merchant does not have', tellsStranger);
Given('当日账单另有一笔商户没有的订单', tellsStranger);

async function leavesOut(this: Scene): Promise<void> {
  await reconciliationOf(this).leaveOut(this.purchase);
}
Given('the bill of the day leaves the order out', leavesOut);
Given('当日账单缺少该订单', leavesOut);

async function tellsAmount(this: Scene, total: Fen): Promise<void> {
  await reconciliationOf(this).tellAmount(this.purchase, total);
}
Given('the bill of the day tells {money} for the order', tellsAmount);
Given('当日账单中该订单金额为{money}', tellsAmount);

async function changesOnItsWay(this: Scene): Promise<void> {
  await reconciliationOf(this).addOrder(this.purchase, true);
}
Given('the file of the bill is changed on its way', changesOnItsWay);
Given('账单文件在传输中被改动', changesOnItsWay);

async function inTheDark(this: Scene): Promise<void> {
  await reconciliationOf(this).keepInTheDark();
}
Given('the merchant can learn nothing of payments on that day', inTheDark);
Given('商户当日无从获知任何支付', inTheDark);

// What the merchant does

async function reconciles(this: Scene, time: Duration): Promise<void> {
  await reconciliationOf(this).reconcileAt(time, this.purchase);
}
When('the merchant reconciles the day at {timeOfDay} on the next day', reconciles);
When('商户于次日{timeOfDay}对当日账单', reconciles);

async function reportsOrder(this: Scene, kind: DifferenceKind): Promise<void> {
  await check.expectReported(reconciliationOf(this), this.purchase, kind);
}
Then('the merchant reports the order as {difference}', reportsOrder);
Then('商户报告该订单{difference}', reportsOrder);

async function reportsStranger(this: Scene): Promise<void> {
  await check.expectStrangerReported(reconciliationOf(this), this.purchase);
}
Then('the merchant reports the order that it does not have', reportsStranger);
Then('商户报告该笔没有的订单', reportsStranger);

function reportsNothing(this: Scene): void {
  check.expectNotReported(reconciliationOf(this), this.purchase);
}
Then('the merchant reports no difference of the order', reportsNothing);
Then('商户未报告该订单有差异', reportsNothing);

function isDone(this: Scene): void {
  check.expectDone(reconciliationOf(this), this.purchase);
}
Then('the merchant takes the day for reconciled', isDone);
Then('商户认为当日已对账', isDone);

function isNotDone(this: Scene): void {
  check.expectNotDone(reconciliationOf(this));
}
Then('the merchant does not take the day for reconciled', isNotDone);
Then('商户不认为当日已对账', isNotDone);

function refusesFile(this: Scene): void {
  check.expectFileRefused(reconciliationOf(this), this.purchase);
}
Then('the merchant does not take the changed file for a bill', refusesFile);
Then('商户不采用被改动的账单文件', refusesFile);
