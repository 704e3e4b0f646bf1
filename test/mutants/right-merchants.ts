import { MerchantFailed, type OrderReading, type OrderRef } from '../../src/actors/index.ts';
import { ApiClient, type ApiClientParts, type ApiResult } from '../../src/merchant/api-client.ts';
import { ModelMerchant } from '../../src/merchant/model-merchant.ts';
import type { MerchantOrder, MerchantRefund } from '../../src/merchant/order-book.ts';
import type { Fen } from '../../src/money/fen.ts';
import { paths, type RefundRequest } from '../../src/protocol/payments.ts';
import { isRecord, type WireAnswer, type WireRequest } from '../../src/protocol/wire.ts';
import { type Duration, hours, type Instant, minutes, plus, seconds } from '../../src/time/index.ts';

/** Closes by a countdown of its own what has no time_expire (G§3.3), and asks WeChat Pay for a prepay_id whenever Pay is tapped. */
const closesAfter = (countdown: Duration): typeof ModelMerchant =>
  class extends ModelMerchant {
    protected override deadline(order: MerchantOrder): Instant | undefined {
      return super.deadline(order) ?? (order.state === 'unpaid' ? plus(order.createdAt, countdown) : undefined);
    }

    protected override usablePrepayId(): undefined {
      return undefined;
    }
  };

/** Where the outcome of a refund is not known, asks for it, and sends it again only where it is not there (D:4012791903). */
class AskingClient extends ApiClient {
  override async call(method: 'GET' | 'POST', target: string, body?: unknown): Promise<ApiResult> {
    if (target !== paths.refund || !isRecord(body)) return super.call(method, target, body);
    const bytes = Buffer.from(JSON.stringify(body));
    const first = await this.once(method, target, bytes);
    if (first.kind !== 'unknown') return first;
    const found = await this.once('GET', paths.refundByNumber(String(body['out_refund_no'])), Buffer.alloc(0));
    return found.kind === 'ok' ? found : this.once(method, target, bytes);
  }
}

class AsksBeforeItRefundsAgain extends ModelMerchant {
  protected override connect(parts: ApiClientParts): ApiClient {
    return new AskingClient(parts);
  }
}

/** Asks once, and where that brought nothing, again a minute later, under the same number (D:4015217336). */
class OnceClient extends ApiClient {
  override call(method: 'GET' | 'POST', target: string, body?: unknown): Promise<ApiResult> {
    if (target !== paths.refund) return super.call(method, target, body);
    return this.once(method, target, Buffer.from(JSON.stringify(body)));
  }
}

class RefundsAgainByAJob extends ModelMerchant {
  readonly #open = new Map<MerchantRefund, { readonly order: MerchantOrder; readonly at: Instant }>();

  protected override connect(parts: ApiClientParts): ApiClient {
    return new OnceClient(parts);
  }

  protected override refundRequest(order: MerchantOrder, refund: MerchantRefund): RefundRequest {
    this.#open.set(refund, { order, at: plus(this.parts.clock.now(), minutes(1)) });
    return super.refundRequest(order, refund);
  }

  protected override accepted(_order: MerchantOrder, refund: MerchantRefund): void {
    this.#open.delete(refund);
  }

  #next(): readonly [MerchantRefund, { readonly order: MerchantOrder; readonly at: Instant }] | undefined {
    return [...this.#open].find(([{ state }]) => state === 'refunding');
  }

  override nextDue(): Instant | undefined {
    const [own, other] = [this.#next()?.[1].at, super.nextDue()];
    return own === undefined || (other !== undefined && other < own) ? other : own;
  }

  override async fireNext(): Promise<void> {
    const [refund, open] = this.#next() ?? [];
    if (!refund || !open || open.at !== this.nextDue()) return super.fireNext();
    const result = await this.api.call('POST', paths.refund, this.refundRequest(open.order, refund));
    if (result.kind === 'ok') this.accepted(open.order, refund);
    if (result.kind === 'refused') this.learnRefund(open.order, refund, 'CLOSED');
  }
}

/** Asks for what a notification tells to have failed before it answers the notification. */
class RefundsAgainAtOnce extends ModelMerchant {
  #failed: { readonly order: MerchantOrder; readonly amount: Fen } | undefined;

  protected override learnRefund(order: MerchantOrder, refund: MerchantRefund, status: unknown): void {
    super.learnRefund(order, refund, status);
    if (status === 'CLOSED') this.#failed = { order, amount: refund.amount };
  }

  override async receive(request: WireRequest): Promise<WireAnswer> {
    const answer = await super.receive(request);
    const failed = this.#failed;
    this.#failed = undefined;
    if (failed) await this.refund(failed.order.id, failed.amount);
    return answer;
  }
}

/** Asks every half minute, ten times, and then closes (D:4012075249). */
class AsksTenTimesAndCloses extends ModelMerchant {
  readonly #asked = new Map<MerchantOrder, number>();

  #next(): { readonly order: MerchantOrder; readonly at: Instant } | undefined {
    const open = [...this.book.all()].filter(({ state, prepay }) => state === 'unpaid' && prepay !== undefined);
    const due = open.map((order) => ({
      order,
      at: plus(order.createdAt, seconds(30 * ((this.#asked.get(order) ?? 0) + 1))),
    }));
    return due.sort((a, b) => a.at - b.at)[0];
  }

  protected override usablePrepayId(order: MerchantOrder): string | undefined {
    return order.state === 'unpaid' ? super.usablePrepayId(order) : undefined;
  }

  override nextDue(): Instant | undefined {
    return this.#next()?.at;
  }

  override async fireNext(): Promise<void> {
    const next = this.#next();
    if (!next) return;
    const times = (this.#asked.get(next.order) ?? 0) + 1;
    this.#asked.set(next.order, times);
    await (times < 10 ? this.learnState(next.order) : this.closeUnpaid(next.order));
  }
}

class CallsClosedFailed extends ModelMerchant {
  override async readOrder(ref: OrderRef): Promise<OrderReading> {
    const reading = await super.readOrder(ref);
    return reading.state === 'closed' ? { ...reading, state: 'failed' } : reading;
  }
}

class GivesNoOrderUp extends ModelMerchant {
  override async cancelOrder(): Promise<void> {
    throw new MerchantFailed('no order can be given up here');
  }
}

interface RightMerchant {
  readonly merchant: typeof ModelMerchant;
  /** Rules of which it leaves nothing to be seen, by the words that say why. */
  readonly without?: Readonly<Record<string, RegExp>>;
}

/** By half past ten on the next day it has long asked, and closed what was not paid. */
const KNOWS = /^the merchant had learnt of the payment without the bill$/;
const WITHOUT_A_BILL = { 'RECONCILE-PAID': KNOWS, 'RECONCILE-QUERY': KNOWS };

const CLOSED_BY_ITSELF = /^the merchant had closed the order by itself before that/;
const NOT_GIVEN_UP = /no order can be given up here$/;

/** Merchants that are right, each another way. */
export const rightMerchants: Readonly<Record<string, RightMerchant>> = {
  'closes what is not paid within an hour': {
    merchant: closesAfter(hours(1)),
    without: WITHOUT_A_BILL,
  },
  'closes what is not paid within five minutes': {
    merchant: closesAfter(minutes(5)),
    without: WITHOUT_A_BILL,
  },
  'asks for a refund whose outcome is not known before it sends it again': { merchant: AsksBeforeItRefundsAgain },
  'sends a refund whose outcome is not known again by a job': {
    merchant: RefundsAgainByAJob,
    without: { 'REFUND-RETRY': /more than what is left of the order$/ },
  },
  'asks again for what a notification tells to have failed before it answers': { merchant: RefundsAgainAtOnce },
  'asks ten times and closes': {
    merchant: AsksTenTimesAndCloses,
    without: { ...WITHOUT_A_BILL, 'REORDER-AFTER-2H': CLOSED_BY_ITSELF },
  },
  'calls closed orders failed': { merchant: CallsClosedFailed },
  'gives no order up': {
    merchant: GivesNoOrderUp,
    without: { 'QUERY-BEFORE-CLOSE': NOT_GIVEN_UP, 'CLOSE-THEN-FAILED': NOT_GIVEN_UP, 'FINAL-KEPT': NOT_GIVEN_UP },
  },
};
