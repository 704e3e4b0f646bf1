import { fen } from '../money/fen.ts';
import { TRANSITIONS } from '../rules/state-machines.ts';
import { type Duration, days, formatDuration, hours, minutes } from '../time/index.ts';
import { orderActs } from './order-acts.ts';
import { refundActs } from './refund-acts.ts';
import { newlyOrdered, orderStep, orderStepOf, type Standing } from './standing.ts';
import { type Ground, territory } from './territory.ts';

/** How an order begins: without a time_expire, or to be paid within so long. */
const TERMS: readonly (Duration | undefined)[] = [undefined, minutes(10), hours(3), days(2)];
const TOTALS = [100, 1, 2, 9_999] as const;

const made = TRANSITIONS.filter(({ from }) => from === 'none').map(orderStep);

type Beginning = Ground<Standing>['beginnings'][number];

const ordered = (total: number, payWithin: Duration | undefined): Beginning => {
  const terms = payWithin === undefined ? '' : ` whose time_expire is ${formatDuration(payWithin)} away`;
  const steps = [`Given an order of ${total} fen${terms}`, 'Then the order is NOTPAY'];
  return { steps, standing: newlyOrdered(fen(total), payWithin), seen: made };
};

/** Half of what there is to do can be done to a paid order only, and by chance not many are ever paid. */
const paid = (total: number): Beginning => {
  const order = newlyOrdered(fen(total));
  const standing = { ...order, state: orderStepOf('NOTPAY', 'pay').to, paidAt: order.now };
  return { steps: [`Given an order of ${total} fen in SUCCESS`, 'Then the order is SUCCESS'], standing, seen: made };
};

const ground: Ground<Standing> = {
  beginnings: [
    ...TERMS.flatMap((terms) => TOTALS.map((total) => ordered(total, terms))),
    ...TOTALS.map(paid),
    paid(100),
  ],
  // Few acts of an order lead to where there are refunds, and so those of refunds are drawn twice as often.
  acts: [...orderActs, ...refundActs, ...refundActs],
  end: [],
};

/** One order and its refunds, as a caller deals with the gateway about them. */
export const gatewayGround = territory(ground);
