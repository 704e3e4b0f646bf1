import type { BillChange } from '../../actors/index.ts';
import type { RegisteredMerchant } from '../merchants.ts';
import type { Order, State } from '../state.ts';

/** A bill as its hash was made of it, or as it is sent: it can be changed on its way. */
export type BillForm = 'as hashed' | 'as sent';

/**
 * A merchant's books as its bills tell them. A bill is made of what is changed here as it is of what happened, so that its
 * sums and fees fit whatever it tells.
 */
export function statesTold({ books, billChanges = [] }: RegisteredMerchant, form: BillForm): readonly State[] {
  const states = books.pages().map((page) => page.ledger.state);
  const changes = billChanges.filter(({ afterHash }) => form === 'as sent' || !afterHash);
  return changes.length === 0 ? states : states.map((state) => ({ ...state, orders: ordersTold(state, changes) }));
}

function ordersTold({ orders }: State, changes: readonly BillChange[]): Map<string, Order> {
  const told = new Map(orders);
  for (const change of changes) {
    const order = orders.get(change.kind === 'unknown-order' ? change.like : change.outTradeNo);
    if (!order) continue;
    if (change.kind === 'left-out') told.delete(change.outTradeNo);
    else if (change.kind === 'other-amount') told.set(change.outTradeNo, { ...order, total: change.total });
    else told.set(change.outTradeNo, another(order, change));
  }
  return told;
}

/** A payment of an order that there is not. */
function another(order: Order, change: Extract<BillChange, { kind: 'unknown-order' }>): Order {
  const { outTradeNo, transactionId, total } = change;
  const { status } = order;
  return {
    ...order,
    request: { ...order.request, out_trade_no: outTradeNo, amount: { ...order.request.amount, total } },
    total,
    refunds: [],
    status: 'payment' in status ? { tradeState: 'SUCCESS', payment: { transactionId, at: status.payment.at } } : status,
  };
}
