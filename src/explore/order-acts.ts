import { type Duration, days, formatDuration, hours, milliseconds, seconds } from '../time/index.ts';
import type { Act as AnyAct, Played as AnyPlayed } from './act.ts';
import {
  EDGES,
  type EdgeName,
  edges,
  later,
  orderStep,
  orderStepOf,
  PREPAY_ID_LIVES,
  plus,
  type Standing,
} from './standing.ts';

type Act = AnyAct<Standing>;
type Played = AnyPlayed<Standing>;

const stands = ({ state }: Standing): string => `the order is ${state}`;
const refuses = (reason: string): string => `the gateway refuses because ${reason}`;

/** What a paid or closed order is refused with. */
const WHY = { SUCCESS: 'the order is paid', REFUND: 'the order is paid', CLOSED: 'the order is closed' } as const;

const reorders: Act = {
  name: 'order again',
  play: (standing) => {
    const { state, now, payableUntil, latestExpires } = standing;
    // What an order past its time_expire answers to itself is nowhere documented.
    if (state === 'NOTPAY' && now > payableUntil) return undefined;
    const when = 'the caller orders again with the same parameters';
    const step = orderStepOf(state, 'order');
    if (state !== 'NOTPAY') return { when, outcome: [refuses(WHY[state])], next: standing, seen: [orderStep(step)] };
    const renewed = plus(now, PREPAY_ID_LIVES);
    const oldest = now > latestExpires[0] ? renewed : latestExpires[0];
    const next = { ...standing, latestExpires: [oldest, renewed] as const };
    return { when, outcome: ['the gateway gives a prepay_id', stands(next)], next, seen: [orderStep(step)] };
  },
};

const reordersOtherwise: Act = {
  name: 'order again with other parameters',
  play: (standing) => {
    if (standing.state !== 'NOTPAY' || standing.now > standing.payableUntil) return undefined;
    return {
      when: 'the caller orders again with description = "another"',
      outcome: [refuses('the parameters changed'), stands(standing)],
      next: standing,
      seen: [],
    };
  },
};

/** The gateway is out of order for one call: nothing was done, and the same call is right afterwards. */
const reordersInVain = (fault: string, code: string): Act => ({
  name: `order again while the answer is ${fault}`,
  needs: ['faults'],
  play: (standing) => ({
    given: [`the next answer to an order is ${fault}`],
    when: 'the caller orders again with the same parameters',
    outcome: [`the gateway refuses with ${code}`, stands(standing)],
    next: standing,
    seen: [],
  }),
});

const queries: Act = {
  name: 'query',
  play: (standing) => ({
    when: 'the caller queries the order',
    outcome: [`the answer tells trade_state = "${standing.state}"`],
    next: standing,
    seen: [],
  }),
};

const queriesById: Act = {
  name: 'query by transaction_id',
  play: (standing) =>
    standing.paidAt === undefined
      ? undefined
      : {
          when: 'the caller queries the order by its transaction_id',
          outcome: [`the answer tells trade_state = "${standing.state}"`],
          next: standing,
          seen: [],
        },
};

const closes: Act = {
  name: 'close',
  play: (standing) => {
    const step = orderStepOf(standing.state, 'close');
    const next = { ...standing, state: step.to };
    const answer = step.refused ? refuses('the order is paid') : 'the gateway accepts without a body';
    return { when: 'the caller closes the order', outcome: [answer, stands(next)], next, seen: [orderStep(step)] };
  },
};

/** The payer pays with one of the prepay_ids that the order was given. */
const pays = (name: string, when: string, expiry: (standing: Standing) => readonly [Duration, Duration]): Act => ({
  name,
  needs: ['payer'],
  play: (standing) => {
    const { state, now, payableUntil } = standing;
    const step = orderStepOf(state, 'pay');
    const refused = (seen: readonly string[]): Played => ({
      when,
      outcome: ['the cashier refuses', stands(standing)],
      next: standing,
      seen,
    });
    if (step.refused) return refused([orderStep(step)]);
    if (now > payableUntil) return refused(['time_expire: over']);
    const [surely, perhaps] = expiry(standing);
    if (now > perhaps) return refused(['prepay_id: over']);
    if (now > surely) return undefined; // one reading takes the payment, the other does not
    const next = { ...standing, state: step.to, paidAt: now };
    return { when, outcome: ['the cashier takes the payment', stands(next)], next, seen: [orderStep(step)] };
  },
});

const inVain = (when: string): Act => ({
  name: when,
  needs: ['payer'],
  play: (standing) => {
    if (standing.state !== 'NOTPAY') return undefined;
    const seen = [orderStep(orderStepOf('NOTPAY', 'pay in vain'))];
    return { when, outcome: ['the cashier refuses', stands(standing)], next: standing, seen };
  },
});

const passing = (by: Duration): string =>
  /^1 [a-z]+$/.test(formatDuration(by)) ? `${formatDuration(by)} passes` : `${formatDuration(by)} pass`;

function waiting(standing: Standing, by: Duration, side: readonly string[]): Played | undefined {
  const after = later(standing, by);
  if (!after) return undefined;
  return { when: passing(by), outcome: [stands(after.next)], next: after.next, seen: [...after.seen, ...side] };
}

const waits = (by: Duration): Act => ({
  name: formatDuration(by),
  needs: ['clock'],
  play: (standing) => waiting(standing, by, []),
});

/** Time goes on until something is just about to end, or has just ended. */
const waitsUntil = (edge: EdgeName, side: 'before' | 'after'): Act => ({
  name: `until just ${side} the end of ${edge}`,
  needs: ['clock'],
  play: (standing) => {
    const end = edges(standing)[edge];
    if (end === undefined) return undefined;
    const by = milliseconds(end - standing.now + (side === 'before' ? -1_000 : 1_000));
    return by > 0 ? waiting(standing, by, [`${edge}: just ${side}`]) : undefined;
  },
});

export const orderActs: readonly Act[] = [
  queries,
  pays('pay', 'the payer pays', ({ latestExpires }) => latestExpires),
  closes,
  reorders,
  pays('pay with the first prepay_id', 'the payer pays with the first prepay_id', ({ firstExpires }) => [
    firstExpires,
    firstExpires,
  ]),
  inVain('the payer cancels'),
  inVain('the payer fails to pay'),
  inVain('another payer pays'),
  reordersOtherwise,
  reordersInVain('error-500', 'SYSTEM_ERROR'),
  reordersInVain('rate-limit', 'FREQUENCY_LIMITED'),
  queriesById,
  waits(seconds(1)),
  waits(seconds(61)),
  waits(hours(1)),
  waits(days(1)),
  ...EDGES.flatMap((edge) => [waitsUntil(edge, 'before'), waitsUntil(edge, 'after')]),
];
