import type { OrderBelief, RefundBelief } from '../actors/index.ts';
import { add, type Fen, fen } from '../money/fen.ts';
import type { OrderRequest } from '../protocol/payments.ts';
import type { Instant } from '../time/index.ts';

export interface MerchantRefund {
  readonly outRefundNo: string;
  readonly amount: Fen;
  state: RefundBelief;
}

/** An order as the merchant keeps it. */
export interface MerchantOrder {
  readonly id: string;
  /** What was first asked of WeChat Pay, kept so that it can be asked again to the letter. */
  readonly request: OrderRequest;
  readonly price: Fen;
  readonly createdAt: Instant;
  prepay?: { readonly id: string; readonly at: Instant };
  state: OrderBelief;
  /** When the payer paid, as WeChat Pay tells it. */
  paidAt?: Instant;
  /** How often the goods were handed out. */
  fulfilled: number;
  readonly refunds: MerchantRefund[];
  /** How many rungs of the polling plan are behind it. */
  polls: number;
  /** Set where closing it has to be tried again. */
  closeAgainAt?: Instant;
}

/** The merchant's orders. */
export class OrderBook {
  readonly #orders = new Map<string, MerchantOrder>();

  add(order: MerchantOrder): void {
    this.#orders.set(order.id, order);
  }

  all(): Iterable<MerchantOrder> {
    return this.#orders.values();
  }

  /** Throws an Error for an order that is not in the book. */
  get(id: string): MerchantOrder {
    const order = this.#orders.get(id);
    if (!order) throw new Error(`the merchant has no order ${id}`);
    return order;
  }

  byNumber(outTradeNo: unknown): MerchantOrder | undefined {
    return [...this.#orders.values()].find((order) => order.request.out_trade_no === outTradeNo);
  }

  refundByNumber(outRefundNo: unknown): { order: MerchantOrder; refund: MerchantRefund } | undefined {
    for (const order of this.#orders.values()) {
      const refund = order.refunds.find((candidate) => candidate.outRefundNo === outRefundNo);
      if (refund) return { order, refund };
    }
    return undefined;
  }
}

/** What was asked back so far, refunds that failed for good left out. */
export const refundedSoFar = (order: MerchantOrder): Fen =>
  order.refunds.reduce((sum, refund) => (refund.state === 'failed' ? sum : add(sum, refund.amount)), fen(0));
