import type { OrderBelief, OrderRef, RefundBelief, RefundRef } from '../actors/index.ts';
import { ApiClient, type ApiClientParts, type ApiResult, type RawAnswer, sendSigned } from '../merchant/api-client.ts';
import { ModelMerchant } from '../merchant/model-merchant.ts';
import type { Fields } from '../merchant/notification-inbox.ts';
import type { MerchantOrder, MerchantRefund } from '../merchant/order-book.ts';
import { POLLING_PLAN } from '../merchant/polling-plan.ts';
import type { Fen } from '../money/fen.ts';
import { type OrderRequest, paths } from '../protocol/payments.ts';
import { isRecord, isSuccess, parseJson, type WireAnswer, type WireRequest } from '../protocol/wire.ts';
import { type Duration, hours, type Instant, minutes, plus } from '../time/index.ts';

/** Merchants that break one duty each: mutants of the mock, and shops that the kit meets over HTTP. */

export class ClosesWithoutAsking extends ModelMerchant {
  protected override async closeUnpaid(order: MerchantOrder): Promise<void> {
    if (order.state !== 'unpaid') return;
    const { mchid, out_trade_no } = order.request;
    const result = await this.api.call('POST', paths.close(out_trade_no), { mchid });
    if (result.kind === 'ok') this.learnClosed(order);
    else await this.learnState(order);
  }
}

export class ClosesOnlyAtHome extends ModelMerchant {
  override async cancelOrder(ref: OrderRef): Promise<void> {
    this.learnClosed(this.book.get(ref));
  }
}

export class TrustsUnsigned extends ModelMerchant {
  protected override trusts(signature: string): boolean {
    return signature === 'valid' || signature === 'absent';
  }
}

export class TrustsWhatOpens extends ModelMerchant {
  protected override trusts(): boolean {
    return true;
  }
}

export class AnswersForgeriesWith200 extends ModelMerchant {
  override async receive(request: WireRequest): Promise<WireAnswer> {
    const answer = await super.receive(request);
    return answer.status === 401 ? { ...answer, status: 200 } : answer;
  }
}

/** Verifies nothing that says it is for localhost: a door that was left open for tests (F§12 row 2). */
export class VerifiesNothingForLocalhost extends ModelMerchant {
  #isLocal = false;

  override async receive(request: WireRequest): Promise<WireAnswer> {
    this.#isLocal = request.headers['host'] === 'localhost';
    return super.receive(request);
  }

  protected override trusts(signature: string): boolean {
    return super.trusts(signature) || this.#isLocal;
  }
}

/** Verifies what it can, and where a header is missing lets the notification pass for want of something to verify. */
export class LetsPassWhatLacksAHeader extends ModelMerchant {
  override async receive(request: WireRequest): Promise<WireAnswer> {
    const { 'wechatpay-signature': signature, 'wechatpay-timestamp': timestamp } = request.headers;
    this.#lacking = signature !== undefined && timestamp === undefined;
    return super.receive(request);
  }

  protected override trusts(signature: string): boolean {
    return super.trusts(signature) || this.#lacking;
  }

  #lacking = false;
}

/** Verifies over JSON that it has written anew. */
export class VerifiesWhatItWroteItself extends ModelMerchant {
  override async receive(request: WireRequest): Promise<WireAnswer> {
    const body = Buffer.from(JSON.stringify(parseJson(request.body) ?? ''));
    return super.receive({ ...request, body });
  }
}

/** Verifies what tells of payments, and takes what tells of refunds. */
export class TrustsWordOfRefunds extends ModelMerchant {
  override async receive(request: WireRequest): Promise<WireAnswer> {
    const envelope = parseJson(request.body);
    this.#isRefund = isRecord(envelope) && String(envelope['event_type']).startsWith('REFUND.');
    return super.receive(request);
  }

  protected override trusts(signature: string): boolean {
    return super.trusts(signature) || this.#isRefund;
  }

  #isRefund = false;
}

/** Takes note of a notification before it is verified: the right one that follows is a repetition to it. */
export class RemembersWhatItRefused extends ModelMerchant {
  readonly #seen = new Set<unknown>();

  override async receive(request: WireRequest): Promise<WireAnswer> {
    const envelope = parseJson(request.body);
    const id = isRecord(envelope) ? envelope['id'] : undefined;
    if (this.#seen.has(id)) return { status: 204, headers: {}, body: Buffer.alloc(0) };
    this.#seen.add(id);
    return super.receive(request);
  }
}

export class ComparesNothing extends ModelMerchant {
  protected override fits(): boolean {
    return true;
  }
}

export class ComparesNoCurrency extends ModelMerchant {
  protected override fits(order: MerchantOrder, resource: Fields): boolean {
    const amount = resource['amount'];
    return super.fits(order, isRecord(amount) ? { ...resource, amount: { ...amount, currency: 'CNY' } } : resource);
  }
}

/** Compares what the payer paid, which a coupon makes less than the price. */
export class ComparesWhatThePayerPaid extends ModelMerchant {
  protected override fits(order: MerchantOrder, resource: Fields): boolean {
    const amount = resource['amount'];
    return super.fits(order, resource) && isRecord(amount) && amount['payer_total'] === order.price;
  }
}

export class FulfilsEachNotification extends ModelMerchant {
  protected override take(eventType: string, resource: Fields): boolean {
    const order = this.book.byNumber(resource['out_trade_no']);
    if (eventType === 'TRANSACTION.SUCCESS' && order && order.fulfilled > 0) order.fulfilled += 1;
    return super.take(eventType, resource);
  }
}

export class ShowsAcceptedAsRefunded extends ModelMerchant {
  protected override accepted(order: MerchantOrder, refund: MerchantRefund): void {
    this.learnRefund(order, refund, 'SUCCESS');
  }
}

/** Takes its own application for the refund, whatever is answered. */
export class ShowsRefusedAsRefunded extends ModelMerchant {
  override async refund(ref: OrderRef, amount: Fen): Promise<RefundRef> {
    const number = await super.refund(ref, amount);
    const found = this.book.refundByNumber(number);
    if (found?.refund.state === 'failed') this.learnRefund(found.order, found.refund, 'SUCCESS');
    return number;
  }
}

export class ForgetsTheRefund extends ModelMerchant {
  protected override learnPaid(order: MerchantOrder): void {
    super.learnPaid(order);
    if (order.state === 'refunded') order.state = 'paid';
  }
}

export class CallsUnsigned extends ModelMerchant {
  protected override async orderAtGateway(order: MerchantOrder): Promise<string> {
    const target = paths.orderByNumber(order.request.out_trade_no, order.request.mchid);
    const unsigned = sendSigned(this.parts, { method: 'GET', target, body: Buffer.alloc(0) }, undefined);
    await unsigned.catch(() => 'of no account: it orders in any case');
    return super.orderAtGateway(order);
  }
}

export class BelievingClient extends ApiClient {
  protected override understand(answer: RawAnswer): ApiResult {
    const json = parseJson(answer.body);
    if (isSuccess(answer.status)) return { kind: 'ok', status: answer.status, body: isRecord(json) ? json : {} };
    return super.understand(answer);
  }
}

export class BelievesAnyAnswer extends ModelMerchant {
  protected override connect(parts: ApiClientParts): ApiClient {
    return new BelievingClient(parts);
  }
}

/** Makes a new number for each try of the one call. */
abstract class RenumberingClient extends ApiClient {
  protected abstract renumbered(target: string, body: unknown): unknown;

  override async call(method: 'GET' | 'POST', target: string, body?: unknown): Promise<ApiResult> {
    const other = this.renumbered(target, body);
    if (other === undefined) return super.call(method, target, body);
    const first = await this.once(method, target, Buffer.from(JSON.stringify(body)));
    return first.kind === 'unknown' ? this.once(method, target, Buffer.from(JSON.stringify(other))) : first;
  }
}

class RefundRenumberingClient extends RenumberingClient {
  protected override renumbered(target: string, body: unknown): unknown {
    return target === paths.refund && isRecord(body)
      ? { ...body, out_refund_no: `${String(body['out_refund_no'])}_2` }
      : undefined;
  }
}

class OrderRenumberingClient extends RenumberingClient {
  protected override renumbered(target: string, body: unknown): unknown {
    return target === paths.order && isRecord(body)
      ? { ...body, out_trade_no: `${String(body['out_trade_no'])}_2` }
      : undefined;
  }
}

export class RefundsAgainUnderAnotherNumber extends ModelMerchant {
  protected override connect(parts: ApiClientParts): ApiClient {
    return new RefundRenumberingClient(parts);
  }
}

export class OrdersAgainUnderAnotherNumber extends ModelMerchant {
  protected override connect(parts: ApiClientParts): ApiClient {
    return new OrderRenumberingClient(parts);
  }
}

/** Each tap that comes before the first one has its prepay_id is an order of its own. */
export class OrdersOnceForEachTap extends ModelMerchant {
  readonly #taps = new Map<string, number>();

  protected override orderRequest(order: MerchantOrder): OrderRequest {
    const taps = order.prepay ? 0 : (this.#taps.get(order.id) ?? 0);
    this.#taps.set(order.id, taps + 1);
    const { out_trade_no } = order.request;
    return taps === 0 ? order.request : { ...order.request, out_trade_no: `${out_trade_no}_${taps}` };
  }
}

/** Verifies what a query of an order says, and takes what one of a refund says. */
export class BelievesAnyRefundQuery extends ModelMerchant {
  override async readRefund(ref: RefundRef): Promise<RefundBelief> {
    const api = new BelievingClient(this.parts);
    const found = this.book.refundByNumber(ref);
    const result = await api.call('GET', paths.refundByNumber(ref));
    if (found?.refund.state === 'refunding' && result.kind === 'ok')
      this.learnRefund(found.order, found.refund, result.body['status']);
    return super.readRefund(ref);
  }
}

export class KeepsPrepayIds extends ModelMerchant {
  protected override usablePrepayId(order: MerchantOrder): string | undefined {
    return order.prepay?.id;
  }
}

export class NeverCloses extends ModelMerchant {
  protected override deadline(): undefined {
    return undefined;
  }
}

/** Counts down by itself where the order has no time_expire, and tells nobody when the time is up. */
export class CountsDownAtHome extends ModelMerchant {
  protected override deadline(order: MerchantOrder): Instant | undefined {
    return super.deadline(order) ?? (order.state === 'unpaid' ? plus(order.createdAt, hours(20)) : undefined);
  }

  protected override async onDeadline(order: MerchantOrder): Promise<void> {
    if (order.request.time_expire !== undefined) return super.onDeadline(order);
    order.polls = POLLING_PLAN.length;
    this.learnClosed(order);
  }
}

export class BelievesOk extends ModelMerchant {
  override async returnFromCashier(ref: OrderRef, errMsg: string): Promise<OrderBelief> {
    if (errMsg === 'requestPayment:ok') this.learnPaid(this.book.get(ref));
    return super.returnFromCashier(ref, errMsg);
  }
}

export class NeverPolls extends ModelMerchant {
  protected override async poll(order: MerchantOrder): Promise<void> {
    order.polls += 1;
  }
}

/** Looks at an order only when its time is over: a quarter of an hour, where its customer wants no other. */
export class AsksOnlyWhenTimeIsOver extends NeverPolls {
  override placeOrder({ price, payWithin = minutes(15) }: { price: Fen; payWithin?: Duration }): Promise<OrderRef> {
    return super.placeOrder({ price, payWithin });
  }
}
