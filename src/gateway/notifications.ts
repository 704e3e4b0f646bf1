import type { EventType, Notice, OrderView } from '../protocol/payments.ts';
import { hours, type Instant, plus } from '../time/index.ts';
import { type Decision, happened } from './decision.ts';
import type { Command, GatewayEvent } from './events.ts';
import type { Policy } from './policy.ts';
import type { Order, Payment, State } from './state.ts';
import { orderView } from './views.ts';

/** The order as it stands once that payment is in: what the success notification tells. */
export const paidOrderView = (order: Order, payment: Payment): OrderView =>
  orderView({ ...order, status: { tradeState: 'SUCCESS', payment } });

/** A notification that is due at once. Success, refund success, closing and abnormality are told; nothing else ever is (D:4012791902). */
export function makeNotification(
  head: { id: string; eventType: EventType; outTradeNo: string; url: string; at: Instant },
  resource: Notice,
): readonly GatewayEvent[] {
  const { at, ...rest } = head;
  return [
    { type: 'notification-made', notification: { ...rest, createdAt: at, resource, attempts: [], nextAttemptAt: at } },
  ];
}

/** The notification of a self-test is about no order (D:4015164042). */
export const sendEcho = ({ at, url, notice, freshNotificationId }: Command & { type: 'send-echo' }): Decision =>
  happened(
    makeNotification({ id: freshNotificationId, eventType: 'SECURITY_ECHO.SUCCESS', outTradeNo: '', url, at }, notice),
  );

/** An accepted notification is done with. Any other waits for the next rung of the ladder, until there is none (D:4012791902). */
export function answerNotification(
  state: State,
  { id, attempt, at }: Command & { type: 'notification-answered' },
  policy: Policy,
): Decision {
  const notification = state.notifications.get(id);
  if (!notification) return happened([]);
  const accepted = attempt.status !== undefined && policy.notificationAccepted.includes(attempt.status);
  // What was accepted or given up before and was sent once more by hand is not taken up again.
  const wasDone = notification.nextAttemptAt === undefined;
  const ladder = notification.eventType === 'SECURITY_ECHO.SUCCESS' ? policy.echoRetries : policy.notificationRetries;
  const wait = accepted || wasDone ? undefined : ladder[notification.attempts.length];
  const next = wait === undefined ? {} : { nextAttemptAt: plus(at, wait) };
  return happened([{ type: 'notification-attempted', id, attempt, ...next }, ...overtaken(state, id, at)]);
}

/** Later than a merchant waits before it asks by itself: the last documented query comes after half an hour (D:4012075249). */
const LATE_BY = hours(1);

/** Those that were held back until another one is sent: now one was. */
const overtaken = (state: State, sent: string, at: Instant): readonly GatewayEvent[] =>
  [...state.heldBack]
    .filter((id) => id !== sent)
    .map((id) => ({ type: 'notification-postponed', id, nextAttemptAt: at, behindNext: false }));

/** A fault holds a sending back: until a later hour, or until the next other notification has gone out before it. */
export function postponeNotification(
  state: State,
  { id, manner, at }: Command & { type: 'postpone-notification' },
): Decision {
  if (!state.notifications.has(id)) return happened([]);
  const nextAttemptAt = plus(at, LATE_BY);
  return happened([{ type: 'notification-postponed', id, nextAttemptAt, behindNext: manner === 'out-of-order' }]);
}
