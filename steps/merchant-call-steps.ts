import { Then, When } from '@cucumber/cucumber';
import type { ImpostorCertificate } from '../src/actors/index.ts';
import type { Fen } from '../src/money/fen.ts';
import { expectNothingSent, orderFromImpostor } from '../src/workflow/impostors.ts';
import {
  expectCallHeaders,
  expectNotifyUrls,
  expectParametersTaken,
  expectPayerNamed,
} from '../src/workflow/merchant-calls.ts';
import { expectTreatedAlike, type RefusedDoing, refusedTwice } from '../src/workflow/other-message.ts';
import { words } from './parameter-types.ts';
import type { Scene } from './scene.ts';

function notifyUrlsWhole(this: Scene): void {
  expectNotifyUrls(this.purchase);
}
Then('every notify_url of the merchant is a whole address with a path', notifyUrlsWhole);
Then('商户的每个notify_url均为带路径的完整地址', notifyUrlsWhole);

function headersThere(this: Scene): void {
  expectCallHeaders(this.purchase);
}
Then('every request of the merchant carries Accept and User-Agent', headersThere);
Then('商户的每个请求均带有Accept和User-Agent', headersThere);

function parametersTaken(this: Scene): void {
  expectParametersTaken(this.purchase);
}
Then('WeChat Pay takes every request of the merchant as it is', parametersTaken);
Then('商户的每个请求均未因参数被拒绝', parametersTaken);

async function payerNamed(this: Scene): Promise<void> {
  await expectPayerNamed(this.purchase);
}
Then('the order names the customer who made it', payerNamed);
Then('订单的付款人为下单顾客本人', payerNamed);

words<RefusedDoing>('refusedDoing', {
  'given up before anybody has paid for them': 'gives up',
  'refunded from an empty account': 'refunds from nothing',
  在付款前被放弃: 'gives up',
  从余额为零的账户退款: 'refunds from nothing',
});

async function refusedAndReworded(this: Scene, price: Fen, doing: RefusedDoing): Promise<void> {
  this.stage.need('faults');
  this.refusals = await refusedTwice(this.stage, price, doing);
}
When('two orders of {money} are {refusedDoing}, the second while refusals have another message', refusedAndReworded);
When('两笔{money}的订单{refusedDoing}，第二笔期间错误提示信息不同', refusedAndReworded);

function treatedAlike(this: Scene): void {
  expectTreatedAlike(this.stage, this.refusals);
}
Then('the merchant has treated both alike', treatedAlike);
Then('商户对两者的处理相同', treatedAlike);

words<ImpostorCertificate>('impostorCertificate', {
  'a certificate of its own': 'untrusted',
  'a certificate of other hosts': 'other-name',
  自签名证书: 'untrusted',
  其他域名的证书: 'other-name',
});

async function impostorAnswers(this: Scene, certificate: ImpostorCertificate): Promise<void> {
  await orderFromImpostor(this.purchase, certificate);
}
When("somebody else answers in WeChat Pay's place with {impostorCertificate} while a customer orders", impostorAnswers);
When('顾客下单期间，有人以{impostorCertificate}冒充微信支付应答', impostorAnswers);

async function nothingSent(this: Scene): Promise<void> {
  await expectNothingSent(this.purchase);
}
Then('the merchant has sent nothing to somebody else, and orders at WeChat Pay again', nothingSent);
Then('商户未向冒充者发送任何请求，且能再次向微信支付下单', nothingSent);
