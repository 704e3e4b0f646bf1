import { Given, Then, When } from '@cucumber/cucumber';
import type { OrderBelief, Stage } from '../src/actors/index.ts';
import type { Fen } from '../src/money/fen.ts';
import type { CashierAction } from '../src/protocol/cashier.ts';
import type { CouponType } from '../src/protocol/coupons.ts';
import { type Duration, longest, milliseconds, minutes, seconds } from '../src/time/index.ts';
import { actAtCashier } from '../src/workflow/at-cashier.ts';
import { expectPriceKept, orderPretending } from '../src/workflow/pretended-price.ts';
import { Purchase } from '../src/workflow/purchase.ts';
import * as check from '../src/workflow/purchase-checks.ts';
import { returnAsNotified, returnTwice, tapTwice, tapUntilAsked } from '../src/workflow/retries.ts';
import { mustEndWithin, timeLeft, whileItLasts } from '../src/workflow/terms.ts';
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
  mustEndWithin(this.purchase, payWithin);
}
Given('a customer stands before the cashier with goods for {money}, to be paid within {duration}', hasOrderedWithin);
Given('顾客购买{money}的商品并来到收银台，须在{duration}内支付', hasOrderedWithin);

/** What shops commonly give their customers, where they let them choose. */
const USUAL_TIME = minutes(30);

async function hasOrderedInTime(this: Scene, price: Fen): Promise<void> {
  this.purchase = await Purchase.begun(this.stage, price, USUAL_TIME);
  await this.purchase.tapPay();
}
Given('a customer stands before the cashier with goods for {money}, to be paid in time', hasOrderedInTime);
Given('顾客购买{money}的商品并来到收银台，须在规定时间内支付', hasOrderedInTime);

async function timeIsLeft(this: Scene, left: Duration): Promise<void> {
  await passes(this.stage, milliseconds(timeLeft(this.purchase) - left));
}
When('{duration} is/are left to pay', timeIsLeft);
When('距支付截止还有{duration}', timeIsLeft);

async function timeIsOver(this: Scene, since: Duration): Promise<void> {
  await passes(this.stage, milliseconds(timeLeft(this.purchase) + since));
}
When('the time to pay has been over for {duration}', timeIsOver);
When('支付截止后又经过{duration}', timeIsOver);

async function passWhileItLasts(this: Scene, wanted: Duration): Promise<void> {
  await passes(this.stage, whileItLasts(this.purchase, wanted));
}
When('{duration} pass, or the time to pay is almost over', passWhileItLasts);
When('经过{duration}，或支付截止前一分钟', passWhileItLasts);

async function passes(stage: Stage, by: Duration): Promise<void> {
  stage.need('clock');
  await stage.cast.gateway.advance(longest(by, seconds(0)));
}

async function hasPaid(this: Scene, price: Fen): Promise<void> {
  this.purchase = await Purchase.begun(this.stage, price);
  await this.purchase.tapPay();
  await this.purchase.bought();
}
Given('a customer has paid {money} for goods', hasPaid);
Given('顾客已支付{money}购买商品', hasPaid);

async function orders(this: Scene, price: Fen): Promise<void> {
  this.purchase = await Purchase.begun(this.stage, price);
}
Given('a customer has ordered goods for {money}', orders);
Given('顾客已提交{money}的商品订单', orders);

async function tapsPayUntilAsked(this: Scene): Promise<void> {
  await tapUntilAsked(this.purchase);
}
When('the customer taps Pay, and again where that failed', tapsPayUntilAsked);
When('顾客点击支付，失败则重试', tapsPayUntilAsked);

async function tapsPayTwice(this: Scene): Promise<void> {
  await tapTwice(this.purchase);
}
When('the customer taps Pay twice at once', tapsPayTwice);
When('顾客同时点击两次支付', tapsPayTwice);

async function tapsPay(this: Scene): Promise<void> {
  await this.purchase.tapPayAgain();
}
When('the customer taps Pay again', tapsPay);
When('顾客再次点击支付', tapsPay);

async function taps(this: Scene): Promise<void> {
  await this.purchase.triesToPay();
}
When('the customer taps Pay', taps);
When('顾客点击支付', taps);

async function customerActs(this: Scene, action: CashierAction): Promise<void> {
  await actAtCashier(this.purchase, action);
}
When('the customer {cashierAction}', customerActs);
When('顾客{cashierAction}', customerActs);

async function paysWithCoupon(this: Scene, type: CouponType, amount: Fen): Promise<void> {
  await actAtCashier(this.purchase, 'pay', [{ amount, type }]);
}
When('the customer pays with a {couponType} coupon of {money}', paysWithCoupon);
When('顾客使用{couponType}代金券支付，券额为{money}', paysWithCoupon);

async function comesBack(this: Scene): Promise<void> {
  await this.purchase.comeBack();
}
When('the customer returns to the shop', comesBack);
When('顾客返回商户页面', comesBack);

async function comesBackTwice(this: Scene): Promise<void> {
  await returnTwice(this.purchase);
}
When('the customer returns to the shop twice at once', comesBackTwice);
When('顾客同时两次返回商户页面', comesBackTwice);

async function comesBackAsNotified(this: Scene): Promise<void> {
  this.stage.need('notifications');
  await returnAsNotified(this.purchase);
}
When('the customer returns to the shop just as the notification comes', comesBackAsNotified);
When('顾客返回商户页面的同时支付通知到达', comesBackAsNotified);

/** A shop that asks for nothing then has nothing to tell either. */
async function looks(this: Scene): Promise<void> {
  await this.purchase.comeBack(undefined, 'if it can');
}
When('the customer comes back to look at the order', looks);
When('顾客回来查看订单', looks);

async function reports(this: Scene, errMsg: string): Promise<void> {
  await this.purchase.comeBack(errMsg);
}
When('the mini program reports {string}', reports);
When('小程序上报{string}', reports);

async function pretends(this: Scene, pretended: Fen): Promise<void> {
  await orderPretending(this.purchase, pretended);
}
When('the customer orders the same and says that it costs {money}', pretends);
When('顾客再次下单并声称价格为{money}', pretends);

function pricesKept(this: Scene, total: Fen): void {
  expectPriceKept(this.purchase, total);
}
Then('every order of the merchant is for {money}', pricesKept);
Then('商户的每笔订单金额均为{money}', pricesKept);

// What the merchant is seen to do

async function believes(this: Scene, belief: OrderBelief): Promise<void> {
  await check.expectBelief(this.purchase, belief);
}
Then('the merchant takes the order for {belief}', believes);
Then('商户认为订单{belief}', believes);

async function believesAsBefore(this: Scene): Promise<void> {
  await check.expectBeliefKept(this.purchase);
}
Then('the merchant takes the order for what it did before', believesAsBefore);
Then('商户对订单的认定不变', believesAsBefore);

async function handedOut(this: Scene, times: number): Promise<void> {
  await check.expectFulfilled(this.purchase, times);
}
Then('the goods were handed out {int} time(s)', handedOut);
Then('商品共发货{int}次', handedOut);

async function handedOutExactly(this: Scene, times: number): Promise<void> {
  await check.expectFulfilledExactly(this.purchase, times);
}
Then('the goods were handed out exactly {int} time(s)', handedOutExactly);
Then('商品恰好发货{int}次', handedOutExactly);

async function honours(this: Scene): Promise<void> {
  await check.expectHonoured(this.purchase);
}
Then('the merchant honours the payment or gives it back', honours);
Then('商户按已付款处理该订单或退款', honours);

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

async function hasQueried(this: Scene): Promise<void> {
  await check.mustHaveQueried(this.purchase);
}
When('the merchant queries the order', hasQueried);
When('商户查询订单', hasQueried);

async function knowsPayment(this: Scene): Promise<void> {
  await check.mustKnowPayment(this.purchase);
}
When('the merchant learns of the payment', knowsPayment);
When('商户获知支付成功', knowsPayment);

function requestsSigned(this: Scene): void {
  check.expectRequestsSigned(this.purchase);
}
Then('every request of the merchant was signed right', requestsSigned);
Then('商户的每个请求签名均正确', requestsSigned);

function paramsRight(this: Scene): void {
  check.expectParamsRight(this.purchase);
}
Then('the payment params are right in every detail', paramsRight);
Then('调起支付参数全部正确', paramsRight);

function prepayIdGood(this: Scene): void {
  check.expectPrepayIdGood(this.purchase);
}
Then('the prepay_id that the merchant hands over is still good', prepayIdGood);
Then('商户交出的prepay_id仍在有效期内', prepayIdGood);

function reordered(this: Scene): void {
  check.expectReordered(this.purchase);
}
Then('the merchant has ordered again with the original parameters', reordered);
Then('商户已用原参数重新下单', reordered);

function handedOverNothing(this: Scene): void {
  check.expectNothingHandedOver(this.purchase);
}
Then('the merchant has handed over no payment params', handedOverNothing);
Then('商户未交出调起支付参数', handedOverNothing);

function oneOrder(this: Scene): void {
  check.expectOneOrder(this.purchase);
}
Then('there is one order to pay', oneOrder);
Then('可支付的订单只有一笔', oneOrder);

function ordersFen(this: Scene, total: Fen): void {
  check.expectOrderedTotal(this.purchase, total);
}
Then('the merchant orders {money}', ordersFen);
Then('商户下单{money}', ordersFen);
