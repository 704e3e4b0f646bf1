import { checklist, guide, page, rulesOf } from '../rule.ts';

export const paymentRules = rulesOf('payment', [
  {
    id: 'QUERY-ORDER',
    level: 'must',
    subject: 'gateway',
    needs: ['payer'],
    sources: [guide('3.3'), page('4012791900'), page('4012791899')],
    title: {
      en: 'A query tells the state of an order, and that an unknown one does not exist',
      zh: '查询订单返回订单状态，订单不存在时明确告知',
    },
    hint: {
      en: 'Find an unpaid order by out_trade_no, a paid one by transaction_id too; answer 404 ORDER_NOT_EXIST for any other.',
      zh: '未支付订单可按商户订单号查询，已支付订单还可按微信支付订单号查询；其他情况应答404 ORDER_NOT_EXIST。',
    },
  },
  {
    id: 'FOREIGN-ORDER',
    level: 'should',
    subject: 'gateway',
    needs: [],
    sources: [page('4012791900', 'M'), page('4012791901', 'M'), page('4012791869', 'M')],
    title: {
      en: 'What is no order of the merchant’s own is neither told nor closed',
      zh: '不属于本商户的订单，既查不到也关不了',
    },
    hint: {
      en: 'Hold the mchid of query and body against the merchant that signed, and refuse another. Closing a number that was never ordered is no fault of the gateway’s: answer 204 or 404 ORDER_NOT_EXIST.',
      zh: '核对请求中的mchid与签名商户，不一致则拒绝。关闭从未下过的单号时，应答204或404 ORDER_NOT_EXIST，而不是系统错误。',
    },
  },
  {
    id: 'QUERY-TELLS',
    level: 'must',
    subject: 'gateway',
    needs: ['payer', 'clock'],
    sources: [page('4012791900'), page('4012791899')],
    title: {
      en: 'A query tells of a payment everything that belongs to it, and of an unpaid order nothing of the kind',
      zh: '查询订单完整返回支付信息，未支付的订单不含支付信息',
    },
    hint: {
      en: 'After payment tell transaction_id, trade_type, bank_type, success_time in Beijing, payer, amount, and attach and device_id as they were sent; before it none of what a payment brings.',
      zh: '支付后返回transaction_id、trade_type、bank_type、success_time（北京时间）、payer、amount，以及下单时传入的attach和device_id；支付前均不返回。',
    },
  },
  {
    id: 'CLOSE-ORDER',
    level: 'must',
    subject: 'gateway',
    needs: ['clock', 'payer'],
    sources: [guide('3.3'), guide('4.3'), page('4012791901'), page('4012791869')],
    title: {
      en: 'The merchant can close an unpaid order, and closing it again is no error',
      zh: '商户可关闭未支付订单，重复关单不报错',
    },
    hint: {
      en: 'Answer 204 with an empty body, the second time as the first.',
      zh: '应答204且报文为空，重复请求同样处理。',
    },
  },
  {
    id: 'PAY-COUPONS',
    level: 'must',
    subject: 'gateway',
    needs: ['payer', 'coupons'],
    sources: [page('4012791900'), page('4012791902')],
    title: {
      en: 'An order paid with coupons tells what the payer paid, and which coupons were used',
      zh: '使用代金券的订单返回用户实付金额及所用代金券',
    },
    hint: {
      en: 'payer_total is the order’s total less the coupons; promotion_detail has an entry for each, in queries and in the notification, and is left out where there was none.',
      zh: 'payer_total为订单金额减去代金券；查单与通知均以promotion_detail逐张列出，未用券时不返回。',
    },
  },
  {
    id: 'QUERY-AFTER-RETURN',
    level: 'must',
    subject: 'merchant',
    needs: ['payer', 'faults'],
    inescapable: true,
    sources: [guide('2'), guide('3.3'), page('4012791898')],
    title: {
      en: 'After requestPayment returns, whatever it said, the merchant queries the order',
      zh: '无论requestPayment返回什么结果，商户都要查询订单',
    },
    hint: {
      en: 'On ok, cancel and fail alike let the mini program ask your backend, and let the backend query WeChat Pay before it answers. With wechatpay-axios-plugin give the number beside the path, as $out_trade_no$: a chain that is built of it turns capital letters into others.',
      zh: '成功、取消、失败三种回调都由小程序请求商户后台，后台先向微信支付查单再应答。使用wechatpay-axios-plugin时，商户订单号须以$out_trade_no$参数传入：拼在链式路径中的大写字母会被改写。',
    },
  },
  {
    id: 'FRONTEND-NO-PROOF',
    level: 'must',
    subject: 'merchant',
    needs: ['payer', 'faults'],
    inescapable: true,
    sources: [guide('2'), page('4012791898'), page('4012075249'), checklist('Q-FRONTEND')],
    title: {
      en: 'The front end’s word never makes an order paid',
      zh: '前端回调的结果不能作为支付成功的依据',
    },
    hint: {
      en: 'Mark an order paid only on a verified notification or on a signed query answer that says SUCCESS.',
      zh: '只有验签通过的支付通知，或验签通过且状态为SUCCESS的查单应答，才能将订单置为已支付。',
    },
  },
  {
    id: 'PAID-BY-QUERY',
    level: 'must',
    subject: 'merchant',
    needs: ['payer', 'faults', 'coupons'],
    inescapable: true,
    sources: [guide('3.3'), page('4012791902'), page('4012075249'), checklist('Q-QUERY')],
    title: {
      en: 'A paid order is recognised by query alone when no notification arrives',
      zh: '未收到支付通知时，商户仅凭查单也能确认支付成功',
    },
    hint: {
      en: 'Let the query after return change the order exactly as the notification would.',
      zh: '返回后的查单应与支付通知一样更新订单状态。',
    },
  },
  {
    id: 'POLL-WHEN-SILENT',
    level: 'should',
    subject: 'merchant',
    needs: ['payer', 'faults', 'clock', 'notifications', 'backend-clock'],
    sources: [guide('3.3'), page('4012075249'), checklist('Q-POLL')],
    title: {
      en: 'When neither notification nor customer comes back, the merchant asks by itself',
      zh: '既无支付通知、用户也未返回时，商户主动轮询查单',
    },
    hint: {
      en: 'Query unpaid orders after 5 s, 30 s, 1, 3, 5, 10 and 30 minutes, or by a job every 30 seconds.',
      zh: '在下单后5秒、30秒、1、3、5、10、30分钟查单，或用每30秒一次的定时任务查单。',
    },
  },
  {
    id: 'QUERY-BEFORE-CLOSE',
    // The guide says that the merchant can: whoever closes without asking is refused if the order is paid.
    level: 'should',
    subject: 'merchant',
    needs: [],
    sources: [guide('3.3')],
    title: {
      en: 'Before closing an order the merchant queries it, and closes only what is unpaid',
      zh: '关单前先查单，仅关闭仍未支付的订单',
    },
    hint: {
      en: 'Query right before the close; if the answer is not NOTPAY, act on that state instead.',
      zh: '关单前立即查单；若状态不是NOTPAY，则按实际状态处理。',
    },
  },
  {
    id: 'CLOSE-THEN-FAILED',
    level: 'must',
    subject: 'merchant',
    needs: ['clock', 'payer', 'faults'],
    sources: [guide('3.3'), page('4012791869'), checklist('Q-CLOSE')],
    title: {
      en: 'An order is given up only once WeChat Pay has closed it; a payment in between is honoured',
      zh: '只有在微信支付侧关单成功后才能将订单视为失败；期间的支付应予确认',
    },
    hint: {
      en: 'Unpaid is not failed: close at WeChat Pay first, and treat the order as failed only after the 204. Where no answer came, nothing is known: with wechatpay-axios-plugin error.response is then undefined, so that a handler which reads its status throws; and without a timeout it waits for ever.',
      zh: '未支付不等于失败：先在微信支付侧关单，收到204后才能按失败处理。没有应答即结果未知：此时wechatpay-axios-plugin的error.response为undefined，直接读取其状态会再次抛错；未设置超时则会一直等待。',
    },
  },
]);
