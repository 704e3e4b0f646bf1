import type {
  Findings,
  MerchantActor,
  OrderBelief,
  OrderReading,
  OrderRef,
  RefundBelief,
  RefundRef,
} from '../../actors/index.ts';
import type { Fen } from '../../money/fen.ts';
import type { PaymentParams } from '../../protocol/pay-sign.ts';

export interface Watching {
  /** Hears of the failure that a call ended with, or of undefined. */
  readonly heard: (failure: unknown) => void;
  /** Hears that the merchant was asked to do something, once that is answered. */
  readonly stir: () => void;
}

/** A merchant whose every answer is noted. */
export class WatchedMerchant implements MerchantActor {
  readonly #merchant: MerchantActor;
  readonly #watching: Watching;

  constructor(merchant: MerchantActor, watching: Watching) {
    this.#merchant = merchant;
    this.#watching = watching;
  }

  placeOrder(order: Parameters<MerchantActor['placeOrder']>[0]): Promise<OrderRef> {
    return this.#did(() => this.#merchant.placeOrder(order));
  }

  paymentParams(order: OrderRef): Promise<PaymentParams> {
    return this.#did(() => this.#merchant.paymentParams(order));
  }

  readOrder(order: OrderRef): Promise<OrderReading> {
    return this.#asked(() => this.#merchant.readOrder(order));
  }

  returnFromCashier(order: OrderRef, errMsg: string): Promise<OrderBelief> {
    return this.#did(() => this.#merchant.returnFromCashier(order, errMsg));
  }

  cancelOrder(order: OrderRef): Promise<void> {
    return this.#did(() => this.#merchant.cancelOrder(order));
  }

  refund(order: OrderRef, amount: Fen): Promise<RefundRef> {
    return this.#did(() => this.#merchant.refund(order, amount));
  }

  readRefund(refund: RefundRef): Promise<RefundBelief> {
    return this.#asked(() => this.#merchant.readRefund(refund));
  }

  reconcile(day: string): Promise<Findings> {
    return this.#did(() => this.#merchant.reconcile(day));
  }

  choosesDay(): boolean {
    return this.#merchant.choosesDay?.() ?? false;
  }

  async #did<T>(doing: () => Promise<T>): Promise<T> {
    try {
      return await this.#asked(doing);
    } finally {
      this.#watching.stir();
    }
  }

  async #asked<T>(asking: () => Promise<T>): Promise<T> {
    try {
      const answer = await asking();
      this.#watching.heard(undefined);
      return answer;
    } catch (failure) {
      this.#watching.heard(failure);
      throw failure;
    }
  }
}
