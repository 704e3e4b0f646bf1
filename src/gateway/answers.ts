import type { Entropy } from '../protocol/entropy.ts';
import type { OrderRequest, RefundRequest } from '../protocol/payments.ts';
import type { Reply } from './decision.ts';
import type { EndpointName } from './endpoints.ts';
import type { Ledger } from './ledger.ts';
import type { RegisteredMerchant } from './merchants.ts';
import { certificateViews } from './platform-certificates.ts';
import { type Refusal, refusals } from './refusal.ts';
import { orderView, refundView } from './views.ts';

/** What comes out of an endpoint before it is put into bytes. */
export type Outcome =
  | { readonly kind: 'answered'; readonly status: number; readonly body?: unknown }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

const ok = (body: unknown): Outcome => ({ kind: 'answered', status: 200, body });
const refused = (refusal: Refusal): Outcome => ({ kind: 'refused', refusal });

/** Lets the ledger that it concerns decide on a request whose parameters are in order, or looks up what it asks for. */
export function answerOf(
  endpoint: EndpointName,
  uri: Readonly<Record<string, string>>,
  body: OrderRequest & RefundRequest,
  merchant: RegisteredMerchant,
  entropy: Entropy,
): Outcome {
  const { books, mchid } = merchant;
  switch (endpoint) {
    case 'order': {
      if (body.mchid !== mchid) return refused(refusals.mchidDiffers);
      if (!merchant.appids.has(body.appid)) return refused(refusals.appidNotBound);
      const ledger = books.ofOrder(body.out_trade_no) ?? books.ofPayer(body.payer.openid);
      return told(ledger, (fresh) => ({ type: 'place-order', request: body, ...fresh }));
    }
    case 'order-by-number':
    case 'order-by-id': {
      if (uri['mchid'] !== mchid) return refused(refusals.foreignOrder);
      const order =
        uri['out_trade_no'] === undefined ? books.paid(uri['transaction_id'] ?? '') : books.order(uri['out_trade_no']);
      return order ? ok(orderView(order)) : refused(refusals.orderNotExist);
    }
    case 'close': {
      if (body.mchid !== mchid) return refused(refusals.mchidDiffers);
      const outTradeNo = uri['out_trade_no'] ?? '';
      const ledger = books.ofOrder(outTradeNo) ?? books.main;
      return told(ledger, ({ at }) => ({ type: 'close-order', at, outTradeNo }));
    }
    case 'refund': {
      const ofOrder =
        body.transaction_id === undefined
          ? books.ofOrder(body.out_trade_no ?? '')
          : books.ofTransaction(body.transaction_id);
      const ledger = books.ofRefund(body.out_refund_no) ?? ofOrder ?? books.main;
      return told(ledger, (fresh) => ({ type: 'request-refund', request: body, ...fresh }));
    }
    case 'refund-by-number': {
      const number = uri['out_refund_no'] ?? '';
      const refund = books.ofRefund(number)?.state.refunds.get(number);
      return refund ? ok(refundView(refund)) : refused(refusals.refundNotExist);
    }
    case 'certificates': {
      const views = certificateViews(merchant, entropy);
      return views ? ok({ data: views }) : refused(refusals.noCertificate);
    }
  }
}

function told(ledger: Ledger, make: Parameters<Ledger['execute']>[0]): Outcome {
  const reply: Reply = ledger.execute(make);
  switch (reply.kind) {
    case 'refused':
      return refused(reply.refusal);
    case 'prepay-id':
      return ok({ prepay_id: reply.id });
    case 'refund': {
      const refund = ledger.state.refunds.get(reply.outRefundNo);
      return refund ? ok(refundView(refund)) : refused(refusals.refundNotExist);
    }
    case 'done':
    case 'cashier':
      return { kind: 'answered', status: 204 };
  }
}
