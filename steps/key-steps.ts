import { Given, Then, When } from '@cucumber/cucumber';
import type { HeldKey } from '../src/actors/index.ts';
import { type Fen, fen } from '../src/money/fen.ts';
import type { KeyMode } from '../src/protocol/identity.ts';
import type { Duration } from '../src/time/index.ts';
import {
  advanceToEnd,
  downloadCertificates,
  expectAnswerKey,
  expectCertificates,
  expectLetterKey,
  expectNotAllLettersBy,
  JUST_EXPIRED,
  type NamedKey,
  orderNaming,
  setKeys,
} from '../src/workflow/platform-keys.ts';
import { Trade } from '../src/workflow/trade.ts';
import { words } from './parameter-types.ts';
import type { Scene } from './scene.ts';

words<KeyMode>('keyMode', {
  'the public key alone': 'public-key',
  'the platform certificate alone': 'platform-certificate',
  'either of its keys': 'both',
  仅微信支付公钥: 'public-key',
  仅平台证书: 'platform-certificate',
  微信支付公钥或平台证书: 'both',
});

words<NamedKey>('namedKey', {
  'the public key': 'public-key',
  'the platform certificate': 'platform-certificate',
  'no key': 'no-key',
  微信支付公钥: 'public-key',
  平台证书: 'platform-certificate',
  任何密钥: 'no-key',
});

words<HeldKey>('heldKey', {
  'the public key': 'public-key',
  'the platform certificate': 'platform-certificate',
  'the new platform certificate': 'new-certificate',
  微信支付公钥: 'public-key',
  平台证书: 'platform-certificate',
  新平台证书: 'new-certificate',
});

async function signsWith(this: Scene, keyMode: KeyMode): Promise<void> {
  this.trade = new Trade(this.stage, fen(100));
  await setKeys(this.trade, { keyMode });
}
Given('WeChat Pay signs for the merchant with {keyMode}', signsWith);
Given('微信支付对该商户使用{keyMode}签名', signsWith);

async function changeBegins(this: Scene): Promise<void> {
  await setKeys(this.trade, { keyChange: { to: 'public-key' } });
}
When('the change to the public key begins', changeBegins);
When('开始灰度切换为微信支付公钥', changeBegins);

async function changed(this: Scene): Promise<void> {
  await setKeys(this.trade, { keyChange: { to: 'new-certificate', percent: 100 } });
}
When('a new platform certificate has taken over', changed);
When('已切换到新的平台证书', changed);

async function orders(this: Scene, total: Fen, key: NamedKey): Promise<void> {
  this.trade = new Trade(this.stage, total);
  await orderNaming(this.trade, key);
}
When('the caller orders for {money} and names {namedKey}', orders);
When('调用方下单{money}，请求头指明{namedKey}', orders);

async function downloads(this: Scene): Promise<void> {
  await downloadCertificates(this.trade);
}
When('the caller downloads the platform certificates', downloads);
When('调用方下载平台证书', downloads);

async function left(this: Scene, rest: Duration): Promise<void> {
  await advanceToEnd(this.trade, rest);
}
When('the platform certificate has {duration} left', left);
When('平台证书距到期{duration}', left);

async function expired(this: Scene): Promise<void> {
  await advanceToEnd(this.trade, JUST_EXPIRED);
}
When('the platform certificate has expired', expired);
When('平台证书已到期', expired);

function lists(this: Scene, count: number): void {
  expectCertificates(this.trade, count);
}
Then('the answer lists {int} platform certificate(s) that open(s) with the APIv3 key', lists);
Then('应答列出{int}张可用APIv3密钥解密的平台证书', lists);

function answerSigned(this: Scene, key: HeldKey): void {
  expectAnswerKey(this.trade, key);
}
Then('the answer is signed with {heldKey}', answerSigned);
Then('应答使用{heldKey}签名', answerSigned);

function letterSigned(this: Scene, key: HeldKey): void {
  expectLetterKey(this.trade, key);
}
Then('the notification is signed with {heldKey}', letterSigned);
Then('通知使用{heldKey}签名', letterSigned);

/** By the plan one in a thousand is on the first day: that three of three are happens once in a thousand million times. */
function notAllSigned(this: Scene, key: HeldKey): void {
  expectNotAllLettersBy(this.trade, key);
}
Then('not all notifications are signed with {heldKey}', notAllSigned);
Then('并非所有通知都使用{heldKey}签名', notAllSigned);
