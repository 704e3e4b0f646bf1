import { MerchantFailed, type RefundBelief, type RefundRef } from '../actors/index.ts';
import { ApiClient, type ApiClientParts, type ApiResult } from '../merchant/api-client.ts';
import { ModelMerchant } from '../merchant/model-merchant.ts';
import type { Fields } from '../merchant/notification-inbox.ts';
import type { MerchantOrder, MerchantRefund } from '../merchant/order-book.ts';
import { type Fen, fen } from '../money/fen.ts';
import { paths, type RefundRequest } from '../protocol/payments.ts';
import { isRecord } from '../protocol/wire.ts';
import { between, type Duration, days, type Instant, minutes } from '../time/index.ts';
import { type Mutant, merchantMutant } from './mutant.ts';

const calledBy = (Client: typeof ApiClient): typeof ModelMerchant =>
  class extends ModelMerchant {
    protected override connect(parts: ApiClientParts): ApiClient {
      return new Client(parts);
    }
  };

/** A refund of which nothing is known, though it was asked for twice, has failed. */
class TakesUnknownForFailed extends ApiClient {
  override async call(method: 'GET' | 'POST', target: string, body?: unknown): Promise<ApiResult> {
    const result = await super.call(method, target, body);
    const isLost = target === paths.refund && result.kind === 'unknown';
    return isLost ? { kind: 'refused', status: 500, code: 'SYSTEM_ERROR', message: '' } : result;
  }
}

/** After a 503 it is another refund that is asked for. */
class RenumbersAfter503 extends ApiClient {
  override async call(method: 'GET' | 'POST', target: string, body?: unknown): Promise<ApiResult> {
    if (target !== paths.refund || !isRecord(body)) return super.call(method, target, body);
    const first = await this.once(method, target, Buffer.from(JSON.stringify(body)));
    if (first.kind !== 'unknown') return first;
    const next = first.why === 'HTTP 503' ? { ...body, out_refund_no: `${body['out_refund_no']}n` } : body;
    return this.once(method, target, Buffer.from(JSON.stringify(next)));
  }
}

/** A refund that has been under way for so long has failed. */
const waitingOnly = (longest: Duration): typeof ModelMerchant =>
  class extends ModelMerchant {
    readonly #asked = new Map<RefundRef, Instant>();

    protected override refundRequest(order: MerchantOrder, refund: MerchantRefund): RefundRequest {
      this.#asked.set(refund.outRefundNo, this.parts.clock.now());
      return super.refundRequest(order, refund);
    }

    override async readRefund(ref: RefundRef): Promise<RefundBelief> {
      const found = this.book.refundByNumber(ref);
      const asked = this.#asked.get(ref);
      const isLong = asked !== undefined && between(asked, this.parts.clock.now()) >= longest;
      if (!found || !isLong || found.refund.state !== 'refunding') return super.readRefund(ref);
      found.refund.state = 'failed';
      return 'failed';
    }
  };

/** Of what was refunded before, the latest counts. */
class CountsTheLatestRefund extends ModelMerchant {
  override async refund(ref: string, amount: Fen): Promise<RefundRef> {
    const { refunds } = this.book.get(ref);
    const earlier = refunds.splice(0, Math.max(0, refunds.length - 1));
    try {
      return await super.refund(ref, amount);
    } finally {
      refunds.unshift(...earlier);
    }
  }
}

/** Where one part has failed, those that are back are too. */
class TakesBackWhatIsBack extends ModelMerchant {
  protected override learnRefund(order: MerchantOrder, refund: MerchantRefund, status: unknown): void {
    super.learnRefund(order, refund, status);
    if (status !== 'CLOSED') return;
    for (const other of order.refunds) if (other.state === 'refunded') other.state = 'failed';
  }
}

/** Whatever is told of an order's refunds is told of the first that is under way. */
class TakesItOfTheFirstUnderWay extends ModelMerchant {
  protected override take(eventType: string, resource: Fields): boolean {
    const refunds = this.book.byNumber(resource['out_trade_no'])?.refunds ?? [];
    const first = refunds.find(({ state }) => state === 'refunding') ?? refunds.at(-1);
    const isRefund = eventType.startsWith('REFUND.') && first !== undefined;
    return super.take(eventType, isRefund ? { ...resource, out_refund_no: first.outRefundNo } : resource);
  }
}

/** What the payer paid, without the coupons, is what there is to refund. */
abstract class RemembersWhatThePayerPaid extends ModelMerchant {
  protected readonly paid = new Map<unknown, Fen>();

  protected override take(eventType: string, resource: Fields): boolean {
    const { amount } = resource;
    if (eventType === 'TRANSACTION.SUCCESS' && isRecord(amount))
      this.paid.set(resource['out_trade_no'], fen(Number(amount['payer_total'])));
    return super.take(eventType, resource);
  }
}

class NamesWhatThePayerPaid extends RemembersWhatThePayerPaid {
  protected override refundRequest(order: MerchantOrder, refund: MerchantRefund): RefundRequest {
    const request = super.refundRequest(order, refund);
    const total = this.paid.get(order.request.out_trade_no) ?? order.price;
    return { ...request, amount: { ...request.amount, total } };
  }
}

class RefundsWhatThePayerPaid extends RemembersWhatThePayerPaid {
  protected override refundRequest(order: MerchantOrder, refund: MerchantRefund): RefundRequest {
    const request = super.refundRequest(order, refund);
    const most = this.paid.get(order.request.out_trade_no) ?? order.price;
    return { ...request, amount: { ...request.amount, refund: Math.min(refund.amount, most) } };
  }
}

/** Parts are reckoned in yuan. */
class CutsFenOffParts extends ModelMerchant {
  protected override refundRequest(order: MerchantOrder, refund: MerchantRefund): RefundRequest {
    const request = super.refundRequest(order, refund);
    if (refund.amount === order.price) return request;
    return { ...request, amount: { ...request.amount, refund: Math.floor((refund.amount / 100) * 100) } };
  }
}

/** What was ABNORMAL once is never done. */
class TakesAbnormalForTheEnd extends ModelMerchant {
  readonly #ended = new Set<MerchantRefund>();

  protected override learnRefund(order: MerchantOrder, refund: MerchantRefund, status: unknown): void {
    if (status === 'ABNORMAL') this.#ended.add(refund);
    if (!this.#ended.has(refund)) super.learnRefund(order, refund, status);
  }
}

/** That a refund has failed is told by notifications alone. */
class LearnsFailuresByNotification extends ModelMerchant {
  override async readRefund(ref: RefundRef): Promise<RefundBelief> {
    const found = this.book.refundByNumber(ref);
    if (!found) throw new MerchantFailed(`the merchant has no refund ${ref}`);
    const isOpen = found.refund.state === 'refunding';
    const result = isOpen ? await this.api.call('GET', paths.refundByNumber(ref)) : undefined;
    if (result?.kind === 'ok' && result.body['status'] === 'SUCCESS')
      this.learnRefund(found.order, found.refund, 'SUCCESS');
    return found.refund.state;
  }
}

/** Merchants that give money back twice, or not all of it, or do not know what became of it. */
export const merchantRefundCareMutants: readonly Mutant[] = [
  merchantMutant(
    'merchant-takes-unknown-refunds-for-failed',
    {
      'REFUND-TOTAL': 'in passing: fen asked back of the order in all: expected at most 990, seen 1980',
      'REFUND-RETRY': 'different values of out_refund_no: expected 1, seen 2',
    },
    calledBy(TakesUnknownForFailed),
  ),
  merchantMutant(
    'merchant-renumbers-refunds-after-503',
    {
      'REFUND-TOTAL': 'in passing: fen asked back of the order in all: expected at most 990, seen 1980',
      'REFUND-RETRY': 'different values of out_refund_no: expected 1, seen 2',
    },
    calledBy(RenumbersAfter503),
  ),
  merchantMutant(
    'merchant-waits-half-an-hour-for-refunds',
    {
      'REFUND-NOT-YET': 'what the merchant takes the refund for: expected refunded, seen failed',
      'REFUND-TOTAL': 'refunds asked for: expected 1, seen 2',
    },
    waitingOnly(minutes(30)),
  ),
  merchantMutant(
    'merchant-waits-a-day-for-refunds',
    { 'REFUND-NOT-YET': 'what the merchant takes the refund for: expected refunded, seen failed' },
    waitingOnly(days(1)),
  ),
  merchantMutant(
    'merchant-counts-the-latest-refund',
    { 'REFUND-TOTAL': 'refunds asked for: expected 2, seen 3' },
    CountsTheLatestRefund,
  ),
  merchantMutant(
    'merchant-takes-back-what-is-back',
    { 'REFUND-TOTAL': 'fen asked back in all: expected at most 990, seen 1590' },
    TakesBackWhatIsBack,
  ),
  merchantMutant(
    'merchant-takes-it-of-the-first-refund-under-way',
    { 'REFUND-TOTAL': 'fen asked back in all: expected at most 990, seen 1590' },
    TakesItOfTheFirstUnderWay,
  ),
  merchantMutant(
    'merchant-names-what-the-payer-paid',
    { 'REFUND-TOTAL': 'amount.total of the refunds: expected [990], seen [890]' },
    NamesWhatThePayerPaid,
  ),
  merchantMutant(
    'merchant-refunds-what-the-payer-paid',
    { 'REFUND-TOTAL': 'amount.refund: expected 990, seen 890' },
    RefundsWhatThePayerPaid,
  ),
  merchantMutant(
    'merchant-cuts-fen-off-parts',
    { 'REFUND-TOTAL': 'amount.refund: expected 29, seen 28' },
    CutsFenOffParts,
  ),
  merchantMutant(
    'merchant-takes-abnormal-for-the-end',
    { 'REFUND-NOT-YET': 'what the merchant takes the refund for: expected refunded, seen refunding' },
    TakesAbnormalForTheEnd,
  ),
  merchantMutant(
    'merchant-learns-failed-refunds-by-notification',
    { 'REFUND-NOT-YET': 'what the merchant takes the refund for: expected failed, seen refunding' },
    LearnsFailuresByNotification,
  ),
];
