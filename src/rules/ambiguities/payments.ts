import type { Ambiguity } from '../ambiguity.ts';

/** What the sources leave open about the cashier, the states of an order, and queries. */
export const paymentAmbiguities: readonly Ambiguity[] = [
  {
    id: 'A-21',
    question: 'Does the last instant itself belong to the time for paying, for a prepay_id, for a refund?',
    readings: [
      { name: 'it belongs: only what comes later is too late', source: 'G§3.1' },
      { name: 'it does not: what counts is before', source: 'G§3.1' },
    ],
  },
  {
    id: 'A-22',
    question: 'Is an order closed at the very instant at which its seven days are over?',
    readings: [
      { name: 'it is', source: 'G§3.1' },
      { name: 'it is shortly afterwards', source: 'G§4.3' },
    ],
  },
  {
    id: 'A-23',
    question: 'What does the payer read when both time_expire and the prepay_id’s two hours have passed?',
    readings: [
      { name: 'that the latest time for paying has passed', source: 'G§3.1' },
      { name: 'what a stale prepay_id alone brings', source: 'D:4012791897' },
    ],
  },
  {
    id: 'A-24',
    question: 'What does the payer read when the prepay_id is older than two hours?',
    readings: [
      { name: 'JSAPI缺少参数total_fee, as for a malformed package', source: 'D:4012791869, observed' },
      { name: '缺少参数', source: 'observed' },
    ],
  },
  {
    id: 'A-25',
    question: 'Do brackets stand round the detail of requestPayment:fail (…)?',
    readings: [
      { name: 'they do, as in the page’s table', source: 'D:4012791898' },
      { name: 'they do not, as in the page’s example', source: 'D:4012791898' },
    ],
  },
  {
    id: 'A-26',
    question: 'In what sense is SUCCESS final, when a refund leads from it to REFUND?',
    readings: [{ name: 'nothing but an accepted refund leads on from it', source: 'G§4.5, G§4.6' }],
  },
  {
    id: 'A-27',
    question: 'Must the merchant query the order after the customer cancelled?',
    readings: [
      { name: 'after every return', source: 'G§2, G§3.3' },
      { name: 'not after a cancellation: the order just stays unpaid', source: 'D:4012075249' },
    ],
  },
  {
    id: 'A-28',
    question:
      'Are the 5 s, 30 s, 1, 3, 5, 10 and 30 minutes of polling counted from the order, or each from the last query?',
    readings: [
      { name: 'from the order', source: 'D:4012075249' },
      { name: 'each from the last query', source: 'D:4012075249' },
    ],
  },
  {
    id: 'A-29',
    question:
      'Can an order that is still unpaid after seven days, having a later time_expire, be closed by the merchant?',
    readings: [
      { name: 'as long as it is unpaid', source: 'D:4012791901' },
      { name: 'only within the seven days', source: 'G§4.3' },
    ],
  },
  {
    id: 'A-30',
    question: 'How is a query refused that names another merchant’s mchid?',
    readings: [
      { name: 'INVALID_REQUEST', source: 'D:4012791869', answers: [{ status: 400, code: 'INVALID_REQUEST' }] },
      {
        name: 'PARAM_ERROR, as an order with another mchid is',
        source: 'D:4012791869',
        answers: [{ status: 400, code: 'PARAM_ERROR' }],
      },
      {
        name: 'ORDER_NOT_EXIST: it is no order of the caller’s',
        source: 'D:4012791900',
        answers: [{ status: 404, code: 'ORDER_NOT_EXIST' }],
      },
      { name: 'TRADE_ERROR', source: 'D:4012791900', answers: [{ status: 403, code: 'TRADE_ERROR' }] },
    ],
  },
];
