import { Given, Then } from '@cucumber/cucumber';
import type { Duration } from '../src/time/index.ts';
import { NOTIFICATION_LADDER } from '../src/workflow/ladder.ts';
import {
  expectFreshSignatures,
  expectIntervals,
  expectLetterNames,
  expectLetters,
  expectLetterTells,
} from '../src/workflow/letters.ts';
import type { Scene } from './scene.ts';

function answersWith(this: Scene, status: number): void {
  this.stage.cast.caller.answerNotifications({ status });
}
Given('the caller answers notifications with HTTP {int}', answersWith);
Given('调用方对通知应答HTTP {int}', answersWith);

function answersAfter(this: Scene, after: Duration): void {
  this.stage.cast.caller.answerNotifications({ status: 204, after });
}
Given('the caller takes {duration} to answer notifications', answersAfter);
Given('调用方{duration}后才应答通知', answersAfter);

async function received(this: Scene, count: number): Promise<void> {
  await expectLetters(this.trade, count);
}
Then('the caller has received {int} notification(s)', received);
Then('调用方共收到{int}次通知', received);

function tellsPayment(this: Scene): void {
  const { out_trade_no, mchid, appid, amount, payer } = this.trade.request;
  expectLetterTells(this.trade, 'TRANSACTION.SUCCESS', {
    out_trade_no,
    mchid,
    appid,
    trade_state: 'SUCCESS',
    'amount.total': amount.total,
    'amount.currency': 'CNY',
  });
  expectLetterNames(this.trade, payer.openid);
}
Then('the notification is signed, opens and tells the payment', tellsPayment);
Then('通知已签名、可解密，内容为该笔支付', tellsPayment);

function tellsRefund(this: Scene, eventType: string): void {
  const { out_trade_no, mchid } = this.trade.request;
  const refund = this.trade.refunds[0] ?? this.stage.stop('prerequisite', 'no refund was accepted');
  expectLetterTells(this.trade, eventType, {
    out_trade_no,
    mchid,
    out_refund_no: refund.out_refund_no,
    refund_status: eventType.replace('REFUND.', ''),
    'amount.refund': refund.amount.refund,
    'amount.total': refund.amount.total,
  });
}
Then('the notification is signed, opens and tells the refund as {eventType}', tellsRefund);
Then('通知已签名、可解密，内容为该笔退款，事件类型为{eventType}', tellsRefund);

async function ladder(this: Scene): Promise<void> {
  await expectIntervals(this.trade, NOTIFICATION_LADDER);
}
Then('the notification was sent again after each of the documented intervals, and no more', ladder);
Then('通知按文档规定的间隔逐次重发，之后不再发送', ladder);

function fresh(this: Scene): void {
  expectFreshSignatures(this.trade);
}
Then('each sending has its own nonce, timestamp and valid signature', fresh);
Then('每次发送都有各自的随机串、时间戳和正确的签名', fresh);
