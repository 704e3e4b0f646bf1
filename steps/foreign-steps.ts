import { Then, When } from '@cucumber/cucumber';
import { type Fen, fen } from '../src/money/fen.ts';
import { paths } from '../src/protocol/payments.ts';
import { Trade } from '../src/workflow/trade.ts';
import { expectClosedOrUnknown } from '../src/workflow/trade-checks.ts';
import type { Scene } from './scene.ts';

/** Ten digits as a merchant's number has, and not the caller's. */
const otherThan = (mchid: string): string => `${mchid.slice(0, -1)}${(Number(mchid.slice(-1)) + 1) % 10}`;

async function queriesAsAnother(this: Scene): Promise<void> {
  const { out_trade_no, mchid } = this.trade.request;
  await this.trade.call({ method: 'GET', target: paths.orderByNumber(out_trade_no, otherThan(mchid)) });
}
When('the caller queries the order, naming the mchid of somebody else', queriesAsAnother);
When('调用方查询订单，但填写他人的商户号', queriesAsAnother);

async function closesAsAnother(this: Scene): Promise<void> {
  const { out_trade_no, mchid } = this.trade.request;
  await this.trade.call({ method: 'POST', target: paths.close(out_trade_no), body: { mchid: otherThan(mchid) } });
}
When('the caller closes the order, naming the mchid of somebody else', closesAsAnother);
When('调用方关闭订单，但填写他人的商户号', closesAsAnother);

async function closesUnknown(this: Scene): Promise<void> {
  this.trade = new Trade(this.stage, fen(100));
  await this.trade.close();
}
When('the caller closes an order that nobody made', closesUnknown);
When('调用方关闭不存在的订单', closesUnknown);

function closesOrKnowsNone(this: Scene): void {
  expectClosedOrUnknown(this.trade);
}
Then('the gateway accepts without a body, or says that there is no such order', closesOrKnowsNone);
Then('网关受理且报文为空，或应答订单不存在', closesOrKnowsNone);

async function refundsUnknown(this: Scene, amount: Fen): Promise<void> {
  this.trade = new Trade(this.stage, amount);
  await this.trade.refund(amount);
}
When('the caller refunds {money} of an order that nobody made', refundsUnknown);
When('调用方对不存在的订单退款{money}', refundsUnknown);

async function refundsOfAnother(this: Scene, amount: Fen): Promise<void> {
  const { out_refund_no } = this.trade.refunds[0] ?? this.stage.stop('prerequisite', 'no refund was accepted');
  this.trade = new Trade(this.stage, this.trade.request.amount.total as Fen);
  await this.trade.broughtTo('SUCCESS');
  await this.trade.refund(amount, { out_refund_no });
}
When('the caller refunds {money} of another order under the same out_refund_no', refundsOfAnother);
When('调用方以相同商户退款单号对另一笔订单退款{money}', refundsOfAnother);

async function refundsById(this: Scene, amount: Fen, total: Fen): Promise<void> {
  const { caller } = this.stage.cast;
  await this.trade.sendRefund({
    transaction_id: await this.trade.transactionId(),
    out_refund_no: caller.newRefundNumber(),
    notify_url: this.trade.request.notify_url,
    amount: { refund: amount, total, currency: 'CNY' },
  });
}
When('the caller refunds {money} by transaction_id, of an order of {money}', refundsById);
When('调用方按微信支付订单号退款{money}，原订单金额填写{money}', refundsById);
