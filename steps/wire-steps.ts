import { defineParameterType, Given, Then, When } from '@cucumber/cucumber';
import { CERTIFICATE_CONDITIONS, type CertificateCondition } from '../src/actors/index.ts';
import { fen } from '../src/money/fen.ts';
import { paths } from '../src/protocol/payments.ts';
import { expectSignReason, expectStatus, type SignReason, signReasons } from '../src/workflow/error-checks.ts';
import { Trade } from '../src/workflow/trade.ts';
import type { Scene } from './scene.ts';

const CONDITIONS: Readonly<Record<string, CertificateCondition>> = {
  ...(Object.fromEntries(CERTIFICATE_CONDITIONS.map((condition) => [condition, condition])) as Record<
    string,
    CertificateCondition
  >),
  有效: 'valid',
  已过期: 'expired',
  已作废: 'revoked',
  已更换: 'replaced',
};
defineParameterType({
  name: 'certificateCondition',
  regexp: new RegExp(Object.keys(CONDITIONS).join('|')),
  useForSnippets: false,
  transformer: (word: string): CertificateCondition => CONDITIONS[word] ?? 'valid',
});

const REASONS = new Map(signReasons.flatMap((reason) => [reason.words.en, reason.words.zh].map((w) => [w, reason])));
defineParameterType({
  name: 'signReason',
  regexp: new RegExp([...REASONS.keys()].join('|')),
  useForSnippets: false,
  transformer: (word: string): SignReason | undefined => REASONS.get(word),
});

async function certificateIs(this: Scene, condition: CertificateCondition): Promise<void> {
  this.stage.need('certificates');
  await this.stage.cast.gateway.setCertificate(condition);
}
Given("the merchant's certificate is {certificateCondition}", certificateIs);
Given('商户证书{certificateCondition}', certificateIs);

async function queriesRefundWithout(this: Scene, header: string): Promise<void> {
  this.trade = new Trade(this.stage, fen(100));
  const target = paths.refundByNumber(this.stage.cast.caller.newRefundNumber());
  const leaveOut = (['accept', 'user-agent'] as const).filter((name) => name === header.toLowerCase());
  await this.trade.call({ method: 'GET', target, leaveOut });
}
When('the caller queries an unknown refund without the header {word}', queriesRefundWithout);
When('调用方查询不存在的退款，缺少请求头{word}', queriesRefundWithout);

async function queriesUnknownRefund(this: Scene): Promise<void> {
  await queriesRefundWithout.call(this, 'none');
}
When('the caller queries an unknown refund with all headers', queriesUnknownRefund);
When('调用方查询不存在的退款，请求头齐全', queriesUnknownRefund);

async function sends(this: Scene, method: string, path: string): Promise<void> {
  this.trade = new Trade(this.stage, fen(100));
  const { request } = this.trade;
  const target = path.replace('{out_trade_no}', request.out_trade_no);
  const body = { mchid: request.mchid };
  await this.trade.call(method === 'GET' ? { method, target } : { method: 'POST', target, body });
}
When('the caller sends {word} to {string}', sends);
When('调用方以{word}请求{string}', sends);

function answersStatus(this: Scene, status: number): void {
  expectStatus(this.trade, status);
}
Then('the gateway answers with HTTP {int}', answersStatus);
Then('网关应答HTTP {int}', answersStatus);

function says(this: Scene, reason: SignReason): void {
  expectSignReason(this.trade, reason);
}
Then('the refusal says that {signReason}', says);
Then('拒绝原因为{signReason}', says);
