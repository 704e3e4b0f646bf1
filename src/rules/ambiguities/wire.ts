import type { Ambiguity } from '../ambiguity.ts';

/** What the sources leave open about every call. */
export const wireAmbiguities: readonly Ambiguity[] = [
  {
    id: 'A-13',
    question: 'Are 4xx and 5xx answers to a known caller signed?',
    policy: 'signsBusinessErrors',
    readings: [
      { name: 'they are, as any answer', source: 'D:4013053420', value: true },
      { name: 'only 2xx answers are', source: 'observed', value: false },
    ],
  },
  {
    id: 'A-41',
    question: 'Is a timestamp still good that is five minutes away to the second?',
    readings: [
      { name: 'it is: only more than five minutes is too much', source: 'D:4012072670, D:4013053420' },
      { name: 'it is not, as with the official SDKs', source: 'observed' },
    ],
  },
  {
    id: 'A-42',
    question: 'Is a request refused whose nonce_str was used before?',
    readings: [{ name: 'it is not: no page lists such a refusal', source: 'D:4012072670' }],
  },
  {
    id: 'A-43',
    question: 'Are error codes spelt with underscores between their words?',
    readings: [
      {
        name: 'with, as nearly all are in the present tables',
        source: 'D:4012791877, D:4012791897, D:4012791900, D:4012791903, observed',
        answers: [
          { status: 404, code: 'ORDER_NOT_EXIST' },
          { status: 400, code: 'ORDER_CLOSED' },
          { status: 400, code: 'ORDER_PAID' },
          { status: 403, code: 'NO_AUTH' },
          { status: 403, code: 'RULE_LIMIT' },
          { status: 403, code: 'NOT_ENOUGH' },
          { status: 500, code: 'SYSTEM_ERROR' },
        ],
      },
      {
        name: 'without, as in older tables',
        source: 'observed',
        answers: [
          { status: 404, code: 'ORDERNOTEXIST' },
          { status: 400, code: 'ORDERCLOSED' },
          { status: 400, code: 'ORDERPAID' },
          { status: 403, code: 'NOAUTH' },
          { status: 403, code: 'RULELIMIT' },
          { status: 403, code: 'NOTENOUGH' },
          { status: 500, code: 'SYSTEMERROR' },
        ],
      },
    ],
  },
  {
    id: 'A-44',
    question: 'Which code tells a caller that it calls too often?',
    readings: [
      {
        name: 'FREQUENCY_LIMITED',
        source: 'D:4012791897, D:4012791903',
        answers: [{ status: 429, code: 'FREQUENCY_LIMITED' }],
      },
      { name: 'RATELIMIT_EXCEEDED', source: 'D:4012081717', answers: [{ status: 429, code: 'RATELIMIT_EXCEEDED' }] },
      {
        name: 'FREQUENCY_LIMIT_EXCEED',
        source: 'observed',
        answers: [{ status: 429, code: 'FREQUENCY_LIMIT_EXCEED' }],
      },
    ],
  },
  {
    id: 'A-45',
    question:
      'Which fields has the detail of an error: as observed location and value, with the place named in the message, or as documented field, value, issue and location?',
    policy: 'errorDetail',
    readings: [
      { name: 'observed', source: 'observed' },
      { name: 'documented', source: 'D:4012081709' },
    ],
  },
  {
    id: 'A-56',
    question: 'On which paths is a request refused that has no Accept or no User-Agent?',
    policy: 'headersRequired',
    readings: [
      {
        name: 'outside-payments',
        source: 'observed, DP:4016111688',
        answers: [{ status: 400, code: 'INVALID_REQUEST' }],
      },
      { name: 'everywhere', source: 'D:4012081709', answers: [{ status: 400, code: 'INVALID_REQUEST' }] },
    ],
  },
  {
    id: 'A-57',
    question: 'Is a merchant served that has never set an APIv3 key?',
    policy: 'withoutApiv3Key',
    readings: [
      { name: 'refused', source: 'D:4012072670', answers: [{ status: 401, code: 'SIGN_ERROR' }] },
      { name: 'served', source: 'D:4012791902' },
    ],
  },
  {
    id: 'A-59',
    question: 'With which HTTP status is NOT_ENOUGH answered when every platform certificate has expired?',
    readings: [
      { name: '403, as elsewhere', source: 'D:4012791903', answers: [{ status: 403, code: 'NOT_ENOUGH' }] },
      { name: '404, as where there is none', source: 'D:4012069411', answers: [{ status: 404, code: 'NOT_ENOUGH' }] },
    ],
  },
  {
    id: 'A-58',
    question: 'What becomes of a text with a character that takes four bytes?',
    readings: [
      {
        name: 'the request is refused',
        source: 'D:4012081709',
        answers: [{ status: 400, code: 'PARAM_ERROR' }],
      },
    ],
  },
];
