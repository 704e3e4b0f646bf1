import type { DeliveryAttempt } from '../actors/index.ts';
import type { Carrier } from '../gateway/courier.ts';
import { NOTIFICATION_FAULTS, type NotificationFault } from '../gateway/faults.ts';
import { composeLetter } from '../gateway/letter.ts';
import type { RegisteredMerchant } from '../gateway/merchants.ts';
import { paidOrderView } from '../gateway/notifications.ts';
import type { Notification } from '../gateway/state.ts';
import { refundNotice } from '../gateway/views.ts';
import { type Entropy, uuid } from '../protocol/entropy.ts';
import { type Clock, toCompact } from '../time/index.ts';
import type { Trace } from '../trace/index.ts';

export interface ForgeryParts {
  readonly wire: Clock;
  readonly entropy: Entropy;
  readonly carry: Carrier;
  readonly trace: Trace;
}

/**
 * Sends a success notification of a payment that was never made, spoilt by a fault: the order stays as it is, so that a
 * merchant that asks WeChat Pay at the same time cannot rightly take it for paid. Throws a RangeError for an unknown order or fault.
 */
export async function forge(
  merchant: RegisteredMerchant,
  outTradeNo: string,
  name: string,
  parts: ForgeryParts,
): Promise<DeliveryAttempt> {
  const ledger = merchant.books.ofOrder(outTradeNo);
  const order = ledger?.state.orders.get(outTradeNo);
  if (!ledger || !order) throw new RangeError(`The gateway has no order "${outTradeNo}"`);
  const at = ledger.timeline.now();
  const transactionId = `4200000000${toCompact(at).slice(0, 8)}0000000000`;
  const resource = paidOrderView(order, { transactionId, at });
  const head = { eventType: 'TRANSACTION.SUCCESS', outTradeNo, url: order.request.notify_url } as const;
  return send(merchant, { ...head, id: uuid(parts.entropy), createdAt: at, resource, attempts: [] }, name, parts);
}

/**
 * Sends a success notification of the order's latest refund, which is still under way, spoilt by a fault. Undefined where
 * there is no such refund, or none that wants notifications. Throws a RangeError for an unknown fault.
 */
export async function forgeRefund(
  merchant: RegisteredMerchant,
  outTradeNo: string,
  name: string,
  parts: ForgeryParts,
): Promise<DeliveryAttempt | undefined> {
  const ledger = merchant.books.ofOrder(outTradeNo);
  const refunds = [...(ledger?.state.refunds.values() ?? [])].filter((refund) => refund.outTradeNo === outTradeNo);
  const refund = refunds.findLast(({ status }) => status === 'PROCESSING');
  const url = refund?.request.notify_url;
  if (!ledger || !refund || url === undefined) return undefined;
  const at = ledger.timeline.now();
  const resource = refundNotice(merchant.mchid, { ...refund, status: 'SUCCESS', succeededAt: at });
  const head = { eventType: 'REFUND.SUCCESS', outTradeNo, url } as const;
  return send(merchant, { ...head, id: uuid(parts.entropy), createdAt: at, resource, attempts: [] }, name, parts);
}

async function send(
  merchant: RegisteredMerchant,
  notification: Notification,
  name: string,
  { wire, entropy, carry, trace }: ForgeryParts,
): Promise<DeliveryAttempt> {
  const fault = NOTIFICATION_FAULTS.find((known): known is NotificationFault => known === name);
  if (!fault) throw new RangeError(`There is no notification fault "${name}"`);
  const at = notification.createdAt;
  trace.record({ kind: 'fault', on: 'notification', fault, times: 1 });
  const letter = composeLetter(merchant, notification, { wire, entropy, fault });
  if (!letter) return { at, error: 'the merchant has no APIv3 key' };
  return { at, ...(await carry(notification.url, letter, merchant.ledger.policy.notificationAnswerTime)) };
}
