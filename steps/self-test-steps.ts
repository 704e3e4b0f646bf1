import { Then, When } from '@cucumber/cucumber';
import { fen } from '../src/money/fen.ts';
import { type EchoKind, expectEcho, expectEchoTold, sendEcho } from '../src/workflow/self-test.ts';
import { Trade } from '../src/workflow/trade.ts';
import type { Scene } from './scene.ts';

async function says(this: Scene, kind: EchoKind): Promise<void> {
  this.trade = new Trade(this.stage, fen(1));
  await sendEcho(this.trade, kind);
}
When('the caller sends {echoKind} to the self-test', says);
When('调用方向自检接口发送{echoKind}', says);

async function saysWithUrl(this: Scene, kind: EchoKind): Promise<void> {
  this.stage.need('notifications');
  this.trade = new Trade(this.stage, fen(1));
  await sendEcho(this.trade, kind, { notified: true });
}
When('the caller sends {echoKind} and its notify_url to the self-test', saysWithUrl);
When('调用方向自检接口发送{echoKind}及通知地址', saysWithUrl);

function echoes(this: Scene, kind: EchoKind): void {
  expectEcho(this.trade, kind);
}
Then('{echoKind} comes back', echoes);
Then('返回{echoKind}', echoes);

function told(this: Scene): void {
  expectEchoTold(this.trade);
}
Then('the notification is signed, opens and tells the message', told);
Then('通知签名正确、可解密，内容为回显信息', told);
