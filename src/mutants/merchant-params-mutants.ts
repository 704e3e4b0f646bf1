import type { OrderRef, RefundBelief, RefundRef } from '../actors/index.ts';
import { ModelMerchant } from '../merchant/model-merchant.ts';
import type { Fields } from '../merchant/notification-inbox.ts';
import type { MerchantOrder } from '../merchant/order-book.ts';
import type { Fen } from '../money/fen.ts';
import type { OrderRequest } from '../protocol/payments.ts';
import { hours, minus, parseRfc3339, toRfc3339 } from '../time/index.ts';
import { type Mutant, merchantMutant, obstructingMerchant } from './mutant.ts';

/** A merchant that orders with something else than it should in its request. */
const ordersWith = (change: (request: OrderRequest) => object): typeof ModelMerchant =>
  class extends ModelMerchant {
    protected override orderRequest(order: MerchantOrder): OrderRequest {
      const request = super.orderRequest(order);
      return { ...request, ...change(request) };
    }
  };

/** Looks for the field that answers to queries have, and asks nobody. */
class ReadsStatusInLetters extends ModelMerchant {
  protected override take(eventType: string, resource: Fields): boolean {
    const { status } = resource;
    return super.take(eventType, eventType.startsWith('REFUND.') ? { ...resource, refund_status: status } : resource);
  }

  override async readRefund(ref: RefundRef): Promise<RefundBelief> {
    return this.book.refundByNumber(ref)?.refund.state ?? super.readRefund(ref);
  }
}

/** Has made so many refunds of the order that it no longer looks at what comes of one. */
class ShowsTheLastPartAsDone extends ModelMerchant {
  override async refund(ref: OrderRef, amount: Fen): Promise<RefundRef> {
    const number = await super.refund(ref, amount);
    const found = this.book.refundByNumber(number);
    if (found?.refund.state === 'failed' && found.order.refunds.length > 1) found.refund.state = 'refunded';
    return number;
  }
}

const hoursBefore = (time: string, off: number): string => {
  const at = parseRfc3339(time);
  return at === undefined ? time : toRfc3339(minus(at, hours(off)));
};

const REFUSED = 'PARAM_ERROR';

const NOT_TAKEN = 'the parameters of POST /v3/pay/transactions/jsapi: expected taken, seen refused';

/** Merchants whose requests WeChat Pay refuses, or that misread what it tells by the name of a field. */
export const merchantParamsMutants: readonly Mutant[] = [
  obstructingMerchant(
    'merchant-writes-time-expire-as-in-v2',
    { 'PARAMS-ACCEPTED': `${NOT_TAKEN} … “/body/time_expire” … RFC3339` },
    ordersWith(({ time_expire }) => (time_expire ? { time_expire: time_expire.slice(0, 19).replace(/\D/g, '') } : {})),
    REFUSED,
  ),
  merchantMutant(
    'merchant-writes-time-expire-in-utc-with-another-offset',
    {
      'PARAMS-ACCEPTED':
        'the time_expire of the order: expected ahead of the order, seen 2026-01-15T02:30:00+08:00, the order being made at 2026-01-15T10:00:00+08:00',
    },
    ordersWith(({ time_expire }) => (time_expire ? { time_expire: hoursBefore(time_expire, 8) } : {})),
    ['REORDER-AFTER-2H'],
  ),
  obstructingMerchant(
    'merchant-describes-goods-with-emoji',
    { 'PARAMS-ACCEPTED': `${NOT_TAKEN} … “/body/description” … UTF-8` },
    ordersWith(() => ({ description: '小程序商品🎁' })),
    REFUSED,
  ),
  obstructingMerchant(
    'merchant-describes-goods-too-long',
    {
      'PARAMS-ACCEPTED': `${NOT_TAKEN} … “/body/description” … 128`,
    },
    ordersWith(() => ({ description: '品'.repeat(128) })),
    REFUSED,
  ),
  obstructingMerchant(
    'merchant-sends-null-for-what-is-empty',
    {
      'PARAMS-ACCEPTED': `${NOT_TAKEN} … “/body/attach” … 需要一个 string`,
    },
    ordersWith(() => ({ attach: null })),
    REFUSED,
  ),
  obstructingMerchant(
    'merchant-orders-for-somebody-else',
    { 'PAYER-NAMED': 'the payer whom the order names: expected the customer who ordered, seen somebody else' },
    ordersWith(() => ({ payer: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS99' } })),
    'the cashier did not take the payment',
  ),
  merchantMutant(
    'merchant-reads-status-in-refund-notifications',
    {
      'REFUND-NOT-YET': 'what the merchant takes the refund for: expected refunded, seen refunding',
      'NOTIFY-LATE': 'what the merchant takes the refund for: expected refunded, seen refunding',
      'BOOKS-BALANCE': 'which is done at WeChat Pay: expected one of ["refunded"], seen refunding',
    },
    ReadsStatusInLetters,
    ['FINAL-KEPT', 'RECONCILE-DAILY'],
  ),
  merchantMutant(
    'merchant-shows-the-part-too-many-as-done',
    {
      'REFUND-REFUSED':
        'what the merchant takes the part for: expected one of ["refunding","failed","declined"], seen refunded',
    },
    ShowsTheLastPartAsDone,
  ),
];
