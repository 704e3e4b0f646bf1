import type { Fen } from '../money/fen.ts';
import type {
  EventType,
  Notice,
  OrderRequest,
  RefundChannel,
  RefundRequest,
  RefundStatus,
} from '../protocol/payments.ts';
import type { Instant } from '../time/index.ts';
import { Agenda } from './agenda.ts';
import type { Sharing, UsedCoupon } from './coupons.ts';

export interface PrepayId {
  readonly id: string;
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
}

/** A payment that went through. */
export interface Payment {
  readonly transactionId: string;
  readonly at: Instant;
  /** Only where there were any. */
  readonly coupons?: readonly UsedCoupon[];
  /** The merchant's rate then, in basis points; older records do not have it. */
  readonly feeRate?: number;
}

/** Where an order stands; only a paid one has a payment, and only a closed one was closed by somebody. */
export type OrderStatus =
  | { readonly tradeState: 'NOTPAY' }
  | { readonly tradeState: 'SUCCESS'; readonly payment: Payment }
  | { readonly tradeState: 'REFUND'; readonly payment: Payment }
  | { readonly tradeState: 'CLOSED'; readonly by: 'merchant' | 'gateway' };

export interface Order {
  readonly request: OrderRequest;
  readonly total: Fen;
  readonly createdAt: Instant;
  /** The last moment at which the payer can pay. */
  readonly payableUntil: Instant;
  /** When the gateway closes it by itself. */
  readonly closesAt: Instant;
  readonly status: OrderStatus;
  readonly prepayIds: readonly PrepayId[];
  readonly refunds: readonly string[];
  readonly history: readonly { readonly at: Instant; readonly event: string }[];
}

export interface Refund {
  readonly refundId: string;
  readonly request: RefundRequest;
  readonly outTradeNo: string;
  readonly transactionId: string;
  readonly amount: Fen;
  readonly total: Fen;
  /** Only where the order was paid with coupons. */
  readonly sharing?: Sharing;
  /** What of the fee comes back with it; older records do not have it. */
  readonly fee?: Fen;
  readonly createdAt: Instant;
  readonly status: RefundStatus;
  /** How it stood from when on, the present status last. */
  readonly history: readonly { readonly at: Instant; readonly status: RefundStatus }[];
  /** When the money arrives, unless the bank says something else before. */
  readonly settlesAt: Instant;
  readonly succeededAt?: Instant;
  /** It was accepted although the account did not hold enough for it. */
  readonly unfunded?: true;
  /** Where the money goes instead, once the merchant has said so of an ABNORMAL refund. */
  readonly receiver?: Receiver;
}

/** Whom the money of an ABNORMAL refund is given to, as the refund tells it from then on. */
export interface Receiver {
  readonly channel: RefundChannel;
  readonly account: string;
}

/** How one sending of a notification ended. */
export interface Attempt {
  readonly at: Instant;
  /** The HTTP status that came back, */
  readonly status?: number;
  /** or why none did. */
  readonly error?: string;
}

export interface Notification {
  readonly id: string;
  readonly eventType: EventType;
  readonly outTradeNo: string;
  readonly url: string;
  readonly createdAt: Instant;
  readonly resource: Notice;
  readonly attempts: readonly Attempt[];
  /** Absent once it was accepted or given up. */
  readonly nextAttemptAt?: Instant;
}

/** All that one merchant's gateway knows on one timeline. Changed by `evolve` alone. */
export interface State {
  readonly mchid: string;
  readonly orders: Map<string, Order>;
  readonly orderOfPrepayId: Map<string, string>;
  readonly orderOfTransaction: Map<string, string>;
  readonly refunds: Map<string, Refund>;
  readonly notifications: Map<string, Notification>;
  readonly agenda: Agenda;
  /** Notifications that wait until another one was sent. */
  readonly heldBack: Set<string>;
  readonly account: Account;
}

/** What a merchant has one of, on however many timelines its orders are. */
export interface Account {
  /** What it holds for refunds, in fen; absent where it is not limited. */
  balance?: Fen;
  /** What has come in and gone out, in fen, whether or not it is limited. */
  moved?: number;
  /** What was put in or taken out when the balance was set, in fen. */
  settings?: readonly { readonly at: Instant; readonly amount: number }[];
}

export const emptyState = (mchid: string, account: Account = {}): State => ({
  mchid,
  orders: new Map(),
  orderOfPrepayId: new Map(),
  orderOfTransaction: new Map(),
  refunds: new Map(),
  notifications: new Map(),
  agenda: new Agenda(),
  heldBack: new Set(),
  account,
});
