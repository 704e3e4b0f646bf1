import { type Duration, type Instant, minutes, plus, seconds } from '../time/index.ts';
import type { MerchantOrder } from './order-book.ts';

/** How long after the order the merchant asks WeChat Pay for its state when no notification comes (D:4012075249, plan 1). */
export const POLLING_PLAN: readonly Duration[] = [
  seconds(5),
  seconds(30),
  minutes(1),
  minutes(3),
  minutes(5),
  minutes(10),
  minutes(30),
];

/** When this unpaid order is next to be looked at: at the next rung of the plan, or at its deadline. */
export function nextLook(order: MerchantOrder, deadline: Instant | undefined): Instant | undefined {
  if (order.state !== 'unpaid' || order.prepay === undefined) return undefined;
  const rung = POLLING_PLAN[order.polls];
  const poll = rung === undefined ? undefined : plus(order.createdAt, rung);
  if (poll === undefined) return deadline;
  return deadline !== undefined && deadline < poll ? deadline : poll;
}
