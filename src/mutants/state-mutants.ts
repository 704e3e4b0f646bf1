import { happened, refused } from '../gateway/decision.ts';
import type { Order, State } from '../gateway/state.ts';
import type { PaymentParams } from '../protocol/pay-sign.ts';
import { decideMutant, type Mutant, withEvents, withOrder } from './mutant.ts';

const numberOf = (state: State, params: PaymentParams): string =>
  state.orderOfPrepayId.get(params.package.slice('prepay_id='.length)) ?? '';

const seenAsUnpaid = (order: Order): Order => ({ ...order, status: { tradeState: 'NOTPAY' } });

/** Gateways that move an order where it must not go, or do not move it where it must. */
export const stateMutants: readonly Mutant[] = [
  decideMutant(
    'payment-after-cancelling-is-lost',
    {
      'POLL-WHEN-SILENT': 'what the merchant takes the order for: expected paid, seen unpaid',
      'STATE-PAID': 'trade_state of the order: expected SUCCESS, seen NOTPAY',
    },
    'open-cashier',
    (() => {
      const cancelled = new WeakMap<State, Set<string>>();
      return (command, state, right) => {
        const number = numberOf(state, command.params);
        const known = cancelled.get(state) ?? new Set();
        if (command.action === 'cancel') cancelled.set(state, known.add(number));
        return command.action === 'pay' && known.has(number) ? { ...right(command), events: [] } : right(command);
      };
    })(),
  ),
  decideMutant(
    'failed-payment-closes-the-order',
    {
      'POLL-WHEN-SILENT': 'what the merchant takes the order for: expected unpaid, seen closed',
      'STATE-PAY-FAILED': 'trade_state of the order: expected NOTPAY, seen CLOSED',
      'NOTIFY-ONLY-SUCCESS': 'trade_state of the order: expected NOTPAY, seen CLOSED',
      'QUERY-AFTER-RETURN': 'what the customer is shown: expected unpaid, seen closed',
      'REORDER-SAME': 'the answer: expected 200, seen 400 ORDER_CLOSED',
    },
    'open-cashier',
    (command, _state, right) =>
      withEvents(right(command), (events) =>
        events.map((event) =>
          event.type === 'payment-failed' ? { ...event, type: 'order-closed', by: 'gateway' } : event,
        ),
      ),
  ),
  decideMutant(
    'closed-order-can-be-paid',
    { 'FINAL-CLOSED': 'the cashier: expected refused, seen paid' },
    'open-cashier',
    (command, state, right) => {
      const number = numberOf(state, command.params);
      return right(
        command,
        withOrder(state, number, (order) => (order.status.tradeState === 'CLOSED' ? seenAsUnpaid(order) : order)),
      );
    },
  ),
  decideMutant(
    'paid-order-can-be-paid-again',
    { 'FINAL-SUCCESS': 'the cashier: expected refused, seen paid' },
    'open-cashier',
    (command, state, right) => {
      const number = numberOf(state, command.params);
      const reopened = withOrder(state, number, (order) =>
        order.status.tradeState === 'SUCCESS' ? seenAsUnpaid(order) : order,
      );
      return command.action === 'pay' ? right(command, reopened) : right(command);
    },
  ),
  decideMutant(
    'refunded-order-can-be-paid',
    { 'FINAL-REFUND': 'the cashier: expected refused, seen paid' },
    'open-cashier',
    (command, state, right) => {
      const number = numberOf(state, command.params);
      return right(
        command,
        withOrder(state, number, (order) => (order.status.tradeState === 'REFUND' ? seenAsUnpaid(order) : order)),
      );
    },
  ),
  decideMutant(
    'closing-a-paid-order-is-answered-as-done',
    { 'CLOSE-ORDER': 'the refusal (the order is paid) … seen 204' },
    'close-order',
    (command, _state, right) => {
      const decision = right(command);
      return decision.reply.kind === 'refused' ? happened([]) : decision;
    },
  ),
  decideMutant(
    'paid-order-can-be-closed',
    {
      'CLOSE-ORDER': 'the refusal (the order is paid) … seen 204',
      'FINAL-SUCCESS': 'trade_state of the order: expected SUCCESS, seen CLOSED',
      'FINAL-REFUND': 'trade_state of the order: expected REFUND, seen CLOSED',
    },
    'close-order',
    ({ outTradeNo, at }) => happened([{ type: 'order-closed', outTradeNo, at, by: 'merchant' }]),
  ),
  decideMutant(
    'what-has-closed-by-itself-cannot-be-closed',
    { 'CLOSE-ORDER': 'the answer: expected 204, seen 400 ORDER_CLOSED' },
    'close-order',
    (command, state, right) => {
      const status = state.orders.get(command.outTradeNo)?.status;
      const closedItself = status?.tradeState === 'CLOSED' && status.by === 'gateway';
      return closedItself ? refused({ status: 400, code: 'ORDER_CLOSED', message: '' }) : right(command);
    },
  ),
  decideMutant(
    'settled-refund-makes-the-order-paid-again',
    { 'FINAL-REFUND': 'trade_state of the order: expected REFUND, seen SUCCESS' },
    'settle-refund',
    (command, state, right) =>
      withEvents(right(command), (events) => {
        const order = state.orders.get(state.refunds.get(command.outRefundNo)?.outTradeNo ?? '');
        if (order?.status.tradeState !== 'REFUND') return events;
        const { payment } = order.status;
        return [...events, { type: 'order-paid', outTradeNo: order.request.out_trade_no, payment }];
      }),
  ),
];
