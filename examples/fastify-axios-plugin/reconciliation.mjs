/** The shop's books against WeChat Pay's, a day at a time. */
import { paymentsOn } from './bill.mjs';
import { learn } from './orders.mjs';
import { orders, reconciled, refunds } from './store.mjs';

/**
 * Compares, acts, and answers what differed: [{ out_trade_no, kind }]. Paid there and not here is asked for once more, and
 * then shipped, or refunded if the order was closed. The rest somebody has to look into.
 */
export async function reconcile(date) {
  const bill = await paymentsOn(date);
  const differences = [...bill].flatMap(([out_trade_no, fen]) => {
    const kind = differenceOf(orders.find(out_trade_no), fen);
    return kind === undefined ? [] : [{ out_trade_no, kind }];
  });
  for (const { number } of orders.paidOn(date))
    if (!bill.has(number)) differences.push({ out_trade_no: number, kind: 'not-in-bill' });
  for (const { out_trade_no, kind } of differences) {
    process.stderr.write(`reconciliation of ${date}: ${out_trade_no} ${kind}\n`);
    if (kind === 'unpaid-here') await learn(orders.find(out_trade_no));
  }
  reconciled.keep(date);
  return differences;
}

function differenceOf(order, fen) {
  if (order === undefined) return 'missing-here';
  if (order.price !== fen) return 'amount';
  if (order.state === 'paid' || refunds.of(order).some(({ state }) => state !== 'failed')) return undefined;
  return 'unpaid-here';
}
