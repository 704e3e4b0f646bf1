import type { OrderRequest, RefundRequest } from '../protocol/payments.ts';
import type { Reply } from './decision.ts';
import type { EndpointName } from './endpoints.ts';
import type { RegisteredMerchant } from './merchants.ts';
import { type Refusal, refusals } from './refusal.ts';
import type { State } from './state.ts';
import { orderView, refundView } from './views.ts';

/** What comes out of an endpoint before it is put into bytes. */
export type Outcome =
  | { readonly kind: 'answered'; readonly status: number; readonly body?: unknown }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

const ok = (body: unknown): Outcome => ({ kind: 'answered', status: 200, body });
const refused = (refusal: Refusal): Outcome => ({ kind: 'refused', refusal });

/** Lets the merchant's ledger decide on a request whose parameters are in order, or looks up what it asks for. */
export function answerOf(
  endpoint: EndpointName,
  uri: Readonly<Record<string, string>>,
  body: OrderRequest & RefundRequest,
  merchant: RegisteredMerchant,
): Outcome {
  const { ledger, mchid } = merchant;
  const { state } = ledger;
  switch (endpoint) {
    case 'order': {
      if (body.mchid !== mchid) return refused(refusals.mchidDiffers);
      if (!merchant.appids.has(body.appid)) return refused(refusals.appidNotBound);
      return told(
        ledger.execute((fresh) => ({ type: 'place-order', request: body, ...fresh })),
        state,
      );
    }
    case 'order-by-number':
    case 'order-by-id': {
      if (uri['mchid'] !== mchid) return refused(refusals.foreignOrder);
      const number = uri['out_trade_no'] ?? state.orderOfTransaction.get(uri['transaction_id'] ?? '') ?? '';
      const order = state.orders.get(number);
      return order ? ok(orderView(order)) : refused(refusals.orderNotExist);
    }
    case 'close': {
      if (body.mchid !== mchid) return refused(refusals.mchidDiffers);
      const outTradeNo = uri['out_trade_no'] ?? '';
      return told(
        ledger.execute(({ at }) => ({ type: 'close-order', at, outTradeNo })),
        state,
      );
    }
    case 'refund':
      return told(
        ledger.execute((fresh) => ({ type: 'request-refund', request: body, ...fresh })),
        state,
      );
    case 'refund-by-number': {
      const refund = state.refunds.get(uri['out_refund_no'] ?? '');
      return refund ? ok(refundView(refund)) : refused(refusals.refundNotExist);
    }
  }
}

function told(reply: Reply, state: State): Outcome {
  switch (reply.kind) {
    case 'refused':
      return refused(reply.refusal);
    case 'prepay-id':
      return ok({ prepay_id: reply.id });
    case 'refund': {
      const refund = state.refunds.get(reply.outRefundNo);
      return refund ? ok(refundView(refund)) : refused(refusals.refundNotExist);
    }
    case 'done':
    case 'cashier':
      return { kind: 'answered', status: 204 };
  }
}
