import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { documentedPolicy, type PolicyName, policyTable } from '../../src/gateway/policy.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The facts' figures in milliseconds and plain numbers, and the readings of each ambiguity, the chosen one first (F§8, F§15, F appendix B). */
const figures: Readonly<Record<PolicyName, number | boolean | readonly number[] | readonly string[]>> = {
  prepayIdLifetime: 7_200 * SECOND,
  prepayIdOnReorder: ['new', 'same'],
  unpaidLifetime: 7 * DAY,
  timeExpireEarliest: 60 * SECOND,
  timeExpireLatest: 15 * DAY,
  autoCloseWithTimeExpire: ['at-the-later-of-both', 'after-seven-days'],
  largestTotal: 1_000_000_000,
  reorderWithOtherParams: ['OUT_TRADE_NO_USED', 'INVALID_REQUEST'],
  reorderOfPaid: ['ORDERPAID', 'OUT_TRADE_NO_USED', 'INVALID_REQUEST'],
  reorderOfClosed: ['ORDER_CLOSED', 'OUT_TRADE_NO_USED', 'INVALID_REQUEST'],
  closeOfPaid: ['ORDERPAID', 'TRADE_ERROR'],
  closeOfUnknown: ['accepted', 'ORDER_NOT_EXIST'],
  refundWindow: 365 * DAY,
  refundsPerOrder: 50,
  refundGap: 0,
  refundArrival: 300 * SECOND,
  refundSourcesWrong: ['INVALID_REQUEST', 'PARAM_ERROR'],
  refundTooLate: ['INVALID_REQUEST', 'TRADE_OVERDUE'],
  undecryptableField: ['PARAM_ERROR', 'INVALID_REQUEST'],
  refundWithoutMoney: ['refused', 'closed-after-seven-days'],
  refundWithOtherAmounts: ['REFUND_FEE_MISMATCH', 'INVALID_REQUEST'],
  feeRate: 60,
  billSnapshot: 9 * HOUR,
  billReady: 10 * HOUR,
  billMonths: 3,
  billOfUnfinishedDay: ['INVALID_REQUEST', 'STATEMENT_CREATING', 'NO_STATEMENT_EXIST'],
  billTooOld: ['INVALID_REQUEST', 'NO_STATEMENT_EXIST'],
  billUrlLifetime: 300 * SECOND,
  billDownloadPath: ['/v3/billdownload/file', '/v3/bill/downloadurl'],
  billContentType: ['text/csv; charset=utf-8', 'application/octet-stream', 'text/plain; charset=utf-8'],
  billByteOrderMark: true,
  billFeeDigits: 2,
  billFeeOfRefund: ['in-the-refund', 'apart'],
  notificationAnswerTime: 5 * SECOND,
  notificationAccepted: [200, 204],
  notificationRetries: [15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10800, 10800, 10800, 21600, 21600].map(
    (seconds) => seconds * SECOND,
  ),
  echoRetries: [15, 15, 30, 180, 1800, 1800, 1800, 1800, 3600].map((seconds) => seconds * SECOND),
  timestampTolerance: 300 * SECOND,
  signsBusinessErrors: true,
  errorDetail: ['observed', 'documented'],
  headersRequired: ['outside-payments', 'everywhere'],
  certificateRenewal: ['automatic', 'none'],
  publicKeyShares: [1, 10, 50, 100, 200, 500, 1000],
  withoutApiv3Key: ['refused', 'served'],
  rateLimits: ['off', 'documented'],
};

const isChoice = (figure: unknown): figure is readonly string[] =>
  Array.isArray(figure) && typeof figure[0] === 'string';

describe('the documented policy', () => {
  it('has an entry for each figure, and no other', () => {
    assert.deepEqual(Object.keys(policyTable), Object.keys(figures));
  });

  for (const [name, figure] of Object.entries(figures) as [PolicyName, (typeof figures)[PolicyName]][]) {
    it(`says of ${name} what the documents say`, () => {
      assert.deepEqual(documentedPolicy[name], isChoice(figure) ? figure[0] : figure);
      const { form } = policyTable[name];
      if (isChoice(figure)) assert.deepEqual(form, { kind: 'choice', of: figure });
      else assert.equal(form.kind, formOf(name, figure));
    });
  }

  it('sends for the last time 24 hours and four minutes after the first (F§5.5)', () => {
    assert.equal(
      documentedPolicy.notificationRetries.reduce<number>((sum, wait) => sum + wait, 0),
      86_640 * SECOND,
    );
  });
});

const DURATIONS: ReadonlySet<PolicyName> = new Set([
  'prepayIdLifetime',
  'unpaidLifetime',
  'timeExpireEarliest',
  'timeExpireLatest',
  'refundWindow',
  'refundGap',
  'refundArrival',
  'billSnapshot',
  'billReady',
  'billUrlLifetime',
  'notificationAnswerTime',
  'notificationRetries',
  'echoRetries',
  'timestampTolerance',
]);

/** How somebody who sets it from outside has to write it. */
function formOf(name: PolicyName, figure: unknown): string {
  if (typeof figure === 'boolean') return 'flag';
  const kind = DURATIONS.has(name) ? 'duration' : 'count';
  return Array.isArray(figure) ? `${kind}s` : kind;
}
