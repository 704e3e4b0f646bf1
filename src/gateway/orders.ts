import { isDeepStrictEqual } from 'node:util';
import { fen } from '../money/fen.ts';
import type { OrderRequest } from '../protocol/payments.ts';
import { earliest, type Instant, latest, parseRfc3339, plus, toCompact } from '../time/index.ts';
import { type Decision, happened, refused } from './decision.ts';
import type { Command } from './events.ts';
import type { Policy } from './policy.ts';
import { refusals } from './refusal.ts';
import type { Order, PrepayId, State } from './state.ts';

/** A first order makes it NOTPAY; the same again gives another prepay_id for it; anything else under a used number is refused. */
export function placeOrder(state: State, command: Command & { type: 'place-order' }, policy: Policy): Decision {
  const { request, at } = command;
  if (request.amount.total > policy.largestTotal) return refused(refusals.totalTooLarge);
  const known = state.orders.get(request.out_trade_no);
  const prepayId = issue(command.freshId, at, policy);
  if (!known) {
    const order = newOrder(request, at, prepayId, policy);
    return happened([{ type: 'order-placed', order }], { kind: 'prepay-id', id: prepayId.id });
  }
  switch (known.status.tradeState) {
    case 'SUCCESS':
    case 'REFUND':
      return refused(refusals.orderPaid(policy.reorderOfPaid));
    case 'CLOSED':
      return refused(refusals.orderClosed(policy.reorderOfClosed));
    case 'NOTPAY': {
      if (!sameTerms(known.request, request))
        return refused(refusals.reorderWithOtherParams(policy.reorderWithOtherParams));
      const usable = known.prepayIds.find((candidate) => at <= candidate.expiresAt);
      if (policy.prepayIdOnReorder === 'same' && usable) return happened([], { kind: 'prepay-id', id: usable.id });
      const event = { type: 'prepay-id-issued', outTradeNo: request.out_trade_no, prepayId } as const;
      return happened([event], { kind: 'prepay-id', id: prepayId.id });
    }
  }
}

/** Only what is unpaid can be closed; closing what is closed is no error (D:4012791901, D:4012791869). */
export function closeOrder(
  state: State,
  { outTradeNo, at }: Command & { type: 'close-order' },
  policy: Policy,
): Decision {
  const order = state.orders.get(outTradeNo);
  if (!order) return policy.closeOfUnknown === 'accepted' ? happened([]) : refused(refusals.orderNotExist);
  switch (order.status.tradeState) {
    case 'SUCCESS':
    case 'REFUND':
      return refused(refusals.orderPaid(policy.closeOfPaid));
    case 'CLOSED':
      return happened([]);
    case 'NOTPAY':
      return happened([{ type: 'order-closed', outTradeNo, at, by: 'merchant' }]);
  }
}

/** `wx`, the moment in Beijing time, and 20 hex digits: the form of real prepay_ids (D:4012791897). */
const issue = (freshId: string, at: Instant, policy: Policy): PrepayId => ({
  id: `wx${toCompact(at)}${freshId.slice(0, 20)}`,
  issuedAt: at,
  expiresAt: plus(at, policy.prepayIdLifetime),
});

function newOrder(request: OrderRequest, at: Instant, prepayId: PrepayId, policy: Policy): Order {
  const payableUntil = lastMomentToPay(request, at, policy);
  const afterSevenDays = plus(at, policy.unpaidLifetime);
  const waitsForPayer = policy.autoCloseWithTimeExpire === 'at-the-later-of-both';
  return {
    request,
    total: fen(request.amount.total),
    createdAt: at,
    payableUntil,
    closesAt: waitsForPayer ? latest(payableUntil, afterSevenDays) : afterSevenDays,
    status: { tradeState: 'NOTPAY' },
    prepayIds: [prepayId],
    refunds: [],
    history: [{ at, event: 'NOTPAY' }],
  };
}

/** time_expire, moved silently into its bounds; without one, the seven days of every unpaid order (D:4012791897). */
function lastMomentToPay(request: OrderRequest, at: Instant, policy: Policy): Instant {
  const asked = request.time_expire === undefined ? undefined : parseRfc3339(request.time_expire);
  if (asked === undefined) return plus(at, policy.unpaidLifetime);
  return earliest(latest(asked, plus(at, policy.timeExpireEarliest)), plus(at, policy.timeExpireLatest));
}

/** Two requests mean the same order when every parameter is the same; the order of keys means nothing. */
export const sameTerms = (a: unknown, b: unknown): boolean => isDeepStrictEqual(a, b);
