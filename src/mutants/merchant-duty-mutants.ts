import type { OrderRef } from '../actors/index.ts';
import { ApiClient, type ApiClientParts, type ApiResult, sendSigned } from '../merchant/api-client.ts';
import { ModelMerchant } from '../merchant/model-merchant.ts';
import type { Fields } from '../merchant/notification-inbox.ts';
import type { MerchantOrder, MerchantRefund } from '../merchant/order-book.ts';
import type { Fen } from '../money/fen.ts';
import { isPublicKeyId } from '../protocol/identity.ts';
import { type OrderRequest, paths, type RefundRequest } from '../protocol/payments.ts';
import { signRequest } from '../protocol/request-signing.ts';
import type { WireAnswer, WireRequest } from '../protocol/wire.ts';
import type { Duration } from '../time/index.ts';
import { VerifiesNothingForLocalhost } from './flawed-merchants.ts';
import { type Mutant, merchantMutant } from './mutant.ts';

class NamesOnlyItsHost extends ModelMerchant {
  protected override orderRequest(order: MerchantOrder): OrderRequest {
    return { ...super.orderRequest(order), notify_url: this.parts.notifyBase };
  }
}

class NamesOnlyItsHostInRefunds extends ModelMerchant {
  protected override refundRequest(order: MerchantOrder, refund: MerchantRefund): RefundRequest {
    return { ...super.refundRequest(order, refund), notify_url: this.parts.notifyBase };
  }
}

class DoesNotSayWhoItIs extends ModelMerchant {
  protected override async orderAtGateway(order: MerchantOrder): Promise<string> {
    const prepayId = await super.orderAtGateway(order);
    const { identity, wire, entropy } = this.parts;
    const target = paths.orderByNumber(order.request.out_trade_no, order.request.mchid);
    const call = { method: 'GET', target, body: Buffer.alloc(0) } as const;
    await sendSigned(this.parts, call, signRequest(identity, call, wire, entropy), ['user-agent']);
    return prepayId;
  }
}

/** Gives an order up on its own, and takes no word of it afterwards. */
class IgnoresWhatItGaveUp extends ModelMerchant {
  override async cancelOrder(ref: OrderRef): Promise<void> {
    this.learnClosed(this.book.get(ref));
  }

  protected override learnPaid(order: MerchantOrder): void {
    if (order.state !== 'closed') super.learnPaid(order);
  }
}

/** Gives an order up where it cannot ask, and takes no word of it afterwards. */
class GivesUpWhereItCannotAsk extends ModelMerchant {
  protected override async closeUnpaid(order: MerchantOrder): Promise<void> {
    await super.closeUnpaid(order);
    this.learnClosed(order);
  }

  protected override learnPaid(order: MerchantOrder): void {
    if (order.state !== 'closed') super.learnPaid(order);
  }
}

/** A refund that is done already is no refund that it waits for. */
class RefusesWhatItKnowsOfRefunds extends ModelMerchant {
  protected override take(eventType: string, resource: Fields): boolean {
    const found = this.book.refundByNumber(resource['out_refund_no']);
    return found?.refund.state === 'refunded' ? false : super.take(eventType, resource);
  }
}

class AsksAgainUnderTheSameNumber extends ModelMerchant {
  protected override refundRequest(order: MerchantOrder, refund: MerchantRefund): RefundRequest {
    const [first = refund] = order.refunds;
    return super.refundRequest(order, first.state === 'failed' ? first : refund);
  }
}

class TakesAbnormalForFailed extends ModelMerchant {
  protected override learnRefund(order: MerchantOrder, refund: MerchantRefund, status: unknown): void {
    super.learnRefund(order, refund, status === 'ABNORMAL' ? 'CLOSED' : status);
  }
}

class BelievesTheCustomersPrice extends ModelMerchant {
  override placeOrder(order: { price: Fen; payWithin?: Duration; pretended?: Fen }): Promise<OrderRef> {
    return super.placeOrder({ ...order, price: order.pretended ?? order.price });
  }
}

/** Knows an order that WeChat Pay has never heard of by what is said of it. */
class ReadsMessages extends ModelMerchant {
  protected override connect(parts: ApiClientParts): ApiClient {
    return new MessageReader(parts);
  }
}

class MessageReader extends ApiClient {
  override async call(method: 'GET' | 'POST', target: string, body?: unknown): Promise<ApiResult> {
    const result = await super.call(method, target, body);
    if (result.kind !== 'refused') return result;
    return result.message.includes('不存在') ? { ...result, code: 'ORDER_NOT_EXIST' } : { ...result, code: '' };
  }
}

/** Verifies with the public key alone. */
class KnowsOnlyThePublicKey extends ModelMerchant {
  override async receive(request: WireRequest): Promise<WireAnswer> {
    const isPublic = isPublicKeyId(request.headers['wechatpay-serial'] ?? '');
    return super.receive(isPublic ? request : { ...request, headers: {} });
  }
}

class NeverLearnsKeys extends ModelMerchant {
  protected override async learnKey(): Promise<boolean> {
    return false;
  }
}

class TrustsAnyCertificate extends ModelMerchant {
  static override readonly checksCertificates = false;
}

/** Merchants that break a duty of their calls, of late notifications, or of refunds that did not come out well. */
export const merchantDutyMutants: readonly Mutant[] = [
  merchantMutant(
    'merchant-believes-the-customers-price',
    { 'PRICE-SERVER': 'amount.total: expected 990, seen 1' },
    BelievesTheCustomersPrice,
  ),
  merchantMutant(
    'merchant-names-only-its-host',
    { 'NOTIFY-URL': 'the notify_url of the order … seen no path' },
    NamesOnlyItsHost,
  ),
  merchantMutant(
    'merchant-names-only-its-host-in-refunds',
    { 'NOTIFY-URL': 'the notify_url of the refund … seen no path' },
    NamesOnlyItsHostInRefunds,
  ),
  merchantMutant(
    'merchant-does-not-say-who-it-is',
    { 'CALL-HEADERS': 'headers that GET /v3/pay/transactions/out-trade-no/ … lacks: expected none, seen User-Agent' },
    DoesNotSayWhoItIs,
  ),
  merchantMutant(
    'merchant-reads-messages',
    {
      'RECONCILE-DAILY':
        'the reconciliation: expected done, seen not done: the bill of 2026-01-15 cannot be had: HTTP 400 ORDER_NOT_EXIST',
      'ERRORS-BY-CODE':
        'what came of the refusal with another message: expected done, the order closed, seen done, the order unpaid',
    },
    ReadsMessages,
  ),
  merchantMutant(
    'merchant-verifies-nothing-for-localhost',
    {
      'NOTIFY-VERIFIED': 'what the merchant takes the order for: expected unpaid, seen paid',
      'FRONTEND-NO-PROOF': 'proofs of payment before the merchant took the order for paid: expected at least 1, seen 0',
    },
    VerifiesNothingForLocalhost,
  ),
  merchantMutant(
    'merchant-knows-only-the-public-key',
    {
      'KEYS-BOTH': 'the answer to the notification: expected one of [200,204], seen 401',
      'CERTIFICATE-LEARNED': 'the answer to the latest notification: expected one of [200,204], seen 401',
    },
    KnowsOnlyThePublicKey,
  ),
  merchantMutant(
    'merchant-never-learns-keys',
    { 'CERTIFICATE-LEARNED': 'the answer to the latest notification: expected one of [200,204], seen 401' },
    NeverLearnsKeys,
  ),
  merchantMutant(
    'merchant-ignores-what-it-gave-up',
    {
      'NOTIFY-LATE': 'what becomes of the payment: expected honoured or given back, seen left as closed',
      'BOOKS-BALANCE':
        'what the merchant takes the order for, which is paid at WeChat Pay: expected one of ["paid"], seen closed',
      'CLOSE-THEN-FAILED': 'the order at WeChat Pay: expected closed, seen not closed',
      'QUERY-BEFORE-CLOSE': 'the order at WeChat Pay: expected closed, seen not closed',
    },
    IgnoresWhatItGaveUp,
  ),
  merchantMutant(
    'merchant-gives-up-where-it-cannot-ask',
    {
      'CLOSE-AFTER-EXPIRE': 'what the merchant takes the order for: expected unpaid, seen closed',
      'NOTIFY-LATE': 'what becomes of the payment: expected honoured or given back, seen left as closed',
      'BOOKS-BALANCE':
        'what the merchant takes the order for, which is paid at WeChat Pay: expected one of ["paid"], seen closed',
      'CLOSE-THEN-FAILED': 'what the merchant takes the order for: expected unpaid, seen closed',
    },
    GivesUpWhereItCannotAsk,
  ),
  merchantMutant(
    'merchant-refuses-what-it-knows-of-refunds',
    { 'NOTIFY-LATE': 'the answer to the notification: expected one of [200,204], seen 401' },
    RefusesWhatItKnowsOfRefunds,
  ),
  merchantMutant(
    'merchant-asks-again-under-the-same-number',
    {
      'REFUND-AFTER-CLOSED':
        'the out_refund_no that it is asked for under: expected a new one, seen that of the closed refund',
    },
    AsksAgainUnderTheSameNumber,
  ),
  merchantMutant(
    'merchant-takes-abnormal-for-failed',
    {
      'REFUND-AFTER-CLOSED': 'refunds asked for: expected 1, seen 2',
      'REFUND-TOTAL': 'in passing: fen asked back of the order in all: expected at most 990, seen 1980',
    },
    TakesAbnormalForFailed,
  ),
  merchantMutant(
    'merchant-trusts-any-certificate',
    { 'TLS-VERIFIED': 'what the merchant sent to somebody else: expected nothing, seen POST /v3/' },
    TrustsAnyCertificate,
  ),
];
