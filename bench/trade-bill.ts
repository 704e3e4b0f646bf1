/**
 * A trade bill of 10,000 and of 100,000 orders: how long it takes to hash and to stream it, and how much more memory is held
 * meanwhile than before.
 */
import { applyForBill, downloadBill } from '../src/gateway/bills/answer-bill.ts';
import type { Ledger } from '../src/gateway/ledger.ts';
import type { RegisteredMerchant } from '../src/gateway/merchants.ts';
import { days, hours, type Instant, milliseconds, parseRfc3339, plus, stopwatch } from '../src/time/index.ts';
import { coreMerchant, outTradeNoOf, placeOrder } from './core-merchant.ts';
import { spread } from './figures.ts';
import { remark, tell } from './row.ts';

const DATE = '2026-01-15';
const BEGIN = parseRfc3339(`${DATE}T00:00:00+08:00`) as Instant;
const COUNTS = [10_000, 100_000] as const;
const ROUNDS = 3;
/** How often on its way through a bill the memory is looked at. */
const LOOKS = 8;

if (!globalThis.gc) throw new Error('start node with --expose-gc: without it, what is garbage counts as held');

function held(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** A merchant with so many orders that were paid on one day, at ten o'clock of the next. */
function shop(count: number): RegisteredMerchant {
  const merchant = coreMerchant(plus(plus(BEGIN, days(1)), hours(10)));
  for (let index = 0; index < count; index += 1) sell(merchant.ledger, index, count);
  return merchant;
}

function sell(ledger: Ledger, index: number, count: number): void {
  const at = plus(BEGIN, milliseconds(Math.floor((index * days(1)) / count)));
  placeOrder(ledger, index, at);
  const transactionId = `420000000120260115${String(index).padStart(10, '0')}`;
  ledger.restore({ type: 'order-paid', outTradeNo: outTradeNoOf(index), payment: { transactionId, at } });
}

/** Applies for the bill and downloads it, once for the time and once for the memory. */
function measure(merchant: RegisteredMerchant) {
  const request = { kind: 'trade', date: DATE, type: 'ALL', gzip: false } as const;
  const before = held();
  const hashing = stopwatch();
  const applied = applyForBill(request, merchant, 'https://api.mch.weixin.qq.com');
  const hashed = hashing();
  if (applied.kind !== 'answered') throw new Error('there is no bill');
  const token = new URL(applied.body.download_url).searchParams.get('token') ?? '';
  const file = downloadBill(token, merchant);
  if (file.kind !== 'file') throw new Error('the bill cannot be downloaded');
  const streaming = stopwatch();
  let size = 0;
  for (const chunk of file.chunks) size += chunk.length;
  const streamed = streaming();
  let peak = 0;
  let seen = 0;
  for (const chunk of file.chunks) {
    seen += chunk.length;
    if (seen * LOOKS < size) continue;
    peak = Math.max(peak, held() - before);
    seen = 0;
  }
  return { size, hashed, streamed, peak };
}

const figures = COUNTS.map((count) => {
  const merchant = shop(count);
  measure(merchant); // the code's own part
  const rounds = Array.from({ length: ROUNDS }, () => measure(merchant));
  merchant.ledger.timeline.stop();
  const size = rounds[0]?.size ?? 0;
  const of = (pick: (round: (typeof rounds)[number]) => number): readonly number[] => rounds.map(pick);
  remark(
    [
      `${count} orders, a bill of ${(size / 2 ** 20).toFixed(1)} MiB:`,
      `  hashed in ${spread(of(({ hashed }) => hashed / 1_000))} s, streamed in ${spread(of(({ streamed }) => streamed / 1_000))} s`,
      `  held meanwhile: ${spread(of(({ peak }) => peak / 2 ** 20))} MiB, ${(Math.max(...of(({ peak }) => peak)) / size).toFixed(2)} of the bill`,
    ].join('\n'),
  );
  return { time: Math.min(...of(({ streamed }) => streamed)), peak: Math.max(...of(({ peak }) => peak)) };
});
const [small, large] = figures;
if (small && large) {
  tell({
    what: `trade bill of ${COUNTS[1]} orders, streamed`,
    figure: `${(large.time / 1_000).toFixed(2)} s`,
    beside: `of ${COUNTS[0]} ${(small.time / 1_000).toFixed(2)} s`,
    ratio: large.time / small.time,
  });
  remark(`ten times as many orders hold ${((large.peak - small.peak) / 2 ** 20).toFixed(2)} MiB more`);
}
