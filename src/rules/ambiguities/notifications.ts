import type { Ambiguity } from '../ambiguity.ts';

/** What the sources leave open about notifications. */
export const notificationAmbiguities: readonly Ambiguity[] = [
  {
    id: 'A-12',
    question: 'Is the first sending among the fifteen?',
    policy: 'notificationRetries',
    readings: [
      { name: 'fifteen more after the first: one for each interval', source: 'D:4012791902, D:4015164042', value: 15 },
      { name: 'fifteen with the first: the last interval is never used', source: 'D:4012791902', value: 14 },
    ],
  },
  {
    id: 'A-36',
    question: 'Does a notification that is sent again keep its id and create_time?',
    readings: [
      { name: 'it does: one event, one id', source: 'D:4015217336' },
      { name: 'each sending has its own', source: 'D:4012791902' },
    ],
  },
  {
    id: 'A-37',
    question: 'Does the body of an answer with 200 matter, say one that says FAIL?',
    readings: [
      { name: 'the status alone decides', source: 'D:4012791902' },
      { name: 'a body that says FAIL refuses', source: 'D:4012791902' },
    ],
  },
  {
    id: 'A-38',
    question: 'Is a redirect in answer to a notification followed?',
    readings: [{ name: 'it is not: any status but 200 and 204 is a refusal', source: 'D:4012791902' }],
  },
  {
    id: 'A-39',
    question: 'Is an answer in time that comes at the full five seconds?',
    readings: [
      { name: 'it is too late', source: 'D:4012791902' },
      { name: 'it is in time', source: 'D:4012075420' },
    ],
  },
  {
    id: 'A-40',
    question: 'Does the merchant answer a notification before it has dealt with it, or after?',
    readings: [
      { name: 'once the fact is stored; slow work follows', source: 'D:4012075249' },
      { name: 'as soon as the signature verifies', source: 'D:4012791902' },
    ],
  },
  {
    id: 'A-64',
    question: 'Is a notify_url a whole one whose path is a slash and no more?',
    readings: [
      { name: 'it is: only one without any path is listed as wrong', source: 'D:4012075420' },
      { name: 'it is not: it is to name the full path', source: 'D:4012075420' },
    ],
  },
];
