import type { Call, CallAnswer, Sabotage, Stage, TakenCertificate } from '../actors/index.ts';
import type { Fen } from '../money/fen.ts';
import { type CashierAction, type CashierAnswer, PAID_ERR_MSG } from '../protocol/cashier.ts';
import type { Coupon } from '../protocol/coupons.ts';
import type { PaymentParams } from '../protocol/pay-sign.ts';
import {
  type AbnormalRefundRequest,
  type OrderRequest,
  paths,
  type RefundRequest,
  type TradeState,
} from '../protocol/payments.ts';
import { isRecord, isSuccess } from '../protocol/wire.ts';
import { type Duration, type Instant, plus, toRfc3339 } from '../time/index.ts';

/** Two moments of the gateway's clock, between which something happened. */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** One order as a caller deals with the gateway about it: what was asked, what came back, what stands. */
export class Trade {
  readonly stage: Stage;
  /** The order request that was sent first. */
  request: OrderRequest;
  readonly prepayIds: string[] = [];
  readonly refunds: RefundRequest[] = [];
  /** The refund_id of each accepted refund request, in order. */
  readonly refundIds: unknown[] = [];
  /** What the latest download of platform certificates brought. */
  certificates: readonly TakenCertificate[] = [];
  /** What was asked for last, accepted or not. */
  askedRefund: RefundRequest | undefined;
  /** The coupons that the payer used. */
  coupons: readonly Coupon[] = [];
  /** When the payer paid. */
  paid: Span | undefined;
  /** When each refund was asked for that was accepted, in order. */
  readonly refundsAsked: Span[] = [];
  /** The answer to the latest call. */
  answer: CallAnswer | undefined;
  /** What the latest query told of the order. */
  queriedState: unknown;
  /** What the cashier said last. */
  cashier: CashierAnswer | undefined;

  constructor(stage: Stage, total: Fen, options: { readonly payWithin?: Duration } = {}) {
    this.stage = stage;
    const { caller, gateway } = stage.cast;
    const { payWithin } = options;
    const expires = payWithin === undefined ? {} : { time_expire: toRfc3339(plus(gateway.now(), payWithin)) };
    this.request = { ...caller.newOrder(total), ...expires };
  }

  async call(call: Call): Promise<CallAnswer> {
    this.answer = await this.stage.cast.caller.send(call);
    return this.answer;
  }

  /** Sends an order request: the first one, or another in its place. */
  async order(
    body: unknown = this.request,
    sabotage?: Sabotage,
    naming: Pick<Call, 'namedKey' | 'leaveOut'> = {},
  ): Promise<CallAnswer> {
    const wrong = sabotage ? { sabotage } : {};
    const answer = await this.call({ method: 'POST', target: paths.order, body, ...wrong, ...naming });
    const id = isRecord(answer.body) ? answer.body['prepay_id'] : undefined;
    if (isSuccess(answer.status) && typeof id === 'string') this.prepayIds.push(id);
    return answer;
  }

  async query(sabotage?: Sabotage): Promise<CallAnswer> {
    const target = paths.orderByNumber(this.request.out_trade_no, this.request.mchid);
    const answer = await this.call({ method: 'GET', target, ...(sabotage ? { sabotage } : {}) });
    this.queriedState = isRecord(answer.body) ? answer.body['trade_state'] : undefined;
    return answer;
  }

  close(sabotage?: Sabotage): Promise<CallAnswer> {
    const target = paths.close(this.request.out_trade_no);
    return this.call({
      method: 'POST',
      target,
      body: { mchid: this.request.mchid },
      ...(sabotage ? { sabotage } : {}),
    });
  }

  /** A refund of this order; what is given replaces parts of the right request. */
  async refund(amount: Fen, changes: Partial<RefundRequest> = {}, sabotage?: Sabotage): Promise<CallAnswer> {
    const request: RefundRequest = {
      out_trade_no: this.request.out_trade_no,
      out_refund_no: this.stage.cast.caller.newRefundNumber(),
      notify_url: this.request.notify_url,
      amount: { refund: amount, total: this.request.amount.total, currency: 'CNY' },
      ...changes,
    };
    return this.sendRefund(request, sabotage);
  }

  /** Sends an application for a refund, for the first time or once more. */
  async sendRefund(request: RefundRequest, sabotage?: Sabotage): Promise<CallAnswer> {
    this.askedRefund = request;
    const { gateway } = this.stage.cast;
    const from = gateway.now();
    const wrong = sabotage ? { sabotage } : {};
    const answer = await this.call({ method: 'POST', target: paths.refund, body: request, ...wrong });
    if (isSuccess(answer.status)) {
      this.refundsAsked.push({ from, to: gateway.now() });
      this.refunds.push(request);
      this.refundIds.push(isRecord(answer.body) ? answer.body['refund_id'] : undefined);
    }
    return answer;
  }

  /** Asks that the first refund, which came to nothing, goes to another account. What is given replaces parts of the right request. */
  async redirectRefund(
    type: AbnormalRefundRequest['type'],
    changes: Partial<AbnormalRefundRequest> = {},
    namedKey?: string,
  ): Promise<CallAnswer> {
    const { caller } = this.stage.cast;
    const personal = {
      bank_type: 'CMB_DEBIT',
      bank_account: caller.encrypt('6225880137340403', 'wechat-pay'),
      real_name: caller.encrypt('张三', 'wechat-pay'),
    };
    const out_refund_no = this.refunds[0]?.out_refund_no ?? caller.newRefundNumber();
    const body = { out_refund_no, type, ...(type === 'USER_BANK_CARD' ? personal : {}), ...changes };
    // A refund that nobody asked for has no number of WeChat Pay's either.
    const target = paths.abnormalRefund(String(this.refundIds[0] ?? '50300000000000000000000000000'));
    return this.call({ method: 'POST', target, body, ...(namedKey === undefined ? {} : { namedKey }) });
  }

  /** WeChat Pay's own number of the order, once it is paid; stops the scenario where there is none. */
  async transactionId(): Promise<string> {
    const id = (await this.readState()).body['transaction_id'];
    return String(id ?? this.stage.stop('prerequisite', 'the paid order has no transaction_id'));
  }

  queryRefund(outRefundNo: string): Promise<CallAnswer> {
    return this.call({ method: 'GET', target: paths.refundByNumber(outRefundNo) });
  }

  /** Right payment params for the latest prepay_id, or for the first. */
  params(which: 'first' | 'latest' = 'latest'): PaymentParams {
    const id = this.prepayIds.at(which === 'first' ? 0 : -1);
    if (id === undefined) return this.stage.stop('prerequisite', 'the gateway gave no prepay_id to pay with');
    return this.stage.cast.caller.paymentParams(id);
  }

  /** The payer calls requestPayment and acts; whatever follows at once has happened when this resolves. */
  async atCashier(action: CashierAction, params = this.params(), openid?: string): Promise<CashierAnswer> {
    this.stage.need('payer');
    const { gateway } = this.stage.cast;
    const from = gateway.now();
    this.cashier = await this.stage.cast.payer.requestPayment(params, action, openid);
    if (this.cashier.errMsg === PAID_ERR_MSG) this.paid ??= { from, to: gateway.now() };
    await gateway.settled();
    return this.cashier;
  }

  /** The payer pays, a part of it with coupons. Where that fails nothing is found out about the rule. */
  async payWith(coupons: readonly Coupon[]): Promise<void> {
    this.stage.need('payer');
    this.stage.need('coupons');
    this.cashier = await this.stage.cast.payer.requestPayment(this.params(), 'pay', undefined, coupons);
    await this.stage.cast.gateway.settled();
    if (this.cashier.errMsg !== PAID_ERR_MSG)
      this.stage.stop('prerequisite', `the order was to be paid with coupons: ${this.cashier.errMsg}`);
    this.coupons = coupons;
  }

  async advance(by: Duration): Promise<void> {
    this.stage.need('clock');
    await this.stage.cast.gateway.advance(by);
  }

  /** What the gateway says of the order. An answer that names another order, or none, says nothing of it: anybody can answer NOTPAY to everything. */
  async readState(): Promise<{
    readonly state: unknown;
    readonly body: Readonly<Record<string, unknown>>;
    readonly seq: number;
  }> {
    const target = paths.orderByNumber(this.request.out_trade_no, this.request.mchid);
    const { status, body, seq } = await this.stage.cast.caller.send({ method: 'GET', target });
    const read = isRecord(body) ? body : {};
    const isOwn = read['out_trade_no'] === this.request.out_trade_no;
    const state = isOwn ? read['trade_state'] : 'told of no order of that number';
    return {
      state: isSuccess(status) ? state : `HTTP ${status} ${String(read['code'] ?? '')}`.trim(),
      body: read,
      seq,
    };
  }

  /** Places the order and takes it for granted: where that fails, nothing is found out about the rule. */
  async placed(): Promise<void> {
    const { status } = await this.order();
    if (this.prepayIds.length === 0)
      this.stage.stop('prerequisite', `the order was answered with HTTP ${status} and no prepay_id`);
  }

  /** Brings the order into a state by the shortest right way, and makes sure of each step: what says SUCCESS of everything was not brought there. */
  async broughtTo(state: TradeState): Promise<void> {
    await this.placed();
    if (state === 'CLOSED') this.#mustAccept('close', await this.close());
    if (state === 'SUCCESS' || state === 'REFUND') await this.#mustBePaid();
    if (state === 'REFUND') this.#mustAccept('refund', await this.refund(this.request.amount.total as Fen));
    const reached = (await this.readState()).state;
    if (reached !== state)
      this.stage.stop('prerequisite', `an order in ${state} was needed, and it is ${String(reached)}`);
  }

  async #mustBePaid(): Promise<void> {
    const { errMsg } = await this.atCashier('pay');
    if (errMsg !== PAID_ERR_MSG)
      this.stage.stop('prerequisite', `the order was to be paid, and the cashier refused: ${errMsg}`);
  }

  #mustAccept(what: string, { status }: CallAnswer): void {
    if (!isSuccess(status))
      this.stage.stop('prerequisite', `the ${what} of the order was answered with HTTP ${status}`);
  }
}
