import { Given, Then, When } from '@cucumber/cucumber';
import type { OrderBelief } from '../src/actors/index.ts';
import type { Fen } from '../src/money/fen.ts';
import type { RefundStatus } from '../src/protocol/payments.ts';
import type { Duration } from '../src/time/index.ts';
import * as check from '../src/workflow/purchase-checks.ts';
import {
  expectFurtherRefund,
  expectOtherPartNotBack,
  giveFirstPartBack,
  refundFurther,
} from '../src/workflow/refund-parts.ts';
import {
  expectNotGivenBack,
  expectPartNotGivenBack,
  mustHaveBeenRefused,
  refundInParts,
  refundInVain,
} from '../src/workflow/refused-refunds.ts';
import {
  expectOtherRefund,
  expectSameRefund,
  refundAgain,
  refundEnds,
  refundUntilAsked,
} from '../src/workflow/retries.ts';
import type { Scene } from './scene.ts';

async function refunds(this: Scene, amount: Fen): Promise<void> {
  await this.purchase.refund(amount);
}
When('the merchant refunds {money}', refunds);
When('商户退款{money}', refunds);

async function refundsAgain(this: Scene, amount: Fen): Promise<void> {
  await refundUntilAsked(this.purchase, amount);
}
When('the merchant refunds {money}, and again where that failed', refundsAgain);
When('商户退款{money}，失败则重试', refundsAgain);

async function refundEndsIn(this: Scene, status: RefundStatus): Promise<void> {
  this.stage.need('refund-settlement');
  await refundEnds(this.purchase, status);
}
When("the merchant's refund ends in {refundStatus}", refundEndsIn);
When('商户的退款结果为{refundStatus}', refundEndsIn);

async function refundsOnceMore(this: Scene, amount: Fen): Promise<void> {
  await refundAgain(this.purchase, amount);
}
When('the merchant refunds {money} once more', refundsOnceMore);
When('商户再次退款{money}', refundsOnceMore);

function otherRefund(this: Scene): void {
  expectOtherRefund(this.purchase);
}
Then('the merchant has asked for it under a new number', otherRefund);
Then('商户已使用新的退款单号申请', otherRefund);

function sameRefund(this: Scene): void {
  expectSameRefund(this.purchase);
}
Then('each application is for the same refund', sameRefund);
Then('每次申请均为同一笔退款', sameRefund);

async function refundsTooMuch(this: Scene): Promise<void> {
  await this.purchase.refundTooMuch();
}
When('the merchant is asked to refund the whole price once more', refundsTooMuch);
When('再次要求商户全额退款', refundsTooMuch);

async function refundsInVain(this: Scene, amount: Fen): Promise<void> {
  await refundInVain(this.purchase, amount);
}
When('the merchant is asked to refund {money}', refundsInVain);
When('要求商户退款{money}', refundsInVain);

async function refundedInParts(this: Scene, amount: Fen, parts: number, apart: Duration): Promise<void> {
  await refundInParts(this.purchase, amount, parts, apart);
}
Given('the merchant has refunded {money} {int} times, {duration} apart', refundedInParts);
Given('商户已退款{money}，共{int}次，每次间隔{duration}', refundedInParts);

async function firstPartIsBack(this: Scene): Promise<void> {
  this.stage.need('refund-settlement');
  await giveFirstPartBack(this.purchase);
}
When('WeChat Pay gives the first part back', firstPartIsBack);
When('微信支付完成第一部分退款', firstPartIsBack);

async function otherPartNotBack(this: Scene): Promise<void> {
  await expectOtherPartNotBack(this.purchase);
}
Then('the merchant does not say that the other part is back', otherPartNotBack);
Then('商户未显示另一部分款项已退回', otherPartNotBack);

async function refundsFurther(this: Scene, amount: Fen, less: Fen): Promise<void> {
  await refundFurther(this.purchase, amount, less);
}
When('the merchant is asked to refund {money} more, and {money} where it does not', refundsFurther);
When('要求商户再退款{money}，未办理则改为{money}', refundsFurther);

async function furtherRefund(this: Scene, amount: Fen): Promise<void> {
  await expectFurtherRefund(this.purchase, amount);
}
Then('the merchant has refunded {money} more, or refunds no more at all', furtherRefund);
Then('商户已再退款{money}，或不再办理任何退款', furtherRefund);

async function isRefused(this: Scene): Promise<void> {
  await mustHaveBeenRefused(this.purchase);
}
When('WeChat Pay refuses the refund', isRefused);
When('微信支付拒绝退款', isRefused);

async function partNotGivenBack(this: Scene): Promise<void> {
  await expectPartNotGivenBack(this.purchase);
}
Then('the part is not refunded, and the merchant does not say so', partNotGivenBack);
Then('该部分未退款，且商户未显示已退款', partNotGivenBack);

async function notGivenBack(this: Scene): Promise<void> {
  await expectNotGivenBack(this.purchase);
}
Then('nothing is refunded, and the merchant does not say so', notGivenBack);
Then('退款未成立，且商户未显示已退款', notGivenBack);

async function knowsRefund(this: Scene): Promise<void> {
  await check.mustKnowRefund(this.purchase);
}
When('the merchant learns that the money is back', knowsRefund);
When('商户获知退款已到账', knowsRefund);

async function refundsOpenly(this: Scene, amount: Fen): Promise<void> {
  await this.purchase.refund(amount);
  await check.mustHaveRefundOpen(this.purchase);
}
When('the merchant refunds {money} and shows it as under way', refundsOpenly);
When('商户退款{money}并显示退款中', refundsOpenly);

async function underWay(this: Scene): Promise<void> {
  await check.expectRefundUnderWay(this.purchase);
}
Then('the merchant shows no refund as done', underWay);
Then('商户未显示退款完成', underWay);

async function notToldBack(this: Scene): Promise<void> {
  await check.expectNotToldBack(this.purchase);
}
Then('the merchant does not say that the money is back', notToldBack);
Then('商户未显示款项已退回', notToldBack);

async function done(this: Scene): Promise<void> {
  await check.expectRefundDone(this.purchase);
}
Then('the merchant shows the refund as done', done);
Then('商户显示退款完成', done);

async function believesRefund(this: Scene, belief: OrderBelief): Promise<void> {
  await check.expectRefundBelief(this.purchase, belief);
}
Then('the merchant takes the refund for {belief}', believesRefund);
Then('商户认为退款{belief}', believesRefund);

function asksBack(this: Scene, amount: Fen): void {
  check.expectRefundAmount(this.purchase, amount);
}
Then('the merchant asks for {money} back', asksBack);
Then('商户申请退回{money}', asksBack);

async function refundsInBounds(this: Scene, count: number): Promise<void> {
  await check.expectRefundsAsked(this.purchase, count);
  check.expectRefundsInBounds(this.purchase);
}
Then("the merchant has asked for {int} refund(s), each naming the order's total and all within it", refundsInBounds);
Then('商户共申请{int}次退款，原订单金额正确且累计不超额', refundsInBounds);

function refundsWithin(this: Scene): void {
  check.expectRefundsInBounds(this.purchase);
}
Then("the refunds that the merchant has asked for stay within the order's total", refundsWithin);
Then('商户申请的退款累计不超过原订单金额', refundsWithin);
