import { type Duration, days, hours, minutes, seconds } from '../time/index.ts';

/** The values that an entry can take, for whoever sets it from outside. */
export type PolicyForm =
  | { readonly kind: 'duration' }
  | { readonly kind: 'durations' }
  | { readonly kind: 'count' }
  | { readonly kind: 'counts' }
  | { readonly kind: 'flag' }
  | { readonly kind: 'choice'; readonly of: readonly string[] };

/** One constant or debatable behaviour of the gateway: what holds, and who says so. */
interface Entry<T> {
  readonly value: T;
  /** The page, the guide's section (G), or the number of the ambiguity whose reading was chosen (A). */
  readonly source: string;
  readonly form: PolicyForm;
}

const duration = (value: Duration, source: string): Entry<Duration> => ({ value, source, form: { kind: 'duration' } });
const durations = (value: readonly Duration[], source: string): Entry<readonly Duration[]> => ({
  value,
  source,
  form: { kind: 'durations' },
});
const count = (value: number, source: string): Entry<number> => ({ value, source, form: { kind: 'count' } });
const counts = (value: readonly number[], source: string): Entry<readonly number[]> => ({
  value,
  source,
  form: { kind: 'counts' },
});
const flag = (value: boolean, source: string): Entry<boolean> => ({ value, source, form: { kind: 'flag' } });
/** The first of the readings is the one that holds. */
const choice = <T extends string>(of: readonly [T, ...T[]], source: string): Entry<T> => ({
  value: of[0],
  source,
  form: { kind: 'choice', of },
});

/** Every constant and every debatable behaviour of the simulated gateway, with its source. Read it beside the guide. */
export const policyTable = {
  // Orders
  prepayIdLifetime: duration(hours(2), 'G§3.1'),
  prepayIdOnReorder: choice(['new', 'same'], 'A-01'),
  unpaidLifetime: duration(days(7), 'G§3.1, G§4.3'),
  timeExpireEarliest: duration(minutes(1), 'D:4012791897'),
  timeExpireLatest: duration(days(15), 'D:4012791897'),
  autoCloseWithTimeExpire: choice(['at-the-later-of-both', 'after-seven-days'], 'A-02'),
  largestTotal: count(1_000_000_000, 'A-03'),
  reorderWithOtherParams: choice(['OUT_TRADE_NO_USED', 'INVALID_REQUEST'], 'A-04'),
  reorderOfPaid: choice(['ORDERPAID', 'OUT_TRADE_NO_USED', 'INVALID_REQUEST'], 'A-05'),
  reorderOfClosed: choice(['ORDER_CLOSED', 'OUT_TRADE_NO_USED', 'INVALID_REQUEST'], 'A-06'),
  closeOfPaid: choice(['ORDERPAID', 'TRADE_ERROR'], 'A-07'),
  closeOfUnknown: choice(['accepted', 'ORDER_NOT_EXIST'], 'A-08'),

  // Refunds
  refundWindow: duration(days(365), 'D:4012791903, G§4.5'),
  refundsPerOrder: count(50, 'D:4012791903'),
  refundGap: duration(seconds(0), 'A-09'),
  refundArrival: duration(minutes(5), 'D:4013071031'),
  refundSourcesWrong: choice(['INVALID_REQUEST', 'PARAM_ERROR'], 'A-62'),
  refundTooLate: choice(['INVALID_REQUEST', 'TRADE_OVERDUE'], 'A-10'),
  undecryptableField: choice(['PARAM_ERROR', 'INVALID_REQUEST'], 'A-47'),
  refundWithoutMoney: choice(['refused', 'closed-after-seven-days'], 'A-35'),
  refundWithOtherAmounts: choice(['REFUND_FEE_MISMATCH', 'INVALID_REQUEST'], 'A-11'),

  // Bills
  feeRate: count(60, 'D:4013071246'), // basis points of what was paid
  billSnapshot: duration(hours(9), 'D:4013071215'), // into the next day
  billReady: duration(hours(10), 'A-48'),
  billMonths: count(3, 'D:4012791907'),
  billOfUnfinishedDay: choice(['INVALID_REQUEST', 'STATEMENT_CREATING', 'NO_STATEMENT_EXIST'], 'A-51'),
  billTooOld: choice(['INVALID_REQUEST', 'NO_STATEMENT_EXIST'], 'A-52'),
  billUrlLifetime: duration(minutes(5), 'D:4012791907'),
  billDownloadPath: choice(['/v3/billdownload/file', '/v3/bill/downloadurl'], 'A-53'),
  billContentType: choice(['text/csv; charset=utf-8', 'application/octet-stream', 'text/plain; charset=utf-8'], 'A-54'),
  billByteOrderMark: flag(true, 'A-49'),
  billFeeDigits: count(2, 'A-50'),
  billFeeOfRefund: choice(['in-the-refund', 'apart'], 'A-55'),

  // Notifications
  notificationAnswerTime: duration(seconds(5), 'D:4012791902'),
  notificationAccepted: counts([200, 204], 'D:4012791902'),
  notificationRetries: durations(
    [15, 15, 30, 180, 600, 1_200, 1_800, 1_800, 1_800, 3_600, 10_800, 10_800, 10_800, 21_600, 21_600].map(seconds),
    'D:4012791902, A-12',
  ),
  echoRetries: durations([15, 15, 30, 180, 1_800, 1_800, 1_800, 1_800, 3_600].map(seconds), 'D:4015164042'),

  // The wire
  timestampTolerance: duration(minutes(5), 'D:4012072670'),
  signsBusinessErrors: flag(true, 'A-13'),
  errorDetail: choice(['observed', 'documented'], 'A-45'),
  headersRequired: choice(['outside-payments', 'everywhere'], 'A-56'),
  certificateRenewal: choice(['automatic', 'none'], 'D:4012069411'),
  /** Per mille of the notifications, day by day. */
  publicKeyShares: counts([1, 10, 50, 100, 200, 500, 1_000], 'D:4012154180'),
  withoutApiv3Key: choice(['refused', 'served'], 'A-57'),
  rateLimits: choice(['off', 'documented'], 'D:4012791903, D:4012791904, D:4012791905, D:4012791908, D:4012551764'),
} as const;

export type PolicyName = keyof typeof policyTable;
export type Policy = { readonly [Name in PolicyName]: (typeof policyTable)[Name]['value'] };

/** The gateway as documented, with the chosen reading wherever the documents leave one open. */
export const documentedPolicy: Policy = Object.fromEntries(
  Object.entries(policyTable).map(([name, { value }]) => [name, value]),
) as unknown as Policy;
