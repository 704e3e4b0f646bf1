import type { Fen } from '../money/fen.ts';
import type { KeyMode } from '../protocol/identity.ts';
import type { PaymentParams } from '../protocol/pay-sign.ts';
import type { EventType, RefundStatus, TradeState } from '../protocol/payments.ts';
import type { Duration, Instant } from '../time/index.ts';

/** One sending of a notification, as the gateway logs it. */
export interface DeliveryAttempt {
  readonly at: Instant;
  readonly status?: number;
  readonly error?: string;
}

export interface NotificationLog {
  readonly id: string;
  readonly eventType: EventType;
  readonly outTradeNo: string;
  readonly attempts: readonly DeliveryAttempt[];
  readonly nextAttemptAt?: Instant;
}

/** How an order stands in the gateway's own books, whatever was said of it on the wire. Amounts in fen. */
export interface OrderStanding {
  readonly outTradeNo: string;
  readonly total: Fen;
  readonly tradeState: TradeState;
  /** The payer whom it names: not for traces or messages. */
  readonly openid: string;
  readonly refunds: readonly { readonly outRefundNo: string; readonly amount: Fen; readonly status: RefundStatus }[];
}

export const CERTIFICATE_CONDITIONS = ['valid', 'expired', 'revoked', 'replaced'] as const;
/** What a gateway can take an API certificate for. */
export type CertificateCondition = (typeof CERTIFICATE_CONDITIONS)[number];

/** What the bills of a merchant tell otherwise than it happened: a payment that there was not, one less, or another amount. */
export type BillChange = (
  | {
      readonly kind: 'unknown-order';
      /** Its number and WeChat Pay's, of no order of the merchant. */
      readonly outTradeNo: string;
      readonly transactionId: string;
      /** Paid at the moment at which this order was paid, and by the same payer. */
      readonly like: string;
      readonly total: Fen;
    }
  | { readonly kind: 'left-out'; readonly outTradeNo: string }
  | { readonly kind: 'other-amount'; readonly outTradeNo: string; readonly total: Fen }
) & {
  /** The file was changed on its way: its hash is that of the bill without this. */
  readonly afterHash?: true;
};

/** Which of WeChat Pay's keys sign for the merchant, or a change that begins; without a percentage it goes by its documented plan. */
export type KeySetting =
  | { readonly keyMode: KeyMode }
  | { readonly keyChange: { readonly to: 'public-key' | 'new-certificate'; readonly percent?: number } };

/** The gateway as the stage handles it: its clock, its faults and its log. What goes over the wire goes through Caller and Merchant. */
export interface GatewayActor {
  now(): Instant;
  /** Moves business time; resolves when what fell due was done and answered. */
  advance(by: Duration): Promise<void>;
  /** Resolves when everything that is due now was done and answered. */
  settled(): Promise<void>;
  setFault(on: string, fault: string, times?: number): Promise<void>;
  /** Nothing goes wrong any more. Absent where the gateway is not the kit's own. */
  clearFaults?(): Promise<void>;
  /** Has bills tell all of this otherwise than it happened from now on, and nothing else. Absent where the gateway is not the kit's own. */
  alterBills?(changes: readonly BillChange[]): Promise<void>;
  /** Every order of the scenario. Absent where the gateway is not the kit's own. */
  books?(): Promise<readonly OrderStanding[]>;
  notifications(outTradeNo: string): Promise<readonly NotificationLog[]>;
  /** Sends a notification once more, now. */
  redeliver(id: string): Promise<DeliveryAttempt | undefined>;
  /** Sends a notification of a payment that was never made, spoilt so. Absent where the gateway is not the kit's own. */
  forge?(outTradeNo: string, fault: string): Promise<DeliveryAttempt>;
  /** The same of the order's latest refund, as if it had come out well; undefined where none is under way that wants notifications. */
  forgeRefund?(outTradeNo: string, fault: string): Promise<DeliveryAttempt | undefined>;
  /** Has the gateway take the merchant's API certificate for good or bad from now on. */
  setCertificate(condition: CertificateCondition): Promise<void>;
  /** Has WeChat Pay sign for the merchant with other keys from now on. */
  setKeys(setting: KeySetting): Promise<void>;
  /** Has the merchant's account hold so much from now on. */
  setBalance(balance: Fen): Promise<void>;
  settleRefund(outRefundNo: string, status: Exclude<RefundStatus, 'PROCESSING'>): Promise<void>;
  /** Whether payment params are signed with a key that this merchant has registered. */
  paySignVerifies(params: PaymentParams): boolean;
}
