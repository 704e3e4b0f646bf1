import { When } from '@cucumber/cucumber';
import type { Sabotage } from '../src/actors/index.ts';
import { type Fen, fen } from '../src/money/fen.ts';
import type { Duration } from '../src/time/index.ts';
import { makeCall, type SignedCall } from '../src/workflow/signed-calls.ts';
import { Trade } from '../src/workflow/trade.ts';
import { clockOff, words } from './parameter-types.ts';
import type { Scene } from './scene.ts';

words<SignedCall>('signedCall', {
  'queries an order by transaction_id': 'order-by-id',
  'asks for a refund': 'refund',
  'queries a refund': 'refund-query',
  'redirects an abnormal refund': 'abnormal-refund',
  'applies for a trade bill': 'trade-bill',
  'applies for a fund-flow bill': 'fund-flow-bill',
  'calls the self-test': 'self-test',
  'downloads the platform certificates': 'certificates',
  按微信支付订单号查单: 'order-by-id',
  申请一笔退款: 'refund',
  查询一笔退款: 'refund-query',
  转移异常退款: 'abnormal-refund',
  申请交易账单: 'trade-bill',
  申请资金账单: 'fund-flow-bill',
  调用自检接口: 'self-test',
  下载全部平台证书: 'certificates',
});

async function calls(this: Scene, call: SignedCall, sabotage: Sabotage): Promise<void> {
  this.trade = new Trade(this.stage, fen(100));
  await makeCall(this.trade, call, sabotage);
}
When('the caller {signedCall} with {sabotage}', calls);
When('调用方{signedCall}，{sabotage}', calls);

async function callsLate(this: Scene, call: SignedCall, by: Duration): Promise<void> {
  await calls.call(this, call, clockOff(by));
}
When('the caller {signedCall} with a timestamp {duration} in the past', callsLate);
When('调用方{signedCall}，时间戳早{duration}', callsLate);

async function refundsWith(this: Scene, amount: Fen, sabotage: Sabotage): Promise<void> {
  await this.trade.refund(amount, {}, sabotage);
}
When('the caller refunds {money} with {sabotage}', refundsWith);
When('调用方退款{money}，{sabotage}', refundsWith);
