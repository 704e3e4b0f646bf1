import {
  MerchantFailed,
  type OrderBelief,
  type OrderReading,
  type OrderRef,
  type RefundBelief,
  type RefundRef,
  type Stage,
  VerbMissing,
} from '../actors/index.ts';
import type { Fen } from '../money/fen.ts';
import type { CashierAction, CashierAnswer } from '../protocol/cashier.ts';
import type { PaymentParams } from '../protocol/pay-sign.ts';
import {
  between,
  type Duration,
  formatDuration,
  hours,
  minutes,
  parseRfc3339,
  plus,
  toRfc3339,
} from '../time/index.ts';
import type { Exchange, TraceEvent } from '../trace/index.ts';
import { fieldOf } from './trade-checks.ts';
import { lookUntil, type Outlook, outlookOf, quiet } from './waiting.ts';

/** What the merchant believes, and the `seq` at which that was written down. */
export type SeenReading = OrderReading & { readonly seq: number };

export type ExchangeEvent = TraceEvent & Exchange;

const ORDER = /\/v3\/pay\/transactions\/jsapi$/;
/** G§3.1 */
const PREPAY_ID_LIFETIME = hours(2);
/** A merchant reckons by a clock of its own, and may round. */
const TIME_EXPIRE_OFF = minutes(1);

const isExchange = (event: TraceEvent): event is ExchangeEvent => event.kind === 'exchange';

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
  /** Why the merchant did not do what it was last asked. That may be right: what cannot be looked up is not given up. */
  declined: string | undefined;
  /** What the merchant is known to believe, so that it must not change again. */
  known: OrderBelief | undefined;
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

  /** Taps once more. Only a merchant whose own clock has moved can know that its prepay_id is too old. */
  async tapPayAgain(): Promise<void> {
    const [first] = this.calls('POST', ORDER);
    await this.tapPay();
    const stage: Stage = this.stage;
    const renewed = this.calls('POST', ORDER, this.since).length > 0;
    if (renewed || stage.cast.capabilities.has('backend-clock')) return;
    const age = between(parseRfc3339(first?.at ?? '') ?? stage.cast.gateway.now(), stage.cast.gateway.now());
    if (age >= PREPAY_ID_LIFETIME) stage.need('backend-clock');
  }

  /** The order runs out when the scenario needs it to. A merchant that sets another time_expire, or none, is no wrong one. */
  mustEndWithin(wanted: Duration): void {
    if (!this.stage.cast.patience) return;
    const [first] = this.calls('POST', ORDER);
    const expires = parseRfc3339(String(fieldOf(first?.request.body, 'time_expire') ?? ''));
    const stage: Stage = this.stage;
    if (expires === undefined) stage.stop('prerequisite', 'the merchant orders without a time_expire');
    const off = Math.abs(between(plus(stage.cast.gateway.now(), wanted), expires));
    if (off > TIME_EXPIRE_OFF)
      stage.stop(
        'prerequisite',
        `the scenario needs an order that is to be paid within ${formatDuration(wanted)}, and the merchant's time_expire is ${toRfc3339(expires)}`,
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
  async comeBack(errMsg: string, when: 'always' | 'if it can' = 'always'): Promise<void> {
    this.mark('returnFromCashier', { errMsg });
    const { merchant } = this.stage.cast;
    this.shown = await this.#tried('the customer returns', () =>
      merchant.returnFromCashier(this.ref, errMsg).catch((failure: unknown) => {
        // A notification tells a payment too: where nothing more is asked, the customer need not come back.
        if (when === 'if it can' && failure instanceof VerbMissing) return undefined;
        throw failure;
      }),
    );
    await this.stage.cast.gateway.settled();
  }

  async giveUp(): Promise<void> {
    this.mark('cancelOrder');
    const { merchant } = this.stage.cast;
    await this.#tried('the customer gives the order up', () => merchant.cancelOrder(this.ref));
    await this.stage.cast.gateway.settled();
  }

  /** The customer has paid and is back in the shop, and the merchant knows. Where it does not, nothing can be built on it. */
  async bought(): Promise<void> {
    await this.paid();
    await this.comeBack('requestPayment:ok', 'if it can');
    if (!this.stage.cast.patience) return;
    const { state } = await this.readUntil((reading) => outlookOf(reading.state, 'paid'));
    if (state !== 'paid') this.stage.stop('prerequisite', `the merchant takes a paid order for ${state}`);
    this.known = 'paid';
  }

  async refund(amount: Fen): Promise<void> {
    this.mark('refund', { amount });
    this.refunds.push(await this.stage.ask('a refund', () => this.stage.cast.merchant.refund(this.ref, amount)));
    await this.stage.cast.gateway.settled();
  }

  /** Asks for the whole price once more; a merchant that refuses is right. */
  async refundTooMuch(): Promise<void> {
    await this.stage.cast.merchant.refund(this.ref, this.price).catch((failure: unknown) => {
      if (!(failure instanceof MerchantFailed)) this.stage.unfit(failure);
    });
    await this.stage.cast.gateway.settled();
  }

  async refundBelief(expected: OrderBelief): Promise<RefundBelief> {
    const ref = this.refunds.at(-1) ?? this.stage.stop('prerequisite', 'the merchant asked for no refund');
    let seen: RefundBelief | undefined;
    const look = async (): Promise<RefundBelief> => {
      const state = await this.stage.ask('the refund is read', () => this.stage.cast.merchant.readRefund(ref));
      if (state !== seen)
        this.stage.trace.record({ kind: 'reading', of: 'refund', outTradeNo: this.outTradeNo(), state });
      seen = state;
      return state;
    };
    const state = await lookUntil(this.stage, look, (belief) => outlookOf(belief, expected));
    if (state !== expected || expected !== 'refunding' || !this.stage.cast.patience) return state;
    await quiet(this.stage); // what is accepted is not to become refunded by itself
    return look();
  }

  /** A notification comes of a payment that was never made. */
  async toldOfNoPayment(fault: string): Promise<void> {
    const stage: Stage = this.stage;
    const { gateway } = stage.cast;
    const outTradeNo = this.outTradeNo();
    if (outTradeNo === '') stage.stop('prerequisite', 'the merchant has not ordered at WeChat Pay');
    if (!gateway.forge) stage.stop('capability', "only the kit's own gateway can tell of a payment that was not made");
    await gateway.forge(outTradeNo, fault);
    await gateway.settled();
  }

  /** What the merchant believes, as soon as it is as it should be or patience ends; each other reading is written down. */
  async readUntil(outlook: (reading: OrderReading) => Outlook): Promise<SeenReading> {
    let seen: SeenReading | undefined;
    const look = async (): Promise<SeenReading> => {
      seen = await this.#look(seen);
      return seen;
    };
    return lookUntil(this.stage, look, outlook);
  }

  /** The same reading, or another one that came once the merchant was quiet: for what must not change. */
  async stillSo(seen: SeenReading): Promise<SeenReading> {
    if (!this.stage.cast.patience) return seen;
    await quiet(this.stage);
    return this.#look(seen);
  }

  async #look(before: SeenReading | undefined): Promise<SeenReading> {
    const reading = await this.stage.ask('the order is read', () => this.stage.cast.merchant.readOrder(this.ref));
    if (before && before.state === reading.state && before.fulfilled === reading.fulfilled) return before;
    const seq = this.stage.trace.record({ kind: 'reading', of: 'order', outTradeNo: this.outTradeNo(), ...reading });
    return { ...reading, seq };
  }

  /** Has the merchant do something that it may refuse to do. */
  async #tried<T>(verb: string, doing: () => Promise<T>): Promise<T | undefined> {
    this.declined = undefined;
    try {
      return await doing();
    } catch (failure) {
      if (!(failure instanceof MerchantFailed)) return this.stage.unfit(failure);
      this.declined = `${verb}: ${failure.message}`;
      this.stage.trace.record({ kind: 'verb', verb: 'declined', order: this.ref, detail: failure.message });
      return undefined;
    }
  }

  /** Whether only the passing of the merchant's own time could bring what is not there, and that time was not moved. */
  waitsForItsOwnClock(): boolean {
    if (this.stage.cast.capabilities.has('backend-clock')) return false;
    const moved = this.stage.trace.events.some((event) => event.kind === 'clock' && event.seq > this.since);
    return moved && this.notified(this.since).length === 0;
  }

  /** The number under which the merchant ordered at the gateway; empty where it has not yet. */
  outTradeNo(): string {
    const [first] = this.calls('POST', ORDER);
    return String(fieldOf(first?.request.body, 'out_trade_no') ?? '');
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
