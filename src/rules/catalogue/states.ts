import { checklist, guide, page, rulesOf } from '../rule.ts';

export const statesRules = rulesOf('states', [
  {
    id: 'STATE-PAID',
    level: 'must',
    subject: 'gateway',
    needs: ['payer'],
    sources: [guide('4.2'), guide('4.4')],
    title: { en: 'A payment moves the order from NOTPAY to SUCCESS', zh: '用户支付成功后，订单由未支付转为支付成功' },
    hint: {
      en: 'Change the state with the payment, before the cashier returns.',
      zh: '支付完成时即更新状态，先于收银台返回。',
    },
  },
  {
    id: 'STATE-PAY-FAILED',
    level: 'must',
    subject: 'gateway',
    needs: ['payer'],
    sources: [guide('4.2')],
    title: { en: 'A payment that fails or is cancelled leaves the order unpaid', zh: '支付失败或取消时，订单状态不变' },
    hint: { en: 'Leave the order NOTPAY: it can be paid the next time.', zh: '订单保持NOTPAY，用户可再次支付。' },
  },
  {
    id: 'FINAL-CLOSED',
    level: 'must',
    subject: 'gateway',
    needs: ['payer', 'clock'],
    sources: [guide('4.6')],
    title: { en: 'CLOSED is final', zh: '已关闭为终态' },
    hint: {
      en: 'A closed order can be neither paid nor ordered nor refunded.',
      zh: '已关闭的订单不能支付、重新下单或退款。',
    },
  },
  {
    id: 'FINAL-SUCCESS',
    level: 'must',
    subject: 'gateway',
    needs: ['payer', 'clock'],
    sources: [guide('4.6')],
    title: { en: 'SUCCESS is final but for a refund', zh: '支付成功为终态，仅可因退款转入退款' },
    hint: {
      en: 'A paid order can be neither paid again nor closed, and does not expire.',
      zh: '已支付的订单不能再次支付或关闭，也不会过期。',
    },
  },
  {
    id: 'FINAL-REFUND',
    level: 'must',
    subject: 'gateway',
    needs: ['clock', 'payer', 'refund-settlement'],
    sources: [guide('4.6'), page('4012791911')],
    title: { en: 'REFUND is final', zh: '转入退款为终态' },
    hint: {
      en: 'Once a refund was accepted the order can be neither paid nor closed, and stays REFUND.',
      zh: '退款受理后订单不能再支付或关闭，保持REFUND。',
    },
  },
  {
    id: 'FINAL-KEPT',
    level: 'must',
    subject: 'merchant',
    needs: ['clock', 'payer', 'faults', 'notifications', 'refund-settlement'],
    sources: [guide('4.6'), guide('3.3'), checklist('Q-STATES')],
    title: {
      en: 'The merchant never takes a final state back',
      zh: '商户不得将终态订单改回其他状态',
    },
    hint: {
      en: 'A late callback, a late cancel or a repeated notification must not move an order that is paid, closed or refunded.',
      zh: '迟到的回调、取消或重复通知不得改变已支付、已关闭或已退款的订单。',
    },
  },
  {
    id: 'BOOKS-BALANCE',
    level: 'must',
    subject: 'merchant',
    needs: ['clock', 'payer', 'faults', 'notifications', 'refund-settlement'],
    sources: [guide('3.3'), page('4012075249'), page('4012075420'), page('4012791903')],
    title: {
      en: 'Whatever goes wrong on the way, the merchant and WeChat Pay have the same payments and refunds in the end',
      zh: '无论途中出现何种故障，商户与微信支付的收款和退款最终一致',
    },
    hint: {
      en: 'Take a lost answer for an open outcome: ask again under the same number or query, until WeChat Pay has said what holds; let notification, query and refund meet in one place that does each thing once.',
      zh: '应答丢失时结果未知：以原单号重试或查询，直至微信支付给出确定结果；通知、查单、退款须汇合到同一处处理，每件事只做一次。',
    },
  },
]);
