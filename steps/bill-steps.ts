import { type DataTable, defineParameterType, Then, When } from '@cucumber/cucumber';
import type { Sabotage, Stage } from '../src/actors/index.ts';
import { type Duration, hours, milliseconds, minutes, seconds } from '../src/time/index.ts';
import * as check from '../src/workflow/bill-checks.ts';
import { expectFlowsOfRefund, expectRow } from '../src/workflow/bill-rows.ts';
import { type BillKind, Bills, billRefusals, untilNewDay } from '../src/workflow/bills.ts';
import type { RefusalReason } from '../src/workflow/refusals.ts';
import { expectRefused } from '../src/workflow/trade-checks.ts';
import type { Scene } from './scene.ts';

/** A parameter type whose values are words, the English and the Chinese ones alike. */
function words<T>(name: string, table: ReadonlyMap<string, T>): void {
  defineParameterType({
    name,
    regexp: new RegExp([...table.keys()].join('|')),
    useForSnippets: false,
    transformer: (word: string): T | undefined => table.get(word),
  });
}

words<BillKind>(
  'billKind',
  new Map([
    ['trade bill', 'trade'],
    ['bill of payments', 'payments'],
    ['bill of refunds', 'refunds'],
    ['fund-flow bill', 'fund-flow'],
    ['交易账单', 'trade'],
    ['支付账单', 'payments'],
    ['退款账单', 'refunds'],
    ['资金账单', 'fund-flow'],
  ]),
);
words<check.Entry>(
  'billEntry',
  new Map([
    ['payment', 'payment'],
    ['refund', 'refund'],
    ['支付', 'payment'],
    ['退款', 'refund'],
  ]),
);
words<RefusalReason>(
  'billRefusal',
  new Map(billRefusals.flatMap((reason) => [reason.words.en, reason.words.zh].map((word) => [word, reason] as const))),
);
defineParameterType({
  name: 'timeOfDay',
  regexp: /\d{2}:\d{2}:\d{2}/,
  useForSnippets: false,
  transformer: (text: string): Duration => {
    const [h = 0, m = 0, s = 0] = text.split(':').map(Number);
    return milliseconds(hours(h) + minutes(m) + seconds(s));
  },
});

const kept = new WeakMap<Stage, Bills>();

/** The scenario's bills. Its day is the one on which they are first spoken of. */
function billsOf(scene: Scene): Bills {
  const bills = kept.get(scene.stage) ?? new Bills(scene.stage, scene.trade);
  kept.set(scene.stage, bills);
  return bills;
}

async function isNextDay(this: Scene, time: Duration): Promise<void> {
  await billsOf(this).nextDayAt(time);
}
When('it is {timeOfDay} on the next day', isNextDay);
When('到了次日{timeOfDay}', isNextDay);

async function newDayComes(this: Scene, time: Duration): Promise<void> {
  await this.trade.advance(untilNewDay(this.stage.cast.gateway.now(), time));
}
When('a new day comes, and it is {timeOfDay}', newDayComes);
When('新的一天{timeOfDay}', newDayComes);

async function applies(this: Scene, kind: BillKind): Promise<void> {
  await billsOf(this).apply(kind);
}
When('the caller applies for the {billKind} of that day', applies);
When('调用方申请当日的{billKind}', applies);

async function appliesForDayBefore(this: Scene, kind: BillKind): Promise<void> {
  await billsOf(this).apply(kind, -1);
}
When('the caller applies for the {billKind} of the day before that', appliesForDayBefore);
When('调用方申请前一日的{billKind}', appliesForDayBefore);

async function appliesForToday(this: Scene, kind: BillKind): Promise<void> {
  await billsOf(this).applyNow(kind);
}
When('the caller applies for the {billKind} of today', appliesForToday);
When('调用方申请今日的{billKind}', appliesForToday);

async function appliesForTomorrow(this: Scene, kind: BillKind): Promise<void> {
  await billsOf(this).applyNow(kind, 1);
}
When('the caller applies for the {billKind} of tomorrow', appliesForTomorrow);
When('调用方申请明日的{billKind}', appliesForTomorrow);

async function downloads(this: Scene): Promise<void> {
  await billsOf(this).download();
}
When('the caller downloads the bill', downloads);
When('调用方下载账单', downloads);

async function downloadsWith(this: Scene, sabotage: Sabotage): Promise<void> {
  await billsOf(this).download(sabotage);
}
When('the caller downloads the bill with {sabotage}', downloadsWith);
When('调用方下载账单，{sabotage}', downloadsWith);

async function downloadsFromElsewhere(this: Scene): Promise<void> {
  await billsOf(this).download(undefined, (target) => target.replace(/token=.*$/, 'token=nobody-gave-this-out'));
}
When('the caller downloads the bill from an address that nobody gave out', downloadsFromElsewhere);
When('调用方使用并非所发的地址下载账单', downloadsFromElsewhere);

async function fetches(this: Scene, kind: BillKind): Promise<void> {
  await billsOf(this).fetch(kind);
}
When('the caller fetches the {billKind} of that day', fetches);
When('调用方取得当日的{billKind}', fetches);

async function fetchesPacked(this: Scene, kind: BillKind): Promise<void> {
  await billsOf(this).fetch(kind, true);
}
When('the caller fetches the {billKind} of that day, packed with GZIP', fetchesPacked);
When('调用方取得当日的{billKind}，GZIP压缩', fetchesPacked);

function givesNone(this: Scene, reason: RefusalReason): void {
  expectRefused(this.trade, reason);
}
Then('the gateway gives no bill because {billRefusal}', givesNone);
Then('网关不提供账单，原因是{billRefusal}', givesNone);

function hasColumns(this: Scene, kind: BillKind): void {
  check.expectColumns(this.stage, billsOf(this), kind);
}
Then('the bill has the columns of a {billKind}', hasColumns);
Then('账单的列为{billKind}的列', hasColumns);

function hasRows(this: Scene, count: number): void {
  check.expectRowCount(this.stage, billsOf(this), count);
}
Then('the bill has {int} row(s)', hasRows);
Then('账单有{int}笔明细', hasRows);

function tells(this: Scene, entry: check.Entry, table: DataTable): void {
  for (const [title = '', value = ''] of table.raw())
    check.expectEntry(this.stage, billsOf(this), this.trade, entry, title, value);
}
Then('the bill tells of the {billEntry}', tells);
Then('账单列出该笔{billEntry}', tells);

function shows(this: Scene, title: string, value: string, entry: check.Entry): void {
  check.expectEntry(this.stage, billsOf(this), this.trade, entry, title, value);
}
Then('the bill shows {word} {string} for the {billEntry}', shows);
Then('账单中{word}为{string}，该行为{billEntry}', shows);

function tellsNothingOf(this: Scene): void {
  check.expectNoEntry(this.stage, billsOf(this), this.trade.request.out_trade_no);
}
Then('the bill does not tell of the order', tellsNothingOf);
Then('账单中没有该订单', tellsNothingOf);

function hashIsRight(this: Scene): void {
  check.expectHash(this.stage, billsOf(this));
}
Then('the hash that the application brought is that of the bill', hashIsRight);
Then('申请时返回的哈希值与账单一致', hashIsRight);

function isUnsigned(this: Scene): void {
  check.expectUnsigned(this.stage, billsOf(this));
}
Then('the bill bears no signature', isUnsigned);
Then('账单应答不带签名', isUnsigned);

function addsUp(this: Scene): void {
  check.expectSums(this.stage, billsOf(this));
}
Then('the sums of the bill are those of its rows', addsUp);
Then('账单汇总与明细一致', addsUp);

function tellsFlows(this: Scene): void {
  check.expectFlows(this.stage, billsOf(this), this.trade);
}
Then('the bill tells what came in for the order, and what the account then held', tellsFlows);
Then('账单列出该订单的收入及变动后的结余', tellsFlows);

async function tellsColumnByColumn(this: Scene, entry: check.Entry): Promise<void> {
  await expectRow(this.stage, billsOf(this), this.trade, entry);
}
Then('the bill tells of the {billEntry} column by column', tellsColumnByColumn);
Then('账单逐列列出该笔{billEntry}', tellsColumnByColumn);

async function tellsRefundAndFees(this: Scene): Promise<void> {
  await expectFlowsOfRefund(this.stage, billsOf(this), this.trade);
}
Then('the bill tells the refund, and fees as the trade bill of that day has them', tellsRefundAndFees);
Then('账单列出该笔退款，手续费与当日交易账单一致', tellsRefundAndFees);
