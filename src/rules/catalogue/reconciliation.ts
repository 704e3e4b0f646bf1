import { checklist, guide, page, rulesOf } from '../rule.ts';

export const reconciliationRules = rulesOf('bill', [
  {
    id: 'RECONCILE-DAILY',
    level: 'should',
    subject: 'merchant',
    needs: ['clock', 'payer', 'coupons'],
    sources: [guide('2'), page('4012075249'), checklist('Q-BILL'), checklist('Q-DAILY')],
    title: {
      en: 'Reconciling a day with its bill, the merchant finds every order that differs, and no other',
      zh: '商户用账单核对当日订单，找出且仅找出有差异的订单',
    },
    hint: {
      en: 'Compare in both directions by out_trade_no: what is in the bill and not with you, what you take for paid and is not in the bill, and the amounts of both. Download the bill with a signed request, and verify no signature: it bears none.',
      zh: '按商户订单号双向比对：账单有而己方无的、己方已支付而账单没有的，以及双方金额。下载账单的请求须签名，应答不带签名，无需验签。',
    },
  },
  {
    id: 'RECONCILE-FEN',
    level: 'should',
    subject: 'merchant',
    needs: ['payer', 'clock'],
    sources: [page('4013071246'), checklist('Q-RECONCILE'), checklist('Q-INTEGER')],
    title: {
      en: 'The yuan of bills and the fen of orders are converted exactly before they are compared',
      zh: '账单金额（元）与订单金额（分）准确换算后再比较',
    },
    hint: {
      en: 'Drop the back-tick, take the digits before and after the point and make whole fen of them; never multiply a floating-point number by 100.',
      zh: '去掉反引号，按小数点前后的数字换算为整数分，不要用浮点数乘以100。',
    },
  },
  {
    id: 'RECONCILE-PAID',
    level: 'should',
    subject: 'merchant',
    needs: ['payer', 'clock', 'faults'],
    sources: [page('4012075249')],
    title: {
      en: 'An order that the bill has as paid, and the merchant has not, becomes paid or is refunded',
      zh: '账单已支付而商户未支付的订单，商户予以确认或退款',
    },
    hint: {
      en: 'The last of the ways to hear of a payment: hand the goods out, or give the money back.',
      zh: '这是获知支付的最后途径：应发货，或者退款。',
    },
  },
  {
    id: 'RECONCILE-QUERY',
    level: 'may',
    subject: 'merchant',
    needs: ['payer', 'clock', 'faults'],
    sources: [page('4012075249')],
    title: {
      en: 'An order that only the bill has as paid is queried before it is taken for paid',
      zh: '仅账单显示已支付的订单，先查单再确认支付',
    },
    hint: {
      en: 'Query the order, and take it for paid on the answer that verifies and says SUCCESS.',
      zh: '先查询订单，应答验签通过且状态为SUCCESS时再确认支付。',
    },
  },
  {
    id: 'RECONCILE-HASH',
    level: 'should',
    subject: 'merchant',
    needs: ['payer', 'clock', 'faults'],
    sources: [page('4012791907'), page('4012791909'), page('4013071254')],
    title: {
      en: 'A bill whose SHA-1 is not the one that the application brought is not used',
      zh: '账单文件的SHA1与申请时返回的不一致时，不予采用',
    },
    hint: {
      en: 'Hash the bytes of the unpacked file and compare with hash_value before you read it; where they differ, apply and download again. wechatpay-axios-plugin takes an unsigned file only from /v3/billdownload/file, asked for by path; elsewhere it rejects it as unsigned, and its CSV reader cuts lines off: ask for the bytes with responseType arraybuffer and read them yourself.',
      zh: '先计算解压后文件字节的SHA1并与hash_value比较，不一致时重新申请并下载。wechatpay-axios-plugin仅对以路径请求的/v3/billdownload/file放行未签名文件，其余会被拒绝，且其CSV解析会截掉若干行：请以responseType为arraybuffer取原始字节并自行解析。',
    },
  },
  {
    id: 'RECONCILE-AFTER-TEN',
    level: 'should',
    subject: 'merchant',
    needs: ['clock', 'payer', 'faults'],
    sources: [page('4012791907'), page('4013071254'), checklist('Q-RECONCILE')],
    title: {
      en: 'A day whose bill cannot be had yet is not taken for reconciled',
      zh: '账单尚未生成时，不得视为当日已对账',
    },
    hint: {
      en: 'Ask for the bill from ten o’clock of the next day on. STATEMENT_CREATING means: again in half an hour, and no “no differences”.',
      zh: '次日10点后再申请账单。STATEMENT_CREATING表示账单生成中，应半小时后重试，不等于没有差异。',
    },
  },
]);
