import { Then, When } from '@cucumber/cucumber';
import type { RefundStatus } from '../src/protocol/payments.ts';
import { expectRefundNotified, expectRefundTold } from '../src/workflow/told.ts';
import type { Trade } from '../src/workflow/trade.ts';
import type { Scene } from './scene.ts';

// The second of several refunds of one order

async function secondEndsIn(this: Scene, status: RefundStatus): Promise<void> {
  this.stage.need('refund-settlement');
  if (status === 'PROCESSING') this.stage.stop('kit', 'a refund begins as PROCESSING and cannot end so');
  else await this.stage.cast.gateway.settleRefund(secondRefund(this.trade).out_refund_no, status);
}
When('the second refund ends in {refundStatus}', secondEndsIn);
When('第二笔退款结果为{refundStatus}', secondEndsIn);

async function tellsSecond(this: Scene, status: RefundStatus): Promise<void> {
  await expectRefundTold(this.trade, status, 1);
}
Then('the answer tells the second refund field by field as {refundStatus}', tellsSecond);
Then('应答逐字段说明第二笔退款，状态为{refundStatus}', tellsSecond);

async function notifiesSecond(this: Scene, status: RefundStatus): Promise<void> {
  await expectRefundNotified(this.trade, status, 1);
}
Then("the refund's own notify_url is told the second refund field by field as {refundStatus}", notifiesSecond);
Then('退款的notify_url收到通知，逐字段说明第二笔退款，状态为{refundStatus}', notifiesSecond);

const secondRefund = (trade: Trade) =>
  trade.refunds[1] ?? trade.stage.stop('prerequisite', 'no second refund was accepted');
