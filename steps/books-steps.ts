import { Then, When } from '@cucumber/cucumber';
import { expectBooksBalance } from '../src/workflow/books-checks.ts';
import { giveMoneyBack, lookAtRefund, makeUp, payWhateverComes, refundWhole } from '../src/workflow/making-up.ts';
import type { Scene } from './scene.ts';

async function tapsAndPays(this: Scene): Promise<void> {
  await payWhateverComes(this.purchase);
}
When('the customer taps Pay until that works, and pays', tapsAndPays);
When('顾客点击支付直至可以付款，并完成支付', tapsAndPays);

async function refundsWhole(this: Scene): Promise<void> {
  await refundWhole(this.purchase);
}
When('the merchant refunds the whole price, and is asked again where it could not', refundsWhole);
When('商户全额退款，未能办理则再次要求', refundsWhole);

async function moneyGoesBack(this: Scene): Promise<void> {
  await giveMoneyBack(this.purchase);
}
When('WeChat Pay gives the money back', moneyGoesBack);
When('微信支付完成退款', moneyGoesBack);

async function looksAtRefund(this: Scene): Promise<void> {
  await lookAtRefund(this.purchase);
}
When('somebody looks at the refund', looksAtRefund);
When('有人查看退款进度', looksAtRefund);

async function madeUp(this: Scene): Promise<void> {
  await makeUp(this.purchase);
}
When('all goes right again and what is left is done', madeUp);
When('一切恢复正常且未尽事宜均已补办', madeUp);

async function balance(this: Scene): Promise<void> {
  await expectBooksBalance(this.purchase);
}
Then("the merchant's books balance with WeChat Pay's", balance);
Then('商户账目与微信支付一致', balance);
