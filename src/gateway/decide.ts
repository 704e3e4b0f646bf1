import { openCashier } from './cashier.ts';
import { type Decide, type Decision, happened } from './decision.ts';
import type { Command } from './events.ts';
import { answerNotification, postponeNotification, sendEcho } from './notifications.ts';
import { closeOrder, placeOrder } from './orders.ts';
import { applyAbnormalRefund, outcomeOf, requestRefund, settleRefund } from './refunds.ts';
import type { State } from './state.ts';

export const decide: Decide = (state, command, policy) => {
  switch (command.type) {
    case 'place-order':
      return placeOrder(state, command, policy);
    case 'close-order':
      return closeOrder(state, command, policy);
    case 'open-cashier':
      return openCashier(state, command, policy);
    case 'request-refund':
      return requestRefund(state, command, policy);
    case 'settle-refund':
      return settleRefund(state, command);
    case 'apply-abnormal-refund':
      return applyAbnormalRefund(state, command, policy);
    case 'send-echo':
      return sendEcho(command);
    case 'notification-answered':
      return answerNotification(state, command, policy);
    case 'postpone-notification':
      return postponeNotification(state, command);
    case 'set-balance':
      return happened([{ type: 'balance-set', balance: command.balance, at: command.at }]);
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
      const refund = state.refunds.get(outRefundNo);
      // Settled by hand meanwhile, or sent elsewhere: an ABNORMAL refund does not succeed by waiting.
      if (refund?.status !== 'PROCESSING' || refund.settlesAt !== at) return happened([]);
      return settleRefund(state, { at, outRefundNo, status: outcomeOf(state, refund), freshNotificationId });
    }
    case 'notify': {
      const stillDue = state.notifications.get(due.notificationId)?.nextAttemptAt === due.at;
      return { ...happened([]), effects: stillDue ? [{ notificationId: due.notificationId }] : [] };
    }
  }
}
