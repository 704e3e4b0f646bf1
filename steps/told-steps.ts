import { Given, Then, When } from '@cucumber/cucumber';
import type { Fen } from '../src/money/fen.ts';
import type { RefundStatus } from '../src/protocol/payments.ts';
import {
  expectNoPaymentTold,
  expectPaymentNotified,
  expectPaymentTold,
  expectRefundNotified,
  expectRefundTold,
} from '../src/workflow/told.ts';
import { Trade } from '../src/workflow/trade.ts';
import { expectJsonAnswer } from '../src/workflow/trade-checks.ts';
import type { Scene } from './scene.ts';

async function anOrderThatCarries(this: Scene, total: Fen): Promise<void> {
  this.trade = new Trade(this.stage, total);
  const scene_info = { payer_client_ip: '14.23.150.211', device_id: '013467007045764' };
  this.trade.request = { ...this.trade.request, attach: 'shelf 7', scene_info };
  await this.trade.placed();
}
Given('an order of {money} that carries attach and device_id', anOrderThatCarries);
Given('一笔{money}的订单，带有attach和device_id', anOrderThatCarries);

async function refundsToldElsewhere(this: Scene, amount: Fen): Promise<void> {
  await this.trade.refund(amount, { notify_url: `${this.trade.request.notify_url}/refunds` });
}
When('the caller refunds {money} with a notify_url of its own', refundsToldElsewhere);
When('调用方退款{money}，使用单独的notify_url', refundsToldElsewhere);

function tellsPayment(this: Scene): void {
  expectPaymentTold(this.trade);
}
Then('the answer tells the payment field by field', tellsPayment);
Then('应答逐字段说明该笔支付', tellsPayment);

function tellsNoPayment(this: Scene): void {
  expectNoPaymentTold(this.trade);
}
Then('the answer tells the order, and nothing of a payment', tellsNoPayment);
Then('应答说明该订单，且不含支付信息', tellsNoPayment);

async function tellsRefund(this: Scene, status: RefundStatus): Promise<void> {
  await expectRefundTold(this.trade, status);
}
Then('the answer tells the refund field by field as {refundStatus}', tellsRefund);
Then('应答逐字段说明该笔退款，状态为{refundStatus}', tellsRefund);

function notifiesPayment(this: Scene): void {
  expectPaymentNotified(this.trade);
}
Then('the notification tells the payment field by field', notifiesPayment);
Then('通知逐字段说明该笔支付', notifiesPayment);

async function notifiesRefund(this: Scene, status: RefundStatus): Promise<void> {
  await expectRefundNotified(this.trade, status);
}
Then("the refund's own notify_url is told the refund field by field as {refundStatus}", notifiesRefund);
Then('退款的notify_url收到通知，逐字段说明该笔退款，状态为{refundStatus}', notifiesRefund);

function isJson(this: Scene): void {
  expectJsonAnswer(this.trade);
}
Then('the answer is JSON and bears a Request-ID', isJson);
Then('应答为JSON，并带有Request-ID', isJson);
