import type { Capability } from '../actors/index.ts';
import type { Bilingual } from '../rules/rule.ts';

/** What a target must be able to do, for whoever reads that it is missing. */
export const CAPABILITY_WORDS: Readonly<Record<Capability, Bilingual>> = {
  clock: { en: 'turn the gateway’s clock', zh: '拨动网关的时钟' },
  payer: { en: 'play the payer at the cashier', zh: '在收银台扮演付款人' },
  faults: { en: 'break answers and notifications of the gateway’s', zh: '使网关的应答与通知出错' },
  notifications: { en: 'receive the gateway’s notifications', zh: '接收网关的通知' },
  'refund-settlement': { en: 'decide how a refund ends', zh: '决定退款的结果' },
  certificates: { en: 'let certificates of the merchant’s expire or be revoked', zh: '使商户证书到期或作废' },
  'platform-keys': { en: 'change the keys that WeChat Pay signs with', zh: '更换微信支付签名所用的密钥' },
  coupons: { en: 'pay with coupons', zh: '使用代金券付款' },
  balance: { en: 'set what the merchant’s account holds', zh: '设置商户账户余额' },
  'backend-clock': { en: 'turn the backend’s clock with the gateway’s', zh: '使后台时钟与网关时钟同步拨动' },
  'named-payer': { en: 'tell the backend who the customer is', zh: '告知后台顾客的身份' },
  impostor: {
    en: 'answer in WeChat Pay’s place with a certificate not to be trusted',
    zh: '以不可信的证书冒充微信支付应答',
  },
};
