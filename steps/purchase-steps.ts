import { Given, Then, When } from '@cucumber/cucumber';
import type { OrderBelief } from '../src/actors/index.ts';
import type { Fen } from '../src/money/fen.ts';
import type { CashierAction } from '../src/protocol/cashier.ts';
import type { Duration } from '../src/time/index.ts';
import { Purchase } from '../src/workflow/purchase.ts';
import * as check from '../src/workflow/purchase-checks.ts';
import type { Scene } from './scene.ts';

// What a customer does

async function hasOrdered(this: Scene, price: Fen): Promise<void> {
  this.purchase = await Purchase.begun(this.stage, price);
  await this.purchase.tapPay();
}
Given('a customer stands before the cashier with goods for {money}', hasOrdered);
Given('顾客购买{money}的商品并来到收银台', hasOrdered);

async function hasOrderedWithin(this: Scene, price: Fen, payWithin: Duration): Promise<void> {
  this.purchase = await Purchase.begun(this.stage, price, payWithin);
  await this.purchase.tapPay();
  this.purchase.mustEndWithin(payWithin);
}
Given('a customer stands before the cashier with goods for {money}, to be paid within {duration}', hasOrderedWithin);
Given('顾客购买{money}的商品并来到收银台，须在{duration}内支付', hasOrderedWithin);

async function hasPaid(this: Scene, price: Fen): Promise<void> {
  this.purchase = await Purchase.begun(this.stage, price);
  await this.purchase.tapPay();
  await this.purchase.bought();
}
Given('a customer has paid {money} for goods', hasPaid);
Given('顾客已支付{money}购买商品', hasPaid);

async function tapsPay(this: Scene): Promise<void> {
  await this.purchase.tapPayAgain();
}
When('the customer taps Pay again', tapsPay);
When('顾客再次点击支付', tapsPay);

async function customerActs(this: Scene, action: CashierAction): Promise<void> {
  await this.purchase.atCashier(action);
}
When('the customer {cashierAction}', customerActs);
When('顾客{cashierAction}', customerActs);

async function comesBack(this: Scene): Promise<void> {
  await this.purchase.comeBack(this.purchase.cashier?.errMsg ?? '');
}
When('the customer returns to the shop', comesBack);
When('顾客返回商户页面', comesBack);

async function pretends(this: Scene, errMsg: string): Promise<void> {
  await this.purchase.comeBack(errMsg);
}
When('the mini program reports {string}', pretends);
When('小程序上报{string}', pretends);

async function givesUp(this: Scene): Promise<void> {
  await this.purchase.giveUp();
}
When('the customer gives the order up', givesUp);
When('顾客放弃订单', givesUp);

async function refunds(this: Scene, amount: Fen): Promise<void> {
  await this.purchase.refund(amount);
}
When('the merchant refunds {money}', refunds);
When('商户退款{money}', refunds);

async function refundsTooMuch(this: Scene): Promise<void> {
  await this.purchase.refundTooMuch();
}
When('the merchant is asked to refund the whole price once more', refundsTooMuch);
When('再次要求商户全额退款', refundsTooMuch);

// What the merchant is seen to do

async function believes(this: Scene, belief: OrderBelief): Promise<void> {
  await check.expectBelief(this.purchase, belief);
}
Then('the merchant takes the order for {belief}', believes);
Then('商户认为订单{belief}', believes);

async function believesRefund(this: Scene, belief: OrderBelief): Promise<void> {
  await check.expectRefundBelief(this.purchase, belief);
}
Then('the merchant takes the refund for {belief}', believesRefund);
Then('商户认为退款{belief}', believesRefund);

async function handedOut(this: Scene, times: number): Promise<void> {
  await check.expectFulfilled(this.purchase, times);
}
Then('the goods were handed out {int} time(s)', handedOut);
Then('商品共发货{int}次', handedOut);

async function isShown(this: Scene, belief: OrderBelief): Promise<void> {
  await check.expectShown(this.purchase, belief);
}
Then('the customer is shown that the order is {belief}', isShown);
Then('顾客看到订单{belief}', isShown);

async function queried(this: Scene): Promise<void> {
  await check.expectQueried(this.purchase);
}
Then('the merchant has queried the order since', queried);
Then('商户随后查询了订单', queried);

async function closed(this: Scene): Promise<void> {
  await check.expectClosed(this.purchase, true);
  check.expectQueryBeforeClose(this.purchase);
}
Then('the merchant has queried the order and then closed it', closed);
Then('商户先查单后关单', closed);

async function closedAtAll(this: Scene): Promise<void> {
  await check.expectClosed(this.purchase, true);
}
Then('the merchant has closed the order', closedAtAll);
Then('商户已关单', closedAtAll);

function requestsSigned(this: Scene): void {
  check.expectRequestsSigned(this.purchase);
}
Then('every request of the merchant was signed right', requestsSigned);
Then('商户的每个请求签名均正确', requestsSigned);

async function notClosed(this: Scene): Promise<void> {
  await check.expectClosed(this.purchase, false);
}
Then('the merchant has not closed the order', notClosed);
Then('商户没有关单', notClosed);

function paramsRight(this: Scene): void {
  check.expectParamsRight(this.purchase);
}
Then('the payment params are right in every detail', paramsRight);
Then('调起支付参数全部正确', paramsRight);

function reordered(this: Scene): void {
  check.expectReordered(this.purchase);
}
Then('the merchant has ordered again with the original parameters', reordered);
Then('商户已用原参数重新下单', reordered);

function notReordered(this: Scene): void {
  check.expectNotReordered(this.purchase);
}
Then('the merchant has not ordered again', notReordered);
Then('商户没有重新下单', notReordered);

function ordersFen(this: Scene, total: Fen): void {
  check.expectOrderedTotal(this.purchase, total);
}
Then('the merchant orders {money}', ordersFen);
Then('商户下单{money}', ordersFen);

async function refundsInBounds(this: Scene, count: number): Promise<void> {
  await check.expectRefundsAsked(this.purchase, count);
  check.expectRefundsInBounds(this.purchase);
}
Then("the merchant has asked for {int} refund(s), each naming the order's total and all within it", refundsInBounds);
Then('商户共申请{int}次退款，原订单金额正确且累计不超额', refundsInBounds);
