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
import type { Coupon } from '../protocol/coupons.ts';
import type { PaymentParams } from '../protocol/pay-sign.ts';
import { between, type Duration, hours, type Instant, parseRfc3339, toRfc3339 } from '../time/index.ts';
import type { Exchange, TraceEvent } from '../trace/index.ts';
import { hasClosedAll } from './own-closes.ts';
import { fieldOf } from './trade-checks.ts';
import { lookUntil, type Outlook, outlookOf, quiet } from './waiting.ts';

/** What the merchant believes, and the `seq` at which that was written down. */
export type SeenReading = OrderReading & { readonly seq: number };

export type ExchangeEvent = TraceEvent & Exchange;

const ORDER = /\/v3\/pay\/transactions\/jsapi$/;
const REFUND = /\/v3\/refund\/domestic\/refunds$/;
/** G§3.1 */
const PREPAY_ID_LIFETIME = hours(2);
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
  /** Why the customer could not choose how long the order may be paid. */
  ownTerms: string | undefined;
  /** Why the latest tap brought no payment params. */
  #notHandedOver: string | undefined;
  #refundSeen: RefundBelief | undefined;
  /** The `seq` of the tap that brought each set of payment params. */
  readonly #taps: number[] = [];

  private constructor(stage: Stage, price: Fen, ref: OrderRef) {
    this.stage = stage;
    this.price = price;
    this.ref = ref;
  }

  /** A customer orders, and wants so long for paying, where the merchant lets its customers choose. */
  static async begun(stage: Stage, price: Fen, payWithin?: Duration): Promise<Purchase> {
    const wish = { price, ...(payWithin === undefined ? {} : { payWithin }) };
    const order = async (wished: typeof wish): Promise<Purchase> => {
      const ref = await stage.cast.merchant.placeOrder(wished);
      stage.trace.record({ kind: 'verb', verb: 'placeOrder', order: ref, detail: wished });
      return new Purchase(stage, price, ref);
    };
    return stage.ask('the customer orders', () =>
      order(wish).catch(async (failure: unknown) => {
        if (payWithin === undefined || !(failure instanceof VerbMissing)) throw failure;
        const purchase = await order({ price });
        purchase.ownTerms = failure.message;
        return purchase;
      }),
    );
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
    this.#handedOver(
      await this.stage.ask('the customer taps Pay', () => this.stage.cast.merchant.paymentParams(this.ref)),
    );
  }

  #handedOver(params: PaymentParams | undefined): void {
    if (params === undefined) return;
    this.params.push(params);
    this.#taps.push(this.since);
  }

  /** Taps Pay, and takes it that nothing may come of it. */
  async triesToPay(): Promise<void> {
    this.mark('paymentParams');
    const { merchant } = this.stage.cast;
    this.#handedOver(await this.#tried('the customer taps Pay', () => merchant.paymentParams(this.ref)));
  }

  /** What the latest tap brought. Ends the scenario where it brought nothing. */
  latestParams(): PaymentParams {
    const nothing = this.#notHandedOver ?? 'the merchant handed over no payment params';
    const params = this.#notHandedOver === undefined ? this.params.at(-1) : undefined;
    return params ?? this.stage.stop('prerequisite', nothing);
  }

  /** The tap that first brought these params: a merchant may hand the same out as long as they are good. */
  tapThatBrought(params: PaymentParams): TraceEvent | undefined {
    const seq = this.#taps[this.params.findIndex(({ paySign }) => paySign === params.paySign)];
    return this.stage.trace.events.find((event) => event.seq === seq);
  }

  /** The last moment to pay, as the merchant told WeChat Pay; undefined where it did not. */
  expiresAt(): Instant | undefined {
    const [first] = this.calls('POST', ORDER);
    return parseRfc3339(String(fieldOf(first?.request.body, 'time_expire') ?? ''));
  }

  /** Taps once more. Only a merchant whose own clock has moved can know that its prepay_id is too old. */
  async tapPayAgain(): Promise<void> {
    const [first] = this.calls('POST', ORDER);
    const stage: Stage = this.stage;
    const expires = this.expiresAt();
    if (expires !== undefined && expires <= stage.cast.gateway.now())
      stage.stop(
        'absent',
        `the merchant's orders cannot be paid for as long as that: time_expire is ${toRfc3339(expires)}`,
      );
    await this.triesToPay();
    if (this.declined !== undefined && hasClosedAll(stage.trace.events, this.since))
      stage.stop('absent', `the merchant had closed the order by itself before that: ${this.declined}`);
    // What it asked of WeChat Pay can be judged, though nothing came of it: other parameters are refused.
    const renewed = this.calls('POST', ORDER, this.since).length > 0;
    this.#notHandedOver = this.declined;
    if (!renewed && this.declined !== undefined) stage.stop('prerequisite', this.declined);
    if (renewed || stage.cast.capabilities.has('backend-clock')) return;
    const age = between(parseRfc3339(first?.at ?? '') ?? stage.cast.gateway.now(), stage.cast.gateway.now());
    if (age >= PREPAY_ID_LIFETIME) stage.need('backend-clock');
  }

  /** The payer acts at the cashier with the latest params; what follows at once has happened when this resolves. */
  async atCashier(action: CashierAction, coupons: readonly Coupon[] = []): Promise<CashierAnswer> {
    this.stage.need('payer');
    const params = this.latestParams();
    this.cashier = await this.stage.cast.payer.requestPayment(params, action, undefined, coupons);
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
  async comeBack(errMsg = this.cashier?.errMsg ?? '', when: 'always' | 'if it can' = 'always'): Promise<void> {
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
    const { merchant, gateway } = this.stage.cast;
    const ref = await this.#tried('a refund', () => merchant.refund(this.ref, amount));
    const asked = (): readonly ExchangeEvent[] => this.calls('POST', REFUND, this.since);
    // What it asked of WeChat Pay can be judged, though nothing came of it: another total is refused.
    if (ref === undefined && asked().length === 0) this.stage.stop('prerequisite', this.declined ?? 'no refund');
    // A merchant may ask from a queue, and no time is to pass before it has.
    await lookUntil(this.stage, asked, (seen) => (seen.length > 0 ? 'there' : 'not yet'));
    if (ref !== undefined) this.refunds.push(ref);
    await gateway.settled();
  }

  /** Asks for the whole price once more; a merchant that refuses is right. */
  async refundTooMuch(): Promise<void> {
    this.mark('refund', { amount: this.price });
    await this.stage.cast.merchant.refund(this.ref, this.price).catch((failure: unknown) => {
      if (!(failure instanceof MerchantFailed)) this.stage.unfit(failure);
    });
    await this.stage.cast.gateway.settled();
  }

  /** What the merchant now believes of the latest refund; a change is written down. Throws a VerbMissing where that cannot be read. */
  async readRefund(): Promise<RefundBelief> {
    const ref = this.refunds.at(-1) ?? this.stage.stop('prerequisite', 'the merchant asked for no refund');
    const state = await this.stage.cast.merchant.readRefund(ref);
    if (state !== this.#refundSeen)
      this.stage.trace.record({ kind: 'reading', of: 'refund', outTradeNo: this.outTradeNo(), state });
    this.#refundSeen = state;
    return state;
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

  /** Ends the scenario where what is not there says nothing: the merchant refused to do what brings it, or its own clock would have had to move. */
  excuse(): void {
    if (this.declined !== undefined) this.stage.stop('prerequisite', this.declined);
    if (this.waitsForItsOwnClock()) this.stage.need('backend-clock');
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
