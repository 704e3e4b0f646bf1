import type { Attempt, Notification, Order, Refund, State } from '../../gateway/state.ts';
import { type Timeline, toRfc3339 } from '../../time/index.ts';

export const clockView = (timeline: Timeline) => ({ now: toRfc3339(timeline.now()), mode: timeline.mode });

export const attemptView = ({ at, status, error }: Attempt) => ({
  at: toRfc3339(at),
  ...(status === undefined ? {} : { status }),
  ...(error === undefined ? {} : { error }),
});

export const notificationView = (notification: Notification) => ({
  id: notification.id,
  event_type: notification.eventType,
  out_trade_no: notification.outTradeNo,
  url: notification.url,
  ...(notification.nextAttemptAt === undefined ? {} : { nextAttemptAt: toRfc3339(notification.nextAttemptAt) }),
  attempts: notification.attempts.map(attemptView),
});

export const refundView = (refund: Refund) => ({
  out_refund_no: refund.request.out_refund_no,
  refund_id: refund.refundId,
  status: refund.status,
  amount: refund.amount,
  createdAt: toRfc3339(refund.createdAt),
  ...(refund.succeededAt === undefined ? {} : { succeededAt: toRfc3339(refund.succeededAt) }),
});

/** An order with what no query tells: its prepay_ids, where it notifies, and what happened to it. `expiresAt` is the last moment at which it can be paid. */
export const orderView = ({ refunds }: State, order: Order) => ({
  out_trade_no: order.request.out_trade_no,
  trade_state: order.status.tradeState,
  prepay_ids: order.prepayIds.map(({ id, issuedAt, expiresAt }) => ({
    id,
    issuedAt: toRfc3339(issuedAt),
    expiresAt: toRfc3339(expiresAt),
  })),
  notify_url: order.request.notify_url,
  createdAt: toRfc3339(order.createdAt),
  expiresAt: toRfc3339(order.payableUntil),
  ...('payment' in order.status ? { paidAt: toRfc3339(order.status.payment.at) } : {}),
  refunds: order.refunds.flatMap((number) => refunds.get(number) ?? []).map(refundView),
  history: order.history.map(({ at, event }) => ({ at: toRfc3339(at), event })),
});
