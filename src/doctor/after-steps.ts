import type { VerbName } from '../merchant/profile/profile.ts';
import { fen } from '../money/fen.ts';
import { PAID_ERR_MSG } from '../protocol/cashier.ts';
import { type Check, checksOf, type Text, t } from './check.ts';
import { readUntil } from './payment-steps.ts';
import { type Outcome, play } from './play.ts';
import type { Ordered } from './purchase-steps.ts';
import { reconcileStep } from './reconcile-step.ts';
import { nameShape, verbCheck } from './verb-checks.ts';
import type { Visit } from './visit.ts';

const { ok, note, skipped } = checksOf('after', 'backend');

type Emit = (check: Check) => void;

/** The verbs that follow a payment, the one that a second order is given up with, and the look at the bill. */
export async function afterSteps(visit: Visit, ordered: Ordered | undefined, paid: boolean, emit: Emit): Promise<void> {
  const { driver } = visit;
  const unpaid = ordered
    ? t('nothing was paid', '没有支付成功')
    : t('there is no order that could be paid', '没有可支付的订单');
  const { order } = ordered ?? {};
  const tried = async <T>(
    verb: VerbName,
    doing: () => Promise<T>,
    shape: (value: T) => Text,
  ): Promise<T | undefined> => {
    const outcome = await play(visit, verb, doing);
    emit(verbCheck('after', verb, outcome, shape));
    await visit.settled();
    return outcome.kind === 'done' ? outcome.value : undefined;
  };
  const saidOrSkipped = async (verb: VerbName, because: Text): Promise<void> => {
    const isThere = driver.describes(verb);
    if (isThere) emit(skipped(verb, because));
    else emit(verbCheck('after', verb, await play(visit, verb, async () => undefined), () => ''));
  };
  if (!paid || order === undefined) {
    for (const verb of ['returnFromCashier', 'refund', 'readRefund'] as const) await saidOrSkipped(verb, unpaid);
  } else {
    await tried(
      'returnFromCashier',
      () => driver.returnFromCashier(order, PAID_ERR_MSG),
      (state) => t(`state ${state}`, `state为${state}`),
    );
    const refund = await tried('refund', () => driver.refund(order, fen(1)), nameShape);
    if (refund === undefined) await saidOrSkipped('readRefund', t('there is no refund', '没有退款'));
    else
      await tried(
        'readRefund',
        () => driver.readRefund(refund),
        (state) => t(`state ${state}`, `state为${state}`),
      );
  }
  if (!ordered) await saidOrSkipped('cancelOrder', t('no order can be placed', '无法下单'));
  else await cancelling(visit, emit);
  await reconcileStep(visit, emit);
}

/** A second order, which nobody pays, is given up. */
async function cancelling(visit: Visit, emit: Emit): Promise<void> {
  const { driver } = visit;
  if (!driver.describes('cancelOrder')) {
    emit(verbCheck('after', 'cancelOrder', await play(visit, 'cancelOrder', async () => undefined), () => ''));
    return;
  }
  const second = await play(visit, 'placeOrder', () => driver.placeOrder({ price: visit.price }));
  if (second.kind !== 'done') {
    emit(verbCheck('after', 'placeOrder', second, nameShape));
    emit(skipped('cancelOrder', t('no second order could be placed', '无法再次下单')));
    return;
  }
  const order = second.value;
  await play(visit, 'paymentParams', () => driver.paymentParams(order));
  const cancelled = await play(visit, 'cancelOrder', () => driver.cancelOrder(order));
  if (cancelled.kind !== 'done') {
    emit(verbCheck('after', 'cancelOrder', cancelled, () => ''));
    return;
  }
  const read = await readUntil(visit, order, ({ state }) => state === 'closed');
  emit(cancelled.kind === 'done' ? givenUp(read) : verbCheck('after', 'cancelOrder', cancelled, () => ''));
}

function givenUp(read: Outcome<{ readonly state: string }>): Check {
  const state = read.kind === 'done' ? read.value.state : '?';
  if (state === 'closed') return ok('cancelOrder', t('answered; the order is then closed', '有应答，之后订单为closed'));
  return note(
    'cancelOrder',
    t(`answered; the order is then ${state}`, `有应答，之后订单为${state}`),
    t(
      'see whether it needs longer (patience), or whether "states" lacks its word for closed; the rules on closing judge it',
      '检查是否需要更长的patience，或“states”缺少已关闭的状态词；关单规则会对此判定',
    ),
  );
}
