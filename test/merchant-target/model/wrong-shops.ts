import { MerchantFailed, type OrderBelief, type OrderRef } from '../../../src/actors/index.ts';
import type { ModelMerchantParts } from '../../../src/merchant/back-office.ts';
import { ModelMerchant } from '../../../src/merchant/model-merchant.ts';
import type { MerchantOrder } from '../../../src/merchant/order-book.ts';
import {
  AsksOnlyWhenTimeIsOver,
  BelievesAnyAnswer,
  BelievesOk,
  CallsUnsigned,
  ClosesOnlyAtHome,
  ClosesWithoutAsking,
  ForgetsTheRefund,
  KeepsPrepayIds,
  NeverCloses,
  NeverPolls,
  ShowsAcceptedAsRefunded,
} from '../../../src/mutants/flawed-merchants.ts';
import { ClosesTooEarly } from '../../../src/mutants/merchant-order-mutants.ts';
import {
  ComparesYuanWithFen,
  IgnoresTheHash,
  ReportsEveryOrder,
  TakesTheBillsWord,
  VerifiesDownloads,
} from '../../../src/mutants/reconcile-mutants.ts';
import { type PaymentParams, payMessage } from '../../../src/protocol/pay-sign.ts';
import { type OrderRequest, paths } from '../../../src/protocol/payments.ts';
import { minutes, plus, toRfc3339 } from '../../../src/time/index.ts';
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

/** Keeps one openid for all: whoever came first is the payer of every order. */
class OrdersForItsFirstCustomer extends ModelMerchant {
  static #first: string | undefined;

  protected override orderRequest(order: MerchantOrder): OrderRequest {
    const request = super.orderRequest(order);
    OrdersForItsFirstCustomer.#first ??= request.payer.openid;
    return { ...request, payer: { openid: OrdersForItsFirstCustomer.#first } };
  }
}

class DescribesWithEmoji extends ModelMerchant {
  protected override orderRequest(order: MerchantOrder): OrderRequest {
    return { ...super.orderRequest(order), description: '小程序商品🎁' };
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

/** WeChat Pay refuses to close what is paid; this shop gives it up all the same. */
class IgnoresRefusedClose extends ModelMerchant {
  protected override async closeUnpaid(order: MerchantOrder): Promise<void> {
    const { mchid, out_trade_no } = order.request;
    await this.api.call('POST', paths.close(out_trade_no), { mchid });
    this.learnClosed(order);
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

/** In one jump of the shop's clock its polls would stand at the moment of the close, and pass for asking: it polls none. */
class ClosesTooEarlyUnasked extends ClosesTooEarly {
  protected override async poll(order: MerchantOrder): Promise<void> {
    order.polls += 1;
  }
}

class IgnoresQueries extends ModelMerchant {
  protected override async learnState(order: MerchantOrder): Promise<string> {
    return this.tradeState(order);
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

class NeverLearnsKeys extends ModelMerchant {
  protected override async learnKey(): Promise<boolean> {
    return false;
  }
}

/** Orders at WeChat Pay as soon as its customer does, and tells it no whole address: no order comes of it. */
class NamesNoWholeAddress extends ModelMerchant {
  override async placeOrder(asked: Parameters<ModelMerchant['placeOrder']>[0]): Promise<OrderRef> {
    const ref = await super.placeOrder(asked);
    await this.orderAtGateway(this.book.get(ref));
    return ref;
  }

  protected override orderRequest(order: MerchantOrder): OrderRequest {
    return { ...super.orderRequest(order), notify_url: 'shop.example/notify' };
  }
}

/** As `rejectUnauthorized: false` makes a client. */
class TrustsAnyCertificate extends ModelMerchant {
  static override readonly checksCertificates = false;
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
  'closes-too-early': ClosesTooEarlyUnasked,
  'closes-without-asking': ClosesWithoutAsking,
  'ignores-refused-close': IgnoresRefusedClose,
  'closes-only-at-home': ClosesOnlyAtHome,
  'never-queries': NeverQueries,
  'queries-only-on-ok': QueriesOnlyOnOk,
  'ignores-queries': IgnoresQueries,
  'believes-ok': BelievesOk,
  'believes-any-answer': BelievesAnyAnswer,
  ...wrongWithLetters,
  'sends-an-unsigned-query': CallsUnsigned,
  'cancel-takes-back': CancelTakesBack,
  'takes-cancel-for-unpaid': TakesCancelForUnpaid,
  'forgets-the-refund': ForgetsTheRefund,
  'accepted-is-refunded': ShowsAcceptedAsRefunded,
  'wants-more-than-there-is': WantsMoreThanThereIs,
  'never-polls': NeverPolls,
  'asks-only-when-time-is-over': AsksOnlyWhenTimeIsOver,
  'reports-every-order': ReportsEveryOrder,
  'compares-yuan-with-fen': ComparesYuanWithFen,
  'takes-the-bills-word': TakesTheBillsWord,
  'ignores-the-hash': IgnoresTheHash,
  'verifies-bills': VerifiesDownloads,
  'learns-nothing': LearnsNothing,
  'never-learns-keys': NeverLearnsKeys,
  'names-no-whole-address': NamesNoWholeAddress,
  'trusts-any-certificate': TrustsAnyCertificate,
  'orders-for-its-first-customer': OrdersForItsFirstCustomer,
  'describes-with-emoji': DescribesWithEmoji,
};
