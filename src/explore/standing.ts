import { type Fen, fen } from '../money/fen.ts';
import {
  keyOf,
  type OrderState,
  REFUND_TRANSITIONS,
  type RefundAct,
  type RefundState,
  type Step,
  TRANSITIONS,
} from '../rules/state-machines.ts';
import { type Duration, days, hours, milliseconds, minutes } from '../time/index.ts';

/** How long a prepay_id can be paid with (G§3.1). */
export const PREPAY_ID_LIVES = hours(2);
/** How long an order stays unpaid (G§3.1, G§4.3). */
export const UNPAID_LIVES = days(7);
/** For how long after the payment a refund can be asked for (G§4.5). */
export const REFUNDABLE_FOR = days(365);
/** How long the money of a refund takes (D:4013071031). */
export const REFUND_TAKES = minutes(5);

/** A refund as the model has it. Times since the order was made. */
export interface RefundStanding {
  readonly amount: Fen;
  readonly state: RefundState;
  readonly arrivesAt: Duration;
}

/** One order and its refunds, as they must stand by the documents, whatever a gateway says. Times since the order was made. */
export interface Standing {
  readonly now: Duration;
  readonly total: Fen;
  readonly state: OrderState;
  readonly payableUntil: Duration;
  readonly firstExpires: Duration;
  /** A reorder may give the same prepay_id or a new one: the latest expires between these two. */
  readonly latestExpires: readonly [Duration, Duration];
  readonly paidAt?: Duration;
  readonly refunds: readonly RefundStanding[];
  readonly lastRefundAt?: Duration;
  /** The latest application for a refund: the number of the refund that it made, none where the gateway did not do it. */
  readonly asked?: { readonly amount: Fen; readonly made?: number; readonly otherwise?: true };
}

/** An order that has just been made. */
export const newlyOrdered = (total: Fen, payWithin: Duration = UNPAID_LIVES): Standing => ({
  now: milliseconds(0),
  total,
  state: 'NOTPAY',
  payableUntil: payWithin,
  firstExpires: PREPAY_ID_LIVES,
  latestExpires: [PREPAY_ID_LIVES, PREPAY_ID_LIVES],
  refunds: [],
});

export const plus = (a: Duration, b: Duration): Duration => milliseconds(a + b);

/** The machine's one answer to an act in a state. Throws an Error where it has none: then the act is no question to ask. */
function stepOf<State extends string, Act extends string>(
  steps: readonly Step<State, Act>[],
  from: State | 'none',
  act: Act,
): Step<State, Act> {
  const step = steps.find((one) => one.from === from && one.act === act);
  if (!step) throw new Error(`The state machine has no answer to ${act} in ${from}`);
  return step;
}

export const orderStepOf = (from: OrderState, act: 'order' | 'pay' | 'pay in vain' | 'close' | 'refund' | 'time') =>
  stepOf(TRANSITIONS, from, act);
export const refundStepOf = (from: RefundState | 'none', act: RefundAct) => stepOf(REFUND_TRANSITIONS, from, act);

/** A step of an order, or of a refund, as it is counted. */
export const orderStep = (step: Step<string, string>): string => `order: ${keyOf(step)}`;
export const refundStep = (step: Step<string, string>): string => `refund: ${keyOf(step)}`;

/** What can still be given back: what is closed was not given. */
export const refundable = ({ total, refunds }: Standing): Fen =>
  fen(total - refunds.filter(({ state }) => state !== 'CLOSED').reduce((sum, { amount }) => sum + amount, 0));

/** The moments at which something ends, where they still mean something. */
export function edges(standing: Standing): Readonly<Partial<Record<EdgeName, Duration>>> {
  const { state, firstExpires, latestExpires, payableUntil, paidAt, refunds } = standing;
  const arrival = refunds.filter((refund) => refund.state === 'PROCESSING').map(({ arrivesAt }) => arrivesAt);
  return {
    ...(state === 'NOTPAY' ? { 'first prepay_id': firstExpires, prepay_id: latestExpires[1] } : {}),
    ...(state === 'NOTPAY' ? { time_expire: payableUntil, 'seven days': UNPAID_LIVES } : {}),
    ...(paidAt === undefined ? {} : { 'refund window': plus(paidAt, REFUNDABLE_FOR) }),
    ...(arrival.length === 0 ? {} : { 'refund arrival': milliseconds(Math.min(...arrival)) }),
  };
}

export const EDGES = [
  'first prepay_id',
  'prepay_id',
  'time_expire',
  'seven days',
  'refund window',
  'refund arrival',
] as const;
export type EdgeName = (typeof EDGES)[number];

/** The order some time later, and what time has done. Undefined where that is an edge itself, which no source decides. */
export function later(
  standing: Standing,
  by: Duration,
): { readonly next: Standing; readonly seen: readonly string[] } | undefined {
  const now = plus(standing.now, by);
  const ends = [...Object.values(edges(standing)), standing.latestExpires[0]];
  const arrivals = standing.refunds.map(({ arrivesAt }) => arrivesAt);
  if ([...ends, ...arrivals].some((end) => end === now)) return undefined;
  const closes = standing.state === 'NOTPAY' && now > UNPAID_LIVES;
  const timed = closes ? [orderStepOf('NOTPAY', 'time')] : [];
  const arrived = (refund: RefundStanding): boolean => refund.state === 'PROCESSING' && now > refund.arrivesAt;
  const arrival = refundStepOf('PROCESSING', 'time');
  return {
    next: {
      ...standing,
      now,
      state: timed[0]?.to ?? standing.state,
      refunds: standing.refunds.map((refund) => (arrived(refund) ? { ...refund, state: arrival.to } : refund)),
    },
    seen: [...timed.map(orderStep), ...(standing.refunds.some(arrived) ? [refundStep(arrival)] : [])],
  };
}
