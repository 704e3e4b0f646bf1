import type { Findings, OrderBelief, OrderReading, OrderRef, RefundBelief } from '../../src/actors/index.ts';
import { ApiClient, type ApiClientParts } from '../../src/merchant/api-client.ts';
import { ModelMerchant } from '../../src/merchant/model-merchant.ts';
import type { MerchantOrder } from '../../src/merchant/order-book.ts';
import type { PaymentParams } from '../../src/protocol/pay-sign.ts';
import type { OrderRequest } from '../../src/protocol/payments.ts';
import type { WireAnswer } from '../../src/protocol/wire.ts';

const shows = (reading: OrderReading): typeof ModelMerchant =>
  class extends ModelMerchant {
    override async readOrder(): Promise<OrderReading> {
      return reading;
    }
  };

const showsOfRefunds = (belief: RefundBelief): typeof ModelMerchant =>
  class extends ModelMerchant {
    override async readRefund(): Promise<RefundBelief> {
      return belief;
    }
  };

class HandsOverOne extends ModelMerchant {
  static #first: PaymentParams | undefined;
  override async paymentParams(ref: OrderRef): Promise<PaymentParams> {
    HandsOverOne.#first ??= await super.paymentParams(ref);
    return HandsOverOne.#first;
  }
}

/** Signs its requests as a client does that was given no key: with nothing. */
class CallsUnsigned extends ModelMerchant {
  protected override connect(parts: ApiClientParts): ApiClient {
    return new ApiClient({ ...parts, identity: { ...parts.identity, sign: () => '' } });
  }
}

class PaysUnsigned extends ModelMerchant {
  override async paymentParams(ref: OrderRef): Promise<PaymentParams> {
    return { ...(await super.paymentParams(ref)), paySign: '' };
  }
}

class AcceptsEverything extends ModelMerchant {
  override async receive(): Promise<WireAnswer> {
    return { status: 204, headers: {}, body: Buffer.alloc(0) };
  }
}

class OrdersOne extends ModelMerchant {
  static #first: OrderRequest | undefined;
  protected override orderRequest(order: MerchantOrder): OrderRequest {
    OrdersOne.#first ??= super.orderRequest(order);
    return OrdersOne.#first;
  }
}

class TellsPaid extends ModelMerchant {
  override async returnFromCashier(): Promise<OrderBelief> {
    return 'paid';
  }
}

class FindsNothing extends ModelMerchant {
  override async reconcile(): Promise<Findings> {
    return { count: 0, differences: [] };
  }
}

interface NearNull {
  readonly merchant: typeof ModelMerchant;
  readonly broken: readonly string[];
  /** Rules of which it leaves nothing to be seen: they do not break, and must not pass. */
  readonly blind?: readonly string[] | 'all';
}

/** Rules that none keeps who shows of every order the same. */
const LEARNT_OF_AN_ORDER = [
  'ANSWER-VERIFIED',
  'KEYS-BOTH',
  'REORDER-AFTER-2H',
  'CLOSE-AFTER-EXPIRE',
  'FRONTEND-NO-PROOF',
  'PAID-BY-QUERY',
  'POLL-WHEN-SILENT',
  'CLOSE-THEN-FAILED',
  'NOTIFY-VERIFIED',
  'NOTIFY-RAW-BODY',
  'NOTIFY-ONCE',
  'NOTIFY-ANSWERED',
  'NOTIFY-LATE',
  'FINAL-KEPT',
  'BOOKS-BALANCE',
];

/** Merchants that are right but for one thing, which they have from the last time that it was good, or do not do at all. */
export const nearNullMerchants: Readonly<Record<string, NearNull>> = {
  'shows every order as unpaid': {
    merchant: shows({ state: 'unpaid', fulfilled: 0 }),
    broken: [
      ...LEARNT_OF_AN_ORDER,
      'CERTIFICATE-LEARNED',
      'RECONCILE-DAILY',
      'RECONCILE-PAID',
      'REFUND-NOT-YET',
      'REFUND-NOTIFY-VERIFIED',
    ],
    blind: ['NOTIFY-MATCHED', 'RECONCILE-QUERY'],
  },
  'shows every order as paid': {
    merchant: shows({ state: 'paid', fulfilled: 1 }),
    broken: [...LEARNT_OF_AN_ORDER, 'NOTIFY-MATCHED'],
    blind: ['RECONCILE-PAID', 'RECONCILE-QUERY'],
  },
  'shows every refund as done': {
    merchant: showsOfRefunds('refunded'),
    broken: ['REFUND-NOT-YET', 'REFUND-REFUSED', 'BOOKS-BALANCE'],
    blind: ['ANSWER-VERIFIED', 'REFUND-NOTIFY-VERIFIED'],
  },
  'shows every refund as under way': {
    merchant: showsOfRefunds('refunding'),
    broken: ['REFUND-NOT-YET', 'BOOKS-BALANCE'],
  },
  'tells every customer who returns that the order is paid': {
    merchant: TellsPaid,
    broken: ['QUERY-AFTER-RETURN', 'FRONTEND-NO-PROOF', 'PAID-BY-QUERY'],
    blind: ['ANSWER-VERIFIED'],
  },
  'hands the payment params of one order to every customer': {
    merchant: HandsOverOne,
    broken: [
      'SIGN-REQUESTS',
      'REORDER-AFTER-2H',
      'MONEY-FEN',
      'ONE-ORDER',
      'PAY-PARAMS',
      'QUERY-BEFORE-CLOSE',
      'CLOSE-THEN-FAILED',
    ],
    blind: 'all',
  },
  'orders for every customer what the first one wanted': {
    merchant: OrdersOne,
    broken: [
      'KEYS-BOTH',
      'CERTIFICATE-LEARNED',
      'REORDER-AFTER-2H',
      'MONEY-FEN',
      'QUERY-AFTER-RETURN',
      'FRONTEND-NO-PROOF',
      'PAID-BY-QUERY',
      'POLL-WHEN-SILENT',
      'QUERY-BEFORE-CLOSE',
      'CLOSE-THEN-FAILED',
      'NOTIFY-VERIFIED',
      'NOTIFY-RAW-BODY',
      'NOTIFY-ONCE',
      'NOTIFY-ANSWERED',
      'NOTIFY-LATE',
      'RECONCILE-DAILY',
      'RECONCILE-FEN',
      'RECONCILE-PAID',
      'FINAL-KEPT',
      'BOOKS-BALANCE',
    ],
    blind: ['SIGN-REQUESTS', 'NOTIFY-MATCHED', 'REFUND-NOT-YET', 'REFUND-TOTAL', 'REFUND-RETRY', 'REFUND-REFUSED'],
  },
  'is right and signs no request': { merchant: CallsUnsigned, broken: ['SIGN-REQUESTS'], blind: 'all' },
  'is right and signs no payment params': {
    merchant: PaysUnsigned,
    broken: ['PAY-PARAMS'],
    blind: ['PAID-BY-QUERY', 'NOTIFY-ANSWERED', 'NOTIFY-ONCE', 'REFUND-NOT-YET', 'FINAL-KEPT'],
  },
  'accepts every notification and looks at none': {
    merchant: AcceptsEverything,
    broken: [
      'KEYS-BOTH',
      'CERTIFICATE-LEARNED',
      'NOTIFY-VERIFIED',
      'NOTIFY-RAW-BODY',
      'NOTIFY-ONCE',
      'NOTIFY-ANSWERED',
      'REFUND-NOTIFY-VERIFIED',
      'REORDER-AFTER-2H',
    ],
    blind: ['NOTIFY-MATCHED'],
  },
  'finds no difference on any day': {
    merchant: FindsNothing,
    broken: ['RECONCILE-DAILY', 'RECONCILE-FEN', 'RECONCILE-PAID', 'RECONCILE-HASH', 'RECONCILE-AFTER-TEN'],
    blind: ['RECONCILE-QUERY'],
  },
};
