import type { Ambiguity } from '../ambiguity.ts';

const HOUR = 3_600_000;

/** What the sources leave open about bills. */
export const billAmbiguities: readonly Ambiguity[] = [
  {
    id: 'A-48',
    question: 'From what time of the next day on can a bill be had?',
    policy: 'billReady',
    readings: [
      { name: 'ten o’clock', source: 'D:4012791907, D:4013071254', value: 10 * HOUR },
      { name: 'nine o’clock, when the first ones are made', source: 'D:4013071215', value: 9 * HOUR },
    ],
  },
  {
    id: 'A-49',
    question: 'Does a bill begin with a byte order mark?',
    policy: 'billByteOrderMark',
    readings: [
      { name: 'it does', source: 'observed', value: true },
      { name: 'it does not: it begins with the title of its first column', source: 'D:4013071246', value: false },
    ],
  },
  {
    id: 'A-50',
    question: 'How many decimals have the fees in a trade bill?',
    policy: 'billFeeDigits',
    readings: [
      { name: 'two', source: 'D:4013071246', value: 2 },
      { name: 'five, the last three of them zeros', source: 'observed', value: 5 },
    ],
  },
  {
    id: 'A-51',
    question: 'Which code refuses the bill of a day that is not over?',
    policy: 'billOfUnfinishedDay',
    readings: [
      { name: 'INVALID_REQUEST', source: 'D:4012791907', answers: [{ status: 400, code: 'INVALID_REQUEST' }] },
      { name: 'STATEMENT_CREATING', source: 'D:4013071254', answers: [{ status: 400, code: 'STATEMENT_CREATING' }] },
      { name: 'NO_STATEMENT_EXIST', source: 'D:4013071254', answers: [{ status: 400, code: 'NO_STATEMENT_EXIST' }] },
    ],
  },
  {
    id: 'A-52',
    question: 'Which code refuses the bill of a day more than three months back?',
    policy: 'billTooOld',
    readings: [
      { name: 'INVALID_REQUEST', source: 'D:4012791907', answers: [{ status: 400, code: 'INVALID_REQUEST' }] },
      { name: 'NO_STATEMENT_EXIST', source: 'D:4013071254', answers: [{ status: 400, code: 'NO_STATEMENT_EXIST' }] },
    ],
  },
  {
    id: 'A-53',
    question: 'Under which path is a bill downloaded?',
    policy: 'billDownloadPath',
    readings: [
      { name: '/v3/billdownload/file', source: 'D:4012791909, observed' },
      { name: '/v3/bill/downloadurl', source: 'D:4012791907, D:4012791908' },
    ],
  },
  {
    id: 'A-54',
    question: 'Which Content-Type has a bill that is not packed?',
    policy: 'billContentType',
    readings: [
      { name: 'text/csv; charset=utf-8', source: 'D:4013071254' },
      { name: 'application/octet-stream', source: 'D:4013071246' },
      { name: 'text/plain; charset=utf-8', source: 'observed' },
    ],
  },
  {
    id: 'A-55',
    question: 'How does a fund-flow bill show the fee that comes back with a refund?',
    policy: 'billFeeOfRefund',
    readings: [
      { name: 'in-the-refund', source: 'observed' },
      { name: 'apart', source: 'D:4013071249' },
    ],
  },
  {
    id: 'A-60',
    question:
      'Is a bill that has an order as paid enough for the merchant to take it for paid, or is the order queried first?',
    readings: [
      {
        name: 'it is queried: only an answer that verifies and says SUCCESS makes an order paid',
        source: 'D:4012075249',
      },
      { name: 'the bill is enough: what it has as paid is fulfilled or refunded', source: 'D:4012075249' },
    ],
  },
  {
    id: 'A-63',
    question: 'Does 退款金额 of a trade bill leave out what goes back into coupons that nobody has paid for?',
    readings: [
      { name: 'it does, and 申请退款金额 does not', source: 'observed' },
      { name: 'both are what was asked for', source: 'D:4013071246' },
    ],
  },
];
