/**
 * Seven days over open orders: each of 10,000 and of 100,000 is closed by the gateway at its own moment. How long that takes, and how
 * much longer ten times as many take. Usage: node --expose-gc --import tsx bench/time-travel.ts
 */
import { days, type Instant, milliseconds, minutes, parseRfc3339, plus, stopwatch } from '../src/time/index.ts';
import { coreMerchant, placeOrder } from './core-merchant.ts';
import { median, spread } from './figures.ts';

const BEGIN = parseRfc3339('2026-01-15T10:00:00+08:00') as Instant;
/** In which all orders are placed. */
const RUSH = minutes(10);
const COUNTS = [10_000, 100_000] as const;
const ROUNDS = 7;

if (!globalThis.gc)
  throw new Error('start node with --expose-gc: without it, the garbage of one round is paid for by the next');

/** Milliseconds for seven days over so many open orders. Throws where one of them is not closed afterwards, or not at its moment. */
async function closing(count: number): Promise<number> {
  const { ledger } = coreMerchant(plus(BEGIN, RUSH));
  for (let index = 0; index < count; index += 1)
    placeOrder(ledger, index, plus(BEGIN, milliseconds(Math.floor((index * RUSH) / count))));
  globalThis.gc?.();
  const elapsed = stopwatch();
  const fired = await ledger.timeline.advanceBy(days(7));
  const took = elapsed();
  ledger.timeline.stop();
  if (fired !== count) throw new Error(`${fired} orders of ${count} fell due`);
  for (const { status, createdAt, history, request } of ledger.state.orders.values()) {
    if (status.tradeState !== 'CLOSED' || history.at(-1)?.at !== plus(createdAt, days(7)))
      throw new Error(`order ${request.out_trade_no} is ${status.tradeState} since ${history.at(-1)?.at}`);
  }
  return took;
}

for (const count of COUNTS) await closing(count); // the code's own part
const rounds: { small: number; large: number }[] = [];
for (let round = 0; round < ROUNDS; round += 1)
  rounds.push({ small: await closing(COUNTS[0]), large: await closing(COUNTS[1]) });
const [small, large] = [rounds.map((round) => round.small), rounds.map((round) => round.large)];
process.stdout.write(
  [
    `${COUNTS[0]} open orders, seven days on: all closed in ${spread(
      small.map((took) => took / 1_000),
      3,
    )} s`,
    `${COUNTS[1]} open orders, seven days on: all closed in ${spread(
      large.map((took) => took / 1_000),
      3,
    )} s`,
    `ten times as many orders take ${(median(large) / median(small)).toFixed(1)} times as long (medians of ${ROUNDS})\n`,
  ].join('\n'),
);
