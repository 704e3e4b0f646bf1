import { defineParameterType, Then, When } from '@cucumber/cucumber';
import { type Fen, fen } from '../src/money/fen.ts';
import type { CouponType } from '../src/protocol/coupons.ts';
import { expectGivenBack, expectOutOfMoney } from '../src/workflow/coupon-checks.ts';
import { expectLetterField } from '../src/workflow/letters.ts';
import { expectCouponRefunded, expectCouponsNotified, expectCouponsTold } from '../src/workflow/told-coupons.ts';
import { Trade } from '../src/workflow/trade.ts';
import type { Scene } from './scene.ts';

const TYPES: Readonly<Record<string, CouponType>> = { CASH: 'CASH', NOCASH: 'NOCASH', 充值: 'CASH', 免充值: 'NOCASH' };

defineParameterType({
  name: 'couponType',
  regexp: /NOCASH|CASH|免充值|充值/,
  useForSnippets: false,
  transformer: (word: string): CouponType | undefined => TYPES[word],
});

async function paidWith(this: Scene, total: Fen, type: CouponType, amount: Fen): Promise<void> {
  this.trade = new Trade(this.stage, total);
  await this.trade.placed();
  await this.trade.payWith([{ amount, type }]);
}
When('an order of {money} is paid with a {couponType} coupon of {money}', paidWith);
When('{money}的订单以{couponType}代金券支付，券额为{money}', paidWith);

async function paidWithBoth(this: Scene, total: Fen, one: CouponType, its: Fen, two: CouponType, others: Fen) {
  this.trade = new Trade(this.stage, total);
  await this.trade.placed();
  await this.trade.payWith([
    { amount: its, type: one },
    { amount: others, type: two },
  ]);
}
When(
  'an order of {money} is paid with a {couponType} coupon of {money} and a {couponType} coupon of {money}',
  paidWithBoth,
);
When('{money}的订单以{couponType}代金券支付，券额为{money}，另有{couponType}代金券，券额为{money}', paidWithBoth);

async function getsBack(this: Scene, most: Fen): Promise<void> {
  await expectGivenBack(this.trade, most);
}
Then('the payer is given back no more than {money}', getsBack);
Then('退还用户的金额不超过{money}', getsBack);

function tellsCoupons(this: Scene): void {
  expectCouponsTold(this.trade);
}
Then('the answer tells the coupons one by one', tellsCoupons);
Then('应答逐张说明所用代金券', tellsCoupons);

function notifiesCoupons(this: Scene): void {
  expectCouponsNotified(this.trade);
}
Then('the notification tells the coupons one by one', notifiesCoupons);
Then('通知逐张说明所用代金券', notifiesCoupons);

function couponGoesBack(this: Scene, refund: Fen): void {
  expectCouponRefunded(this.trade, refund);
}
Then('the answer tells the coupon, and that {money} of it goes back', couponGoesBack);
Then('应答说明所用代金券，其中退回{money}', couponGoesBack);

function letterTells(this: Scene, path: string, expected: string): void {
  expectLetterField(this.trade, path, JSON.parse(expected) as unknown);
}
Then('the notification tells {word} = {}', letterTells);
Then('通知中{word} = {}', letterTells);

async function holds(this: Scene, balance: Fen): Promise<void> {
  this.stage.need('balance');
  await this.stage.cast.gateway.setBalance(fen(balance));
}
When("the merchant's account holds {money}", holds);
When('商户账户余额为{money}', holds);

async function outOfMoney(this: Scene): Promise<void> {
  await expectOutOfMoney(this.trade);
}
Then('the gateway refuses the refund for want of money, or closes it after seven days', outOfMoney);
Then('网关因余额不足拒绝退款，或在七天后关闭退款', outOfMoney);
