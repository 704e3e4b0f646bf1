import type { OrderBelief, OrderRef, RefundRef } from '../actors/index.ts';
import { ModelMerchant } from '../merchant/model-merchant.ts';
import type { Fields } from '../merchant/notification-inbox.ts';
import type { MerchantOrder, MerchantRefund } from '../merchant/order-book.ts';
import type { Fen } from '../money/fen.ts';
import { paths, type RefundRequest } from '../protocol/payments.ts';
import type { WireAnswer, WireRequest } from '../protocol/wire.ts';
import { seconds } from '../time/index.ts';
import {
  AnswersForgeriesWith200,
  BelievesAnyRefundQuery,
  ClosesOnlyAtHome,
  ClosesWithoutAsking,
  ComparesNoCurrency,
  ComparesNothing,
  ComparesWhatThePayerPaid,
  CountsDownAtHome,
  ForgetsTheRefund,
  FulfilsEachNotification,
  LetsPassWhatLacksAHeader,
  RemembersWhatItRefused,
  ShowsAcceptedAsRefunded,
  ShowsRefusedAsRefunded,
  TrustsUnsigned,
  TrustsWhatOpens,
  TrustsWordOfRefunds,
  VerifiesWhatItWroteItself,
} from './flawed-merchants.ts';
import { type Mutant, merchantMutant } from './mutant.ts';

/** WeChat Pay refuses to close what is paid, or cannot be reached; the order is given up all the same. */
class IgnoresThatClosingFailed extends ModelMerchant {
  protected override async closeUnpaid(order: MerchantOrder): Promise<void> {
    const { mchid, out_trade_no } = order.request;
    await this.tradeState(order);
    await this.api.call('POST', paths.close(out_trade_no), { mchid });
    this.learnClosed(order);
  }
}

class TrustsStale extends ModelMerchant {
  protected override trusts(signature: string): boolean {
    return signature === 'valid' || signature === 'stale';
  }
}

class RefusesRepetitions extends ModelMerchant {
  protected override take(eventType: string, resource: Fields): boolean {
    const order = this.book.byNumber(resource['out_trade_no']);
    if (eventType === 'TRANSACTION.SUCCESS' && order && order.fulfilled > 0) return false;
    return super.take(eventType, resource);
  }
}

class AnswersSlowly extends ModelMerchant {
  override async receive(request: WireRequest): Promise<WireAnswer> {
    const answer = await super.receive(request);
    if (answer.status === 204) this.parts.clock.spend(seconds(6));
    return answer;
  }
}

class AnswersRefundsWith500 extends ModelMerchant {
  override async receive(request: WireRequest): Promise<WireAnswer> {
    const answer = await super.receive(request);
    return request.target.endsWith('/refund') ? { ...answer, status: 500 } : answer;
  }
}

class NamesTheRefundAsTotal extends ModelMerchant {
  protected override refundRequest(order: MerchantOrder, refund: MerchantRefund): RefundRequest {
    const request = super.refundRequest(order, refund);
    return { ...request, amount: { ...request.amount, total: refund.amount } };
  }
}

class DoesNotAddRefundsUp extends ModelMerchant {
  override async refund(ref: OrderRef, amount: Fen): Promise<RefundRef> {
    const order = this.book.get(ref);
    const earlier = order.refunds.splice(0);
    const refund = await super.refund(ref, amount);
    order.refunds.unshift(...earlier);
    return refund;
  }
}

class TakesCancelForUnpaid extends ModelMerchant {
  override async returnFromCashier(ref: OrderRef, errMsg: string): Promise<OrderBelief> {
    if (errMsg.endsWith('cancel')) this.book.get(ref).state = 'unpaid';
    return super.returnFromCashier(ref, errMsg);
  }
}

/** Merchants that break a duty of closing, of notifications or of refunds. */
export const merchantCareMutants: readonly Mutant[] = [
  merchantMutant(
    'merchant-closes-without-asking',
    {
      'QUERY-BEFORE-CLOSE': 'the query right before the close: expected NOTPAY, seen nothing',
    },
    ClosesWithoutAsking,
  ),
  merchantMutant(
    'merchant-ignores-that-closing-failed',
    {
      'CLOSE-AFTER-EXPIRE': 'what the merchant takes the order for: expected unpaid, seen closed',
      'CLOSE-THEN-FAILED': 'what the merchant takes the order for: expected paid, seen closed',
      'QUERY-BEFORE-CLOSE': 'in passing: trade_state in the query before the close: expected NOTPAY, seen nothing',
    },
    IgnoresThatClosingFailed,
  ),
  merchantMutant(
    'merchant-closes-only-at-home',
    {
      'CLOSE-THEN-FAILED': 'the order at WeChat Pay: expected closed, seen not closed',
      'QUERY-BEFORE-CLOSE': 'the order at WeChat Pay: expected closed, seen not closed',
    },
    ClosesOnlyAtHome,
  ),
  merchantMutant(
    'merchant-counts-down-at-home',
    { 'CLOSE-THEN-FAILED': 'orders given up that can still be paid at WeChat Pay: expected 0, seen 1' },
    CountsDownAtHome,
  ),
  merchantMutant(
    'merchant-trusts-unsigned-notifications',
    {
      'NOTIFY-VERIFIED': 'the answer to the notification: expected refused, seen 204',
      'REFUND-NOTIFY-VERIFIED': 'the answer to the notification: expected refused, seen 204',
    },
    TrustsUnsigned,
  ),
  merchantMutant(
    'merchant-trusts-stale-notifications',
    {
      'NOTIFY-VERIFIED': 'the answer to the notification: expected refused, seen 204',
      'REFUND-NOTIFY-VERIFIED': 'the answer to the notification: expected refused, seen 204',
    },
    TrustsStale,
  ),
  merchantMutant(
    'merchant-trusts-whatever-opens',
    {
      'FRONTEND-NO-PROOF': 'proofs of payment before the merchant took the order for paid: expected at least 1, seen 0',
      'NOTIFY-VERIFIED': 'the answer to the notification: expected refused, seen 204',
      'NOTIFY-RAW-BODY': 'the answer to the notification: expected refused, seen 204',
      'REFUND-NOTIFY-VERIFIED': 'the answer to the notification: expected refused, seen 204',
    },
    TrustsWhatOpens,
  ),
  merchantMutant(
    'merchant-answers-forgeries-with-200',
    {
      'NOTIFY-VERIFIED': 'the answer to the notification: expected refused, seen 200',
      'NOTIFY-RAW-BODY': 'the answer to the notification: expected refused, seen 200',
      'REFUND-NOTIFY-VERIFIED': 'the answer to the notification: expected refused, seen 200',
    },
    AnswersForgeriesWith200,
  ),
  merchantMutant(
    'merchant-lets-pass-what-lacks-a-header',
    {
      'NOTIFY-VERIFIED': 'the answer to the notification: expected refused, seen 204',
      'REFUND-NOTIFY-VERIFIED': 'the answer to the notification: expected refused, seen 204',
    },
    LetsPassWhatLacksAHeader,
  ),
  merchantMutant(
    'merchant-verifies-what-it-wrote-itself',
    { 'NOTIFY-RAW-BODY': 'the answer to the notification: expected one of [200,204], seen 401' },
    VerifiesWhatItWroteItself,
  ),
  merchantMutant(
    'merchant-trusts-word-of-refunds',
    { 'REFUND-NOTIFY-VERIFIED': 'the answer to the notification: expected refused, seen 204' },
    TrustsWordOfRefunds,
  ),
  merchantMutant(
    'merchant-compares-no-currency',
    { 'NOTIFY-MATCHED': 'what the merchant takes the order for: expected unpaid, seen paid' },
    ComparesNoCurrency,
  ),
  merchantMutant(
    'merchant-compares-what-the-payer-paid',
    { 'NOTIFY-ANSWERED': 'the answer to the notification: expected one of [200,204], seen 401' },
    ComparesWhatThePayerPaid,
  ),
  merchantMutant(
    'merchant-believes-any-refund-query',
    { 'ANSWER-VERIFIED': 'what the merchant takes the order for: expected one of ["refunding","paid"], seen refunded' },
    BelievesAnyRefundQuery,
  ),
  merchantMutant(
    'merchant-remembers-what-it-refused',
    { 'NOTIFY-VERIFIED': 'what the merchant takes the order for: expected paid, seen unpaid' },
    RemembersWhatItRefused,
  ),
  merchantMutant(
    'merchant-compares-nothing',
    { 'NOTIFY-MATCHED': 'what the merchant takes the order for: expected unpaid, seen paid' },
    ComparesNothing,
  ),
  merchantMutant(
    'merchant-fulfils-each-notification',
    {
      'NOTIFY-ONCE': 'how often the goods were handed out: expected 1, seen 2',
      'NOTIFY-LATE': 'how often the goods were handed out: expected 1, seen 2',
      'FINAL-KEPT': 'how often the goods were handed out: expected 1, seen 2',
      'BOOKS-BALANCE': 'how often the goods were handed out, which are paid at WeChat Pay: expected at most 1, seen 2',
    },
    FulfilsEachNotification,
  ),
  merchantMutant(
    'merchant-refuses-repetitions',
    {
      'NOTIFY-ONCE': 'the answer to the notification: expected one of [200,204], seen 401',
      'NOTIFY-LATE': 'the answer to the notification: expected one of [200,204], seen 401',
      'CERTIFICATE-LEARNED': 'the answer to the latest notification: expected one of [200,204], seen 401',
    },
    RefusesRepetitions,
  ),
  merchantMutant(
    'merchant-answers-slowly',
    {
      'NOTIFY-ANSWERED': 'the answer to the notification: expected one of [200,204], seen no answer in time',
      'NOTIFY-ONCE': 'the answer to the notification: expected one of [200,204], seen no answer in time',
      'NOTIFY-VERIFIED': 'the answer to the latest notification: expected one of [200,204], seen no answer in time',
      'NOTIFY-RAW-BODY': 'the answer to the notification: expected one of [200,204], seen no answer in time',
      'NOTIFY-LATE': 'the answer to the notification: expected one of [200,204], seen no answer in time',
      'KEYS-BOTH': 'the answer to the notification: expected one of [200,204], seen no answer in time',
      'CERTIFICATE-LEARNED': 'the answer to the latest notification: expected one of [200,204], seen no answer in time',
    },
    AnswersSlowly,
  ),
  merchantMutant(
    'merchant-answers-refunds-with-500',
    {
      'NOTIFY-ANSWERED': 'the answer to the notification: expected one of [200,204], seen 500',
      'NOTIFY-LATE': 'the answer to the notification: expected one of [200,204], seen 500',
    },
    AnswersRefundsWith500,
  ),
  merchantMutant(
    'merchant-shows-accepted-as-refunded',
    { 'REFUND-NOT-YET': 'what the merchant takes the order for: expected one of ["refunding","paid"], seen refunded' },
    ShowsAcceptedAsRefunded,
    ['ANSWER-VERIFIED', 'REFUND-NOTIFY-VERIFIED'],
  ),
  merchantMutant(
    'merchant-shows-refused-refunds-as-done',
    {
      'REFUND-REFUSED': 'what the merchant takes the order for … seen refunded',
      'BOOKS-BALANCE': 'which is paid at WeChat Pay: expected one of ["paid"], seen refunded',
    },
    ShowsRefusedAsRefunded,
  ),
  merchantMutant(
    'merchant-names-the-refund-as-total',
    { 'REFUND-TOTAL': 'amount.total of the refunds: expected [990,990], seen [300,690]' },
    NamesTheRefundAsTotal,
    ['REFUND-REFUSED', 'REFUND-NOT-YET', 'BOOKS-BALANCE'],
  ),
  merchantMutant(
    'merchant-does-not-add-refunds-up',
    {
      'REFUND-RETRY': 'different values of out_refund_no: expected 1, seen 2',
      'REFUND-TOTAL': 'refunds asked for: expected 1, seen 2',
      'REFUND-AFTER-CLOSED': 'refunds asked for: expected 1, seen 2',
    },
    DoesNotAddRefundsUp,
  ),
  merchantMutant(
    'merchant-takes-cancel-for-unpaid',
    { 'FINAL-KEPT': 'what the merchant takes the order for: expected paid, seen unpaid' },
    TakesCancelForUnpaid,
  ),
  merchantMutant(
    'merchant-forgets-the-refund',
    { 'FINAL-KEPT': 'what the merchant takes the order for: expected refunded, seen paid' },
    ForgetsTheRefund,
  ),
];
