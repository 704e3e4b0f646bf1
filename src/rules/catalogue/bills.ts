import { guide, page, rulesOf } from '../rule.ts';

export const billRules = rulesOf('bill', [
  {
    id: 'BILL-TRADE',
    level: 'must',
    subject: 'gateway',
    needs: ['payer', 'clock'],
    sources: [guide('3.4'), page('4012791907'), page('4013071246')],
    title: {
      en: 'The trade bill of a day tells what was paid and refunded on it, in the documented columns',
      zh: '交易账单按规定的列逐笔列出当日的支付与退款',
    },
    hint: {
      en: 'List payments by the moment of success and refunds by the moment of acceptance, amounts in yuan, a back-tick before each value; leave out what was never paid.',
      zh: '支付按支付成功时间、退款按受理时间入账，金额单位为元，每个值前加反引号；未支付的订单不入账。',
    },
  },
  {
    id: 'BILL-ROWS',
    level: 'must',
    subject: 'gateway',
    needs: ['payer', 'clock'],
    sources: [page('4013071246')],
    title: {
      en: 'A row of the trade bill says when, for whom, by whom, for what and at which fee',
      zh: '交易账单每行的时间、商户、用户、商品及手续费准确',
    },
    hint: {
      en: 'Give times in Beijing, both numbers of the order and of its refund, description, attach and device_id as they were sent, the rate with a percent sign, and the fee of a refund with a minus.',
      zh: '时间为北京时间；列出订单与退款的单号，以及下单时传入的description、attach和device_id；费率带百分号，退款的手续费为负数。',
    },
  },
  {
    id: 'BILL-AFTER-TEN',
    level: 'must',
    subject: 'gateway',
    needs: ['payer', 'clock'],
    sources: [guide('3.4'), page('4012791907'), page('4013071254')],
    title: {
      en: 'The bill of a day can be had from ten o’clock of the next day on, and not before it is made',
      zh: '次日10点后可获取账单，生成之前不可获取',
    },
    hint: {
      en: 'Answer 400 STATEMENT_CREATING until the bill is made, and have it ready by ten o’clock in Beijing.',
      zh: '账单生成之前应答400 STATEMENT_CREATING，最迟于北京时间10点生成完毕。',
    },
  },
  {
    id: 'BILL-HASH',
    level: 'must',
    subject: 'gateway',
    needs: ['payer', 'clock'],
    sources: [guide('3.4'), page('4012791907'), page('4012791909')],
    title: {
      en: 'The hash that the application brings is that of the bill',
      zh: '申请账单返回的哈希值与账单文件一致',
    },
    hint: {
      en: 'Answer hash_type SHA1 with the SHA-1 of exactly the bytes of the unpacked bill.',
      zh: 'hash_type为SHA1，hash_value为解压后账单文件字节的SHA-1摘要。',
    },
  },
  {
    id: 'BILL-NO-STATEMENT',
    level: 'must',
    subject: 'gateway',
    needs: ['payer', 'clock'],
    sources: [page('4012791907'), page('4013071254')],
    title: {
      en: 'A day on which nothing was paid and nothing refunded has no bill',
      zh: '当日没有支付和退款的，没有账单',
    },
    hint: {
      en: 'Answer 400 NO_STATEMENT_EXIST, not an empty bill; the same for a bill of refunds where there was none.',
      zh: '应答400 NO_STATEMENT_EXIST，而非空账单；当日无退款时申请退款账单亦然。',
    },
  },
  {
    id: 'BILL-WINDOW-3M',
    level: 'must',
    subject: 'gateway',
    needs: ['payer', 'clock'],
    sources: [page('4012791907')],
    title: {
      en: 'A bill can be had for three months, and only of a day that is over',
      zh: '仅可获取三个月内、且已结束的日期的账单',
    },
    hint: {
      en: 'Compare bill_date with today in Beijing: refuse today, days to come, and days more than three months back.',
      zh: '按北京时间比较bill_date与当日：当日、未来及超过三个月的日期均应拒绝。',
    },
  },
  {
    id: 'BILL-PARAMS',
    level: 'should',
    subject: 'gateway',
    needs: ['clock', 'payer'],
    sources: [page('4012791907')],
    title: {
      en: 'A bill is applied for with a day, a type and a packing that there are',
      zh: '申请账单须传入存在的日期、账单类型和压缩类型',
    },
    hint: {
      en: 'Take bill_date as yyyy-MM-dd of a day that there is, bill_type as the page lists it, tar_type as GZIP or not at all; answer 400 PARAM_ERROR otherwise.',
      zh: 'bill_date须为存在的日期且格式为yyyy-MM-dd，bill_type按接口文档枚举，tar_type只能为GZIP或不传；否则应答400 PARAM_ERROR。',
    },
  },
  {
    id: 'BILL-URL-5M',
    level: 'must',
    subject: 'gateway',
    needs: ['payer', 'clock'],
    sources: [page('4012791907'), page('4012791909')],
    title: {
      en: 'The address of a bill is good for five minutes',
      zh: '账单下载地址5分钟内有效',
    },
    hint: {
      en: 'Let the address be used for five minutes from the application; afterwards, and for one that was never given out, answer 400 INVALID_REQUEST.',
      zh: '自申请起5分钟内可用；过期或并非所发的地址应答400 INVALID_REQUEST。',
    },
  },
  {
    id: 'BILL-SIGNED',
    level: 'must',
    subject: 'gateway',
    needs: ['payer', 'clock'],
    sources: [page('4012791909'), page('4013071254')],
    title: {
      en: 'A bill is given out for a signed request only, and bears no signature itself',
      zh: '下载账单的请求须签名，应答不带签名',
    },
    hint: {
      en: 'Verify the request over path and query as for any call; send the file without Wechatpay-* headers, since it is checked by its hash.',
      zh: '与其他接口一样对路径和查询串验签；账单文件以哈希值校验，应答不带Wechatpay-*头。',
    },
  },
  {
    id: 'BILL-TOTALS',
    level: 'must',
    subject: 'gateway',
    needs: ['payer', 'clock'],
    sources: [page('4013071246')],
    title: {
      en: 'The sums at the end of a bill are those of its rows, to the fen',
      zh: '账单汇总行与明细之和分毫不差',
    },
    hint: {
      en: 'Add up in whole fen: the number of rows, and each column of amounts with the sign that it has.',
      zh: '以分为单位累加：明细笔数，以及各金额列带符号之和。',
    },
  },
  {
    id: 'BILL-ESCAPES',
    level: 'must',
    subject: 'gateway',
    needs: ['payer', 'clock'],
    sources: [page('4013071246')],
    title: {
      en: 'What the merchant wrote is escaped in bills, in payments in one way and in refunds in another',
      zh: '账单对商户自定义字段转义，订单与退款单规则不同',
    },
    hint: {
      en: 'Follow section 3 of the page: a comma becomes a backslash and a blank, a back-tick is \\` in payments and \\140 in refunds.',
      zh: '按页面第3节转义：逗号转为反斜杠加空格；反引号在订单中为\\`，在退款单中为\\140。',
    },
  },
  {
    id: 'BILL-SNAPSHOT',
    level: 'must',
    subject: 'gateway',
    needs: ['payer', 'clock', 'refund-settlement'],
    sources: [page('4013071246')],
    title: {
      en: 'A bill shows refunds as they stood when it was made, and never changes',
      zh: '账单中的退款状态为出账时的状态，之后不再更新',
    },
    hint: {
      en: 'Freeze the status when the bill is made: SUCCESS, PROCESSING, FAIL for a closed refund, CHANGE for an abnormal one.',
      zh: '状态以出账时为准：SUCCESS、PROCESSING，退款关闭为FAIL，退款异常为CHANGE。',
    },
  },
  {
    id: 'BILL-FUND-FLOW',
    level: 'must',
    subject: 'gateway',
    needs: ['payer', 'clock'],
    sources: [page('4012791908'), page('4013071249')],
    title: {
      en: 'The fund-flow bill of a day tells each movement of the account, and adds them up',
      zh: '资金账单逐笔列出当日账户资金变动并汇总',
    },
    hint: {
      en: 'Tell payments, fees and refunds each in a row of its own with the balance after it; count and add up what came in and what went out.',
      zh: '支付、手续费、退款各列一行并给出变动后的结余；分别汇总收入与支出的笔数和金额。',
    },
  },
  {
    id: 'BILL-COUPONS',
    level: 'must',
    subject: 'gateway',
    needs: ['payer', 'clock', 'coupons'],
    sources: [page('4012791907'), page('4013071246')],
    title: {
      en: 'The trade bill settles an order without the coupons that nobody has paid for',
      zh: '交易账单的应结订单金额不含免充值券',
    },
    hint: {
      en: 'What is to be settled is the order’s total less NOCASH coupons; the total of the order has all coupons in it; the sums stay those of the rows.',
      zh: '应结订单金额=订单金额-免充值券金额，订单金额含券；汇总与明细保持一致。',
    },
  },
]);
