import { type Duration, days, hours, minutes, seconds } from '../time/index.ts';

/** One constant or debatable behaviour of the gateway: what holds, and who says so. */
interface Entry<T> {
  readonly value: T;
  /** The page, the guide's section (G), or the number of the ambiguity whose reading was chosen (A). */
  readonly source: string;
}

const entry = <T>(value: T, source: string): Entry<T> => ({ value, source });

/** Every constant and every debatable behaviour of the simulated gateway, with its source. Read it beside the guide. */
export const policyTable = {
  // Orders
  prepayIdLifetime: entry<Duration>(hours(2), 'G§3.1'),
  prepayIdOnReorder: entry<'new' | 'same'>('new', 'A-01'),
  unpaidLifetime: entry<Duration>(days(7), 'G§3.1, G§4.3'),
  timeExpireEarliest: entry<Duration>(minutes(1), 'D:4012791897'),
  timeExpireLatest: entry<Duration>(days(15), 'D:4012791897'),
  autoCloseWithTimeExpire: entry<'at-the-later-of-both' | 'after-seven-days'>('at-the-later-of-both', 'A-02'),
  largestTotal: entry<number>(1_000_000_000, 'A-03'),
  reorderWithOtherParams: entry<'OUT_TRADE_NO_USED' | 'INVALID_REQUEST'>('OUT_TRADE_NO_USED', 'A-04'),
  reorderOfPaid: entry<'ORDERPAID' | 'OUT_TRADE_NO_USED' | 'INVALID_REQUEST'>('ORDERPAID', 'A-05'),
  reorderOfClosed: entry<'ORDER_CLOSED' | 'OUT_TRADE_NO_USED' | 'INVALID_REQUEST'>('ORDER_CLOSED', 'A-06'),
  closeOfPaid: entry<'ORDERPAID' | 'TRADE_ERROR'>('ORDERPAID', 'A-07'),
  closeOfUnknown: entry<'accepted' | 'ORDER_NOT_EXIST'>('accepted', 'A-08'),

  // Refunds
  refundWindow: entry<Duration>(days(365), 'D:4012791903, G§4.5'),
  refundsPerOrder: entry<number>(50, 'D:4012791903'),
  refundGap: entry<Duration>(seconds(0), 'A-09'),
  refundArrival: entry<Duration>(minutes(5), 'D:4013071031'),
  refundTooLate: entry<'INVALID_REQUEST' | 'TRADE_OVERDUE'>('INVALID_REQUEST', 'A-10'),
  refundWithOtherAmounts: entry<'REFUND_FEE_MISMATCH' | 'INVALID_REQUEST'>('REFUND_FEE_MISMATCH', 'A-11'),

  // Notifications
  notificationAnswerTime: entry<Duration>(seconds(5), 'D:4012791902'),
  notificationAccepted: entry<readonly number[]>([200, 204], 'D:4012791902'),
  notificationRetries: entry<readonly Duration[]>(
    [15, 15, 30, 180, 600, 1_200, 1_800, 1_800, 1_800, 3_600, 10_800, 10_800, 10_800, 21_600, 21_600].map(seconds),
    'D:4012791902, A-12',
  ),

  // The wire
  timestampTolerance: entry<Duration>(minutes(5), 'D:4012072670'),
  signsBusinessErrors: entry<boolean>(true, 'A-13'),
} as const;

export type Policy = { readonly [Name in keyof typeof policyTable]: (typeof policyTable)[Name]['value'] };

/** The gateway as documented, with the chosen reading wherever the documents leave one open. */
export const documentedPolicy: Policy = Object.fromEntries(
  Object.entries(policyTable).map(([name, { value }]) => [name, value]),
) as unknown as Policy;
