import { MerchantFailed, type OrderBelief, type OrderRef } from '../../../src/actors/index.ts';
import { ApiClient, type ApiResult, type RawAnswer, sendSigned } from '../../../src/merchant/api-client.ts';
import type { ModelMerchantParts } from '../../../src/merchant/back-office.ts';
import { ModelMerchant } from '../../../src/merchant/model-merchant.ts';
import type { MerchantOrder, MerchantRefund } from '../../../src/merchant/order-book.ts';
import { type PaymentParams, payMessage } from '../../../src/protocol/pay-sign.ts';
import { type OrderRequest, paths } from '../../../src/protocol/payments.ts';
import { isRecord, isSuccess, parseJson } from '../../../src/protocol/wire.ts';
import { minus, minutes, plus, toRfc3339 } from '../../../src/time/index.ts';
import { wrongWithLetters } from './wrong-with-letters.ts';

class NumberAsTimeStamp extends ModelMerchant {
  override async paymentParams(ref: OrderRef): Promise<PaymentParams> {
    const params = await super.paymentParams(ref);
    return { ...params, timeStamp: Number(params.timeStamp) as unknown as string };
  }
}

const withTimeOff = (seconds: number): typeof ModelMerchant =>
  class extends ModelMerchant {
    override async paymentParams(ref: OrderRef): Promise<PaymentParams> {
      const params = await super.paymentParams(ref);
      const off = { ...params, timeStamp: String(Number(params.timeStamp) + seconds) };
      return { ...off, paySign: this.parts.paySigner(payMessage(off)) };
    }
  };

class KeepsPrepayIds extends ModelMerchant {
  protected override usablePrepayId(order: MerchantOrder): string | undefined {
    return order.prepay?.id;
  }
}

/** Orders again with what `change` makes of the first request. */
const reordersWith = (
  change: (merchant: ModelMerchantParts, request: OrderRequest) => OrderRequest,
): typeof ModelMerchant =>
  class extends ModelMerchant {
    protected override orderRequest(order: MerchantOrder): OrderRequest {
      return order.prepay ? change(this.parts, order.request) : order.request;
    }
  };

const underAnotherNumber = (_: unknown, request: OrderRequest): OrderRequest => ({
  ...request,
  out_trade_no: `${request.out_trade_no}_2`,
});

class NewNumberAtEachTap extends reordersWith(underAnotherNumber) {
  protected override usablePrepayId(): undefined {
    return undefined;
  }
}

class NeverCloses extends ModelMerchant {
  protected override deadline(): undefined {
    return undefined;
  }
}

class ClosesTooEarly extends ModelMerchant {
  protected override deadline(order: MerchantOrder) {
    const deadline = super.deadline(order);
    return deadline === undefined ? undefined : minus(deadline, minutes(10));
  }
}

class ClosesWithoutAsking extends ModelMerchant {
  protected override async closeUnpaid(order: MerchantOrder): Promise<void> {
    if (order.state !== 'unpaid') return;
    const { mchid, out_trade_no } = order.request;
    const result = await this.api.call('POST', paths.close(out_trade_no), { mchid });
    if (result.kind === 'ok') this.learnClosed(order);
    else await this.learnState(order);
  }
}

/** WeChat Pay refuses to close what is paid; this shop gives it up all the same. */
class IgnoresRefusedClose extends ModelMerchant {
  protected override async closeUnpaid(order: MerchantOrder): Promise<void> {
    const { mchid, out_trade_no } = order.request;
    await this.api.call('POST', paths.close(out_trade_no), { mchid });
    this.learnClosed(order);
  }
}

class ClosesOnlyAtHome extends ModelMerchant {
  override async cancelOrder(ref: OrderRef): Promise<void> {
    this.learnClosed(this.book.get(ref));
  }
}

class NeverQueries extends ModelMerchant {
  override async returnFromCashier(ref: OrderRef): Promise<OrderBelief> {
    return this.book.get(ref).state;
  }

  protected override async poll(order: MerchantOrder): Promise<void> {
    order.polls += 1;
  }
}

class QueriesOnlyOnOk extends NeverQueries {
  override async returnFromCashier(ref: OrderRef, errMsg = ''): Promise<OrderBelief> {
    const order = this.book.get(ref);
    if (errMsg === 'requestPayment:ok') await this.learnState(order);
    return order.state;
  }
}

class IgnoresQueries extends ModelMerchant {
  protected override async learnState(order: MerchantOrder): Promise<string> {
    return this.tradeState(order);
  }
}

class BelievesOk extends ModelMerchant {
  override async returnFromCashier(ref: OrderRef, errMsg: string): Promise<OrderBelief> {
    if (errMsg === 'requestPayment:ok') this.learnPaid(this.book.get(ref));
    return super.returnFromCashier(ref, errMsg);
  }
}

class BelievingClient extends ApiClient {
  protected override understand(answer: RawAnswer): ApiResult {
    const json = parseJson(answer.body);
    if (isSuccess(answer.status)) return { kind: 'ok', status: answer.status, body: isRecord(json) ? json : {} };
    return super.understand(answer);
  }
}

class BelievesAnyAnswer extends ModelMerchant {
  protected override connect(parts: ModelMerchantParts): ApiClient {
    return new BelievingClient(parts);
  }
}

class SendsUnsignedQuery extends ModelMerchant {
  protected override async orderAtGateway(order: MerchantOrder): Promise<string> {
    const target = paths.orderByNumber(order.request.out_trade_no, order.request.mchid);
    await sendSigned(this.parts, { method: 'GET', target, body: Buffer.alloc(0) }, undefined);
    return super.orderAtGateway(order);
  }
}

class CancelTakesBack extends ModelMerchant {
  override async cancelOrder(ref: OrderRef): Promise<void> {
    await super.cancelOrder(ref);
    this.book.get(ref).state = 'closed';
  }
}

class TakesCancelForUnpaid extends ModelMerchant {
  override async returnFromCashier(ref: OrderRef, errMsg: string): Promise<OrderBelief> {
    const order = this.book.get(ref);
    if (!errMsg.endsWith('cancel')) return super.returnFromCashier(ref, errMsg);
    await this.tradeState(order);
    order.state = 'unpaid';
    return order.state;
  }
}

class ForgetsTheRefund extends ModelMerchant {
  protected override learnPaid(order: MerchantOrder): void {
    super.learnPaid(order);
    if (order.state === 'refunded') order.state = 'paid';
  }
}

class AcceptedIsRefunded extends ModelMerchant {
  protected override accepted(order: MerchantOrder, refund: MerchantRefund): void {
    this.learnRefund(order, refund, 'SUCCESS');
  }
}

class NeverPolls extends ModelMerchant {
  protected override async poll(order: MerchantOrder): Promise<void> {
    order.polls += 1;
  }
}

/** Whatever it is told or answered, an order stays as it was. */
class LearnsNothing extends ModelMerchant {
  protected override learnPaid(): void {}
}

class WantsMoreThanThereIs extends ModelMerchant {
  override async refund(ref: OrderRef, amount: never) {
    const order = this.book.get(ref);
    const earlier = order.refunds.splice(0);
    try {
      return await super.refund(ref, amount);
    } catch (failure) {
      throw failure instanceof MerchantFailed ? failure : new MerchantFailed(String(failure));
    } finally {
      order.refunds.unshift(...earlier);
    }
  }
}

/** Shops that break one duty each, as real ones do. */
export const wrongShops: Readonly<Record<string, typeof ModelMerchant>> = {
  'number-as-time-stamp': NumberAsTimeStamp,
  'time-stamp-an-hour-ago': withTimeOff(-3_600),
  'time-stamp-in-an-hour': withTimeOff(3_600),
  'keeps-prepay-ids': KeepsPrepayIds,
  'reorders-another-amount': reordersWith((_, request) => ({
    ...request,
    amount: { ...request.amount, total: request.amount.total + 1 },
  })),
  'reorders-another-number': reordersWith(underAnotherNumber),
  'reorders-another-time-expire': reordersWith(({ clock }, request) => ({
    ...request,
    ...(request.time_expire === undefined ? {} : { time_expire: toRfc3339(plus(clock.now(), minutes(30))) }),
  })),
  'new-number-at-each-tap': NewNumberAtEachTap,
  'never-closes': NeverCloses,
  'closes-too-early': ClosesTooEarly,
  'closes-without-asking': ClosesWithoutAsking,
  'ignores-refused-close': IgnoresRefusedClose,
  'closes-only-at-home': ClosesOnlyAtHome,
  'never-queries': NeverQueries,
  'queries-only-on-ok': QueriesOnlyOnOk,
  'ignores-queries': IgnoresQueries,
  'believes-ok': BelievesOk,
  'believes-any-answer': BelievesAnyAnswer,
  ...wrongWithLetters,
  'sends-an-unsigned-query': SendsUnsignedQuery,
  'cancel-takes-back': CancelTakesBack,
  'takes-cancel-for-unpaid': TakesCancelForUnpaid,
  'forgets-the-refund': ForgetsTheRefund,
  'accepted-is-refunded': AcceptedIsRefunded,
  'wants-more-than-there-is': WantsMoreThanThereIs,
  'never-polls': NeverPolls,
  'learns-nothing': LearnsNothing,
};
