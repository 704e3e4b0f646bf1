import { Given, When } from '@cucumber/cucumber';
import type { Sabotage } from '../src/actors/index.ts';
import type { Fen } from '../src/money/fen.ts';
import { fen } from '../src/money/fen.ts';
import { type OrderRequest, paths, type TradeState } from '../src/protocol/payments.ts';
import { isRecord } from '../src/protocol/wire.ts';
import type { Duration } from '../src/time/index.ts';
import { Trade } from '../src/workflow/trade.ts';
import { clockOff } from './parameter-types.ts';
import type { Scene } from './scene.ts';

// Orders, as a caller makes them

async function anOrder(this: Scene, total: Fen): Promise<void> {
  this.trade = new Trade(this.stage, total);
  await this.trade.placed();
}
Given('an order of {money}', anOrder);
Given('一笔{money}的订单', anOrder);

async function anOrderToBePaidWithin(this: Scene, total: Fen, payWithin: Duration): Promise<void> {
  this.trade = new Trade(this.stage, total, { payWithin });
  await this.trade.placed();
}
Given('an order of {money} whose time_expire is {duration} away', anOrderToBePaidWithin);
Given('一笔{money}的订单，time_expire为{duration}后', anOrderToBePaidWithin);

async function anOrderIn(this: Scene, total: Fen, state: TradeState): Promise<void> {
  this.trade = new Trade(this.stage, total);
  await this.trade.broughtTo(state);
}
Given('an order of {money} in {tradeState}', anOrderIn);
Given('一笔{money}的{tradeState}订单', anOrderIn);

async function orders(this: Scene, total: Fen): Promise<void> {
  this.trade = new Trade(this.stage, total);
  await this.trade.order();
}
When('the caller orders for {money}', orders);
When('调用方下单{money}', orders);

async function ordersWith(this: Scene, field: string, json: string): Promise<void> {
  this.trade = new Trade(this.stage, fen(100));
  await this.trade.order(changed(this.trade.request, field, JSON.parse(json) as unknown));
}
When('the caller orders with {word} = {}', ordersWith);
When('调用方下单，{word} = {}', ordersWith);

/** New each time: a gateway that keeps its orders has seen any fixed one in an earlier run. Of its last characters one has to be escaped in paths. */
async function ordersUnderNumber(this: Scene, length: number): Promise<void> {
  this.trade = new Trade(this.stage, fen(100));
  const { caller } = this.stage.cast;
  const drawn = [caller.newRefundNumber(), caller.newRefundNumber()].map((number) => number.slice(-10)).join('');
  const number = `${this.trade.request.out_trade_no}${drawn}`.slice(-length + 3);
  this.trade.request = { ...this.trade.request, out_trade_no: `${number}-|*` };
  await this.trade.order();
}
When('the caller orders under a new number of {int} characters', ordersUnderNumber);
When('调用方以{int}个字符的新商户订单号下单', ordersUnderNumber);

async function ordersWithout(this: Scene, field: string): Promise<void> {
  this.trade = new Trade(this.stage, fen(100));
  await this.trade.order(changed(this.trade.request, field, undefined));
}
When('the caller orders without {word}', ordersWithout);
When('调用方下单，缺少{word}', ordersWithout);

async function ordersText(this: Scene, text: string): Promise<void> {
  this.trade = new Trade(this.stage, fen(100));
  await this.trade.order(text);
}
When('the caller orders with the body {string}', ordersText);
When('调用方下单，报文为{string}', ordersText);

async function ordersUnusually(this: Scene): Promise<void> {
  this.trade = new Trade(this.stage, fen(100));
  this.trade.request = { ...this.trade.request, description: '茶 & cake' };
  await this.trade.order(unusuallyWritten(this.trade.request));
}
When('the caller orders with a body written with blanks and escapes', ordersUnusually);
When('调用方下单，报文带空白与转义', ordersUnusually);

async function ordersAgainInOtherOrder(this: Scene): Promise<void> {
  await this.trade.order(reversed(this.trade.request));
}
When('the caller orders again with the same parameters in another order', ordersAgainInOtherOrder);
When('调用方以原参数、不同字段顺序重新下单', ordersAgainInOtherOrder);

async function ordersAgain(this: Scene): Promise<void> {
  await this.trade.order();
}
When('the caller orders again with the same parameters', ordersAgain);
When('调用方以原参数重新下单', ordersAgain);

async function ordersAgainWith(this: Scene, field: string, json: string): Promise<void> {
  await this.trade.order(changed(this.trade.request, field, JSON.parse(json) as unknown));
}
When('the caller orders again with {word} = {}', ordersAgainWith);
When('调用方重新下单，{word} = {}', ordersAgainWith);

async function ordersAgainWithout(this: Scene, field: string): Promise<void> {
  await this.trade.order(changed(this.trade.request, field, undefined));
}
When('the caller orders again without {word}', ordersAgainWithout);
When('调用方重新下单，缺少{word}', ordersAgainWithout);

// Queries and closing

async function queries(this: Scene): Promise<void> {
  await this.trade.query();
}
When('the caller queries the order', queries);
When('调用方查询订单', queries);

async function queriesById(this: Scene): Promise<void> {
  const id = await this.trade.transactionId();
  await this.trade.call({ method: 'GET', target: paths.orderById(id, this.trade.request.mchid) });
}
When('the caller queries the order by its transaction_id', queriesById);
When('调用方按微信支付订单号查询订单', queriesById);

async function queriesUnknown(this: Scene): Promise<void> {
  this.trade = new Trade(this.stage, fen(100));
  await this.trade.query();
}
When('the caller queries an order that nobody made', queriesUnknown);
When('调用方查询不存在的订单', queriesUnknown);

async function closes(this: Scene): Promise<void> {
  await this.trade.close();
}
When('the caller closes the order', closes);
When('调用方关闭订单', closes);

// Wrong signatures

async function sendsAnOrder(this: Scene, sabotage: Sabotage): Promise<void> {
  this.trade = new Trade(this.stage, fen(100));
  await this.trade.order(this.trade.request, sabotage);
}
When('the caller orders with {sabotage}', sendsAnOrder);
When('调用方下单，{sabotage}', sendsAnOrder);

async function ordersLate(this: Scene, by: Duration): Promise<void> {
  await sendsAnOrder.call(this, clockOff(by));
}
When('the caller orders with a timestamp {duration} in the past', ordersLate);
When('调用方下单，时间戳早{duration}', ordersLate);

async function closesWith(this: Scene, sabotage: Sabotage): Promise<void> {
  await this.trade.close(sabotage);
}
When('the caller closes the order with {sabotage}', closesWith);
When('调用方关闭订单，{sabotage}', closesWith);

async function queriesWith(this: Scene, sabotage: Sabotage): Promise<void> {
  await this.trade.query(sabotage);
}
When('the caller queries the order with {sabotage}', queriesWith);
When('调用方查询订单，{sabotage}', queriesWith);

async function closesLate(this: Scene, by: Duration): Promise<void> {
  await this.trade.close(clockOff(by));
}
When('the caller closes the order with a timestamp {duration} in the past', closesLate);
When('调用方关闭订单，时间戳早{duration}', closesLate);

async function queriesLate(this: Scene, by: Duration): Promise<void> {
  await this.trade.query(clockOff(by));
}
When('the caller queries the order with a timestamp {duration} in the past', queriesLate);
When('调用方查询订单，时间戳早{duration}', queriesLate);

async function queriesEarly(this: Scene, by: Duration): Promise<void> {
  await this.trade.query(clockOff(-by as Duration));
}
When('the caller queries the order with a timestamp {duration} in the future', queriesEarly);
When('调用方查询订单，时间戳晚{duration}', queriesEarly);

/** JSON as some write it (PHP among them): on several lines, and with slashes and all but ASCII escaped. */
const unusuallyWritten = (request: OrderRequest): string =>
  JSON.stringify(request, undefined, 2)
    .replaceAll('/', '\\/')
    .replaceAll(/[\u0080-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** The same fields, the last one first, and so within each. */
const reversed = (value: unknown): unknown =>
  isRecord(value)
    ? Object.fromEntries(
        Object.entries(value)
          .map(([name, inner]) => [name, reversed(inner)] as const)
          .reverse(),
      )
    : value;

/** The request with one field, named by its path with dots, replaced or left out. */
function changed(request: OrderRequest, path: string, value: unknown): unknown {
  const copy = structuredClone(request) as unknown as Record<string, unknown>;
  const names = path.split('.');
  const last = names.pop() ?? '';
  let inner = copy;
  for (const name of names) inner = inner[name] as Record<string, unknown>;
  if (value === undefined) delete inner[last];
  else inner[last] = value;
  return copy;
}
