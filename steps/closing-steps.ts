import { Then, When } from '@cucumber/cucumber';
import * as check from '../src/workflow/purchase-checks.ts';
import { giveUpUnheard } from '../src/workflow/retries.ts';
import type { Scene } from './scene.ts';

async function givesUp(this: Scene): Promise<void> {
  await this.purchase.giveUp();
}
When('the customer gives the order up', givesUp);
When('顾客放弃订单', givesUp);

async function givesUpUnheard(this: Scene): Promise<void> {
  this.stage.need('faults');
  await giveUpUnheard(this.purchase);
}
When('the customer gives the order up while WeChat Pay does not answer', givesUpUnheard);
When('微信支付无应答期间顾客放弃订单', givesUpUnheard);

async function hasGivenUp(this: Scene): Promise<void> {
  await check.mustHaveGivenUp(this.purchase);
}
When('the merchant gives it up too', hasGivenUp);
When('商户也放弃该订单', hasGivenUp);

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

async function givenUpClosed(this: Scene): Promise<void> {
  await check.expectGivenUpClosed(this.purchase);
}
Then('an order that the merchant has given up by itself is closed at WeChat Pay', givenUpClosed);
Then('商户自行放弃的订单已在微信支付关单', givenUpClosed);

async function notClosed(this: Scene): Promise<void> {
  await check.expectClosed(this.purchase, false);
}
Then('the merchant has not closed the order', notClosed);
Then('商户没有关单', notClosed);

async function notClosedUnasked(this: Scene): Promise<void> {
  await check.expectNotClosedUnasked(this.purchase);
}
Then('the merchant has not closed the order, or had asked first', notClosedUnasked);
Then('商户没有关单，或已先查单', notClosedUnasked);
