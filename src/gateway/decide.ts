import type { CashierAnswer } from '../protocol/cashier.ts';
import { openCashier } from './cashier.ts';
import type { Command, Effect, GatewayEvent } from './events.ts';
import { answerNotification } from './notifications.ts';
import { closeOrder, placeOrder } from './orders.ts';
import type { Policy } from './policy.ts';
import { requestRefund, settleRefund } from './refunds.ts';
import type { Refusal } from './refusal.ts';
import type { State } from './state.ts';

/** What comes of a command: what happened, what is to be done in the world, and what the asker is told. */
export interface Decision {
  readonly events: readonly GatewayEvent[];
  readonly effects: readonly Effect[];
  readonly reply: Reply;
}

export type Reply =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'prepay-id'; readonly id: string }
  | { readonly kind: 'refund'; readonly outRefundNo: string }
  | { readonly kind: 'cashier'; readonly answer: CashierAnswer };

export const refused = (refusal: Refusal): Decision => ({
  events: [],
  effects: [],
  reply: { kind: 'refused', refusal },
});
export const happened = (events: readonly GatewayEvent[], reply: Reply = { kind: 'done' }): Decision => ({
  events,
  effects: [],
  reply,
});

/** The gateway's whole mind: no clock, no chance, no I/O, and the state is not touched. */
export type Decide = (state: State, command: Command, policy: Policy) => Decision;

export const decide: Decide = (state, command, policy) => {
  switch (command.type) {
    case 'place-order':
      return placeOrder(state, command, policy);
    case 'close-order':
      return closeOrder(state, command, policy);
    case 'open-cashier':
      return openCashier(state, command);
    case 'request-refund':
      return requestRefund(state, command, policy);
    case 'settle-refund':
      return settleRefund(state, command);
    case 'notification-answered':
      return answerNotification(state, command, policy);
    case 'moment-came':
      return whatFellDue(state, command);
  }
};

/** A moment came for which something waited. It may have been overtaken by events; then nothing happens. */
function whatFellDue(state: State, { at, due, freshNotificationId }: Command & { type: 'moment-came' }): Decision {
  switch (due.kind) {
    case 'auto-close': {
      const order = state.orders.get(due.outTradeNo);
      if (order?.status.tradeState !== 'NOTPAY') return happened([]);
      return happened([{ type: 'order-closed', outTradeNo: due.outTradeNo, at, by: 'gateway' }]);
    }
    case 'settle-refund': {
      const { outRefundNo } = due;
      return settleRefund(state, { type: 'settle-refund', at, outRefundNo, status: 'SUCCESS', freshNotificationId });
    }
    case 'notify': {
      const stillDue = state.notifications.get(due.notificationId)?.nextAttemptAt === due.at;
      return { ...happened([]), effects: stillDue ? [{ type: 'deliver', notificationId: due.notificationId }] : [] };
    }
  }
}
