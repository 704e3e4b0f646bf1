import type { Instant } from '../time/index.ts';
import { creditOf, debitOf, moveMoney, setBalance } from './account.ts';
import type { GatewayEvent } from './events.ts';
import type { Order, State } from './state.ts';

/** Before any bill. */
const LONG_AGO = 0 as Instant;

/** Writes what happened into the state. The one place that changes it; replaying all events rebuilds it. */
export function evolve(state: State, event: GatewayEvent): void {
  switch (event.type) {
    case 'order-placed': {
      const { order } = event;
      const outTradeNo = order.request.out_trade_no;
      state.orders.set(outTradeNo, order);
      for (const { id } of order.prepayIds) state.orderOfPrepayId.set(id, outTradeNo);
      state.agenda.add({ kind: 'auto-close', at: order.closesAt, outTradeNo });
      return;
    }
    case 'prepay-id-issued':
      state.orderOfPrepayId.set(event.prepayId.id, event.outTradeNo);
      change(state, event.outTradeNo, (order) => ({ prepayIds: [...order.prepayIds, event.prepayId] }));
      return;
    case 'payment-failed':
      change(state, event.outTradeNo, (order) => ({
        history: [...order.history, { at: event.at, event: 'payment failed' }],
      }));
      return;
    case 'order-paid': {
      const { payment } = event;
      state.orderOfTransaction.set(payment.transactionId, event.outTradeNo);
      const order = state.orders.get(event.outTradeNo);
      if (order) moveMoney(state.account, creditOf(order.total, payment));
      change(state, event.outTradeNo, (order) => ({
        status: { tradeState: 'SUCCESS', payment },
        history: [...order.history, { at: payment.at, event: 'SUCCESS' }],
      }));
      return;
    }
    case 'order-closed':
      change(state, event.outTradeNo, (order) => ({
        status: { tradeState: 'CLOSED', by: event.by },
        history: [...order.history, { at: event.at, event: 'CLOSED' }],
      }));
      return;
    case 'refund-accepted': {
      const { refund } = event;
      // Older records have the one beside it and the other not yet.
      const history = [{ at: refund.createdAt, status: refund.status }];
      state.refunds.set(refund.request.out_refund_no, { ...refund, settlesAt: event.settlesAt, history });
      state.agenda.add({ kind: 'settle-refund', at: event.settlesAt, outRefundNo: refund.request.out_refund_no });
      if (!refund.unfunded) moveMoney(state.account, -debitOf(refund));
      change(state, refund.outTradeNo, (order) => ({
        refunds: [...order.refunds, refund.request.out_refund_no],
        ...(order.status.tradeState === 'SUCCESS'
          ? {
              status: { tradeState: 'REFUND', payment: order.status.payment },
              history: [...order.history, { at: refund.createdAt, event: 'REFUND' }],
            }
          : {}),
      }));
      return;
    }
    case 'refund-settled': {
      const refund = state.refunds.get(event.outRefundNo);
      if (!refund) return;
      const succeeded = event.status === 'SUCCESS' ? { succeededAt: event.at } : {};
      const history = [...refund.history, { at: event.at, status: event.status }];
      state.refunds.set(event.outRefundNo, { ...refund, status: event.status, history, ...succeeded });
      // Money of a closed refund never left for good, and that of one without money leaves when it succeeds.
      if (event.status === 'CLOSED' && !refund.unfunded) moveMoney(state.account, debitOf(refund));
      if (event.status === 'SUCCESS' && refund.unfunded) moveMoney(state.account, -debitOf(refund));
      return;
    }
    case 'refund-redirected': {
      const { receiver, settlesAt } = event;
      const refund = state.refunds.get(event.outRefundNo);
      if (!refund) return;
      const history = [...refund.history, { at: event.at, status: 'PROCESSING' as const }];
      state.refunds.set(event.outRefundNo, { ...refund, status: 'PROCESSING', history, receiver, settlesAt });
      state.agenda.add({ kind: 'settle-refund', at: settlesAt, outRefundNo: event.outRefundNo });
      return;
    }
    case 'notification-made': {
      const { notification } = event;
      state.notifications.set(notification.id, notification);
      const at = notification.nextAttemptAt;
      if (at !== undefined) state.agenda.add({ kind: 'notify', at, notificationId: notification.id });
      return;
    }
    case 'notification-attempted': {
      const before = state.notifications.get(event.id);
      if (!before) return;
      const { nextAttemptAt: _, ...rest } = before;
      const at = event.nextAttemptAt;
      const next = at === undefined ? {} : { nextAttemptAt: at };
      state.heldBack.delete(event.id);
      state.notifications.set(event.id, { ...rest, attempts: [...before.attempts, event.attempt], ...next });
      if (at !== undefined) state.agenda.add({ kind: 'notify', at, notificationId: event.id });
      return;
    }
    case 'notification-postponed': {
      const before = state.notifications.get(event.id);
      if (!before) return;
      const { nextAttemptAt } = event;
      state.notifications.set(event.id, { ...before, nextAttemptAt });
      if (event.behindNext) state.heldBack.add(event.id);
      else state.heldBack.delete(event.id);
      state.agenda.add({ kind: 'notify', at: nextAttemptAt, notificationId: event.id });
      return;
    }
    case 'balance-set':
      setBalance(state.account, event.balance, event.at ?? LONG_AGO);
      return;
  }
}

function change(state: State, outTradeNo: string, fields: (order: Order) => Partial<Order>): void {
  const order = state.orders.get(outTradeNo);
  if (order) state.orders.set(outTradeNo, { ...order, ...fields(order) });
}
