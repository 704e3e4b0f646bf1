/**
 * Time travel: seven days over open orders, each of which the gateway closes at its own moment, and a year over orders that
 * are paid, refunded, notified and closed. How much longer ten times as many take.
 */

import type { Ledger } from '../src/gateway/ledger.ts';
import { days, type Instant, milliseconds, minutes, parseRfc3339, plus, stopwatch } from '../src/time/index.ts';
import { coreMerchant, outTradeNoOf, placeOrder, TOTAL } from './core-merchant.ts';
import { median, spread } from './figures.ts';
import { tell } from './row.ts';

const BEGIN = parseRfc3339('2026-01-15T10:00:00+08:00') as Instant;
/** In which all orders are placed. */
const RUSH = minutes(10);
const COUNTS = [10_000, 100_000] as const;
const ROUNDS = 3;

if (!globalThis.gc)
  throw new Error('start node with --expose-gc: without it, the garbage of one round is paid for by the next');

/** Milliseconds for seven days over so many open orders. Throws where one of them is not closed afterwards, or not at its moment. */
async function closing(count: number): Promise<number> {
  const { ledger } = rush(count);
  const { took, fired } = await passing(ledger, 7);
  if (fired !== count) throw new Error(`${fired} orders of ${count} fell due`);
  for (const { status, createdAt, history, request } of ledger.state.orders.values()) {
    if (status.tradeState !== 'CLOSED' || history.at(-1)?.at !== plus(createdAt, days(7)))
      throw new Error(`order ${request.out_trade_no} is ${status.tradeState} since ${history.at(-1)?.at}`);
  }
  return took;
}

/** Milliseconds for a year over so many orders: a half stays open, a quarter is paid, a quarter refunded and notified of. */
async function year(count: number): Promise<number> {
  const { ledger } = rush(count);
  for (let index = 0; index < count; index += 2) pay(ledger, index);
  for (let index = 0; index < count; index += 4) refund(ledger, index);
  const { took } = await passing(ledger, 365);
  const states = { NOTPAY: 0, SUCCESS: 0, REFUND: 0, CLOSED: 0 };
  for (const { status } of ledger.state.orders.values()) states[status.tradeState] += 1;
  const done = [...ledger.state.refunds.values()].filter(({ status }) => status === 'SUCCESS').length;
  const told = [...ledger.state.notifications.values()].filter(
    ({ attempts }) => attempts.at(-1)?.status === 204,
  ).length;
  const [half, quarter] = [count / 2, count / 4];
  if (states.CLOSED !== half || states.SUCCESS !== quarter || states.REFUND !== quarter)
    throw new Error(`after a year the orders are ${JSON.stringify(states)}`);
  if (done !== quarter || told !== quarter)
    throw new Error(`${done} refunds of ${quarter} are done, ${told} were told`);
  return took;
}

function rush(count: number) {
  const merchant = coreMerchant(plus(BEGIN, RUSH));
  for (let index = 0; index < count; index += 1)
    placeOrder(merchant.ledger, index, plus(BEGIN, milliseconds(Math.floor((index * RUSH) / count))));
  return merchant;
}

function pay(ledger: Ledger, index: number): void {
  const transactionId = `420000000120260115${String(index).padStart(10, '0')}`;
  const payment = { transactionId, at: ledger.timeline.now() };
  ledger.restore({ type: 'order-paid', outTradeNo: outTradeNoOf(index), payment });
}

function refund(ledger: Ledger, index: number): void {
  const out_trade_no = outTradeNoOf(index);
  const amount = { refund: TOTAL, total: TOTAL, currency: 'CNY' } as const;
  const notify_url = 'https://shop.example/wechatpay/notify';
  const request = { out_trade_no, out_refund_no: `refund-${index}`, notify_url, amount };
  const reply = ledger.execute((fresh) => ({ type: 'request-refund', ...fresh, request }));
  if (reply.kind !== 'refund') throw new Error(`refund ${index} was answered ${reply.kind}`);
}

async function passing(ledger: Ledger, length: number): Promise<{ readonly took: number; readonly fired: number }> {
  globalThis.gc?.();
  const elapsed = stopwatch();
  const fired = await ledger.timeline.advanceBy(days(length));
  const took = elapsed();
  ledger.timeline.stop();
  return { took, fired };
}

for (const [what, travel] of [
  ['seven days over open orders', closing],
  ['a year over orders and refunds', year],
] as const) {
  for (const count of COUNTS) await travel(count); // the code's own part
  const rounds: { readonly small: number; readonly large: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    rounds.push({ small: await travel(COUNTS[0]), large: await travel(COUNTS[1]) });
  const seconds = (name: 'small' | 'large'): string => spread(rounds.map((round) => round[name] / 1_000));
  tell({
    what: `${what}, ${COUNTS[1]}`,
    figure: `${seconds('large')} s`,
    beside: `${COUNTS[0]} in ${seconds('small')} s`,
    ratio: median(rounds.map(({ small, large }) => large / small)),
  });
}
