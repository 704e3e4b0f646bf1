import { createHash } from 'node:crypto';
import { type BillChange, type Findings, MerchantFailed, type Stage } from '../actors/index.ts';
import { type Fen, fen } from '../money/fen.ts';
import { isSuccess } from '../protocol/wire.ts';
import { between, type Duration, days, hours, type Instant, parseRfc3339, plus, toRfc3339 } from '../time/index.ts';
import type { ExchangeEvent, Purchase } from './purchase.ts';
import { fieldOf } from './trade-checks.ts';

const APPLICATION = /\/v3\/bill\/tradebill\?/;
const DOWNLOAD = /\/v3\/(?:billdownload\/file|bill\/downloadurl)\?/;
const QUERIES = 'GET /v3/pay/transactions/*';

const dateOf = (at: Instant): string => toRfc3339(at).slice(0, 10);

/** Digits that stand for nothing, the same for the same text. */
const digitsOf = (text: string, count: number): string =>
  BigInt(`0x${createHash('sha256').update(text).digest('hex')}`)
    .toString()
    .slice(-count);

/** An order that is none of the merchant's. Its number looks like one of them. */
export interface Stranger {
  readonly outTradeNo: string;
  readonly transactionId: string;
}

const ENDING = 6;

function strangerTo(outTradeNo: string): Stranger {
  const number = outTradeNo.slice(0, -ENDING) + digitsOf(outTradeNo, ENDING);
  return { outTradeNo: number, transactionId: `4200${digitsOf(number, 24)}` };
}

/** How a merchant reconciles the day on which the scenario began, and what its bill is made to tell. */
export class Reconciliation {
  readonly stage: Stage;
  readonly #midnight: Instant;
  readonly #changes: BillChange[] = [];
  #ignorance = false;
  stranger: Stranger | undefined;
  /** What the merchant found; undefined where it did not reconcile, */
  findings: Findings | undefined;
  /** for this reason. */
  declined = 'it was not asked to';
  /** The `seq` after which the latest reconciliation shows. */
  since = 0;

  constructor(stage: Stage) {
    this.stage = stage;
    const midnight = parseRfc3339(`${dateOf(stage.cast.gateway.now())}T00:00:00+08:00`);
    this.#midnight = midnight ?? stage.stop('kit', 'today has no midnight');
    this.#mustReconcile();
  }

  /** Before time passes: a merchant that does not reconcile need not live through it. */
  #mustReconcile(): void {
    const { merchant } = this.stage.cast;
    try {
      if (!merchant.choosesDay?.()) return;
    } catch (failure) {
      this.stage.unfit(failure);
    }
    this.stage.need('backend-clock');
  }

  /** The bill tells one payment more, as large and as late as that of the purchase. */
  async addOrder(purchase: Purchase, afterHash?: true): Promise<void> {
    const like = this.#numberOf(purchase);
    this.stranger = strangerTo(like);
    const total = fen(purchase.price + 1);
    await this.#alter({ kind: 'unknown-order', ...this.stranger, like, total, ...(afterHash ? { afterHash } : {}) });
  }

  leaveOut(purchase: Purchase): Promise<void> {
    return this.#alter({ kind: 'left-out', outTradeNo: this.#numberOf(purchase) });
  }

  tellAmount(purchase: Purchase, total: Fen): Promise<void> {
    return this.#alter({ kind: 'other-amount', outTradeNo: this.#numberOf(purchase), total });
  }

  #numberOf(purchase: Purchase): string {
    return purchase.outTradeNo() || this.stage.stop('prerequisite', 'the merchant has not ordered at WeChat Pay');
  }

  async #alter(change: BillChange): Promise<void> {
    this.#changes.push(change);
    await this.#bills()(this.#changes);
  }

  #bills(): (changes: readonly BillChange[]) => Promise<void> {
    const { gateway } = this.stage.cast;
    if (!gateway.alterBills)
      this.stage.stop('capability', "only the kit's own gateway gives out bills with differences");
    return (changes) => gateway.alterBills?.(changes) ?? Promise.resolve();
  }

  /** No notification comes and no query is answered, until the merchant reconciles. */
  async keepInTheDark(): Promise<void> {
    this.stage.need('faults');
    const { gateway } = this.stage.cast;
    if (!gateway.clearFaults) this.stage.stop('capability', "only the kit's own gateway stops misbehaving when asked");
    await gateway.setFault('notification', 'lost');
    await gateway.setFault(QUERIES, 'error-500');
    this.#ignorance = true;
  }

  /** Has the merchant reconcile the day at a time of the next one. */
  async reconcileAt(time: Duration, purchase: Purchase): Promise<void> {
    this.stage.need('clock');
    // A merchant may reconcile by itself as soon as there is a bill: by then it can ask again.
    if (this.#ignorance) await this.#shedLight(purchase);
    await this.#nextDayAt(time);
    if (this.#ignorance && this.downloads(purchase).length === 0) await this.#mustNotKnow(purchase);
    await this.#reconcile(purchase);
  }

  async #nextDayAt(time: Duration): Promise<void> {
    const { gateway } = this.stage.cast;
    await gateway.advance(between(gateway.now(), plus(plus(this.#midnight, days(1)), time)));
  }

  /** From now on queries are answered; that the payment is told once more is not to be waited for. */
  async #shedLight(purchase: Purchase): Promise<void> {
    const { gateway } = this.stage.cast;
    await this.#nextDayAt(LIGHT);
    await this.#mustNotKnow(purchase);
    await gateway.clearFaults?.();
    await gateway.setFault('notification', 'lost');
  }

  async #mustNotKnow(purchase: Purchase): Promise<void> {
    const { state } = await this.stage.ask('the order is read', () => this.stage.cast.merchant.readOrder(purchase.ref));
    if (state === 'paid') this.stage.stop('prerequisite', 'the merchant had learnt of the payment without the bill');
  }

  async #reconcile(purchase: Purchase): Promise<void> {
    const day = dateOf(this.#midnight);
    purchase.mark('reconcile', { day });
    this.since = purchase.since;
    this.findings = undefined;
    try {
      this.findings = await this.stage.cast.merchant.reconcile(day);
    } catch (failure) {
      if (!(failure instanceof MerchantFailed)) this.stage.unfit(failure);
      this.declined = failure.message;
    }
    await this.stage.cast.gateway.settled();
    const detail = this.findings
      ? { count: this.findings.count, differences: this.findings.differences.slice(0, MOST_SHOWN) }
      : this.declined;
    this.stage.trace.record({ kind: 'verb', verb: this.findings ? 'reconciled' : 'declined', detail });
  }

  /** In how many ways the bill tells something else than happened. */
  get changed(): number {
    return this.#changes.length;
  }

  /** How many differences there are once the bill tells what happened. Nothing where the merchant does not reconcile again. */
  async countWithoutChanges(purchase: Purchase): Promise<number | undefined> {
    const { findings } = this;
    await this.#bills()([]);
    await this.#reconcile(purchase);
    const count = this.findings?.count;
    this.findings = findings;
    return count;
  }

  /** The merchant's applications for a trade bill that were answered with an address; it may reconcile by itself too. */
  applications(purchase: Purchase): readonly ExchangeEvent[] {
    return purchase.calls('GET', APPLICATION).filter(hasSucceeded);
  }

  downloads(purchase: Purchase): readonly ExchangeEvent[] {
    return purchase.calls('GET', DOWNLOAD).filter(hasSucceeded);
  }

  /** Ends the scenario where the bill that the merchant was given was not as the scenario has it: then it is the gateway that failed. */
  mustHaveBeenGiven(purchase: Purchase): void {
    if (this.#changes.some(({ afterHash }) => afterHash)) return;
    const hashes = this.applications(purchase).map(({ answer }) => fieldOf(answer?.body, 'hash_value'));
    for (const { answer } of this.downloads(purchase)) {
      const text = answer?.body;
      // A packed bill is no text, and its hash is that of what is inside.
      if (typeof text !== 'string' || !text.includes(TITLE)) continue;
      if (!hashes.includes(answer?.sha1))
        this.stage.stop('prerequisite', 'the hash that the gateway told is not that of the bill that it gave');
    }
  }
}

/** Before any bill can be had. */
const LIGHT = hours(8);
/** How many differences a trace tells one by one. */
const MOST_SHOWN = 20;
/** Stands in the first line of every bill of payments (D:4013071246). */
const TITLE = '微信订单号';

const hasSucceeded = ({ answer }: ExchangeEvent): boolean => isSuccess(answer?.status ?? 0);
