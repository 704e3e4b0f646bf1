import {
  MerchantFailed,
  type OrderBelief,
  type OrderReading,
  type OrderRef,
  type RefundRef,
} from '../../../src/actors/index.ts';
import { ModelMerchant } from '../../../src/merchant/model-merchant.ts';
import type { Fields } from '../../../src/merchant/notification-inbox.ts';
import type { MerchantOrder, MerchantRefund } from '../../../src/merchant/order-book.ts';
import { type Fen, subtract } from '../../../src/money/fen.ts';
import { ClosesWithoutAsking } from '../../../src/mutants/flawed-merchants.ts';
import type { PaymentParams } from '../../../src/protocol/pay-sign.ts';
import { paths, type RefundRequest } from '../../../src/protocol/payments.ts';
import type { WireAnswer, WireRequest } from '../../../src/protocol/wire.ts';
import { minutes, plus, seconds } from '../../../src/time/index.ts';

/** Shops that do everything right, each another way. */

const later = (work: () => unknown, milliseconds = 200): void => void setTimeout(() => void work(), milliseconds);

class AnswersJson extends ModelMerchant {
  override async receive(letter: WireRequest): Promise<WireAnswer> {
    const answer = await super.receive(letter);
    if (answer.status !== 204) return answer;
    const body = Buffer.from('{"code":"SUCCESS","message":"成功"}');
    return { status: 200, headers: { 'content-type': 'application/json' }, body };
  }
}

/** What verifies and opens is acknowledged, and worked through afterwards. */
class AcknowledgesFirst extends ModelMerchant {
  protected override take(eventType: string, resource: Fields): boolean {
    later(() => super.take(eventType, resource));
    return true;
  }
}

/** A letter is a reason to ask, and no more. */
class AsksOnLetters extends ModelMerchant {
  #told: MerchantOrder | undefined;

  protected override take(eventType: string, resource: Fields): boolean {
    if (eventType.startsWith('REFUND.')) return super.take(eventType, resource);
    this.#told = this.book.byNumber(resource['out_trade_no']);
    return this.#told !== undefined;
  }

  override async receive(letter: WireRequest): Promise<WireAnswer> {
    this.#told = undefined;
    const answer = await super.receive(letter);
    if (this.#told) await this.learnState(this.#told);
    return answer;
  }
}

/** Nothing is asked when the customer returns: every two seconds all that is unpaid is. */
class PollsEveryTwoSeconds extends ModelMerchant {
  override async returnFromCashier(ref: OrderRef): Promise<OrderBelief> {
    return this.book.get(ref).state;
  }

  protected override async orderAtGateway(order: MerchantOrder): Promise<string> {
    const id = await super.orderAtGateway(order);
    const timer = setInterval(() => {
      if (order.state === 'unpaid') void this.learnState(order);
      else clearInterval(timer);
    }, 2_000);
    setTimeout(() => clearInterval(timer), 30_000);
    return id;
  }
}

const closesAfter = (late: Parameters<typeof plus>[1]): typeof ModelMerchant =>
  class extends ModelMerchant {
    protected override deadline(order: MerchantOrder) {
      const deadline = super.deadline(order);
      return deadline === undefined ? undefined : plus(deadline, late);
    }
  };

class RefusesUnpaidReturns extends ModelMerchant {
  override async returnFromCashier(ref: OrderRef, errMsg: string): Promise<OrderBelief> {
    const state = await super.returnFromCashier(ref, errMsg);
    if (state === 'unpaid') throw new MerchantFailed('not paid yet');
    return state;
  }
}

/** A job hands the goods out; whether an order shows paid before or only then is the shop's affair. */
const handsOutLater = (shows: 'at once' | 'then'): typeof ModelMerchant =>
  class extends ModelMerchant {
    readonly #known = new Set<MerchantOrder>();

    protected override learnPaid(order: MerchantOrder): void {
      if (this.#known.has(order)) return;
      this.#known.add(order);
      if (shows === 'at once') order.state = 'paid';
      later(() => {
        if (order.state === 'unpaid') order.state = 'paid';
        order.fulfilled += 1;
      }, 400);
    }
  };

class OrdersAtEachTap extends ModelMerchant {
  protected override usablePrepayId(): undefined {
    return undefined;
  }
}

/** The params are kept as long as their prepay_id is good. */
class SameParamsAtEachTap extends ModelMerchant {
  readonly #kept = new Map<string, PaymentParams>();

  override async paymentParams(ref: OrderRef): Promise<PaymentParams> {
    const id = this.usablePrepayId(this.book.get(ref)) ?? '';
    const params = this.#kept.get(id) ?? (await super.paymentParams(ref));
    this.#kept.set(params.package.slice('prepay_id='.length), params);
    return params;
  }
}

/** After two hours the old order is closed, and another number ordered. */
class ClosesAndOrdersAnew extends ModelMerchant {
  protected override async orderAtGateway(order: MerchantOrder): Promise<string> {
    if (order.prepay) {
      const { mchid, out_trade_no } = order.request;
      const closed = await this.api.call('POST', paths.close(out_trade_no), { mchid });
      if (closed.kind !== 'ok') throw new MerchantFailed('the old order could not be closed');
      Object.assign(order, { request: { ...order.request, out_trade_no: `${out_trade_no}_2` } });
    }
    return super.orderAtGateway(order);
  }
}

/** A customer who gives up what is paid gets the money back. */
class RefundsWhatIsGivenUp extends ModelMerchant {
  override async cancelOrder(ref: OrderRef): Promise<void> {
    const order = this.book.get(ref);
    await super.cancelOrder(ref);
    if (order.state === 'paid') await this.refund(ref, subtract(order.price, 0 as Fen));
  }
}

/** A refund has a state; its order stays paid. */
class KeepsRefundedOrdersPaid extends ModelMerchant {
  override async readOrder(ref: OrderRef): Promise<OrderReading> {
    const { state, ...reading } = await super.readOrder(ref);
    return { ...reading, state: state === 'refunding' || state === 'refunded' ? 'paid' : state };
  }
}

class WantsNoRefundLetters extends ModelMerchant {
  protected override refundRequest(order: MerchantOrder, refund: MerchantRefund): RefundRequest {
    const { notify_url: _, ...request } = super.refundRequest(order, refund);
    return request;
  }
}

/** An order is given back once, in part or whole. */
class RefundsOnlyOnce extends ModelMerchant {
  override async refund(ref: OrderRef, amount: Fen): Promise<RefundRef> {
    if (this.book.get(ref).refunds.length > 0) throw new MerchantFailed('an order is given back once');
    return super.refund(ref, amount);
  }
}

/** While one letter is being worked through, another is told to come again. */
class TakesOneAtATime extends ModelMerchant {
  #busy = false;

  override async receive(letter: WireRequest): Promise<WireAnswer> {
    if (this.#busy) return { status: 500, headers: {}, body: Buffer.from('{"code":"FAIL","message":"busy"}') };
    this.#busy = true;
    await new Promise((resolve) => setTimeout(resolve, 50));
    try {
      return await super.receive(letter);
    } finally {
      this.#busy = false;
    }
  }
}

/** Every order is to be paid within a quarter of an hour, whatever the customer wants. */
class GivesAQuarterOfAnHour extends ModelMerchant {
  override placeOrder({ price }: { price: Fen }): Promise<OrderRef> {
    return super.placeOrder({ price, payWithin: minutes(15) });
  }

  override async paymentParams(ref: OrderRef): Promise<PaymentParams> {
    const order = this.book.get(ref);
    const deadline = this.deadline(order);
    if (order.state !== 'unpaid' || (deadline !== undefined && this.parts.clock.now() >= deadline))
      throw new MerchantFailed('it is too late to pay');
    return super.paymentParams(ref);
  }
}

export const rightShops: Readonly<Record<string, typeof ModelMerchant>> = {
  'answers-json': AnswersJson,
  'acknowledges-first': AcknowledgesFirst,
  'asks-on-letters': AsksOnLetters,
  'polls-every-two-seconds': PollsEveryTwoSeconds,
  'closes-half-a-minute-late': closesAfter(seconds(30)),
  'closes-ten-minutes-late': closesAfter(minutes(10)),
  'closes-without-asking': ClosesWithoutAsking,
  'refuses-unpaid-returns': RefusesUnpaidReturns,
  'hands-out-later': handsOutLater('at once'),
  'shows-paid-once-handed-out': handsOutLater('then'),
  'orders-at-each-tap': OrdersAtEachTap,
  'same-params-at-each-tap': SameParamsAtEachTap,
  'closes-and-orders-anew': ClosesAndOrdersAnew,
  'refunds-what-is-given-up': RefundsWhatIsGivenUp,
  'keeps-refunded-orders-paid': KeepsRefundedOrdersPaid,
  'wants-no-refund-letters': WantsNoRefundLetters,
  'refunds-only-once': RefundsOnlyOnce,
  'takes-one-at-a-time': TakesOneAtATime,
  'gives-a-quarter-of-an-hour': GivesAQuarterOfAnHour,
};
