import type { Fen } from '../money/fen.ts';
import type { CashierAction } from '../protocol/cashier.ts';
import type { Coupon } from '../protocol/coupons.ts';
import type { PaymentParams } from '../protocol/pay-sign.ts';
import type { EchoNotice, OrderRequest, RefundRequest, RefundStatus } from '../protocol/payments.ts';
import type { Instant } from '../time/index.ts';
import type { Due } from './agenda.ts';
import type { Attempt, Notification, Order, Payment, PrepayId, Receiver, Refund } from './state.ts';

/** What somebody wants of the gateway. Moments and fresh ids come with it, so that deciding needs neither clock nor chance. */
export type Command =
  | { readonly type: 'place-order'; readonly at: Instant; readonly request: OrderRequest; readonly freshId: string }
  | { readonly type: 'close-order'; readonly at: Instant; readonly outTradeNo: string }
  | {
      readonly type: 'open-cashier';
      readonly at: Instant;
      readonly params: PaymentParams;
      readonly paySignVerifies: boolean;
      readonly openid: string;
      readonly action: CashierAction;
      readonly coupons?: readonly Coupon[];
      readonly freshId: string;
      readonly freshNotificationId: string;
    }
  | { readonly type: 'request-refund'; readonly at: Instant; readonly request: RefundRequest; readonly freshId: string }
  | {
      readonly type: 'settle-refund';
      readonly at: Instant;
      readonly outRefundNo: string;
      readonly status: Exclude<RefundStatus, 'PROCESSING'>;
      readonly freshNotificationId: string;
    }
  | {
      readonly type: 'apply-abnormal-refund';
      readonly at: Instant;
      readonly refundId: string;
      readonly outRefundNo: string;
      readonly receiver: Receiver;
    }
  | {
      readonly type: 'send-echo';
      readonly at: Instant;
      readonly url: string;
      readonly notice: EchoNotice;
      readonly freshNotificationId: string;
    }
  | { readonly type: 'moment-came'; readonly at: Instant; readonly due: Due; readonly freshNotificationId: string }
  | { readonly type: 'notification-answered'; readonly at: Instant; readonly id: string; readonly attempt: Attempt }
  | {
      readonly type: 'postpone-notification';
      readonly at: Instant;
      readonly id: string;
      readonly manner: 'late' | 'out-of-order';
    }
  | { readonly type: 'set-balance'; readonly at: Instant; readonly balance: Fen };

/** What has happened, complete enough to rebuild the state from. */
export type GatewayEvent =
  | { readonly type: 'order-placed'; readonly order: Order }
  | { readonly type: 'prepay-id-issued'; readonly outTradeNo: string; readonly prepayId: PrepayId }
  | { readonly type: 'payment-failed'; readonly outTradeNo: string; readonly at: Instant }
  | { readonly type: 'order-paid'; readonly outTradeNo: string; readonly payment: Payment }
  | {
      readonly type: 'order-closed';
      readonly outTradeNo: string;
      readonly at: Instant;
      readonly by: 'merchant' | 'gateway';
    }
  | { readonly type: 'refund-accepted'; readonly refund: Refund; readonly settlesAt: Instant }
  | {
      readonly type: 'refund-settled';
      readonly outRefundNo: string;
      readonly at: Instant;
      readonly status: RefundStatus;
    }
  | {
      readonly type: 'refund-redirected';
      readonly outRefundNo: string;
      readonly at: Instant;
      readonly receiver: Receiver;
      readonly settlesAt: Instant;
    }
  | { readonly type: 'notification-made'; readonly notification: Notification }
  | {
      readonly type: 'notification-attempted';
      readonly id: string;
      readonly attempt: Attempt;
      readonly nextAttemptAt?: Instant;
    }
  | {
      readonly type: 'notification-postponed';
      readonly id: string;
      readonly nextAttemptAt: Instant;
      /** It comes as soon as another one was sent. */
      readonly behindNext: boolean;
    }
  /** Older records do not say when. */
  | { readonly type: 'balance-set'; readonly balance: Fen; readonly at?: Instant };

/** What the shell is to do in the world once the events are in the state: send a notification. */
export interface Effect {
  readonly notificationId: string;
}
