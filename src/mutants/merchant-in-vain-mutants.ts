import type { OrderBelief, OrderRef } from '../actors/index.ts';
import { ModelMerchant } from '../merchant/model-merchant.ts';
import type { Fields } from '../merchant/notification-inbox.ts';
import type { MerchantOrder } from '../merchant/order-book.ts';
import { POLLING_PLAN } from '../merchant/polling-plan.ts';
import type { PaymentParams } from '../protocol/pay-sign.ts';
import { paths } from '../protocol/payments.ts';
import { isRecord } from '../protocol/wire.ts';
import { between, days, hours, type Instant, plus } from '../time/index.ts';
import { type Mutant, merchantMutant } from './mutant.ts';

/** Whether WeChat Pay has told the state of the order, and not why it does not. */
export const isTold = (state: string): boolean => ['NOTPAY', 'SUCCESS', 'REFUND', 'CLOSED'].includes(state);

/** Closes what has run out, and gives it up whatever came of that. */
class GivesUpWhatRanOut extends ModelMerchant {
  protected override async onDeadline(order: MerchantOrder): Promise<void> {
    await super.onDeadline(order);
    this.learnClosed(order);
  }
}

/** Gives up what has run out where it could not be asked about. */
class GivesUpWhatItCannotAsk extends ModelMerchant {
  protected override async onDeadline(order: MerchantOrder): Promise<void> {
    if (isTold(await this.learnState(order))) await super.onDeadline(order);
    else this.learnClosed(order);
  }
}

/** Tries once to close what has run out. */
class ClosesOnceOrNever extends ModelMerchant {
  protected override async onDeadline(order: MerchantOrder): Promise<void> {
    await super.onDeadline(order);
    if (order.state === 'unpaid') order.closeAgainAt = plus(this.parts.clock.now(), days(3_650));
  }
}

/** Has a countdown of an hour for each order, and at its end gives it up. */
class CountsDown extends ModelMerchant {
  protected override deadline(order: MerchantOrder): Instant | undefined {
    return super.deadline(order) ?? (order.state === 'unpaid' ? plus(order.createdAt, hours(1)) : undefined);
  }

  protected override async onDeadline(order: MerchantOrder): Promise<void> {
    if (order.request.time_expire !== undefined) return super.onDeadline(order);
    order.polls = POLLING_PLAN.length;
    await this.closeUnpaid(order);
    this.learnClosed(order);
  }
}

/** Whatever a query is refused with, there is no such order. */
class KnowsOneRefusalOfQueries extends ModelMerchant {
  protected override async learnState(order: MerchantOrder): Promise<string> {
    const state = await super.learnState(order);
    return state.startsWith('HTTP 4') ? 'HTTP 404 ORDER_NOT_EXIST' : state;
  }
}

/** What cannot be asked about is asked about no more. */
class PollsUntilAnError extends ModelMerchant {
  protected override async poll(order: MerchantOrder): Promise<void> {
    order.polls += 1;
    if (!isTold(await this.learnState(order))) order.polls = POLLING_PLAN.length;
  }
}

/** Once the customer is back, nothing more is asked. */
class PollsUntilTheReturn extends ModelMerchant {
  override async returnFromCashier(ref: OrderRef, errMsg: string): Promise<OrderBelief> {
    this.book.get(ref).polls = POLLING_PLAN.length;
    return super.returnFromCashier(ref, errMsg);
  }
}

/** What the front end reports as failed, and is not paid, has failed. */
class TakesFailuresForFinal extends ModelMerchant {
  override async returnFromCashier(ref: OrderRef, errMsg: string): Promise<OrderBelief> {
    const order = this.book.get(ref);
    const state = await this.learnState(order);
    if (state === 'NOTPAY' && /^requestPayment:fail(?! cancel)/.test(errMsg)) order.state = 'failed';
    return order.state === 'failed' ? 'unpaid' : order.state;
  }
}

/** What a query does not say is paid is unpaid, also where it says nothing. */
class ForgetsWhatItCannotAsk extends ModelMerchant {
  override async returnFromCashier(ref: OrderRef): Promise<OrderBelief> {
    const order = this.book.get(ref);
    const state = await this.learnState(order);
    if (state !== 'REFUND' && state !== 'SUCCESS' && state !== 'CLOSED') order.state = 'unpaid';
    return order.state;
  }
}

/** A paid order that its customer gives up is kept where WeChat Pay says that it is paid. */
class GivesUpThePaid extends ModelMerchant {
  override async cancelOrder(ref: OrderRef): Promise<void> {
    const order = this.book.get(ref);
    if (order.state !== 'paid') return super.cancelOrder(ref);
    if (!isTold(await this.tradeState(order))) order.state = 'closed';
  }
}

/** Where it cannot ask, the customer is shown what the front end says. */
class ShowsTheFrontEndsWord extends ModelMerchant {
  override async returnFromCashier(ref: OrderRef, errMsg: string): Promise<OrderBelief> {
    const order = this.book.get(ref);
    const state = await this.learnState(order);
    return !isTold(state) && errMsg === 'requestPayment:ok' ? 'paid' : order.state;
  }
}

/** An order whose prepay_id is good no more is given up without a word to WeChat Pay. */
class ClosesOnlyWhatIsYoung extends ModelMerchant {
  override async cancelOrder(ref: OrderRef): Promise<void> {
    const order = this.book.get(ref);
    if (this.usablePrepayId(order) === undefined) this.learnClosed(order);
    else await super.cancelOrder(ref);
  }
}

/** A query that tells what the payer paid, and not the price, is none of this order. */
class ComparesWhatThePayerPaid extends ModelMerchant {
  protected override async tradeState(order: MerchantOrder): Promise<string> {
    const { out_trade_no, mchid } = order.request;
    const result = await this.api.call('GET', paths.orderByNumber(out_trade_no, mchid));
    const amount = result.kind === 'ok' ? result.body['amount'] : undefined;
    const isOther = isRecord(amount) && amount['payer_total'] !== undefined && amount['payer_total'] !== order.price;
    return isOther ? 'MISMATCH' : super.tradeState(order);
  }
}

/** A payment that is told of an order which is refunded already is of no interest. */
class TakesOnlyWhatIsUnpaid extends ModelMerchant {
  protected override learnPaid(order: MerchantOrder): void {
    if (order.refunds.length === 0) super.learnPaid(order);
  }
}

const refusingAfter = (age: ReturnType<typeof hours>): typeof ModelMerchant =>
  class extends ModelMerchant {
    protected override take(eventType: string, resource: Fields): boolean {
      const order = this.book.byNumber(resource['out_trade_no']);
      const isOld = order !== undefined && between(order.createdAt, this.parts.clock.now()) >= age;
      return !(isOld && eventType === 'TRANSACTION.SUCCESS') && super.take(eventType, resource);
    }
  };

/** What a query says of the payment is written over what became of it. */
class WritesPaidOverRefunded extends ModelMerchant {
  protected override async learnState(order: MerchantOrder): Promise<string> {
    const state = await super.learnState(order);
    if (state === 'SUCCESS' || state === 'REFUND') order.state = 'paid';
    return state;
  }
}

/** What was given up can be bought again. */
class Reopens extends ModelMerchant {
  override async paymentParams(ref: OrderRef): Promise<PaymentParams> {
    const order = this.book.get(ref);
    if (order.state === 'closed') order.state = 'unpaid';
    return super.paymentParams(ref);
  }
}

/** Merchants that are right while all goes well, and wrong where they ask in vain, or late. */
export const merchantInVainMutants: readonly Mutant[] = [
  merchantMutant(
    'merchant-gives-up-what-ran-out',
    { 'CLOSE-AFTER-EXPIRE': 'what the merchant takes the order for: expected unpaid, seen closed' },
    GivesUpWhatRanOut,
  ),
  merchantMutant(
    'merchant-gives-up-what-it-cannot-ask',
    { 'CLOSE-AFTER-EXPIRE': 'what the merchant takes the order for: expected unpaid, seen closed' },
    GivesUpWhatItCannotAsk,
  ),
  merchantMutant(
    'merchant-closes-once-or-never',
    { 'CLOSE-AFTER-EXPIRE': 'the order at WeChat Pay: expected closed, seen not closed' },
    ClosesOnceOrNever,
  ),
  merchantMutant(
    'merchant-counts-down-and-gives-up',
    { 'CLOSE-THEN-FAILED': 'orders given up that can still be paid at WeChat Pay: expected 0, seen 1' },
    CountsDown,
  ),
  merchantMutant(
    'merchant-knows-one-refusal-of-queries',
    { 'CLOSE-THEN-FAILED': 'what the merchant takes the order for: expected unpaid, seen closed' },
    KnowsOneRefusalOfQueries,
  ),
  merchantMutant(
    'merchant-polls-until-an-error',
    { 'POLL-WHEN-SILENT': 'what the merchant takes the order for: expected paid, seen unpaid' },
    PollsUntilAnError,
  ),
  merchantMutant(
    'merchant-polls-until-the-return',
    { 'POLL-WHEN-SILENT': 'what the merchant takes the order for: expected paid, seen unpaid' },
    PollsUntilTheReturn,
  ),
  merchantMutant(
    'merchant-takes-failures-for-final',
    { 'POLL-WHEN-SILENT': 'what the merchant takes the order for: expected unpaid, seen failed' },
    TakesFailuresForFinal,
  ),
  merchantMutant(
    'merchant-forgets-what-it-cannot-ask',
    { 'FINAL-KEPT': 'what the merchant takes the order for: expected paid, seen unpaid' },
    ForgetsWhatItCannotAsk,
  ),
  merchantMutant(
    'merchant-gives-up-the-paid-unasked',
    { 'FINAL-KEPT': 'what the merchant takes the order for: expected paid, seen closed' },
    GivesUpThePaid,
  ),
  merchantMutant(
    'merchant-shows-the-front-ends-word',
    { 'FRONTEND-NO-PROOF': 'what the customer is shown: expected unpaid, seen paid' },
    ShowsTheFrontEndsWord,
  ),
  merchantMutant(
    'merchant-closes-only-what-is-young',
    { 'CLOSE-THEN-FAILED': 'the order at WeChat Pay: expected closed, seen not closed' },
    ClosesOnlyWhatIsYoung,
  ),
  merchantMutant(
    'merchant-compares-queries-with-what-the-payer-paid',
    { 'PAID-BY-QUERY': 'what the merchant takes the order for: expected paid, seen unpaid' },
    ComparesWhatThePayerPaid,
    ['REFUND-TOTAL'],
  ),
  merchantMutant(
    'merchant-takes-only-what-is-unpaid',
    {
      'BOOKS-BALANCE': 'how often the goods were handed out, which are paid at WeChat Pay: expected at least 1, seen 0',
    },
    TakesOnlyWhatIsUnpaid,
  ),
  merchantMutant(
    'merchant-refuses-notifications-of-the-day-before',
    { 'REORDER-AFTER-2H': 'what the merchant takes the order for: expected paid, seen unpaid' },
    refusingAfter(days(1)),
  ),
  merchantMutant(
    'merchant-refuses-notifications-after-three-hours',
    { 'REORDER-AFTER-2H': 'what the merchant takes the order for: expected paid, seen unpaid' },
    refusingAfter(hours(3)),
  ),
  merchantMutant(
    'merchant-writes-paid-over-refunded',
    { 'FINAL-KEPT': 'what the merchant takes the order for: expected refunded, seen paid' },
    WritesPaidOverRefunded,
  ),
  merchantMutant(
    'merchant-reopens',
    { 'FINAL-KEPT': 'what the merchant takes the order for: expected one of ["closed","failed"], seen unpaid' },
    Reopens,
  ),
];
