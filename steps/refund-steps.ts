import { Then, When } from '@cucumber/cucumber';
import { type Fen, fen } from '../src/money/fen.ts';
import type { AbnormalRefundRequest, RefundStatus } from '../src/protocol/payments.ts';
import { isSuccess } from '../src/protocol/wire.ts';
import type { Duration } from '../src/time/index.ts';
import { Trade } from '../src/workflow/trade.ts';
import { expectField, expectSameRefund } from '../src/workflow/trade-checks.ts';
import type { SealingFault } from './parameter-types.ts';
import type { Scene } from './scene.ts';

async function refunds(this: Scene, amount: Fen): Promise<void> {
  await this.trade.refund(amount);
}
When('the caller refunds {money}', refunds);
When('调用方退款{money}', refunds);

async function refundsNaming(this: Scene, amount: Fen, total: Fen): Promise<void> {
  await this.trade.refund(amount, { amount: { refund: amount, total, currency: 'CNY' } });
}
When('the caller refunds {money} of an order of {money}', refundsNaming);
When('调用方退款{money}，原订单金额填写{money}', refundsNaming);

async function refundsAgain(this: Scene, amount: Fen): Promise<void> {
  const { out_refund_no } = firstRefund(this.trade);
  await this.trade.refund(amount, { out_refund_no });
}
When('the caller refunds {money} under the same out_refund_no', refundsAgain);
When('调用方以相同商户退款单号退款{money}', refundsAgain);

async function refundsAgainNaming(this: Scene, amount: Fen, total: Fen): Promise<void> {
  const { out_refund_no } = firstRefund(this.trade);
  await this.trade.refund(amount, { out_refund_no, amount: { refund: amount, total, currency: 'CNY' } });
}
When('the caller refunds {money} of an order of {money} under the same out_refund_no', refundsAgainNaming);
When('调用方以相同商户退款单号退款{money}，原订单金额填写{money}', refundsAgainNaming);

async function refundsTimes(this: Scene, amount: Fen, times: number, apart: Duration): Promise<void> {
  for (let turn = 1; turn <= times; turn += 1) {
    if (turn > 1) await this.trade.advance(apart);
    const { status } = await this.trade.refund(amount);
    if (!isSuccess(status)) return; // what comes after it is judged by the answer to it
  }
}
When('the caller refunds {money} {int} times, {duration} apart', refundsTimes);
When('调用方退款{money}，共{int}次，每次间隔{duration}', refundsTimes);

async function sendsOnceMore(this: Scene): Promise<void> {
  const request = this.trade.askedRefund ?? this.stage.stop('kit', 'no refund was asked for that could be sent again');
  await this.trade.sendRefund(request);
}
When('the caller sends the refund once more', sendsOnceMore);
When('调用方再次发起该退款', sendsOnceMore);

async function queriesRefund(this: Scene): Promise<void> {
  await this.trade.queryRefund(firstRefund(this.trade).out_refund_no);
}
When('the caller queries the refund', queriesRefund);
When('调用方查询退款', queriesRefund);

async function queriesUnknownRefund(this: Scene): Promise<void> {
  this.trade = new Trade(this.stage, fen(100));
  await this.trade.queryRefund(this.stage.cast.caller.newRefundNumber());
}
When('the caller queries a refund that nobody asked for', queriesUnknownRefund);
When('调用方查询不存在的退款', queriesUnknownRefund);

async function redirects(this: Scene, type: AbnormalRefundRequest['type']): Promise<void> {
  await this.trade.redirectRefund(type);
}
When('the caller sends the refund to {refundReceiver}', redirects);
When('调用方将退款转至{refundReceiver}', redirects);

async function redirectsWrongly(this: Scene, fault: SealingFault): Promise<void> {
  const { caller } = this.stage.cast;
  const forSomebodyElse = { bank_account: caller.encrypt('6225880137340403', 'somebody-else') };
  if (fault === 'unknown-serial') await this.trade.redirectRefund('USER_BANK_CARD', {}, `PUB_KEY_ID_${'0'.repeat(28)}`);
  else await this.trade.redirectRefund('USER_BANK_CARD', fault === 'plain' ? { real_name: '张三' } : forSomebodyElse);
}
When("the caller sends the refund to the user's bank card with {sealingFault}", redirectsWrongly);
When('调用方将退款转至用户银行卡，但{sealingFault}', redirectsWrongly);

async function redirectsNothing(this: Scene): Promise<void> {
  this.trade = new Trade(this.stage, fen(100));
  await this.trade.redirectRefund('MERCHANT_BANK_CARD');
}
When('the caller redirects a refund that nobody asked for', redirectsNothing);
When('调用方转移不存在的退款', redirectsNothing);

async function endsIn(this: Scene, status: RefundStatus): Promise<void> {
  this.stage.need('refund-settlement');
  if (status === 'PROCESSING') this.stage.stop('kit', 'a refund begins as PROCESSING and cannot end so');
  else await this.stage.cast.gateway.settleRefund(firstRefund(this.trade).out_refund_no, status);
}
When('the refund ends in {refundStatus}', endsIn);
When('退款结果为{refundStatus}', endsIn);

function refundIs(this: Scene, status: RefundStatus): void {
  expectField(this.trade, 'status', status);
}
Then('the refund is {refundStatus}', refundIs);
Then('退款状态为{refundStatus}', refundIs);

function sameRefund(this: Scene): void {
  expectSameRefund(this.trade);
}
Then('the answer is about the same refund', sameRefund);
Then('应答为同一笔退款', sameRefund);

const firstRefund = (trade: Trade) => trade.refunds[0] ?? trade.stage.stop('prerequisite', 'no refund was accepted');
