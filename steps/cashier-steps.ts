import { When } from '@cucumber/cucumber';
import type { CashierAction } from '../src/protocol/cashier.ts';
import type { PaymentParams } from '../src/protocol/pay-sign.ts';
import type { Duration } from '../src/time/index.ts';
import type { Scene } from './scene.ts';

async function acts(this: Scene, action: CashierAction): Promise<void> {
  await this.trade.atCashier(action);
}
When('the payer {cashierAction}', acts);
When('用户{cashierAction}', acts);

async function paysWithFirst(this: Scene): Promise<void> {
  await this.trade.atCashier('pay', this.trade.params('first'));
}
When('the payer pays with the first prepay_id', paysWithFirst);
When('用户使用首个prepay_id支付', paysWithFirst);

async function anotherPays(this: Scene): Promise<void> {
  await this.trade.atCashier('pay', this.trade.params(), 'oAnotherPayerWhomNobodyNamed');
}
When('another payer pays', anotherPays);
When('另一用户支付', anotherPays);

async function paysWith(this: Scene, field: string, value: string): Promise<void> {
  const wrong = { ...this.trade.params(), [field]: value } as PaymentParams;
  await this.trade.atCashier('pay', wrong);
}
When('the payer pays with {word} {string} in the payment params', paysWith);
When('用户以{word}为{string}的调起支付参数支付', paysWith);

async function passes(this: Scene, by: Duration): Promise<void> {
  this.stage.need('clock');
  await this.stage.cast.gateway.advance(by);
}
When('{duration} pass(es)', passes);
When('经过{duration}', passes);
