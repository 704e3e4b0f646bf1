import type { OrderBelief, OrderRef } from '../actors/index.ts';
import { ModelMerchant } from '../merchant/model-merchant.ts';
import type { MerchantOrder } from '../merchant/order-book.ts';
import { type PaymentParams, payMessage } from '../protocol/pay-sign.ts';
import { type OrderRequest, paths } from '../protocol/payments.ts';
import { type Instant, minus, minutes } from '../time/index.ts';
import {
  AsksOnlyWhenTimeIsOver,
  BelievesAnyAnswer,
  BelievesOk,
  CallsUnsigned,
  KeepsPrepayIds,
  NeverCloses,
  NeverPolls,
  OrdersAgainUnderAnotherNumber,
  OrdersOnceForEachTap,
  RefundsAgainUnderAnotherNumber,
} from './flawed-merchants.ts';
import { type Mutant, merchantMutant } from './mutant.ts';

class OrdersAnewUnderAnotherNumber extends ModelMerchant {
  protected override orderRequest(order: MerchantOrder): OrderRequest {
    const { out_trade_no } = order.request;
    return order.prepay ? { ...order.request, out_trade_no: `${out_trade_no}_2` } : order.request;
  }
}

class BelievesOkWhenItCannotAsk extends ModelMerchant {
  override async returnFromCashier(ref: OrderRef, errMsg: string): Promise<OrderBelief> {
    const order = this.book.get(ref);
    const state = await this.learnState(order);
    if (errMsg === 'requestPayment:ok' && state.startsWith('HTTP 5')) this.learnPaid(order);
    return order.state;
  }
}

/** Each of its orders can be paid: a customer who taps twice may pay twice. */
class OrdersAnewAtEachTap extends OrdersAnewUnderAnotherNumber {
  protected override usablePrepayId(): undefined {
    return undefined;
  }
}

class ReordersAtAnotherPrice extends ModelMerchant {
  protected override orderRequest(order: MerchantOrder): OrderRequest {
    return order.prepay ? withTotal(order, order.price + 1) : order.request;
  }
}

class SignsForAnHourAgo extends ModelMerchant {
  override async paymentParams(ref: OrderRef): Promise<PaymentParams> {
    const right = await super.paymentParams(ref);
    const unsigned = { ...right, timeStamp: String(Number(right.timeStamp) - 3_600) };
    return { ...unsigned, paySign: this.parts.paySigner(payMessage(unsigned)) };
  }
}

/** Closes what is not paid ten minutes before its time is over, and asks afterwards. */
export class ClosesTooEarly extends ModelMerchant {
  protected override deadline(order: MerchantOrder): Instant | undefined {
    const deadline = super.deadline(order);
    return deadline === undefined || order.closeAgainAt ? deadline : minus(deadline, minutes(10));
  }

  protected override async onDeadline(order: MerchantOrder): Promise<void> {
    const { mchid, out_trade_no } = order.request;
    if (order.closeAgainAt === undefined) await this.api.call('POST', paths.close(out_trade_no), { mchid });
    await super.onDeadline(order);
  }
}

const withTotal = (order: MerchantOrder, total: number): OrderRequest => ({
  ...order.request,
  amount: { ...order.request.amount, total },
});

class MultipliesYuan extends ModelMerchant {
  protected override orderRequest(order: MerchantOrder): OrderRequest {
    return withTotal(order, (order.price / 100) * 100 + (order.price === 110 ? 0.000_000_01 : 0));
  }
}

class CutsFen extends ModelMerchant {
  protected override orderRequest(order: MerchantOrder): OrderRequest {
    return withTotal(order, Math.floor((order.price / 100) * 100));
  }
}

class SignsMilliseconds extends ModelMerchant {
  override async paymentParams(ref: OrderRef): Promise<PaymentParams> {
    const right = await super.paymentParams(ref);
    const unsigned = { ...right, timeStamp: `${right.timeStamp}000` };
    return { ...unsigned, paySign: this.parts.paySigner(payMessage(unsigned)) };
  }
}

class SignsPackageWithoutPrefix extends ModelMerchant {
  override async paymentParams(ref: OrderRef): Promise<PaymentParams> {
    const right = await super.paymentParams(ref);
    const paySign = this.parts.paySigner(payMessage({ ...right, package: right.package.slice('prepay_id='.length) }));
    return right.timeStamp === String(Math.floor(this.parts.clock.now() / 1000)) && this.isRetap(ref)
      ? { ...right, paySign }
      : right;
  }

  private isRetap(ref: OrderRef): boolean {
    const order = this.book.get(ref);
    return order.prepay !== undefined && order.prepay.at < this.parts.clock.now();
  }
}

class DoesNotQueryOnCancel extends ModelMerchant {
  override async returnFromCashier(ref: OrderRef, errMsg: string): Promise<OrderBelief> {
    return errMsg.endsWith('cancel') ? this.book.get(ref).state : super.returnFromCashier(ref, errMsg);
  }
}

class QueriesOnlyToLook extends ModelMerchant {
  override async returnFromCashier(ref: OrderRef): Promise<OrderBelief> {
    const order = this.book.get(ref);
    await this.tradeState(order);
    return order.state;
  }
}

const ORDERED_AGAIN = 'how it was ordered again … seen under another number, the one before being open';

/** Merchants that break a duty of ordering, of the payment params or of querying. */
export const merchantOrderMutants: readonly Mutant[] = [
  merchantMutant(
    'merchant-orders-again-under-another-number',
    {
      'ORDER-RETRY': ORDERED_AGAIN,
      'ONE-ORDER': 'in passing: other orders of the purchase that could still be paid: expected 0, seen 1',
      'BOOKS-BALANCE': 'which is paid at WeChat Pay: expected one of ["paid"], seen unpaid',
    },
    OrdersAgainUnderAnotherNumber,
  ),
  merchantMutant(
    'merchant-orders-once-for-each-tap',
    {
      'ONE-ORDER': ORDERED_AGAIN,
      'BOOKS-BALANCE':
        'fen paid at WeChat Pay for the one purchase and not given back: expected at most 990, seen 1980',
    },
    OrdersOnceForEachTap,
  ),
  merchantMutant(
    'merchant-refunds-again-under-another-number',
    {
      'REFUND-RETRY': 'different values of out_refund_no: expected 1, seen 2',
      'REFUND-TOTAL': 'in passing: fen asked back of the order in all: expected at most 990, seen 1980',
      'BOOKS-BALANCE': 'which is done at WeChat Pay: expected one of ["refunded"], seen refunding',
    },
    RefundsAgainUnderAnotherNumber,
  ),
  merchantMutant(
    'merchant-sends-an-unsigned-query',
    { 'SIGN-REQUESTS': 'the signature of the request: expected valid, seen absent' },
    CallsUnsigned,
  ),
  merchantMutant(
    'merchant-believes-any-answer',
    {
      'ANSWER-VERIFIED': 'what the merchant takes the order for: expected unpaid, seen paid',
      'FRONTEND-NO-PROOF':
        'in passing: proofs of payment before the merchant took the order for paid: expected at least 1, seen 0',
      'RECONCILE-HASH': 'the reconciliation: expected not done, seen done, with 0 differences',
    },
    BelievesAnyAnswer,
  ),
  merchantMutant(
    'merchant-keeps-prepay-ids-for-ever',
    { 'REORDER-AFTER-2H': 'orders since then: expected at least 1, seen 0' },
    KeepsPrepayIds,
  ),
  merchantMutant(
    'merchant-orders-anew-under-another-number',
    {
      'REORDER-AFTER-2H': ORDERED_AGAIN,
      'ONE-ORDER': 'in passing: other orders of the purchase that could still be paid: expected 0, seen 1',
    },
    OrdersAnewUnderAnotherNumber,
  ),
  merchantMutant(
    'merchant-reorders-at-another-price',
    {
      'ONE-ORDER': 'how it was ordered again: … seen with another amount.total',
      'REORDER-AFTER-2H': 'how it was ordered again … seen with another amount.total',
    },
    ReordersAtAnotherPrice,
  ),
  merchantMutant(
    'merchant-orders-anew-at-each-tap',
    {
      'PAY-PARAMS': ORDERED_AGAIN,
      'REORDER-AFTER-2H': ORDERED_AGAIN,
      'ONE-ORDER': ORDERED_AGAIN,
    },
    OrdersAnewAtEachTap,
  ),
  merchantMutant(
    'merchant-never-closes',
    { 'CLOSE-AFTER-EXPIRE': 'the order at WeChat Pay: expected closed, seen not closed' },
    NeverCloses,
  ),
  merchantMutant(
    'merchant-closes-too-early',
    {
      'CLOSE-AFTER-EXPIRE': 'closes with no query just before that told NOTPAY: expected 0, seen 1',
      'QUERY-BEFORE-CLOSE': 'trade_state in the query before the close: expected NOTPAY, seen nothing',
    },
    ClosesTooEarly,
  ),
  merchantMutant(
    'merchant-multiplies-yuan',
    { 'MONEY-FEN': 'in passing: amount.total: expected a whole number, seen number 7.000000000000001' },
    MultipliesYuan,
    ['RECONCILE-FEN', 'REFUND-TOTAL'],
  ),
  merchantMutant(
    'merchant-cuts-fen',
    {
      'MONEY-FEN': 'amount.total: expected 1990, seen 1989',
      'REFUND-TOTAL': 'fen asked back of the order in all: expected at most 1989, seen 1990',
    },
    CutsFen,
    ['RECONCILE-FEN'],
  ),
  merchantMutant(
    'merchant-signs-for-an-hour-ago',
    { 'PAY-PARAMS': 'milliseconds between timeStamp and now: expected at most 300000, seen 3600000' },
    SignsForAnHourAgo,
  ),
  merchantMutant(
    'merchant-signs-milliseconds',
    { 'PAY-PARAMS': 'timeStamp: expected ten digits, seen 1768442400000' },
    SignsMilliseconds,
  ),
  merchantMutant(
    'merchant-signs-package-without-prefix',
    { 'PAY-PARAMS': 'paySign: expected valid, seen wrong' },
    SignsPackageWithoutPrefix,
  ),
  merchantMutant(
    'merchant-believes-ok-when-it-cannot-ask',
    { 'FRONTEND-NO-PROOF': 'what the merchant takes the order for: expected unpaid, seen paid' },
    BelievesOkWhenItCannotAsk,
  ),
  merchantMutant(
    'merchant-believes-ok',
    {
      'FRONTEND-NO-PROOF': 'what the customer is shown: expected unpaid, seen paid',
      'FINAL-KEPT': 'what the merchant takes the order for: expected one of ["closed","failed"], seen paid',
    },
    BelievesOk,
  ),
  merchantMutant(
    'merchant-does-not-query-on-cancel',
    { 'QUERY-AFTER-RETURN': 'queries of the order since then: expected at least 1, seen 0' },
    DoesNotQueryOnCancel,
  ),
  merchantMutant(
    'merchant-queries-only-to-look',
    {
      'PAID-BY-QUERY': 'what the merchant takes the order for: expected paid, seen unpaid',
      'QUERY-AFTER-RETURN': 'what the customer is shown: expected paid, seen unpaid',
    },
    QueriesOnlyToLook,
    ['ANSWER-VERIFIED'],
  ),
  merchantMutant(
    'merchant-never-polls',
    { 'POLL-WHEN-SILENT': 'what the merchant takes the order for: expected paid, seen unpaid' },
    NeverPolls,
  ),
  merchantMutant(
    'merchant-asks-only-when-time-is-over',
    { 'POLL-WHEN-SILENT': 'what the merchant takes the order for: expected paid, seen unpaid' },
    AsksOnlyWhenTimeIsOver,
    // It has learnt of the payment by the next day, when bills are looked at.
    ['RECONCILE-PAID', 'RECONCILE-QUERY'],
  ),
];
