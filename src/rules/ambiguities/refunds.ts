import type { Ambiguity } from '../ambiguity.ts';

const DAY = 86_400_000;

/** What the sources leave open about refunds. */
export const refundAmbiguities: readonly Ambiguity[] = [
  {
    id: 'A-09',
    question: 'Is a second refund of the same order refused within a minute of the first?',
    policy: 'refundGap',
    readings: [
      { name: 'it is only advised to wait', source: 'D:4012791903', value: 0 },
      {
        name: 'it is refused',
        source: 'DP:4013080629, observed',
        value: 60_000,
        answers: [
          { status: 429, code: 'FREQUENCY_LIMITED' },
          { status: 400, code: 'INVALID_REQUEST' },
        ],
      },
    ],
  },
  {
    id: 'A-10',
    question: 'Which code refuses a refund that is asked for too late?',
    policy: 'refundTooLate',
    readings: [
      { name: 'INVALID_REQUEST', source: 'D:4015217336', answers: [{ status: 400, code: 'INVALID_REQUEST' }] },
      { name: 'TRADE_OVERDUE', source: 'D:4013071200', answers: [{ status: 400, code: 'TRADE_OVERDUE' }] },
    ],
  },
  {
    id: 'A-11',
    question: 'Which code refuses a refund’s number that comes again with other amounts?',
    policy: 'refundWithOtherAmounts',
    readings: [
      { name: 'REFUND_FEE_MISMATCH', source: 'D:4013071200', answers: [{ status: 400, code: 'REFUND_FEE_MISMATCH' }] },
      { name: 'INVALID_REQUEST', source: 'D:4012791903', answers: [{ status: 400, code: 'INVALID_REQUEST' }] },
    ],
  },
  {
    id: 'A-47',
    question: 'Which code refuses a personal field that does not decrypt?',
    policy: 'undecryptableField',
    readings: [
      { name: 'PARAM_ERROR', source: 'D:4013053279', answers: [{ status: 400, code: 'PARAM_ERROR' }] },
      { name: 'INVALID_REQUEST', source: 'D:4016913151', answers: [{ status: 400, code: 'INVALID_REQUEST' }] },
    ],
  },
  {
    id: 'A-31',
    question: 'Is the year in which a refund can be asked for 365 days, or until the same date of the next year?',
    policy: 'refundWindow',
    readings: [
      { name: '365 days', source: 'D:4012791903, D:4014959631', value: 365 * DAY },
      { name: 'until the same date of the next year', source: 'G§4.5' },
    ],
  },
  {
    id: 'A-32',
    question: 'What is the trade_state of an order whose only refund ended as CLOSED?',
    readings: [
      { name: 'REFUND, which is final', source: 'G§4.6' },
      { name: 'SUCCESS again, since nothing was refunded', source: 'D:4013071031' },
    ],
  },
  {
    id: 'A-33',
    question:
      'What becomes of a refund’s number that comes again with the same amounts but another reason or notify_url?',
    readings: [
      { name: 'it is the same refund', source: 'D:4012791903, D:4013071200' },
      {
        name: 'it is refused: only the same parameters are the same refund',
        source: 'D:4014959631',
        answers: [{ status: 400, code: 'INVALID_REQUEST' }],
      },
    ],
  },
  {
    id: 'A-34',
    question: 'What if a refund names both transaction_id and out_trade_no?',
    readings: [
      { name: 'transaction_id counts', source: 'observed' },
      {
        name: 'it is refused: exactly one is asked for',
        source: 'D:4012791903',
        answers: [
          { status: 400, code: 'PARAM_ERROR' },
          { status: 400, code: 'INVALID_REQUEST' },
        ],
      },
    ],
  },
  {
    id: 'A-35',
    question: 'What becomes of a refund for which the merchant’s balance does not suffice?',
    policy: 'refundWithoutMoney',
    readings: [
      { name: 'refused', source: 'D:4012791903', answers: [{ status: 403, code: 'NOT_ENOUGH' }] },
      { name: 'closed-after-seven-days', source: 'D:4013071200, D:4013071031' },
    ],
  },
  {
    id: 'A-46',
    question: 'Is the very same application for a refund, sent again at once, answered with the same refund?',
    readings: [
      { name: 'it is', source: 'D:4013071200, D:4014959631' },
      {
        name: 'not while the first is in work',
        source: 'D:4012791903, DP:4013080629',
        answers: [
          { status: 429, code: 'FREQUENCY_LIMITED' },
          { status: 400, code: 'INVALID_REQUEST' },
        ],
      },
    ],
  },
  {
    id: 'A-61',
    question: 'How are several parts of a refund rounded, where the order was paid with coupons?',
    readings: [
      { name: 'each for itself, and the one that completes the order gives back what is left', source: 'D:4013071001' },
      {
        name: 'so that what was given back so far is the rounded share of what was refunded so far',
        source: 'D:4013071001',
      },
    ],
  },
  {
    id: 'A-62',
    question: 'Which code refuses a refund whose amount.from does not add up, or names an account twice?',
    policy: 'refundSourcesWrong',
    readings: [
      { name: 'INVALID_REQUEST', source: 'D:4012791903', answers: [{ status: 400, code: 'INVALID_REQUEST' }] },
      { name: 'PARAM_ERROR', source: 'D:4012791903', answers: [{ status: 400, code: 'PARAM_ERROR' }] },
    ],
  },
];
