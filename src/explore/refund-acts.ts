import { type Fen, fen } from '../money/fen.ts';
import type { RefundState } from '../rules/state-machines.ts';
import { minutes } from '../time/index.ts';
import type { Act as AnyAct, Played as AnyPlayed } from './act.ts';
import {
  orderStep,
  orderStepOf,
  plus,
  REFUND_TAKES,
  REFUNDABLE_FOR,
  type RefundStanding,
  refundable,
  refundStep,
  refundStepOf,
  type Standing,
} from './standing.ts';

type Act = AnyAct<Standing>;
type Played = AnyPlayed<Standing>;

/** Parts of one order are a minute apart: whether they may come sooner is open. */
const APART = minutes(1);
/** More parts than this are another rule's matter. */
const PARTS = 50;

const stands = ({ state }: Standing): string => `the order is ${state}`;

/** What a new application comes to: undefined where more than one thing is wrong with it, or the sources do not say. */
function applied(standing: Standing, when: string, amount: Fen): Played | undefined {
  const { state, now, paidAt, refunds, lastRefundAt } = standing;
  const step = orderStepOf(state, 'refund');
  const asked = { ...standing, asked: { amount } };
  const refused = (reason: string, seen: string): Played => ({
    when,
    outcome: [`the gateway refuses because ${reason}`, stands(standing)],
    next: asked,
    seen: [seen],
  });
  if (step.refused || paidAt === undefined) return refused('there is nothing to refund', orderStep(step));
  const tooMuch = amount > refundable(standing);
  const tooLate = now > plus(paidAt, REFUNDABLE_FOR);
  if (tooMuch && tooLate) return undefined;
  if (refunds.length >= PARTS || (lastRefundAt !== undefined && now <= plus(lastRefundAt, APART))) return undefined;
  if (tooMuch) return refused('the refund exceeds what is left', 'refunds: more than is left');
  if (tooLate) return refused('the refund comes too late', 'refund window: over');
  const begun = refundStepOf('none', 'ask');
  const refund: RefundStanding = { amount, state: begun.to, arrivesAt: plus(now, REFUND_TAKES) };
  const next: Standing = {
    ...standing,
    state: step.to,
    refunds: [...refunds, refund],
    lastRefundAt: now,
    asked: { amount, made: refunds.length },
  };
  return {
    when,
    outcome: [
      'the gateway accepts',
      `the refund is ${begun.to}`,
      `the answer tells amount.refund = ${amount}`,
      stands(next),
    ],
    next,
    seen: [orderStep(step), refundStep(begun)],
  };
}

/** Of what is left, so much is asked for. */
const refunds = (name: string, amountOf: (left: number) => number): Act => ({
  name: `refund ${name}`,
  play: (standing) => {
    const amount = amountOf(refundable(standing));
    return amount < 1 || amount > standing.total
      ? undefined
      : applied(standing, `the caller refunds ${amount} fen`, fen(amount));
  },
});

const refundsInVain: Act = {
  name: 'refund while the answer is error-500',
  needs: ['faults'],
  play: (standing) => {
    const amount = refundable(standing);
    const played = amount < 1 ? undefined : applied(standing, `the caller refunds ${amount} fen`, amount);
    return (
      played && {
        ...played,
        given: ['the next answer to a refund is error-500'],
        outcome: ['the gateway refuses with SYSTEM_ERROR', stands(standing)],
        next: { ...standing, asked: { amount } },
        seen: [],
      }
    );
  },
};

/** The same application again: the same refund, or the one that an earlier answer did not make. */
const asksAgain: Act = {
  name: 'send the refund once more',
  play: (standing) => {
    const { asked, refunds: made } = standing;
    const when = 'the caller sends the refund once more';
    if (asked === undefined || asked.otherwise) return undefined;
    const earlier = asked.made === undefined ? undefined : made[asked.made];
    if (!earlier) return applied(standing, when, asked.amount);
    const step = refundStepOf(earlier.state, 'ask again');
    const same = asked.made === 0 ? ['the answer is about the same refund'] : [];
    return {
      when,
      outcome: ['the gateway accepts', `the refund is ${step.to}`, ...same, stands(standing)],
      next: standing,
      seen: [refundStep(step)],
    };
  },
};

/** Something is done to the first refund. */
const toTheFirst = (name: string, play: (standing: Standing, first: RefundStanding) => Played | undefined): Act => ({
  name,
  play: (standing) => {
    const [first] = standing.refunds;
    return first && play(standing, first);
  },
});

const asksOtherwise: Act = toTheFirst('refund another amount under the same number', (standing, first) => {
  const amount = first.amount === standing.total ? first.amount - 1 : first.amount + 1;
  if (amount < 1) return undefined;
  return {
    when: `the caller refunds ${amount} fen under the same out_refund_no`,
    outcome: ['the gateway refuses because the amounts of the refund changed', stands(standing)],
    next: { ...standing, asked: { amount: fen(amount), otherwise: true } },
    seen: [refundStep(refundStepOf(first.state, 'ask otherwise'))],
  };
});

const queriesRefund: Act = toTheFirst('query the refund', (standing, first) => ({
  when: 'the caller queries the refund',
  outcome: ['the gateway accepts', `the refund is ${first.state}`],
  next: standing,
  seen: [],
}));

const withFirst = (standing: Standing, change: Partial<RefundStanding>): Standing => ({
  ...standing,
  refunds: standing.refunds.map((refund, at) => (at === 0 ? { ...refund, ...change } : refund)),
});

const bankActs = { succeed: 'SUCCESS', close: 'CLOSED', fail: 'ABNORMAL' } as const;

/** The bank's word on the first refund. */
const ends = (act: keyof typeof bankActs): Act => ({
  ...toTheFirst(`the refund ends in ${bankActs[act]}`, (standing, first) => {
    const isOpen: readonly RefundState[] = act === 'succeed' ? ['PROCESSING', 'ABNORMAL'] : ['PROCESSING'];
    if (!isOpen.includes(first.state)) return undefined;
    const step = refundStepOf(first.state, act);
    return {
      when: `the refund ends in ${step.to}`,
      outcome: [stands(standing)],
      next: withFirst(standing, { state: step.to }),
      seen: [refundStep(step)],
    };
  }),
  needs: ['refund-settlement'],
});

const redirects: Act = toTheFirst("send the refund to the merchant's own account", (standing, first) => {
  const step = refundStepOf(first.state, 'redirect');
  const next = step.refused
    ? standing
    : withFirst(standing, { state: step.to, arrivesAt: plus(standing.now, REFUND_TAKES) });
  return {
    when: "the caller sends the refund to the merchant's own account",
    outcome: [step.refused ? 'the gateway refuses with INVALID_REQUEST' : 'the gateway accepts', stands(next)],
    next,
    seen: [refundStep(step)],
  };
});

export const refundActs: readonly Act[] = [
  refunds('1 fen', () => 1),
  refunds('half of what is left', (left) => Math.floor(left / 2)),
  refunds('what is left', (left) => left),
  refunds('a fen more than is left', (left) => left + 1),
  queriesRefund,
  asksAgain,
  asksOtherwise,
  ends('succeed'),
  ends('close'),
  ends('fail'),
  redirects,
  refundsInVain,
];
