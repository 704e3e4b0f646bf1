import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { CallAnswer, Sabotage, Stage } from '../actors/index.ts';
import { type Bill, readBill } from '../protocol/bill-reading.ts';
import { paths } from '../protocol/payments.ts';
import { isRecord, isSuccess } from '../protocol/wire.ts';
import { answersOf } from '../rules/ambiguities.ts';
import type { Bilingual } from '../rules/rule.ts';
import { between, type Duration, days, type Instant, parseRfc3339, plus, toRfc3339 } from '../time/index.ts';
import type { RefusalReason } from './refusals.ts';
import type { Trade } from './trade.ts';

export const BILL_KINDS = ['trade', 'payments', 'refunds', 'fund-flow'] as const;
/** The bills that there are: of all trades, of payments or refunds alone, and of the basic account. */
export type BillKind = (typeof BILL_KINDS)[number];

const pathOf = (kind: BillKind, date: string, packed: boolean): string => {
  switch (kind) {
    case 'trade':
      return paths.tradeBill(date, undefined, packed);
    case 'payments':
      return paths.tradeBill(date, 'SUCCESS', packed);
    case 'refunds':
      return paths.tradeBill(date, 'REFUND', packed);
    case 'fund-flow':
      return paths.fundFlowBill(date, undefined, packed);
  }
};

const refusal = (words: Bilingual, answers: RefusalReason['answers']): RefusalReason => ({ words, answers });

/** Why the gateway gives no bill. */
export const billRefusals: readonly RefusalReason[] = [
  refusal({ en: 'the bill is still being made', zh: '账单生成中' }, [{ status: 400, code: 'STATEMENT_CREATING' }]),
  refusal({ en: 'there is nothing to put into it', zh: '当日无账单' }, [{ status: 400, code: 'NO_STATEMENT_EXIST' }]),
  refusal({ en: 'the day is not over', zh: '当日尚未结束' }, answersOf('A-51')),
  refusal({ en: 'the day is too long ago', zh: '日期过早' }, answersOf('A-52')),
  refusal({ en: 'the address is good no more', zh: '下载地址失效' }, [{ status: 400, code: 'INVALID_REQUEST' }]),
];

/** Far more than the bill of any scenario has. */
const LARGEST = 100_000_000;

function unpacked(bytes: Buffer): Buffer | undefined {
  try {
    return gunzipSync(bytes, { maxOutputLength: LARGEST });
  } catch {
    return undefined;
  }
}

const dateOf = (at: Instant): string => toRfc3339(at).slice(0, 10);

/** How long it is until that time of the next day in Beijing, counted from its midnight. */
export function untilNewDay(now: Instant, time: Duration): Duration {
  const midnight = parseRfc3339(`${dateOf(plus(now, days(1)))}T00:00:00+08:00`) ?? now;
  return between(now, plus(midnight, time));
}

/** A merchant's bills as a caller gets them: of the day on which the scenario began, or of one beside it. */
export class Bills {
  readonly #stage: Stage;
  readonly #trade: Trade;
  readonly #day: Instant;
  #applied: CallAnswer | undefined;
  #file: CallAnswer | undefined;
  #isPacked = false;

  constructor(stage: Stage, trade: Trade) {
    this.#stage = stage;
    this.#trade = trade;
    const midnight = parseRfc3339(`${dateOf(stage.cast.gateway.now())}T00:00:00+08:00`);
    this.#day = midnight ?? stage.stop('kit', 'today has no midnight');
  }

  /** Moves on to a time of the day after, counted from its midnight in Beijing. */
  async nextDayAt(time: Duration): Promise<void> {
    this.#stage.need('clock');
    const { gateway } = this.#stage.cast;
    await gateway.advance(between(gateway.now(), plus(plus(this.#day, days(1)), time)));
  }

  /** Applies for a bill of that day, or of so many days after it; packed with GZIP where that is asked for. */
  async apply(kind: BillKind, offset = 0, packed = false): Promise<CallAnswer> {
    return this.#applyFor(kind, dateOf(plus(this.#day, days(offset))), packed);
  }

  /** Applies for a bill of the day that it now is, or of so many days after it. */
  async applyNow(kind: BillKind, offset = 0): Promise<CallAnswer> {
    return this.#applyFor(kind, dateOf(plus(this.#stage.cast.gateway.now(), days(offset))));
  }

  async #applyFor(kind: BillKind, date: string, packed = false): Promise<CallAnswer> {
    this.#isPacked = packed;
    this.#applied = await this.#trade.call({ method: 'GET', target: pathOf(kind, date, packed) });
    return this.#applied;
  }

  /** Asks for what the latest application brought, or for an address that was changed. */
  async download(sabotage?: Sabotage, change: (target: string) => string = (target) => target): Promise<CallAnswer> {
    const target = change(this.#address());
    this.#file = await this.#trade.call({ method: 'GET', target, ...(sabotage ? { sabotage } : {}) });
    return this.#file;
  }

  /** Applies for a bill and downloads it, and takes it for granted that it is given. */
  async fetch(kind: BillKind, packed = false): Promise<void> {
    await this.apply(kind, 0, packed);
    const { status } = await this.download();
    if (!isSuccess(status)) this.#stage.stop('prerequisite', `the bill was to be downloaded: HTTP ${status}`);
  }

  /** What the application said. */
  get ticket(): Readonly<Record<string, unknown>> {
    const body = this.#applied?.body;
    return isRecord(body) ? body : {};
  }

  /** The downloaded file, unpacked, and the exchanges that show it. A packed one that does not unpack is a finding. */
  get file(): { readonly bytes: Buffer; readonly answer: CallAnswer; readonly evidence: readonly number[] } {
    const answer = this.#file ?? this.#stage.stop('kit', 'the scenario speaks of a bill before it has one');
    const evidence = [this.#applied, answer].flatMap((seen) => seen?.seq ?? []);
    const { bytes: raw = Buffer.alloc(0) } = answer;
    if (!this.#isPacked) return { bytes: raw, answer, evidence };
    const bytes = unpacked(raw);
    const seen = bytes ? 'GZIP' : 'something else';
    this.#stage.expect({ what: 'the packing of the file', matcher: 'equals', expected: 'GZIP', seen }, evidence);
    return { bytes: bytes ?? Buffer.alloc(0), answer, evidence };
  }

  /** In lower-case hexadecimal digits. */
  get sha1(): string {
    return createHash('sha1').update(this.file.bytes).digest('hex');
  }

  /** The file read as a bill. Where it is none that is a finding. */
  read(): Bill {
    const { bytes, evidence } = this.file;
    const bill = readBill(bytes.toString());
    const seen = typeof bill === 'string' ? bill : 'a bill';
    this.#stage.expect({ what: 'the file', matcher: 'equals', expected: 'a bill', seen }, evidence);
    return typeof bill === 'string' ? this.#stage.stop('kit', bill) : bill;
  }

  /** Path and query of the address, byte for byte. */
  #address(): string {
    const url = String(this.ticket['download_url'] ?? '');
    if (URL.canParse(url)) return url.slice(new URL(url).origin.length);
    return this.#stage.stop('prerequisite', 'the gateway brought no address to download a bill from');
  }
}
