import { Then, When } from '@cucumber/cucumber';
import { fen } from '../src/money/fen.ts';
import { paths } from '../src/protocol/payments.ts';
import type { BillKind } from '../src/workflow/bills.ts';
import { expectNamed, expectUnknownField } from '../src/workflow/error-checks.ts';
import { applyWith, callNaming, callUnder, orderWith, redirectWith, refundWith } from '../src/workflow/parameters.ts';
import { Trade } from '../src/workflow/trade.ts';
import type { Scene } from './scene.ts';

async function ordersAnd(this: Scene, field: string, words: string): Promise<void> {
  this.trade = new Trade(this.stage, fen(100));
  await orderWith(this.trade, field, words);
}
When('the caller orders, and {word} is {}', ordersAnd);
When('调用方下单，且{word}为{}', ordersAnd);

async function refundsAnd(this: Scene, field: string, words: string): Promise<void> {
  await refundWith(this.trade, field, words);
}
When('the caller refunds the order, and {word} is {}', refundsAnd);
When('调用方退款，且{word}为{}', refundsAnd);

async function queriesUnder(this: Scene, words: string): Promise<void> {
  this.trade = new Trade(this.stage, fen(100));
  await callUnder(this.trade, 'query', words);
}
When('the caller queries an order whose number is {}', queriesUnder);
When('调用方查询订单，商户订单号为{}', queriesUnder);

async function closesUnder(this: Scene, words: string): Promise<void> {
  this.trade = new Trade(this.stage, fen(100));
  await callUnder(this.trade, 'close', words);
}
When('the caller closes an order whose number is {}', closesUnder);
When('调用方关闭订单，商户订单号为{}', closesUnder);

async function redirectsAnd(this: Scene, field: string, words: string): Promise<void> {
  await redirectWith(this.trade, field, words);
}
When("the caller sends the refund to the user's bank card, and {word} is {}", redirectsAnd);
When('调用方将退款转至用户银行卡，且{word}为{}', redirectsAnd);

async function appliesAnd(this: Scene, kind: BillKind, name: string, words: string): Promise<void> {
  this.trade = new Trade(this.stage, fen(100));
  await applyWith(this.trade, kind, name, words);
}
When("the caller applies for yesterday's {billKind}, and {word} is {}", appliesAnd);
When('调用方申请昨日的{billKind}，且{word}为{}', appliesAnd);

async function queriesIdUnder(this: Scene, words: string): Promise<void> {
  this.trade = new Trade(this.stage, fen(100));
  await callNaming(this.trade, 'transaction_id', words);
}
When('the caller queries an order whose transaction_id is {}', queriesIdUnder);
When('调用方查询订单，微信支付订单号为{}', queriesIdUnder);

async function queriesRefundUnder(this: Scene, words: string): Promise<void> {
  this.trade = new Trade(this.stage, fen(100));
  await callNaming(this.trade, 'out_refund_no', words);
}
When('the caller queries a refund whose number is {}', queriesRefundUnder);
When('调用方查询退款，商户退款单号为{}', queriesRefundUnder);

async function closesNameless(this: Scene): Promise<void> {
  await this.trade.call({ method: 'POST', target: paths.close(this.trade.request.out_trade_no), body: {} });
}
When('the caller closes the order without its mchid', closesNameless);
When('调用方关闭订单，缺少mchid', closesNameless);

async function queriesNameless(this: Scene): Promise<void> {
  const [target = ''] = paths.orderByNumber(this.trade.request.out_trade_no, '').split('?');
  await this.trade.call({ method: 'GET', target });
}
When('the caller queries the order without its mchid', queriesNameless);
When('调用方查询订单，缺少mchid', queriesNameless);

async function takesOrLeaves(this: Scene): Promise<void> {
  await expectUnknownField(this.trade);
}
Then('the gateway refuses the unknown field and makes no order, or makes the order without it', takesOrLeaves);
Then('网关拒绝未知字段且没有生成订单，或忽略该字段正常下单', takesOrLeaves);

function names(this: Scene, field: string): void {
  expectNamed(this.trade, field);
}
Then('the refusal names {word} and tells what it was', names);
Then('拒绝原因指明{word}及其值', names);
