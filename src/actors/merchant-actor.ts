import type { Fen } from '../money/fen.ts';
import type { PaymentParams } from '../protocol/pay-sign.ts';
import type { Duration } from '../time/index.ts';

export const ORDER_BELIEFS = ['unpaid', 'paid', 'closed', 'refunding', 'refunded', 'failed'] as const;
/** What a merchant can believe of an order. */
export type OrderBelief = (typeof ORDER_BELIEFS)[number];

export const REFUND_BELIEFS = ['refunding', 'refunded', 'failed'] as const;
export type RefundBelief = (typeof REFUND_BELIEFS)[number];

/** The merchant's own name for an order or a refund; it means nothing to anyone else. */
export type OrderRef = string & { readonly orderRef?: never };
export type RefundRef = string & { readonly refundRef?: never };

export interface OrderReading {
  readonly state: OrderBelief;
  /** How often the goods were handed out, where the merchant can tell. */
  readonly fulfilled?: number;
}

export const DIFFERENCE_KINDS = ['unpaid', 'unknown', 'missing', 'amount'] as const;
/**
 * How a day's bill and the merchant's orders can differ (D:4012075249): paid in the bill and not at the merchant, in the bill
 * and no order of the merchant, paid at the merchant and not in the bill, amounts that are not the same.
 */
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** One difference, as far as the merchant tells it. */
export interface Difference {
  /** The out_trade_no, WeChat Pay's number, or the merchant's own name of the order. */
  readonly order?: string;
  readonly kind?: DifferenceKind;
  /** How the merchant calls that kind, where its profile does not say what it means. */
  readonly word?: string;
}

/** What came of reconciling a day. */
export interface Findings {
  /** How many differences there are in all. */
  readonly count: number;
  /** Each of them; empty where the merchant tells no more than how many. */
  readonly differences: readonly Difference[];
}

/** The merchant did not do what it was asked, and said so. What that means for a rule is the scenario's to say. */
export class MerchantFailed extends Error {
  override readonly name = 'MerchantFailed';
}

/** The merchant's backend cannot be reached, hangs, answers without end or died: the environment failed, and nothing is found out. */
export class BackendFailed extends Error {
  override readonly name = 'BackendFailed';
}

/** The profile of a merchant does not describe this verb, says that it has none, or cannot do this of it. */
export class VerbMissing extends Error {
  override readonly name = 'VerbMissing';
  readonly verb: string;
  /** Why the merchant has no such feature, where the profile declares that. */
  readonly absent?: string;

  constructor(verb: string, reasons: { readonly absent?: string; readonly because?: string } = {}) {
    super(
      reasons.absent !== undefined
        ? `the merchant has no ${verb}: ${reasons.absent}`
        : (reasons.because ?? `the merchant's profile does not describe ${verb}`),
    );
    this.verb = verb;
    if (reasons.absent !== undefined) this.absent = reasons.absent;
  }
}

/** The merchant's backend, as a customer, an operator and an observer meet it. */
export interface MerchantActor {
  /**
   * A customer orders at a price, and where `pretended` is given says that it is that; a merchant that lets no customer say
   * anything of it throws a VerbMissing. The backend may or may not call the gateway yet.
   */
  placeOrder(order: {
    readonly price: Fen;
    readonly payWithin?: Duration;
    readonly pretended?: Fen;
  }): Promise<OrderRef>;
  /** The customer taps Pay: the arguments of `wx.requestPayment`. */
  paymentParams(order: OrderRef): Promise<PaymentParams>;
  /** What the merchant now believes. Changes nothing. */
  readOrder(order: OrderRef): Promise<OrderReading>;
  /** The mini program came back with what `wx.requestPayment` gave it; what the customer is then shown. */
  returnFromCashier(order: OrderRef, errMsg: string): Promise<OrderBelief>;
  /** The customer gives the order up. */
  cancelOrder(order: OrderRef): Promise<void>;
  refund(order: OrderRef, amount: Fen): Promise<RefundRef>;
  readRefund(refund: RefundRef): Promise<RefundBelief>;
  /** Compares the orders of a day (`yyyy-MM-dd`, Beijing) with WeChat Pay's bill of it. A day that cannot be compared is a MerchantFailed. */
  reconcile(day: string): Promise<Findings>;
  /** Whether it takes the day before by its own clock, whatever day it is asked for. Throws a VerbMissing where it does not reconcile. */
  choosesDay?(): boolean;
}
