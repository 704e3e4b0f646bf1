import { Given, Then, When } from '@cucumber/cucumber';
import {
  expectCertificateLearnt,
  listNewCertificate,
  newCertificateTakesOver,
  notifyWith,
} from '../src/workflow/merchant-keys.ts';
import type { NamedKey } from '../src/workflow/platform-keys.ts';
import type { Scene } from './scene.ts';

async function notifies(this: Scene, key: NamedKey): Promise<void> {
  await notifyWith(this.stage, key === 'public-key' ? key : 'platform-certificate');
}
Given('notifications are signed with {namedKey}', notifies);
Given('通知使用{namedKey}签名', notifies);

async function isListed(this: Scene): Promise<void> {
  await listNewCertificate(this.stage);
}
Given('a merchant that verifies with platform certificates, and a new one beside the old', isListed);
Given('使用平台证书验签的商户，已下发新平台证书', isListed);

async function takesOver(this: Scene): Promise<void> {
  await newCertificateTakesOver(this.stage);
}
When('the new platform certificate takes over', takesOver);
When('改用新平台证书签名', takesOver);

async function learnt(this: Scene): Promise<void> {
  await expectCertificateLearnt(this.purchase);
}
Then('the merchant has accepted what the new certificate signed', learnt);
Then('商户接收了新平台证书签名的通知', learnt);
