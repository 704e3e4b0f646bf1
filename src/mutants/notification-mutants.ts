import type { Carrier } from '../gateway/courier.ts';
import type { Letter } from '../gateway/letter.ts';
import { documentedPolicy } from '../gateway/policy.ts';
import { orderView } from '../gateway/views.ts';
import { minutes, seconds } from '../time/index.ts';
import { decideMutant, type Mutant, policyMutant, withEvents } from './mutant.ts';

const { notificationRetries } = documentedPolicy;

/** From its third sending on, a notification goes out as it went the time before. */
const repeatsItself = (carry: Carrier): Carrier => {
  const sent = new Map<string, Letter[]>();
  return (url, letter, answerTime) => {
    const earlier = sent.get(url) ?? [];
    const going = earlier.length >= 2 ? (earlier[1] ?? letter) : letter;
    sent.set(url, [...earlier, going]);
    return carry(url, going, answerTime);
  };
};

/** Gateways that break a duty of notifications. */
export const notificationMutants: readonly Mutant[] = [
  policyMutant(
    'a-rung-of-the-ladder-is-longer',
    { 'NOTIFY-RETRIES': 'seconds between the sendings … seen [15,15,30,180,900,1200,' },
    { notificationRetries: notificationRetries.map((wait, rung) => (rung === 4 ? minutes(15) : wait)) },
  ),
  policyMutant(
    'gives-up-after-ten-sendings',
    {
      'NOTIFY-RETRIES': 'seconds between the sendings … seen [15,15,30,180,600,1200,1800,1800,1800]',
      'REFUND-NOTIFY-TELLS': 'notifications received: expected 16, seen 11',
    },
    { notificationRetries: notificationRetries.slice(0, 9) },
  ),
  policyMutant(
    'a-redirect-counts-as-accepted',
    {
      'NOTIFY-ACCEPTED': 'notifications received: expected 2, seen 1',
      'REFUND-NOTIFY-TELLS': 'notifications received: expected 3, seen 2',
    },
    { notificationAccepted: [200, 204, 302] },
  ),
  policyMutant(
    'a-204-does-not-count',
    {
      'NOTIFY-ACCEPTED': 'notifications received: expected 1, seen 15',
      'REFUND-NOTIFY-TELLS': 'notifications received: expected 3, seen 4',
    },
    { notificationAccepted: [200] },
  ),
  policyMutant(
    'waits-ten-seconds-for-the-answer',
    { 'NOTIFY-ACCEPTED': 'notifications received: expected 2, seen 1' },
    { notificationAnswerTime: seconds(10) },
  ),
  decideMutant(
    'only-the-first-sending-can-be-accepted',
    { 'NOTIFY-ACCEPTED': 'notifications received: expected 3, seen 15' },
    'notification-answered',
    (command, state, right) => {
      const sendings = state.notifications.get(command.id)?.attempts.length ?? 0;
      return right(sendings === 0 ? command : { ...command, attempt: { ...command.attempt, status: 500 } });
    },
  ),
  {
    name: 'resends-the-same-bytes',
    killedBy: {
      'NOTIFY-FRESH': 'different values of wechatpay-nonce: expected 6, seen 2',
      'NOTIFY-SUCCESS': 'in passing: the notification: expected valid and opens, seen stale and opens',
      'REFUND-NOTIFY': 'event_type: expected REFUND.SUCCESS, seen REFUND.ABNORMAL',
    },
    parts: { carry: repeatsItself },
  },
  decideMutant(
    'a-large-payment-is-told-a-fen-short',
    { 'NOTIFY-SUCCESS': 'amount.total: expected 123456, seen 123455' },
    'open-cashier',
    (command, _state, right) =>
      withEvents(right(command), (events) =>
        events.map((event) => {
          if (event.type !== 'notification-made' || !('amount' in event.notification.resource)) return event;
          const { resource: truth } = event.notification;
          if (truth.amount?.total !== 123_456) return event;
          const resource = { ...truth, amount: { ...truth.amount, total: 123_455 } };
          return { ...event, notification: { ...event.notification, resource } as typeof event.notification };
        }),
      ),
  ),
  decideMutant(
    'a-failed-payment-is-told',
    { 'NOTIFY-ONLY-SUCCESS': 'notifications received: expected 0, seen 1' },
    'open-cashier',
    (command, state, right) =>
      withEvents(right(command), (events) =>
        events.flatMap((event) => {
          const order = event.type === 'payment-failed' ? state.orders.get(event.outTradeNo) : undefined;
          if (!order) return [event];
          const { at } = command;
          const head = {
            id: command.freshNotificationId,
            eventType: 'TRANSACTION.SUCCESS',
            outTradeNo: order.request.out_trade_no,
          } as const;
          const notification = {
            ...head,
            url: order.request.notify_url,
            createdAt: at,
            resource: orderView(order),
            attempts: [],
            nextAttemptAt: at,
          };
          return [event, { type: 'notification-made', notification } as const];
        }),
      ),
  ),
];
