import { checklist, guide, page, rulesOf } from '../rule.ts';

export const cashierRules = rulesOf('cashier', [
  {
    id: 'CASHIER-PAYSIGN',
    level: 'must',
    subject: 'gateway',
    needs: ['payer'],
    sources: [guide('2'), guide('3.2'), page('4012365348'), page('4012791898')],
    title: {
      en: 'The cashier opens only for payment params that the merchant signed right',
      zh: '只有签名正确的调起支付参数才能唤起收银台',
    },
    hint: {
      en: 'Verify paySign over appId, timeStamp, nonceStr and package with the key of the merchant that ordered.',
      zh: '用下单商户的密钥对appId、timeStamp、nonceStr和package验签。',
    },
  },
  {
    id: 'CASHIER-PAYER',
    level: 'must',
    subject: 'gateway',
    needs: ['payer'],
    sources: [page('4012791910'), page('4012791869')],
    title: {
      en: 'Only the payer whom the order names can pay it',
      zh: '只有下单时指定的用户才能支付该订单',
    },
    hint: { en: 'Refuse another WeChat user at the cashier.', zh: '收银台拒绝其他微信用户支付。' },
  },
  {
    id: 'PAY-PARAMS',
    level: 'must',
    subject: 'merchant',
    needs: ['clock'],
    sources: [
      guide('2'),
      guide('3.2'),
      page('4012791898'),
      page('4012365341'),
      checklist('Q-ORDER-INVOKE'),
      checklist('Q-PAYSIGN-PREFIX'),
      checklist('Q-SAME-KEY'),
    ],
    title: {
      en: 'The arguments of requestPayment are complete, fresh and signed right',
      zh: '调起支付的参数完整、有效且签名正确',
    },
    hint: {
      en: 'package is prepay_id=…, with the prefix; timeStamp is in seconds, as text (wechatpay-axios-plugin’s Formatter.timestamp() is a number); signType is RSA; sign appId, timeStamp, nonceStr and package with the key that signed the order.',
      zh: 'package为带前缀的prepay_id=…；timeStamp为秒级字符串（wechatpay-axios-plugin的Formatter.timestamp()返回数字，需转换）；signType为RSA；用下单所用的私钥对appId、timeStamp、nonceStr和package签名。',
    },
  },
]);
