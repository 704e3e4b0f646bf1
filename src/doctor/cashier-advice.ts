import type { CashierAnswer } from '../protocol/cashier.ts';
import { cashierMessages } from '../protocol/cashier.ts';
import { type Fault, type Text, t } from './check.ts';

const ADVICE: Readonly<Record<string, Text>> = {
  [cashierMessages.noPrepayId]: t(
    'hand over "prepay_id=" and the prepay_id that the order call was answered with, as package',
    'package应为“prepay_id=”加下单接口返回的prepay_id',
  ),
  [cashierMessages.wrongSignature]: t(
    'sign appId, timeStamp, nonceStr and package, each with a line feed, with the private key of the credentials; signType is RSA',
    '用开发参数中的私钥对appId、timeStamp、nonceStr、package（各加换行符）签名；signType为RSA',
  ),
  [cashierMessages.wrongAppId]: t(
    'hand over and sign the appId that the order was made with',
    '调起支付的appId应与下单的一致，并以其签名',
  ),
  [cashierMessages.otherPayer]: t(
    'order with the openid of the customer who logged in (jscode2session)',
    '下单时使用登录用户的openid（jscode2session）',
  ),
};

/** Why the cashier (收银台) took no money, for the person who has to mend the backend. */
export const cashierFault = ({ errMsg, message = '' }: CashierAnswer): Fault => ({
  found: message === '' ? errMsg : t(`the payer reads ${message}`, `用户看到：${message}`),
  expected: 'requestPayment:ok',
  advice: ADVICE[message] ?? t('correct the order or the params as the message says', '按提示改正订单或调起参数'),
});
