import { checklist, guide, page, rulesOf } from '../rule.ts';

/** What merchants owe of refunds. */
export const merchantRefundRules = rulesOf('refund', [
  {
    id: 'REFUND-NOT-YET',
    level: 'must',
    subject: 'merchant',
    needs: ['clock', 'payer', 'faults', 'refund-settlement'],
    sources: [
      guide('4.5'),
      page('4012791903'),
      checklist('Q-REFUND'),
      checklist('Q-REFUND-QUERY'),
      checklist('Q-STATES'),
    ],
    title: {
      en: 'An accepted refund is not shown as refunded until WeChat Pay says so',
      zh: '退款受理不等于退款成功，确认成功前不得显示已退款',
    },
    hint: {
      en: 'Keep the refund pending on HTTP 200; finish it on a query or a verified notification that says SUCCESS.',
      zh: '收到200仅表示受理；以查询退款或验签通过的退款通知为SUCCESS时才算完成。',
    },
  },
  {
    id: 'REFUND-TOTAL',
    level: 'must',
    subject: 'merchant',
    needs: ['clock', 'payer', 'faults', 'coupons', 'refund-settlement'],
    sources: [page('4012791903'), page('4013071200'), checklist('Q-ACCUMULATE'), checklist('Q-UNIQUE')],
    title: {
      en: 'Each refund names the order’s original total, and all together stay within it',
      zh: '每次退款的原订单金额保持不变，累计退款不超过订单金额',
    },
    hint: {
      en: 'Send amount.total as it was ordered on every partial refund, and add up what was refunded before you ask for more.',
      zh: '每次部分退款都传下单时的原订单金额，申请前累计已退金额。',
    },
  },
  {
    id: 'REFUND-RETRY',
    level: 'must',
    subject: 'merchant',
    needs: ['payer', 'faults'],
    sources: [page('4012791903'), page('4015217336'), checklist('Q-UNIQUE')],
    title: {
      en: 'A refund whose outcome is not known is asked for again under the same number',
      zh: '退款结果不明时使用原退款单号重试',
    },
    hint: {
      en: 'Store out_refund_no before the first application, and send it again with the same parameters after a 500, a 429 or no answer: a new number gives the money back twice.',
      zh: '首次申请前保存out_refund_no，遇到500、429或无应答时以原单号、原参数重试；换单号会重复退款。',
    },
  },
  {
    id: 'REFUND-AFTER-CLOSED',
    level: 'must',
    subject: 'merchant',
    needs: ['payer', 'refund-settlement'],
    sources: [page('4012791903'), page('4013071031'), page('4012791905')],
    title: {
      en: 'A refund that ended CLOSED is asked for again under a new number, and one that is ABNORMAL is not asked for again',
      zh: '退款关闭后须换新退款单号重新申请，退款异常的不得重新申请',
    },
    hint: {
      en: 'CLOSED is the end of its number: the next application has another. ABNORMAL is no end: the money has left, and is sent elsewhere by apply-abnormal-refund or on the merchant platform. A merchant that never asks again is right too.',
      zh: 'CLOSED后原单号已终结，再次申请须用新单号；ABNORMAL并未终结，应通过异常退款接口或商户平台处理。不再重新申请亦可。',
    },
  },
  {
    id: 'REFUND-REFUSED',
    level: 'must',
    subject: 'merchant',
    needs: ['clock', 'payer', 'balance'],
    sources: [guide('4.5'), page('4012791903'), checklist('Q-STATES'), checklist('Q-PARTIAL-50')],
    title: {
      en: 'A refund that WeChat Pay refuses is not shown as refunded',
      zh: '微信支付拒绝的退款不得显示已退款',
    },
    hint: {
      en: 'Read the answer to the application: 4xx is no refund. After a year the money goes back another way; NOT_ENOUGH wants the account filled and the same number again.',
      zh: '检查申请退款的应答：4xx即未退款。支付超过一年须另行退还；NOT_ENOUGH应充值后以原退款单号重试。',
    },
  },
  {
    id: 'REFUND-NOTIFY-VERIFIED',
    level: 'must',
    subject: 'merchant',
    needs: ['payer', 'faults'],
    sources: [page('4012791906'), page('4013053249'), checklist('Q-VERIFY-FIRST'), checklist('Q-REFUND-NOTIFY')],
    title: {
      en: 'A refund notification that does not verify or does not open is refused and has no effect',
      zh: '验签或解密不通过的退款通知被拒绝且不产生影响',
    },
    hint: {
      en: 'Verify refund notifications exactly as payment notifications, in one place of the code; answer 4xx or 5xx and do nothing.',
      zh: '退款通知与支付通知使用同一套验签代码；失败时应答4xx或5xx且不处理。',
    },
  },
]);
