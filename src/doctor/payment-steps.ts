import type { OrderReading, OrderRef } from '../actors/index.ts';
import type { DeliveryMap } from '../targets/merchant/deliveries.ts';
import { type Duration, milliseconds, seconds, stopwatch } from '../time/index.ts';
import { cashierFault } from './cashier-advice.ts';
import { type Check, checksOf, isWrong, t } from './check.ts';
import { notificationChecks } from './notification-checks.ts';
import { type Outcome, play } from './play.ts';
import type { Ordered } from './purchase-steps.ts';
import { exchangesIn } from './seen.ts';
import { readingShape, verbCheck } from './verb-checks.ts';
import type { Visit } from './visit.ts';

const { ok, wrong, skipped } = checksOf('notification', 'backend');

const CASHIER = t('cashier', '收银台');
const LEARNT = t('readOrder after it', '通知之后的readOrder');
/** How often a reading is looked at again, at the least. */
const LOOK_AGAIN = seconds(0.25);

/** The customer pays, and the notification is brought. Answers whether anything was paid. */
export async function paymentSteps(
  visit: Visit,
  { order, params }: Ordered,
  deliveries: DeliveryMap,
  emit: (check: Check) => void,
): Promise<boolean> {
  const answer = await visit.pay(params);
  if (answer.errMsg !== 'requestPayment:ok') {
    emit(wrong(CASHIER, cashierFault(answer)));
    for (const check of [NOTIFICATION, LEARNT]) emit(skipped(check, t('nothing was paid', '没有支付成功')));
    return false;
  }
  emit(ok(CASHIER, t('it opened with the params, and was paid', '以该参数唤起并支付成功')));
  const [told] = [...visit.room.merchant.ledger.state.notifications.values()];
  const checks = notificationChecks(told?.url ?? '', deliveries, exchangesIn(visit, 'gateway')[0]);
  for (const check of checks) emit(check);
  const taken = !checks.some(isWrong);
  emit(taken ? await learnt(visit, order) : skipped(LEARNT, t('the notification was not taken', '通知未被接收')));
  return true;
}

const NOTIFICATION = t('notification', '支付通知');

/** What the backend believes once it was told, within its patience. */
async function learnt(visit: Visit, order: OrderRef): Promise<Check> {
  const read = await readUntil(visit, order, ({ state }) => state === 'paid');
  if (read.kind !== 'done')
    return { ...verbCheck('after', 'readOrder', read, readingShape), step: 'notification', check: LEARNT };
  if (read.value.state === 'paid') return ok(LEARNT, readingShape(read.value));
  return wrong(LEARNT, {
    found: readingShape(read.value),
    expected: t(
      `state paid within ${visit.patience.within / 1_000} s of the notification`,
      `通知后${visit.patience.within / 1_000}秒内state为paid`,
    ),
    advice: t(
      'it answered yes to the notification and did not book it: see where it verifies and decrypts (APIv3 key), whether states knows its word, and whether patience is long enough',
      '它对通知应答了成功却没有入账：检查验签与解密（APIv3密钥）、states中的状态词，以及patience是否够长',
    ),
  });
}

/** Reads the order until it is as wanted, or the patience is over. */
export async function readUntil(
  visit: Visit,
  order: OrderRef,
  wanted: (reading: OrderReading) => boolean,
): Promise<Outcome<OrderReading>> {
  const elapsed = stopwatch();
  const left = (): Duration => milliseconds(Math.max(0, visit.patience.within - elapsed()));
  for (;;) {
    const read = await play(visit, 'readOrder', () => visit.driver.readOrder(order));
    if (read.kind !== 'done' || wanted(read.value) || left() === 0) return read;
    await visit.patience.stirred(milliseconds(Math.min(LOOK_AGAIN, left())));
  }
}
