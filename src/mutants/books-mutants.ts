import type { OrderBelief, OrderRef, RefundBelief, RefundRef } from '../actors/index.ts';
import { ModelMerchant } from '../merchant/model-merchant.ts';
import type { MerchantOrder } from '../merchant/order-book.ts';
import { paths } from '../protocol/payments.ts';
import { type Mutant, merchantMutant } from './mutant.ts';

/** Looks once when the customer returns. An order that could not be asked for then is nobody's business any more. */
class LosesSightOfWhatItCannotAsk extends ModelMerchant {
  readonly #lost = new Set<MerchantOrder>();

  override async returnFromCashier(ref: OrderRef): Promise<OrderBelief> {
    const order = this.book.get(ref);
    const state = await this.learnState(order);
    if (!['NOTPAY', 'SUCCESS', 'REFUND', 'CLOSED'].includes(state)) this.#lost.add(order);
    return order.state;
  }

  protected override learnPaid(order: MerchantOrder): void {
    if (!this.#lost.has(order)) super.learnPaid(order);
  }
}

/** Takes a refund query that brought nothing for a refund that came to nothing. */
class RefundsAgainWhenItCannotAsk extends ModelMerchant {
  override async readRefund(ref: RefundRef): Promise<RefundBelief> {
    const found = this.book.refundByNumber(ref);
    const result = await this.api.call('GET', paths.refundByNumber(ref));
    if (found && result.kind === 'unknown') {
      const request = this.refundRequest(found.order, found.refund);
      await this.api.call('POST', paths.refund, { ...request, out_refund_no: `${request.out_refund_no}_2` });
    }
    return super.readRefund(ref);
  }
}

/** Merchants whose books go wrong under faults. */
export const booksMutants: readonly Mutant[] = [
  merchantMutant(
    'merchant-loses-sight-of-what-it-cannot-ask',
    { 'BOOKS-BALANCE': 'which is paid at WeChat Pay: expected one of ["paid"], seen unpaid' },
    LosesSightOfWhatItCannotAsk,
  ),
  merchantMutant(
    'merchant-refunds-again-when-it-cannot-ask',
    {
      'BOOKS-BALANCE': 'gives back for the one refund: expected at most 300, seen 600',
      'REFUND-TOTAL': 'in passing: fen asked back of the order in all: expected at most 990, seen 1980',
      'REFUND-RETRY': 'in passing: refunds that are made of those that were asked for: expected at most 1, seen 2',
    },
    RefundsAgainWhenItCannotAsk,
  ),
];
