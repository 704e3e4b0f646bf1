import type { RefundStatus } from '../protocol/payments.ts';
import type { Exchange, TraceEvent } from '../trace/index.ts';
import {
  beijingMomentOf,
  exactly,
  expectContents,
  type Form,
  type Forms,
  ifTold,
  momentOf,
  oneOf,
  secretly,
  text,
  untold,
  written,
} from './contents.ts';
import type { Span, Trade } from './trade.ts';

const paidIn = ({ paid, stage }: Trade): Span => paid ?? stage.stop('prerequisite', 'the payer has not paid');

const asSent = (sent: unknown): Form => (sent === undefined ? untold : exactly(sent));

const bankType = written('a bank in capitals', /^[A-Z0-9_]{1,32}$/);

/** What belongs to a payment that was made without coupons (D:4012791900, D:4012791902). */
function ofPayment(trade: Trade): Forms {
  const { appid, mchid, out_trade_no, attach, payer, scene_info, amount } = trade.request;
  return {
    appid: exactly(appid),
    mchid: exactly(mchid),
    out_trade_no: exactly(out_trade_no),
    transaction_id: text(32),
    trade_type: exactly('JSAPI'),
    trade_state_desc: text(256),
    bank_type: bankType,
    attach: asSent(attach),
    success_time: momentOf(paidIn(trade)),
    'payer.openid': secretly(payer.openid, 'the payer whom the order names'),
    'amount.total': exactly(amount.total),
    'scene_info.device_id': asSent(scene_info?.device_id),
  };
}

const amounts = (total: number, form: (right: Form) => Form): Forms => ({
  'amount.payer_total': form(exactly(total)),
  'amount.currency': form(exactly('CNY')),
  'amount.payer_currency': form(exactly('CNY')),
});

const lastSeq = (trade: Trade): readonly number[] => [trade.answer?.seq ?? 0];

/** The latest answer tells the order and its payment, field by field. Three amounts are optional there (D:4012791900). */
export function expectPaymentTold(trade: Trade): void {
  const forms = { ...ofPayment(trade), ...amounts(trade.request.amount.total, ifTold) };
  expectContents(trade.stage, trade.answer?.body, forms, lastSeq(trade));
}

/** The latest answer tells the order, and nothing that only a payment brings (D:4012791900). */
export function expectNoPaymentTold(trade: Trade): void {
  const { appid, mchid, out_trade_no, scene_info } = trade.request;
  const forms: Forms = {
    appid: exactly(appid),
    mchid: exactly(mchid),
    out_trade_no: exactly(out_trade_no),
    trade_state_desc: text(256),
    transaction_id: untold,
    success_time: untold,
    'payer.openid': untold,
    bank_type: untold,
    attach: untold,
    'amount.total': ifTold(exactly(trade.request.amount.total)),
    'scene_info.device_id': asSent(scene_info?.device_id),
  };
  expectContents(trade.stage, trade.answer?.body, forms, lastSeq(trade));
}

/** WeChat Pay's number of the payment, as a query tells it: that it tells one is for another rule. */
export async function transactionIdOf(trade: Trade): Promise<unknown> {
  const { body } = await trade.readState();
  return body['transaction_id'] ?? trade.stage.stop('prerequisite', 'the paid order has no transaction_id');
}

/** WeChat Pay's number of the first or of another refund, as the answer to the application told it: that it told one is for another rule. */
export const refundIdOf = ({ refundIds, stage }: Trade, which = 0): unknown =>
  refundIds[which] ?? stage.stop('prerequisite', 'the accepted refund has no refund_id');

const CHANNELS = ['ORIGINAL', 'BALANCE', 'OTHER_BALANCE', 'OTHER_BANKCARD'];
const FUNDS_ACCOUNTS = ['UNSETTLED', 'AVAILABLE', 'UNAVAILABLE', 'OPERATION', 'BASIC', 'ECNY_BASIC'];

/** The first refund or another one, WeChat Pay's numbers of it and of its payment, and the time since it was asked for. */
async function theRefund(trade: Trade, which: number) {
  const { stage } = trade;
  const request = trade.refunds[which] ?? stage.stop('prerequisite', 'no refund was accepted');
  const asked = trade.refundsAsked[which] ?? stage.stop('kit', 'a refund was accepted at no time');
  return { request, asked, refundId: refundIdOf(trade, which), transactionId: await transactionIdOf(trade) };
}

type TheRefund = Awaited<ReturnType<typeof theRefund>>;

/** What application, query and notification tell alike of a refund of an order that was paid without coupons. */
function ofRefund(trade: Trade, { request, asked, refundId, transactionId }: TheRefund, status: RefundStatus): Forms {
  const { refund, total } = request.amount;
  const since = { from: asked.from, to: trade.stage.cast.gateway.now() };
  return {
    refund_id: exactly(refundId),
    out_refund_no: exactly(request.out_refund_no),
    transaction_id: exactly(transactionId),
    out_trade_no: exactly(trade.request.out_trade_no),
    user_received_account: text(64),
    success_time: status === 'SUCCESS' ? momentOf(since) : untold,
    'amount.total': exactly(total),
    'amount.refund': exactly(refund),
    'amount.payer_total': exactly(total),
    'amount.payer_refund': exactly(refund),
  };
}

/** The latest answer tells the first refund or another one, field by field (D:4012791903, D:4012791904). */
export async function expectRefundTold(trade: Trade, status: RefundStatus, which = 0): Promise<void> {
  const { answer } = trade; // what is asked from here on is no part of the scenario
  const told = await theRefund(trade, which);
  const { refund, total } = told.request.amount;
  const forms: Forms = {
    refund_id: text(32),
    status: exactly(status),
    channel: oneOf(CHANNELS),
    create_time: momentOf(told.asked),
    funds_account: oneOf(FUNDS_ACCOUNTS),
    'amount.settlement_total': exactly(total),
    'amount.settlement_refund': exactly(refund),
    'amount.discount_refund': exactly(0),
    'amount.currency': exactly('CNY'),
  };
  const seqs = [answer?.seq ?? 0];
  expectContents(trade.stage, answer?.body, forms, seqs); // first: the number is taken for granted by what follows
  expectContents(trade.stage, answer?.body, ofRefund(trade, told, status), seqs);
  if (which === 0) return;
  const seen = new Set(trade.refundIds).size;
  const expected = trade.refundIds.length;
  trade.stage.expect({ what: 'different values of refund_id', matcher: 'equals', expected, seen }, seqs);
}

type Sending = TraceEvent & Exchange;

const lastSending = ({ stage }: Trade): Sending | undefined =>
  stage.trace.events
    .filter((event) => event.kind === 'exchange')
    .filter((event) => event.from === 'gateway')
    .at(-1);

/** The envelope of the latest notification has what every envelope has (D:4012791902, D:4012791906). */
function expectEnvelope(trade: Trade, originalType: 'transaction' | 'refund', happened: Span): void {
  const forms: Forms = {
    id: text(36),
    create_time: beijingMomentOf(happened),
    resource_type: exactly('encrypt-resource'),
    summary: text(64),
    'resource.original_type': exactly(originalType),
  };
  const letter = trade.stage.cast.caller.received().at(-1);
  expectContents(trade.stage, letter?.envelope, forms, [lastSending(trade)?.seq ?? 0]);
}

/** The latest notification tells the payment, field by field (D:4012791902). */
export function expectPaymentNotified(trade: Trade): void {
  const paid = paidIn(trade);
  expectEnvelope(trade, 'transaction', { from: paid.from, to: trade.stage.cast.gateway.now() });
  const forms = {
    ...ofPayment(trade),
    trade_state: exactly('SUCCESS'),
    ...amounts(trade.request.amount.total, (form) => form),
  };
  const letter = trade.stage.cast.caller.received().at(-1);
  expectContents(trade.stage, letter?.resource, forms, [lastSending(trade)?.seq ?? 0]);
}

/** The latest notification tells the first refund or another one, field by field, at the refund's own notify_url (D:4012791906). */
export async function expectRefundNotified(trade: Trade, status: RefundStatus, which = 0): Promise<void> {
  const told = await theRefund(trade, which);
  const sending = lastSending(trade);
  const seqs = [sending?.seq ?? 0];
  const letter = trade.stage.cast.caller.received().at(-1);
  const forms: Forms = {
    mchid: exactly(trade.request.mchid),
    refund_status: exactly(status),
    ...ofRefund(trade, told, status),
  };
  trade.stage.expect(
    {
      what: 'where the notification was sent',
      matcher: 'equals',
      expected: endOf(told.request.notify_url),
      seen: endOf(sending?.url),
    },
    seqs,
  );
  expectEnvelope(trade, 'refund', { from: told.asked.from, to: trade.stage.cast.gateway.now() });
  expectContents(trade.stage, letter?.resource, forms, seqs);
}

/** A public URL may have another host, and begin otherwise, than the one at which what it leads to arrives. */
const endOf = (url: string | undefined): string | undefined => url?.split('/').at(-1);
