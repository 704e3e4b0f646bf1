import type { Entropy } from '../protocol/entropy.ts';
import type { AbnormalRefundRequest, EchoRequest, OrderRequest, RefundRequest } from '../protocol/payments.ts';
import type { WireHeaders } from '../protocol/wire.ts';
import {
  applyForBill,
  type BillAnswer,
  downloadBill,
  fundFlowBillRequest,
  tradeBillRequest,
} from './bills/answer-bill.ts';
import { originOf } from './bills/download-origin.ts';
import type { AccountType } from './bills/fund-flow-bill.ts';
import type { TradeBillType } from './bills/trade-bill.ts';
import type { Reply } from './decision.ts';
import type { EndpointName } from './endpoints.ts';
import type { Ledger } from './ledger.ts';
import type { RegisteredMerchant } from './merchants.ts';
import { certificateViews } from './platform-certificates.ts';
import { receiverOf } from './receivers.ts';
import { type Refusal, refusals } from './refusal.ts';
import { echoNotice, echoOf } from './security-echo.ts';
import { orderView, refundView } from './views.ts';

/** What comes out of an endpoint before it is put into bytes. */
export type Outcome =
  | { readonly kind: 'answered'; readonly status: number; readonly body?: unknown }
  | Extract<BillAnswer, { kind: 'file' }>
  | { readonly kind: 'refused'; readonly refusal: Refusal };

const ok = (body: unknown): Outcome => ({ kind: 'answered', status: 200, body });
const refused = (refusal: Refusal): Outcome => ({ kind: 'refused', refusal });

/** The bodies of all endpoints in one: which fields are there, the endpoint's schema has made sure of. */
export type AnyBody = OrderRequest & RefundRequest & AbnormalRefundRequest & EchoRequest;

/** What the paths and queries of all endpoints say, in one: the rest may be missing, and of these each endpoint's schema has made sure. */
export interface AnyAddress {
  readonly mchid: string;
  readonly out_trade_no: string;
  readonly transaction_id: string;
  readonly out_refund_no: string;
  readonly refund_id: string;
  readonly token: string;
  readonly bill_date: string;
  readonly bill_type?: TradeBillType;
  readonly account_type?: AccountType;
  readonly tar_type?: 'GZIP';
}

/** A request of a merchant that is known, its parameters in order. */
export interface Asked {
  readonly endpoint: EndpointName;
  /** What path and query say. */
  readonly uri: AnyAddress;
  readonly body: AnyBody;
  readonly headers: WireHeaders;
  readonly merchant: RegisteredMerchant;
  /** Whether it came over TLS, where the carrier knows. */
  readonly secure?: boolean | undefined;
  readonly entropy: Entropy;
}

/** Lets the ledger that it concerns decide on a request whose parameters are in order, or looks up what it asks for. */
export function answerOf({ endpoint, uri, body, headers, merchant, secure, entropy }: Asked): Outcome {
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
      if (uri.mchid !== mchid) return refused(refusals.foreignOrder);
      const order = endpoint === 'order-by-id' ? books.paid(uri.transaction_id) : books.order(uri.out_trade_no);
      return order ? ok(orderView(order)) : refused(refusals.orderNotExist);
    }
    case 'close': {
      if (body.mchid !== mchid) return refused(refusals.mchidDiffers);
      const outTradeNo = uri.out_trade_no;
      const ledger = books.ofOrder(outTradeNo) ?? books.main;
      return told(ledger, ({ at }) => ({ type: 'close-order', at, outTradeNo }));
    }
    case 'refund': {
      const { transaction_id, out_trade_no } = body;
      const ofOrder = transaction_id === undefined ? books.ofOrder(out_trade_no) : books.ofTransaction(transaction_id);
      const ledger = books.ofRefund(body.out_refund_no) ?? ofOrder ?? books.main;
      return told(ledger, (fresh) => ({ type: 'request-refund', request: body, ...fresh }));
    }
    case 'refund-by-number': {
      const number = uri.out_refund_no;
      const refund = books.ofRefund(number)?.state.refunds.get(number);
      return refund ? ok(refundView(refund)) : refused(refusals.refundNotExist);
    }
    case 'abnormal-refund': {
      const named = receiverOf(body, headers, merchant);
      if (named.kind === 'refused') return refused(named.refusal);
      const ledger = books.ofRefund(body.out_refund_no) ?? books.main;
      const application = { refundId: uri.refund_id, outRefundNo: body.out_refund_no, receiver: named.receiver };
      return told(ledger, ({ at }) => ({ type: 'apply-abnormal-refund', at, ...application }));
    }
    case 'security-echo': {
      const echo = echoOf(body, headers, merchant, entropy);
      if (echo.kind === 'refused') return refused(echo.refusal);
      const { message, sealed } = echo;
      const url = body.notify_url;
      if (url !== undefined)
        books.main.execute((fresh) => ({ type: 'send-echo', url, notice: echoNotice(echo), ...fresh }));
      return ok({ echo_message: message, encrypted_echo_message: sealed });
    }
    case 'trade-bill':
      return applyForBill(tradeBillRequest(uri), merchant, originOf(headers, secure));
    case 'fund-flow-bill':
      return applyForBill(fundFlowBillRequest(uri), merchant, originOf(headers, secure));
    case 'bill-download':
      return downloadBill(uri.token, merchant);
    case 'certificates': {
      const views = certificateViews(merchant, entropy);
      if (!views) return refused(refusals.noCertificate);
      return views.length > 0 ? ok({ data: views }) : refused(refusals.certificatesExpired);
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
    default:
      return { kind: 'answered', status: 204 };
  }
}
