import type { OrderRef } from '../actors/index.ts';
import type { MerchantProfile } from '../merchant/profile/profile.ts';
import { type Fen, toYuan } from '../money/fen.ts';
import type { PaymentParams } from '../protocol/pay-sign.ts';
import type { Shop } from './backend-step.ts';
import { type Check, checksOf, t } from './check.ts';
import { gatewayChecks } from './gateway-checks.ts';
import { play } from './play.ts';
import { seenSoFar } from './seen.ts';
import {
  loginChecks,
  loginFailed,
  nameShape,
  noFulfilled,
  paramsShape,
  readingShape,
  verbCheck,
} from './verb-checks.ts';
import { USUAL_PRICE, type Visit } from './visit.ts';

const { note, skipped, wrong } = checksOf('verbs', 'backend');

/** An order that can be paid, as the backend has it. */
export interface Ordered {
  readonly order: OrderRef;
  readonly params: PaymentParams;
}

type Emit = (check: Check) => void;

/** Plays the customer until the cashier opens, and tells what of it reached the gateway. Undefined where nothing can be paid. */
export async function purchaseSteps(
  shop: Shop,
  visit: Visit,
  profile: MerchantProfile,
  folder: string,
  emit: Emit,
): Promise<Ordered | undefined> {
  shop.watch.expect(visit.loginCode);
  const { price } = visit;
  const placed = await play(visit, 'placeOrder', () => visit.driver.placeOrder({ price }));
  const order = placed.kind === 'done' ? placed.value : undefined;
  const handed =
    order === undefined ? undefined : await play(visit, 'paymentParams', () => visit.driver.paymentParams(order));
  for (const check of gatewayChecks(seenSoFar(shop, visit, profile, folder, placed, handed))) emit(check);
  for (const check of loginChecks(placed)) emit(check);
  if (profile.prices && price !== USUAL_PRICE) emit(otherPrice(price));
  emit(
    loginFailed(placed)
      ? skipped('placeOrder', t('the login failed', '登录失败'))
      : verbCheck('verbs', 'placeOrder', placed, nameShape),
  );
  const unordered = t('there is no order', '没有订单');
  emit(handed ? verbCheck('verbs', 'paymentParams', handed, paramsShape) : skipped('paymentParams', unordered));
  if (order === undefined) emit(skipped('readOrder', unordered));
  else await readUnpaid(visit, order, emit);
  return order !== undefined && handed?.kind === 'done' ? { order, params: handed.value } : undefined;
}

async function readUnpaid(visit: Visit, order: OrderRef, emit: Emit): Promise<void> {
  const read = await play(visit, 'readOrder', () => visit.driver.readOrder(order));
  if (read.kind === 'done' && read.value.state !== 'unpaid') {
    emit(
      wrong('readOrder', {
        found: readingShape(read.value),
        expected: t('state unpaid: nobody has paid so far', 'state为unpaid：还没有人支付'),
        advice: t(
          'correct "states" in the profile, or what readOrder takes as state',
          '改正配置文件的“states”，或readOrder中state的取值',
        ),
      }),
    );
    return;
  }
  emit(verbCheck('verbs', 'readOrder', read, readingShape));
  if (read.kind === 'done' && read.value.fulfilled === undefined) emit(noFulfilled());
}

const otherPrice = (price: Fen): Check =>
  note(
    'prices.skus',
    t(
      `nothing costs 9.90, for which most scenarios buy; ${toYuan(price)} was paid here`,
      `没有标价9.90的商品，而多数场景以此购买；此处支付${toYuan(price)}`,
    ),
    t('name a sku for "9.90"', '为“9.90”指定一个sku'),
  );
