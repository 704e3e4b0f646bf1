import {
  type MerchantActor,
  MerchantFailed,
  type OrderBelief,
  type OrderReading,
  type OrderRef,
  type RefundBelief,
  type RefundRef,
} from '../actors/index.ts';
import { type Fen, subtract } from '../money/fen.ts';
import { alphanumeric } from '../protocol/entropy.ts';
import { type PaymentParams, paymentParams } from '../protocol/pay-sign.ts';
import { type OrderRequest, paths, type RefundRequest } from '../protocol/payments.ts';
import { between, type Duration, hours, plus, toCompact, toRfc3339 } from '../time/index.ts';
import { told } from './back-office.ts';
import { Bookkeeper } from './bookkeeper.ts';
import { type MerchantOrder, type MerchantRefund, refundedSoFar } from './order-book.ts';

/** A prepay_id is used for two hours at the most (G§3.1). */
const PREPAY_ID_LIFETIME = hours(2);

/** The merchant that does everything as the guide asks. The one merchant whose rules the kit can always fall back on. */
export class ModelMerchant extends Bookkeeper implements MerchantActor {
  /** Whether whoever connects for it is to check that it is WeChat Pay that answers (D:4012081709). */
  static readonly checksCertificates: boolean = true;

  async placeOrder({ price, payWithin }: { price: Fen; payWithin?: Duration; pretended?: Fen }): Promise<OrderRef> {
    const { clock, appid, openid, entropy, identity, notifyBase } = this.parts;
    const id = alphanumeric(entropy, 10);
    const request: OrderRequest = {
      appid,
      mchid: identity.mchid,
      description: '小程序商品',
      out_trade_no: `${toCompact(clock.now())}${id}`,
      ...(payWithin === undefined ? {} : { time_expire: toRfc3339(plus(clock.now(), payWithin)) }),
      attach: id,
      notify_url: `${notifyBase}/notify/payment`,
      amount: { total: price, currency: 'CNY' },
      payer: { openid },
    };
    this.book.add({ id, request, price, createdAt: clock.now(), state: 'unpaid', fulfilled: 0, refunds: [], polls: 0 });
    return id;
  }

  /** The stored prepay_id while it is good; after two hours a new one, asked for with the original parameters (G§3.1). */
  async paymentParams(ref: OrderRef): Promise<PaymentParams> {
    const order = this.book.get(ref);
    const { paySigner, appid, wire, entropy } = this.parts;
    const prepayId = this.usablePrepayId(order) ?? (await this.orderAtGateway(order));
    return paymentParams(paySigner, appid, prepayId, wire, entropy);
  }

  protected usablePrepayId(order: MerchantOrder): string | undefined {
    if (!order.prepay || between(order.prepay.at, this.parts.clock.now()) >= PREPAY_ID_LIFETIME) return undefined;
    return order.prepay.id;
  }

  protected async orderAtGateway(order: MerchantOrder): Promise<string> {
    const result = await this.api.call('POST', paths.order, this.orderRequest(order));
    const id = result.kind === 'ok' ? result.body['prepay_id'] : undefined;
    if (typeof id !== 'string') throw new MerchantFailed(`WeChat Pay gave no prepay_id: ${told(result)}`);
    order.prepay = { id, at: this.parts.clock.now() };
    this.parts.clock.changed();
    return id;
  }

  /** The first time and every time: the very same parameters. */
  protected orderRequest(order: MerchantOrder): OrderRequest {
    return order.request;
  }

  async readOrder(ref: OrderRef): Promise<OrderReading> {
    const { state, fulfilled } = this.book.get(ref);
    return { state, fulfilled };
  }

  /** Whatever the front end says, WeChat Pay is asked (G§2, G§3.3). */
  async returnFromCashier(ref: OrderRef, _errMsg: string): Promise<OrderBelief> {
    const order = this.book.get(ref);
    await this.learnState(order);
    return order.state;
  }

  async cancelOrder(ref: OrderRef): Promise<void> {
    await this.closeUnpaid(this.book.get(ref));
  }

  /** A refund is asked for once, under its own number, of an order that WeChat Pay says is paid (D:4014959631). */
  async refund(ref: OrderRef, amount: Fen): Promise<RefundRef> {
    const order = this.book.get(ref);
    if (subtract(order.price, refundedSoFar(order)) < amount)
      throw new MerchantFailed('more than what is left of the order');
    const outRefundNo = `R${toCompact(this.parts.clock.now())}${alphanumeric(this.parts.entropy, 10)}`;
    const refund: MerchantRefund = { outRefundNo, amount, state: 'refunding' };
    // In the books before anybody is asked: what is wished at the same moment finds it there.
    order.refunds.push(refund);
    const state = await this.learnState(order);
    if (state !== 'SUCCESS' && state !== 'REFUND') {
      order.refunds.splice(order.refunds.indexOf(refund), 1);
      throw new MerchantFailed(`the order cannot be refunded: it is ${state}`);
    }
    const result = await this.api.call('POST', paths.refund, this.refundRequest(order, refund));
    if (result.kind === 'refused') refund.state = 'failed';
    else order.state = 'refunding';
    if (result.kind === 'ok') this.accepted(order, refund);
    return outRefundNo;
  }

  protected refundRequest(order: MerchantOrder, refund: MerchantRefund): RefundRequest {
    return {
      out_trade_no: order.request.out_trade_no,
      out_refund_no: refund.outRefundNo,
      notify_url: `${this.parts.notifyBase}/notify/refund`,
      amount: { refund: refund.amount, total: order.price, currency: 'CNY' },
    };
  }

  /** The application was accepted. That is not yet a refund (D:4012791903). */
  protected accepted(_order: MerchantOrder, _refund: MerchantRefund): void {}

  /** Asks WeChat Pay while the refund's outcome is open (G§4.5). */
  async readRefund(ref: RefundRef): Promise<RefundBelief> {
    const found = this.book.refundByNumber(ref);
    if (!found) throw new MerchantFailed(`the merchant has no refund ${ref}`);
    if (found.refund.state === 'refunding') {
      const result = await this.api.call('GET', paths.refundByNumber(ref));
      if (result.kind === 'ok') this.learnRefund(found.order, found.refund, result.body['status']);
    }
    return found.refund.state;
  }
}
