import type { DeliveryAttempt } from '../actors/index.ts';
import type { Carrier } from '../gateway/courier.ts';
import { NOTIFICATION_FAULTS } from '../gateway/faults.ts';
import { composeLetter } from '../gateway/letter.ts';
import type { RegisteredMerchant } from '../gateway/merchants.ts';
import { paidOrderView } from '../gateway/notifications.ts';
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
  { wire, entropy, carry, trace }: ForgeryParts,
): Promise<DeliveryAttempt> {
  const fault = NOTIFICATION_FAULTS.find((known) => known === name);
  if (!fault) throw new RangeError(`There is no notification fault "${name}"`);
  const ledger = merchant.books.ofOrder(outTradeNo);
  const order = ledger?.state.orders.get(outTradeNo);
  if (!ledger || !order) throw new RangeError(`The gateway has no order "${outTradeNo}"`);
  const at = ledger.timeline.now();
  const transactionId = `4200000000${toCompact(at).slice(0, 8)}0000000000`;
  const notification = {
    id: uuid(entropy),
    eventType: 'TRANSACTION.SUCCESS',
    outTradeNo,
    url: order.request.notify_url,
    createdAt: at,
    resource: paidOrderView(order, { transactionId, at }),
    attempts: [],
  } as const;
  trace.record({ kind: 'fault', on: 'notification', fault, times: 1 });
  const letter = composeLetter(merchant, notification, { wire, entropy, fault });
  if (!letter) return { at, error: 'the merchant has no APIv3 key' };
  return { at, ...(await carry(notification.url, letter, ledger.policy.notificationAnswerTime)) };
}
