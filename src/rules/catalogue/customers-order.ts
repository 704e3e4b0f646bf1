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
]);
