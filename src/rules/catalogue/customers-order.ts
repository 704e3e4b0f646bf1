import { checklist, page, rulesOf } from '../rule.ts';

/** What holds of an order between the merchant and its customer. */
export const customersOrderRules = rulesOf('order', [
  {
    id: 'PRICE-SERVER',
    level: 'should',
    subject: 'merchant',
    needs: [],
    sources: [checklist('Q-SERVER-PRICE'), page('4012073699', 'M')],
    title: {
      en: 'What an order costs is the merchant’s to say, not the customer’s',
      zh: '订单金额以商户服务端为准，不以客户端为准',
    },
    hint: {
      en: 'Look the price up by the goods on your server when the order is made, and use it for amount.total; leave out or refuse whatever price a request brings.',
      zh: '下单时在服务端按商品查询价格并用作amount.total；请求中带来的价格一律忽略或拒绝。',
    },
  },
  {
    id: 'PAYER-NAMED',
    level: 'should',
    subject: 'merchant',
    needs: ['payer', 'named-payer'],
    sources: [page('4012791897'), page('4012791910')],
    title: {
      en: 'An order names the customer who is to pay it',
      zh: '订单中的付款人为下单顾客本人',
    },
    hint: {
      en: 'Exchange each wx.login code at jscode2session for the openid under your own appid, keep it with that customer’s session, and order with it; nobody else can pay the order.',
      zh: '每次用wx.login的code经jscode2session换取本appid下的openid，与该顾客的会话绑定并用于下单；其他用户无法支付该订单。',
    },
  },
]);
