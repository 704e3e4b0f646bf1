import { ModelMerchant } from '../merchant/model-merchant.ts';
import type { Fields } from '../merchant/notification-inbox.ts';
import type { MerchantOrder } from '../merchant/order-book.ts';
import { paths } from '../protocol/payments.ts';
import { isRecord, parseJson, type WireAnswer, type WireRequest } from '../protocol/wire.ts';
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

/** Merchants that do their duty in the one case and not in the other. */
export const merchantHalfDoneMutants: readonly Mutant[] = [
  merchantMutant(
    'merchant-gives-up-what-is-not-closed',
    { 'CLOSE-THEN-FAILED': 'what the merchant takes the order for: expected unpaid, seen closed' },
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
];
