import type { OrderBelief, OrderRef, RefundBelief, RefundRef, Stage } from '../actors/index.ts';
import type { Fen } from '../money/fen.ts';
import type { CashierAction, CashierAnswer } from '../protocol/cashier.ts';
import type { PaymentParams } from '../protocol/pay-sign.ts';
import type { Duration } from '../time/index.ts';
import type { Exchange, TraceEvent } from '../trace/index.ts';

export type ExchangeEvent = Exchange & { readonly seq: number };

const isExchange = (event: TraceEvent): event is TraceEvent & Exchange => event.kind === 'exchange';

/** One customer's purchase at the merchant: what the customer does, and what of it reaches the gateway. */
export class Purchase {
  readonly stage: Stage;
  readonly price: Fen;
  readonly ref: OrderRef;
  /** Every set of payment params that the merchant handed over. */
  readonly params: PaymentParams[] = [];
  readonly refunds: RefundRef[] = [];
  cashier: CashierAnswer | undefined;
  /** What the customer was last shown. */
  shown: OrderBelief | undefined;
  /** The `seq` after which something asked of the merchant is to show. */
  since = 0;

  private constructor(stage: Stage, price: Fen, ref: OrderRef) {
    this.stage = stage;
    this.price = price;
    this.ref = ref;
  }

  /** A customer orders. */
  static async begun(stage: Stage, price: Fen, payWithin?: Duration): Promise<Purchase> {
    const wish = { price, ...(payWithin === undefined ? {} : { payWithin }) };
    const ref = await stage.ask('the customer orders', () => stage.cast.merchant.placeOrder(wish));
    stage.trace.record({ kind: 'verb', verb: 'placeOrder', order: ref, detail: wish });
    return new Purchase(stage, price, ref);
  }

  /** Marks now: what the merchant does for it is looked for after this point. */
  mark(verb: string, detail?: unknown): void {
    this.since = this.stage.trace.record({
      kind: 'verb',
      verb,
      order: this.ref,
      ...(detail === undefined ? {} : { detail }),
    });
  }

  async tapPay(): Promise<void> {
    this.mark('paymentParams');
    this.params.push(
      await this.stage.ask('the customer taps Pay', () => this.stage.cast.merchant.paymentParams(this.ref)),
    );
  }

  /** The payer acts at the cashier with the latest params; what follows at once has happened when this resolves. */
  async atCashier(action: CashierAction): Promise<CashierAnswer> {
    this.stage.need('payer');
    const params = this.params.at(-1) ?? this.stage.stop('prerequisite', 'the merchant handed over no payment params');
    this.cashier = await this.stage.cast.payer.requestPayment(params, action);
    await this.stage.cast.gateway.settled();
    return this.cashier;
  }

  /** Pays, and takes it for granted that the cashier took the money. */
  async paid(): Promise<void> {
    const { errMsg } = await this.atCashier('pay');
    if (errMsg !== 'requestPayment:ok')
      this.stage.stop('prerequisite', `the cashier did not take the payment: ${errMsg}`);
  }

  /** The mini program tells the backend what requestPayment gave it, or what it pretends that it gave. */
  async comeBack(errMsg: string): Promise<void> {
    this.mark('returnFromCashier', { errMsg });
    const { merchant } = this.stage.cast;
    this.shown = await this.stage.ask('the customer returns', () => merchant.returnFromCashier(this.ref, errMsg));
    await this.stage.cast.gateway.settled();
  }

  async giveUp(): Promise<void> {
    this.mark('cancelOrder');
    await this.stage.ask('the customer gives the order up', () => this.stage.cast.merchant.cancelOrder(this.ref));
    await this.stage.cast.gateway.settled();
  }

  async refund(amount: Fen): Promise<void> {
    this.mark('refund', { amount });
    this.refunds.push(await this.stage.ask('a refund', () => this.stage.cast.merchant.refund(this.ref, amount)));
    await this.stage.cast.gateway.settled();
  }

  async refundBelief(): Promise<RefundBelief> {
    const ref = this.refunds.at(-1) ?? this.stage.stop('prerequisite', 'the merchant asked for no refund');
    const state = await this.stage.ask('the refund is read', () => this.stage.cast.merchant.readRefund(ref));
    this.stage.trace.record({ kind: 'reading', of: 'refund', outTradeNo: this.outTradeNo(), state });
    return state;
  }

  /** What the merchant believes now, written down. */
  async read(): Promise<{ readonly state: OrderBelief; readonly fulfilled?: number; readonly seq: number }> {
    const reading = await this.stage.ask('the order is read', () => this.stage.cast.merchant.readOrder(this.ref));
    const seq = this.stage.trace.record({ kind: 'reading', of: 'order', outTradeNo: this.outTradeNo(), ...reading });
    return { ...reading, seq };
  }

  /** The number under which the merchant ordered at the gateway; empty where it has not yet. */
  outTradeNo(): string {
    const [first] = this.calls('POST', /\/v3\/pay\/transactions\/jsapi$/);
    const body = first?.request.body;
    return typeof body === 'object' && body !== null && 'out_trade_no' in body ? String(body.out_trade_no) : '';
  }

  /** What the merchant sent to the gateway, after a point of the trace. */
  calls(method: 'GET' | 'POST', url: RegExp, after = 0): readonly ExchangeEvent[] {
    const sent = this.stage.trace.events.filter(isExchange);
    return sent.filter(
      (event) => event.from === 'merchant' && event.seq > after && event.method === method && url.test(event.url),
    );
  }

  /** The notifications that reached the merchant, after a point of the trace. */
  notified(after = 0): readonly ExchangeEvent[] {
    return this.stage.trace.events.filter(isExchange).filter((event) => event.to === 'merchant' && event.seq > after);
  }
}
