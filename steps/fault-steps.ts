import { Given, Then, When } from '@cucumber/cucumber';
import { tellOfNoPayment, tellOfNoRefund } from '../src/workflow/forged-notices.ts';
import * as check from '../src/workflow/purchase-checks.ts';
import type { Scene } from './scene.ts';

/** A step that has a fault strike there from now on, or so many times. */
const breaking = (where: string, times?: number) =>
  async function struck(this: Scene, fault: string): Promise<void> {
    this.stage.need('faults');
    await this.stage.cast.gateway.setFault(where, fault, times);
  };

async function notificationsLost(this: Scene): Promise<void> {
  this.stage.need('faults');
  await this.stage.cast.gateway.setFault('notification', 'lost');
}
Given('notifications are lost', notificationsLost);
Given('支付通知全部丢失', notificationsLost);

const nextNotificationIs = breaking('notification', 1);
Given('the next notification is {notificationFault}', nextNotificationIs);
Given('下一次通知出现{notificationFault}', nextNotificationIs);

const nextQueryAnswersAre = breaking('GET /v3/pay/transactions/*');
Given('answers to queries are {answerFault}', nextQueryAnswersAre);
Given('查单应答出现{answerFault}', nextQueryAnswersAre);

const refundQueryAnswersAre = breaking('GET /v3/refund/domestic/refunds/*');
Given('answers to refund queries are {answerFault}', refundQueryAnswersAre);
Given('退款查询应答出现{answerFault}', refundQueryAnswersAre);

const nextOrderAnswerIs = breaking('POST /v3/pay/transactions/jsapi', 1);
Given('the next answer to an order is {answerFault}', nextOrderAnswerIs);
Given('下一次下单应答出现{answerFault}', nextOrderAnswerIs);

const orderAnswersAre = breaking('POST /v3/pay/transactions/jsapi');
Given('answers to orders are {answerFault}', orderAnswersAre);
Given('下单应答出现{answerFault}', orderAnswersAre);

const billApplicationAnswersAre = breaking('GET /v3/bill/tradebill');
Given('answers to applications for bills are {answerFault}', billApplicationAnswersAre);
Given('申请账单应答出现{answerFault}', billApplicationAnswersAre);

const nextRefundAnswerIs = breaking('POST /v3/refund/domestic/refunds', 1);
Given('the next answer to a refund is {answerFault}', nextRefundAnswerIs);
Given('下一次退款申请应答出现{answerFault}', nextRefundAnswerIs);

const closeAnswersAre = breaking('POST /v3/pay/transactions/out-trade-no/*/close');
Given('answers to closes are {answerFault}', closeAnswersAre);
Given('关单应答出现{answerFault}', closeAnswersAre);

async function forged(this: Scene, fault: string): Promise<void> {
  this.stage.need('faults');
  await tellOfNoPayment(this.purchase, fault);
}
When('a notification with the fault {notificationFault} comes of a payment that was not made', forged);
When('收到一笔未发生的支付的通知，其故障为{notificationFault}', forged);

async function forgedRefund(this: Scene, fault: string): Promise<void> {
  this.stage.need('faults');
  await tellOfNoRefund(this.purchase, fault);
}
When('a notification with the fault {notificationFault} comes of a refund that is not done', forgedRefund);
When('收到一笔未完成的退款的成功通知，其故障为{notificationFault}', forgedRefund);

async function comesOnceMore(this: Scene): Promise<void> {
  this.stage.need('notifications');
  const logs = await this.stage.cast.gateway.notifications(this.purchase.outTradeNo());
  const log = logs[0] ?? this.stage.stop('prerequisite', 'no notification was sent that could come again');
  await this.stage.cast.gateway.redeliver(log.id);
}
When('the notification comes once more', comesOnceMore);
When('通知再次到达', comesOnceMore);

function accepted(this: Scene, count: number): void {
  check.expectNotificationsAccepted(this.purchase, count);
}
Then('the merchant has accepted {int} notification(s), each within five seconds', accepted);
Then('商户接收了{int}次通知，每次均在5秒内应答', accepted);

function acceptedOne(this: Scene, count: number): void {
  check.expectOneAccepted(this.purchase, count);
}
Then('of {int} notifications the merchant has accepted one at least, within five seconds', acceptedOne);
Then('商户在{int}次通知中至少接收了一次，且在5秒内应答', acceptedOne);

function refusedFirst(this: Scene): void {
  check.expectNotificationRefused(this.purchase);
}
Then('the merchant has refused the notification', refusedFirst);
Then('商户拒绝了该通知', refusedFirst);

function acceptedLatest(this: Scene): void {
  check.expectLatestAccepted(this.purchase);
}
Then('the merchant has accepted the notification that followed', acceptedLatest);
Then('商户接收了随后的通知', acceptedLatest);
