import { MerchantFailed, type OrderRef, type RefundBelief, type RefundRef } from '../actors/index.ts';
import { ModelMerchant } from '../merchant/model-merchant.ts';
import type { Fields } from '../merchant/notification-inbox.ts';
import type { MerchantOrder, MerchantRefund } from '../merchant/order-book.ts';
import type { Fen } from '../money/fen.ts';
import type { RefundRequest } from '../protocol/payments.ts';
import { between, type Instant, minutes } from '../time/index.ts';
import { type Mutant, merchantMutant } from './mutant.ts';

class TakesAnyRefundLetterForSuccess extends ModelMerchant {
  protected override take(eventType: string, resource: Fields): boolean {
    const isOfRefund = eventType.startsWith('REFUND.');
    return super.take(eventType, isOfRefund ? { ...resource, refund_status: 'SUCCESS' } : resource);
  }
}

class TakesAbnormalForDone extends ModelMerchant {
  protected override learnRefund(order: MerchantOrder, refund: MerchantRefund, status: unknown): void {
    super.learnRefund(order, refund, status === 'ABNORMAL' ? 'SUCCESS' : status);
  }
}

/** Reads the refund's outcome off the order, which is in REFUND as soon as one was accepted. */
class TakesTheOrdersStateForTheRefunds extends ModelMerchant {
  protected override async learnState(order: MerchantOrder): Promise<string> {
    const state = await super.learnState(order);
    const open = order.refunds.filter((refund) => refund.state === 'refunding');
    if (state === 'REFUND') for (const refund of open) this.learnRefund(order, refund, 'SUCCESS');
    return state;
  }
}

/** Half an hour is long for a refund, so it must have been made. */
class TakesTimeForAnAnswer extends ModelMerchant {
  readonly #askedAt = new Map<RefundRef, Instant>();

  override async refund(ref: OrderRef, amount: Fen): Promise<RefundRef> {
    const number = await super.refund(ref, amount);
    this.#askedAt.set(number, this.parts.clock.now());
    return number;
  }

  override async readRefund(ref: RefundRef): Promise<RefundBelief> {
    const state = await super.readRefund(ref);
    const now = this.parts.clock.now();
    const isLong = between(this.#askedAt.get(ref) ?? now, now) >= minutes(30);
    return state === 'refunding' && isLong ? 'refunded' : state;
  }
}

/** Has its prices in yuan, and cuts off what is left of the multiplication. */
class CutsFenOffRefunds extends ModelMerchant {
  protected override refundRequest(order: MerchantOrder, refund: MerchantRefund): RefundRequest {
    const request = super.refundRequest(order, refund);
    const yuan = refund.amount / 100;
    return { ...request, amount: { ...request.amount, refund: Math.floor(yuan * 100) } };
  }
}

/** Takes the end of one part for that of all: it looks the order up, and not the refund. */
class TakesOnePartForAll extends ModelMerchant {
  protected override learnRefund(order: MerchantOrder, refund: MerchantRefund, status: unknown): void {
    if (status === 'SUCCESS') for (const other of order.refunds) other.state = 'refunded';
    super.learnRefund(order, refund, status);
  }
}

/** Adds up what it is told, and what it is told twice twice. */
class CountsARefundAsOftenAsItIsTold extends ModelMerchant {
  readonly #back = new Map<MerchantOrder, number>();

  protected override learnRefund(order: MerchantOrder, refund: MerchantRefund, status: unknown): void {
    if (status === 'SUCCESS') this.#back.set(order, (this.#back.get(order) ?? 0) + refund.amount);
    super.learnRefund(order, refund, status);
  }

  override async refund(ref: OrderRef, amount: Fen): Promise<RefundRef> {
    const order = this.book.get(ref);
    if (order.price - (this.#back.get(order) ?? 0) < amount) throw new MerchantFailed('all of it is given back');
    return super.refund(ref, amount);
  }
}

const SHOWN = 'what the merchant takes the refund for: expected one of ["refunding","failed"], seen refunded';
const ORDER_SHOWN =
  'what the merchant takes the order for: expected one of ["refunding","paid","failed"], seen refunded';

/** Merchants that take something else than WeChat Pay's word for what became of a refund, or ask for another than they mean. */
export const refundBeliefMutants: readonly Mutant[] = [
  merchantMutant(
    'merchant-takes-any-refund-notification-for-success',
    { 'REFUND-NOT-YET': ORDER_SHOWN },
    TakesAnyRefundLetterForSuccess,
  ),
  merchantMutant(
    'merchant-takes-one-part-for-all',
    {
      'REFUND-NOT-YET': 'what the merchant takes the part for: expected one of ["refunding","failed"], seen refunded',
    },
    TakesOnePartForAll,
  ),
  merchantMutant(
    'merchant-counts-a-refund-as-often-as-it-is-told',
    { 'BOOKS-BALANCE': 'fen of the further refund: expected 390, seen 100' },
    CountsARefundAsOftenAsItIsTold,
  ),
  merchantMutant('merchant-takes-abnormal-for-done', { 'REFUND-NOT-YET': ORDER_SHOWN }, TakesAbnormalForDone),
  merchantMutant(
    'merchant-takes-the-orders-state-for-the-refunds',
    { 'REFUND-NOT-YET': ORDER_SHOWN },
    TakesTheOrdersStateForTheRefunds,
  ),
  merchantMutant('merchant-takes-time-for-an-answer', { 'REFUND-NOT-YET': SHOWN }, TakesTimeForAnAnswer),
  merchantMutant(
    'merchant-cuts-fen-off-refunds',
    { 'REFUND-TOTAL': 'amount.refund: expected 1990, seen 1989' },
    CutsFenOffRefunds,
  ),
];
