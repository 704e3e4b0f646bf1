import type { Decision } from '../gateway/decision.ts';
import { documentedPolicy } from '../gateway/policy.ts';
import type { Notification } from '../gateway/state.ts';
import { decideMutant, type Mutant, policyMutant, withEvents } from './mutant.ts';

const { notificationAccepted } = documentedPolicy;

/** Nothing is sent after this. */
const givenUp = (decision: Decision): Decision =>
  withEvents(decision, (events) =>
    events.map((event) => {
      if (event.type !== 'notification-attempted') return event;
      const { nextAttemptAt: _, ...last } = event;
      return last as typeof event;
    }),
  );

const isOfRefund = (notification: Notification | undefined): boolean =>
  notification?.eventType.startsWith('REFUND') ?? false;

/** Gateways that give notifications up too soon: of refunds as of payments. */
export const sentAgainMutants: readonly Mutant[] = [
  policyMutant(
    'a-merchant-that-declines-is-taken-at-its-word',
    { 'NOTIFY-ACCEPTED': 'notifications received: expected 2, seen 1' },
    { notificationAccepted: [...notificationAccepted, 400, 403, 410] },
  ),
  policyMutant(
    'a-notification-that-is-put-off-counts-as-accepted',
    { 'NOTIFY-ACCEPTED': 'notifications received: expected 2, seen 1' },
    { notificationAccepted: [...notificationAccepted, 202] },
  ),
  decideMutant(
    'a-refund-ends-the-notices-of-its-payment',
    { 'NOTIFY-RETRIES': 'seconds between the sendings … seen [15]' },
    'notification-answered',
    (command, state, right) => {
      const notification = state.notifications.get(command.id);
      const isRefunded = state.orders.get(notification?.outTradeNo ?? '')?.status.tradeState === 'REFUND';
      return isRefunded && !isOfRefund(notification) ? givenUp(right(command)) : right(command);
    },
  ),
  decideMutant(
    'a-notice-of-a-refund-is-accepted-by-any-answer',
    { 'REFUND-NOTIFY-TELLS': 'notifications received: expected 3, seen 2' },
    'notification-answered',
    (command, state, right) => {
      const { status = 500 } = command.attempt;
      return isOfRefund(state.notifications.get(command.id)) && status < 500 ? givenUp(right(command)) : right(command);
    },
  ),
  decideMutant(
    'a-notice-of-a-refund-is-sent-twice-at-most',
    { 'REFUND-NOTIFY-TELLS': 'notifications received: expected 4, seen 3' },
    'notification-answered',
    (command, state, right) => {
      const notification = state.notifications.get(command.id);
      const sent = notification?.attempts.length ?? 0;
      return isOfRefund(notification) && sent >= 1 ? givenUp(right(command)) : right(command);
    },
  ),
];
