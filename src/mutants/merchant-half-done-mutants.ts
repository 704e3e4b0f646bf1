import { ApiClient, type ApiClientParts, type ApiResult } from '../merchant/api-client.ts';
import { ModelMerchant } from '../merchant/model-merchant.ts';
import type { Fields } from '../merchant/notification-inbox.ts';
import type { MerchantOrder } from '../merchant/order-book.ts';
import { paths } from '../protocol/payments.ts';
import { isRecord, parseJson, type WireAnswer, type WireRequest } from '../protocol/wire.ts';
import { BelievingClient } from './flawed-merchants.ts';
import { type Mutant, merchantMutant } from './mutant.ts';

/** Asks before it closes, and then takes for closed what WeChat Pay did not close. */
class GivesUpWhatIsNotClosed extends ModelMerchant {
  protected override async closeUnpaid(order: MerchantOrder): Promise<void> {
    const state = await this.learnState(order);
    if (state !== 'NOTPAY') return;
    const { mchid, out_trade_no } = order.request;
    await this.api.call('POST', paths.close(out_trade_no), { mchid });
    this.learnClosed(order);
  }
}

/** Looks whether the goods are out before it asks WeChat Pay, and not again once it knows. */
class LooksBeforeItAsks extends ModelMerchant {
  protected override async learnState(order: MerchantOrder): Promise<string> {
    const wasOpen = order.fulfilled === 0;
    const state = await this.tradeState(order);
    if (state === 'CLOSED') this.learnClosed(order);
    if ((state === 'SUCCESS' || state === 'REFUND') && wasOpen) {
      order.state = 'paid';
      order.fulfilled += 1;
    }
    return state;
  }
}

/** Knows one way in which a refund ends. */
class KnowsOnlyRefundsThatSucceed extends ModelMerchant {
  protected override take(eventType: string, resource: Fields): boolean {
    const isOther = eventType.startsWith('REFUND.') && eventType !== 'REFUND.SUCCESS';
    return isOther ? false : super.take(eventType, resource);
  }
}

/** Verifies what tells of payments by all of its headers, and what tells of refunds without its nonce where that is missing. */
class NeedsNoNonceOfRefunds extends ModelMerchant {
  #isWithout = false;

  override async receive(request: WireRequest): Promise<WireAnswer> {
    const envelope = parseJson(request.body);
    const isRefund = isRecord(envelope) && String(envelope['event_type']).startsWith('REFUND.');
    const { 'wechatpay-signature': signature, 'wechatpay-nonce': nonce } = request.headers;
    this.#isWithout = isRefund && signature !== undefined && nonce === undefined;
    return super.receive(request);
  }

  protected override trusts(signature: string): boolean {
    return super.trusts(signature) || this.#isWithout;
  }
}

/** Verifies every answer but those of one endpoint. */
const believing = (trusted: string): typeof ModelMerchant =>
  class extends ModelMerchant {
    protected override connect(parts: ApiClientParts): ApiClient {
      return new HalfBelievingClient(parts, trusted);
    }
  };

class HalfBelievingClient extends ApiClient {
  readonly #trusted: string;
  readonly #believing: ApiClient;

  constructor(parts: ApiClientParts, trusted: string) {
    super(parts);
    this.#trusted = trusted;
    this.#believing = new BelievingClient(parts);
  }

  override call(method: 'GET' | 'POST', target: string, body?: unknown): Promise<ApiResult> {
    return target.split('?')[0] === this.#trusted
      ? this.#believing.call(method, target, body)
      : super.call(method, target, body);
  }
}

/** Whoever pays less than the price is in its books as one who has paid. */
class IsContentWithLess extends ModelMerchant {
  protected override fits(order: MerchantOrder, resource: Fields): boolean {
    const { amount } = resource;
    if (!isRecord(amount) || Number(amount['total']) > order.price) return super.fits(order, resource);
    return super.fits(order, { ...resource, amount: { ...amount, total: order.price } });
  }
}

/** Goes by the event that is told, and not by the state of the order in it. */
class ReadsOnlyTheEvent extends ModelMerchant {
  protected override take(eventType: string, resource: Fields): boolean {
    return super.take(
      eventType,
      eventType === 'TRANSACTION.SUCCESS' ? { ...resource, trade_state: 'SUCCESS' } : resource,
    );
  }
}

/** Asks once, five seconds after the order, and never again. */
class AsksOnce extends ModelMerchant {
  protected override async poll(order: MerchantOrder): Promise<void> {
    if (order.polls === 0) return super.poll(order);
    order.polls += 1;
  }
}

/** Keeps a prepay_id for two hours from when it last was wanted. */
class CountsFromTheLatestTap extends ModelMerchant {
  protected override usablePrepayId(order: MerchantOrder): string | undefined {
    const id = super.usablePrepayId(order);
    if (id !== undefined) order.prepay = { id, at: this.parts.clock.now() };
    return id;
  }
}

/** Merchants that do their duty in the one case and not in the other. */
export const merchantHalfDoneMutants: readonly Mutant[] = [
  merchantMutant(
    'merchant-gives-up-what-is-not-closed',
    {
      'CLOSE-AFTER-EXPIRE': 'what the merchant takes the order for: expected unpaid, seen closed',
      'CLOSE-THEN-FAILED': 'what the merchant takes the order for: expected unpaid, seen closed',
    },
    GivesUpWhatIsNotClosed,
  ),
  merchantMutant(
    'merchant-knows-only-refunds-that-succeed',
    { 'NOTIFY-ANSWERED': 'the answer to the notification: expected one of [200,204], seen 401' },
    KnowsOnlyRefundsThatSucceed,
  ),
  merchantMutant(
    'merchant-needs-no-nonce-of-refunds',
    { 'REFUND-NOTIFY-VERIFIED': 'the answer to the notification: expected refused, seen 204' },
    NeedsNoNonceOfRefunds,
  ),
  merchantMutant(
    'merchant-believes-any-prepay-id',
    { 'ANSWER-VERIFIED': 'payment params that were handed over: expected 0, seen 1' },
    believing(paths.order),
  ),
  merchantMutant(
    'merchant-believes-whoever-tells-the-hash',
    { 'RECONCILE-HASH': 'the reconciliation: expected not done, seen done, with 0 differences' },
    believing('/v3/bill/tradebill'),
  ),
  merchantMutant(
    'merchant-is-content-with-less',
    { 'NOTIFY-MATCHED': 'what the merchant takes the order for: expected unpaid, seen paid' },
    IsContentWithLess,
  ),
  merchantMutant(
    'merchant-reads-only-the-event',
    { 'NOTIFY-MATCHED': 'what the merchant takes the order for: expected unpaid, seen paid' },
    ReadsOnlyTheEvent,
  ),
  merchantMutant(
    'merchant-asks-once',
    { 'POLL-WHEN-SILENT': 'what the merchant takes the order for: expected paid, seen unpaid' },
    AsksOnce,
  ),
  merchantMutant(
    'merchant-keeps-a-prepay-id-from-tap-to-tap',
    { 'REORDER-AFTER-2H': 'the prepay_id in package: expected one of [], seen wx' },
    CountsFromTheLatestTap,
  ),
  merchantMutant(
    'merchant-looks-before-it-asks',
    {
      'NOTIFY-ONCE': 'how often the goods were handed out: expected 1, seen 2',
      'PAID-BY-QUERY': 'how often the goods were handed out: expected 1, seen 2',
    },
    LooksBeforeItAsks,
  ),
];
