import { Then } from '@cucumber/cucumber';
import type { TradeState } from '../src/protocol/payments.ts';
import type { RefusalReason } from '../src/workflow/refusals.ts';
import {
  expectAccepted,
  expectCashierRefused,
  expectCashierTook,
  expectCashierTookUnless,
  expectField,
  expectNoOrder,
  expectPrepayId,
  expectRefused,
  expectSignedAnswer,
  expectTradeState,
} from '../src/workflow/trade-checks.ts';
import { byCode } from './parameter-types.ts';
import type { Scene } from './scene.ts';

async function orderIs(this: Scene, state: TradeState): Promise<void> {
  await expectTradeState(this.trade, state);
}
Then('the order is {tradeState}', orderIs);
Then('订单状态为{tradeState}', orderIs);

async function noOrder(this: Scene): Promise<void> {
  await expectNoOrder(this.trade);
}
Then('no order was made', noOrder);
Then('没有生成订单', noOrder);

function accepts(this: Scene): void {
  expectAccepted(this.trade);
}
Then('the gateway accepts', accepts);
Then('网关受理', accepts);

function acceptsSilently(this: Scene): void {
  expectAccepted(this.trade, 204);
}
Then('the gateway accepts without a body', acceptsSilently);
Then('网关受理且报文为空', acceptsSilently);

function refusesWith(this: Scene, code: string): void {
  expectRefused(this.trade, byCode(code));
}
Then('the gateway refuses with {errorCode}', refusesWith);
Then('网关拒绝，错误码为{errorCode}', refusesWith);

function refusesBecause(this: Scene, reason: RefusalReason): void {
  expectRefused(this.trade, reason);
}
Then('the gateway refuses because {refusal}', refusesBecause);
Then('网关拒绝，原因是{refusal}', refusesBecause);

function signed(this: Scene): void {
  expectSignedAnswer(this.trade);
}
Then('the answer is signed right', signed);
Then('应答签名正确', signed);

function givesPrepayId(this: Scene): void {
  expectPrepayId(this.trade);
}
Then('the gateway gives a prepay_id', givesPrepayId);
Then('网关返回prepay_id', givesPrepayId);

function tells(this: Scene, path: string, expected: string): void {
  expectField(this.trade, path, JSON.parse(expected) as unknown);
}
Then('the answer tells {word} = {}', tells);
Then('应答中{word} = {}', tells);

function tellsOwnNumber(this: Scene): void {
  expectField(this.trade, 'out_trade_no', this.trade.request.out_trade_no);
}
Then("the answer tells the order's own out_trade_no", tellsOwnNumber);
Then('应答中为该订单的商户订单号', tellsOwnNumber);

function takes(this: Scene): void {
  expectCashierTook(this.trade);
}
Then('the cashier takes the payment', takes);
Then('收银台支付成功', takes);

function takesUnless(this: Scene, state: TradeState): void {
  expectCashierTookUnless(this.trade, state);
}
Then('the cashier takes the payment, or the order was {tradeState} when the caller queried it', takesUnless);
Then('收银台支付成功，或查询时订单状态为{tradeState}', takesUnless);

function refuses(this: Scene): void {
  expectCashierRefused(this.trade);
}
Then('the cashier refuses', refuses);
Then('收银台拒绝支付', refuses);

function refusesSaying(this: Scene, words: string): void {
  expectCashierRefused(this.trade, words);
}
Then('the cashier refuses, saying {string}', refusesSaying);
Then('收银台拒绝支付，提示{string}', refusesSaying);
