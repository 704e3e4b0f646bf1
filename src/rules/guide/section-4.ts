import type { Clause } from '../clause.ts';
import { clausesOf, heldBy } from './clauses-of.ts';

/** The states of an order (guide, section 4; each numbered item is cited as a section). */
export const section4: readonly Clause[] = [
  ...clausesOf('4.1', [
    {
      at: '01',
      en: 'As soon as an order is made, the merchant can query its state.',
      zh: '下单一经成功，商户即可查到订单的状态。',
      coverage: heldBy('ORDER-PREPAY-ID'),
    },
  ]),
  // One sentence: -01 and -02.
  ...clausesOf('4.2', [
    {
      at: '01',
      en: 'While an order is NOTPAY its payer can pay it.',
      zh: '状态为NOTPAY期间，付款人可以付款。',
      coverage: heldBy('STATE-PAID', 'STATE-PAY-FAILED'),
    },
    {
      at: '02',
      en: 'A payment that fails leaves the state as it was.',
      zh: '付款没有成功的，状态保持原样。',
      coverage: heldBy('STATE-PAY-FAILED', 'TIME-EXPIRE-ENDS'),
    },
  ]),
  // Two sentences: -01 with -02, and -03.
  ...clausesOf('4.3', [
    {
      at: '01',
      en: 'Within seven days the merchant can close an order that nobody need pay any more, say one past time_expire or past the merchant’s own limit.',
      zh: '不必再付款的订单（如过了time_expire，或过了商户自定的时限），商户可在七天内请求关闭。',
      coverage: heldBy('CLOSE-ORDER'),
    },
    {
      at: '02',
      en: 'After seven days WeChat Pay closes it by itself.',
      zh: '满七天的，平台自行关闭。',
      coverage: heldBy('UNPAID-7D'),
    },
    {
      at: '03',
      en: 'Closing moves the order from NOTPAY to CLOSED.',
      zh: '关闭使状态由NOTPAY变为CLOSED。',
      coverage: heldBy('CLOSE-ORDER', 'UNPAID-7D'),
    },
  ]),
  ...clausesOf('4.4', [
    {
      at: '01',
      en: 'A payment that succeeds moves the order from NOTPAY to SUCCESS.',
      zh: '付款成功使状态由NOTPAY变为SUCCESS。',
      coverage: heldBy('STATE-PAID'),
    },
  ]),
  // One sentence: -01 to -04.
  ...clausesOf('4.5', [
    {
      at: '01',
      en: 'For an order that is SUCCESS the merchant can ask for a refund.',
      zh: '状态为SUCCESS的订单，商户可以申请退款。',
      coverage: heldBy('REFUND-PAID-ONLY'),
    },
    {
      at: '02',
      en: 'It can do so for one year after the payment.',
      zh: '自付款成功起一年之内可以申请。',
      coverage: heldBy('REFUND-1Y', 'REFUND-REFUSED'),
    },
    {
      at: '03',
      en: 'An accepted application moves the order from SUCCESS to REFUND.',
      zh: '申请一经受理，状态由SUCCESS变为REFUND。',
      coverage: heldBy('REFUND-STATE'),
    },
    {
      at: '04',
      en: 'How the refund itself stands is told by the refund query.',
      zh: '退款本身进展如何，以退款查询所得为准。',
      coverage: heldBy('REFUND-QUERY', 'REFUND-NOT-YET'),
    },
  ]),
  ...clausesOf('4.6', [
    {
      at: '01',
      en: 'Three states are final.',
      zh: '终态共有三个。',
      coverage: heldBy('FINAL-CLOSED', 'FINAL-SUCCESS', 'FINAL-REFUND', 'FINAL-KEPT'),
    },
    { at: '02', en: 'CLOSED is final.', zh: 'CLOSED为终态。', coverage: heldBy('FINAL-CLOSED', 'FINAL-KEPT') },
    { at: '03', en: 'SUCCESS is final.', zh: 'SUCCESS为终态。', coverage: heldBy('FINAL-SUCCESS', 'FINAL-KEPT') },
    { at: '04', en: 'REFUND is final.', zh: 'REFUND为终态。', coverage: heldBy('FINAL-REFUND', 'FINAL-KEPT') },
  ]),
];
