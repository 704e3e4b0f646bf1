import type { Ambiguity } from '../ambiguity.ts';

/** What the sources leave open about ordering and closing. */
export const orderAmbiguities: readonly Ambiguity[] = [
  {
    id: 'A-01',
    question: 'Does ordering again with the same parameters, while the prepay_id is still good, bring a new one?',
    policy: 'prepayIdOnReorder',
    readings: [
      { name: 'new', source: 'D:4012791897' },
      { name: 'same', source: 'G§3.1' },
    ],
  },
  {
    id: 'A-02',
    question: 'When does an unpaid order close by itself whose time_expire is more than seven days away?',
    policy: 'autoCloseWithTimeExpire',
    readings: [
      { name: 'at-the-later-of-both', source: 'D:4012791897' },
      { name: 'after-seven-days', source: 'G§4.3' },
    ],
  },
  {
    id: 'A-03',
    question: 'What is the largest amount.total of one order?',
    policy: 'largestTotal',
    readings: [
      {
        name: 'ten million yuan, as for each part of a combined order',
        source: 'DP:4013462145',
        value: 1_000_000_000,
        answers: [
          { status: 400, code: 'INVALID_REQUEST' },
          { status: 400, code: 'PARAM_ERROR' },
        ],
      },
      { name: 'no limit but that of a 64-bit integer', source: 'D:4012791897' },
    ],
  },
  {
    id: 'A-04',
    question: 'Which code refuses an unpaid order’s number that comes again with other parameters?',
    policy: 'reorderWithOtherParams',
    readings: [
      {
        name: 'OUT_TRADE_NO_USED',
        source: 'D:4012791897, D:4012791869',
        answers: [{ status: 403, code: 'OUT_TRADE_NO_USED' }],
      },
      { name: 'INVALID_REQUEST', source: 'observed', answers: [{ status: 400, code: 'INVALID_REQUEST' }] },
    ],
  },
  {
    id: 'A-05',
    question: 'Which code refuses an order under the number of a paid one?',
    policy: 'reorderOfPaid',
    readings: [
      {
        name: 'ORDERPAID',
        source: 'observed',
        answers: [
          { status: 400, code: 'ORDERPAID' },
          { status: 400, code: 'ORDER_PAID' },
        ],
      },
      { name: 'OUT_TRADE_NO_USED', source: 'D:4012791897', answers: [{ status: 403, code: 'OUT_TRADE_NO_USED' }] },
      { name: 'INVALID_REQUEST', source: 'D:4012791897', answers: [{ status: 400, code: 'INVALID_REQUEST' }] },
    ],
  },
  {
    id: 'A-06',
    question: 'Which code refuses an order under the number of a closed one?',
    policy: 'reorderOfClosed',
    readings: [
      {
        name: 'ORDER_CLOSED',
        source: 'D:4012791877',
        answers: [
          { status: 400, code: 'ORDER_CLOSED' },
          { status: 400, code: 'ORDERCLOSED' },
        ],
      },
      { name: 'OUT_TRADE_NO_USED', source: 'D:4012791897', answers: [{ status: 403, code: 'OUT_TRADE_NO_USED' }] },
      { name: 'INVALID_REQUEST', source: 'D:4012791897', answers: [{ status: 400, code: 'INVALID_REQUEST' }] },
    ],
  },
  {
    id: 'A-07',
    question: 'Which code refuses to close a paid order?',
    policy: 'closeOfPaid',
    readings: [
      {
        name: 'ORDERPAID',
        source: 'observed',
        answers: [
          { status: 400, code: 'ORDERPAID' },
          { status: 400, code: 'ORDER_PAID' },
        ],
      },
      { name: 'TRADE_ERROR', source: 'D:4012791901', answers: [{ status: 403, code: 'TRADE_ERROR' }] },
    ],
  },
  {
    id: 'A-08',
    question: 'Is closing a number that was never ordered an error?',
    policy: 'closeOfUnknown',
    readings: [
      { name: 'accepted', source: 'observed' },
      {
        name: 'ORDER_NOT_EXIST',
        source: 'D:4012791900',
        answers: [
          { status: 404, code: 'ORDER_NOT_EXIST' },
          { status: 404, code: 'ORDERNOTEXIST' },
        ],
      },
    ],
  },
  {
    id: 'A-14',
    question: 'Does an older prepay_id stay good when ordering again brought a newer one?',
    readings: [
      { name: 'for its own two hours', source: 'D:4012791897' },
      { name: 'no, as with the code_url of Native payment', source: 'D:4012791890' },
    ],
  },
  {
    id: 'A-15',
    question:
      'Do parameters count as changed that mean the same but are written otherwise, such as a currency left out or another time zone?',
    readings: [
      {
        name: 'as changed',
        source: 'G§3.1, D:4012791869',
        answers: [
          { status: 403, code: 'OUT_TRADE_NO_USED' },
          { status: 400, code: 'INVALID_REQUEST' },
        ],
      },
      { name: 'as the original parameters', source: 'D:4012791897' },
    ],
  },
  {
    id: 'A-16',
    question: 'Can a number still be ordered that was closed without ever having been ordered?',
    readings: [
      { name: 'it can', source: 'D:4012791901' },
      { name: 'it is used up', source: 'observed', answers: [{ status: 400, code: 'INVALID_REQUEST' }] },
    ],
  },
  {
    id: 'A-17',
    question: 'What becomes of a request field that the page of the endpoint does not list?',
    readings: [
      {
        name: 'the request is refused',
        source: 'D:4016179629',
        answers: [
          { status: 400, code: 'PARAM_ERROR' },
          { status: 400, code: 'INVALID_REQUEST' },
        ],
      },
      { name: 'it is passed over', source: 'D:4012081709' },
    ],
  },
  {
    id: 'A-18',
    question: 'Are the 128 of attach counted in bytes or in characters?',
    readings: [
      { name: 'bytes', source: 'observed', answers: [{ status: 400, code: 'PARAM_ERROR' }] },
      { name: 'characters', source: 'D:4012791897', answers: [{ status: 400, code: 'PARAM_ERROR' }] },
    ],
  },
  {
    id: 'A-19',
    question: 'May notify_url begin with http://?',
    readings: [
      { name: 'http and https alike', source: 'D:4012075420' },
      { name: 'https only', source: 'D:4012075420', answers: [{ status: 400, code: 'PARAM_ERROR' }] },
    ],
  },
  {
    id: 'A-20',
    question: 'Which code refuses an openid that is missing, unknown or of another appid?',
    readings: [
      { name: 'PARAM_ERROR', source: 'D:4012791897', answers: [{ status: 400, code: 'PARAM_ERROR' }] },
      { name: 'INVALID_REQUEST', source: 'D:4012791910', answers: [{ status: 400, code: 'INVALID_REQUEST' }] },
      { name: 'OPENID_MISMATCH', source: 'observed', answers: [{ status: 500, code: 'OPENID_MISMATCH' }] },
    ],
  },
];
