import { prepayIdOf } from '../protocol/pay-sign.ts';
import type { OrderRequest } from '../protocol/payments.ts';
import { between, days, hours, latest, plus } from '../time/index.ts';
import { decideMutant, type Mutant, withEvents, withOrder } from './mutant.ts';

/** What was ordered first, where the same number is ordered again. */
const NAMED_FIRST = ['detail', 'scene_info'] as const;

const CHANGED = { 'REORDER-CHANGED': 'the refusal (the parameters changed) … seen 200' };

/** Gateways that break a duty of orders which were placed again, or should not have been. */
export const reorderMutants: readonly Mutant[] = [
  ...(['SUCCESS', 'CLOSED'] as const).map((ended) =>
    decideMutant(
      `an-order-in-${ended.toLowerCase()}-can-be-paid-with-an-older-prepay-id`,
      { [`FINAL-${ended}`]: 'the cashier: expected refused, seen paid' },
      'open-cashier',
      (command, state, right) => {
        const id = prepayIdOf(command.params) ?? '';
        const seen = withOrder(state, state.orderOfPrepayId.get(id) ?? '', (order) => {
          const isOlder = order.status.tradeState === ended && order.prepayIds.at(-1)?.id !== id;
          return isOlder ? { ...order, status: { tradeState: 'NOTPAY' } } : order;
        });
        return right(command, seen);
      },
    ),
  ),
  decideMutant(
    'reorder-for-another-payer-is-accepted',
    { 'REORDER-CHANGED': 'the refusal (the payer changed) … seen 200' },
    'place-order',
    (command, state, right) => {
      const { payer = command.request.payer } = state.orders.get(command.request.out_trade_no)?.request ?? {};
      return right({ ...command, request: { ...command.request, payer } });
    },
  ),
  decideMutant('reorder-that-leaves-attach-out-is-accepted', CHANGED, 'place-order', (command, state, right) => {
    const attach = command.request.attach ?? state.orders.get(command.request.out_trade_no)?.request.attach;
    return right({ ...command, request: { ...command.request, ...(attach === undefined ? {} : { attach }) } });
  }),
  decideMutant('reorder-of-other-goods-is-accepted', CHANGED, 'place-order', (command, state, right) => {
    const known = state.orders.get(command.request.out_trade_no)?.request;
    if (known === undefined) return right(command);
    const first = Object.fromEntries(NAMED_FIRST.flatMap((name) => (name in known ? [[name, known[name]]] : [])));
    const { detail: _, scene_info: __, ...rest } = command.request;
    return right({ ...command, request: { ...rest, ...first } as OrderRequest });
  }),
  decideMutant(
    'a-closed-number-is-free-after-a-day',
    { 'NUMBER-USED-UP': 'the refusal (the order is closed) … seen 200' },
    'place-order',
    (command, state, right) => {
      const order = state.orders.get(command.request.out_trade_no);
      const isOld = order !== undefined && between(order.createdAt, command.at) > days(1);
      if (order?.status.tradeState !== 'CLOSED' || order.status.by !== 'merchant' || !isOld) return right(command);
      return right(command, { ...state, orders: new Map() });
    },
  ),
  decideMutant(
    'the-number-of-what-closed-by-itself-is-free',
    { 'NUMBER-USED-UP': 'the refusal (the order is closed) … seen 200' },
    'place-order',
    (command, state, right) => {
      const status = state.orders.get(command.request.out_trade_no)?.status;
      const closedItself = status?.tradeState === 'CLOSED' && status.by === 'gateway';
      return right(command, closedItself ? { ...state, orders: new Map() } : state);
    },
  ),
  decideMutant(
    'reorder-forgets-time-expire',
    { 'TIME-EXPIRE-ENDS': 'the cashier: expected refused, seen paid' },
    'open-cashier',
    (command, state, right) => {
      const number = state.orderOfPrepayId.get(prepayIdOf(command.params) ?? '') ?? '';
      const forgotten = withOrder(state, number, (order) =>
        order.prepayIds.length < 2
          ? order
          : { ...order, payableUntil: latest(order.payableUntil, plus(order.createdAt, days(7))) },
      );
      return right(command, forgotten);
    },
  ),
  decideMutant(
    'a-payment-hours-after-the-order-is-not-told',
    {
      'REORDER-AFTER-2H': 'what the merchant takes the order for: expected paid, seen unpaid',
      'NOTIFY-SUCCESS': 'notifications received: expected 1, seen 0',
    },
    'open-cashier',
    (command, state, right) => {
      const order = state.orders.get(state.orderOfPrepayId.get(prepayIdOf(command.params) ?? '') ?? '');
      const isLate = order !== undefined && between(order.createdAt, command.at) > hours(2);
      return withEvents(right(command), (events) =>
        isLate ? events.filter(({ type }) => type !== 'notification-made') : events,
      );
    },
  ),
];
