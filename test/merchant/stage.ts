import type { Cast, OrderRef } from '../../src/actors/index.ts';
import { fen } from '../../src/money/fen.ts';
import { mockTarget } from '../../src/targets/mock/mock.ts';
import type { OpenedTarget } from '../../src/targets/target.ts';
import type { Duration } from '../../src/time/index.ts';
import type { Exchange, Trace } from '../../src/trace/index.ts';

export const PRICE = fen(990);

/** A model merchant on the mock, with one order. */
export class Shop {
  readonly cast: Cast;
  readonly order: OrderRef;
  readonly #trace: Trace;

  private constructor({ cast, trace }: OpenedTarget, order: OrderRef) {
    this.cast = cast;
    this.order = order;
    this.#trace = trace;
  }

  static async open(payWithin?: Duration): Promise<Shop> {
    const opened = await mockTarget()({ seed: 1, place: 'a.feature:1' });
    const order = await opened.cast.merchant.placeOrder({ price: PRICE, ...(payWithin ? { payWithin } : {}) });
    return new Shop(opened, order);
  }

  /** The customer taps Pay, and pays. */
  async pay(action: 'pay' | 'cancel' | 'fail' = 'pay'): Promise<void> {
    const { merchant, payer, gateway } = this.cast;
    await payer.requestPayment(await merchant.paymentParams(this.order), action);
    await gateway.settled();
  }

  /** The customer taps Pay and does nothing more. */
  async tapPay(): Promise<void> {
    await this.cast.merchant.paymentParams(this.order);
    await this.cast.gateway.settled();
  }

  read() {
    return this.cast.merchant.readOrder(this.order);
  }

  pass(by: Duration): Promise<void> {
    return this.cast.gateway.advance(by);
  }

  get exchanges(): readonly Exchange[] {
    return this.#trace.events.filter((event) => event.kind === 'exchange');
  }

  calls(method: 'GET' | 'POST', path: RegExp): readonly Exchange[] {
    return this.exchanges.filter(
      (event) => event.from === 'merchant' && event.method === method && path.test(event.url),
    );
  }

  /** How the merchant answered its notifications. */
  get answers(): readonly (number | undefined)[] {
    return this.exchanges.filter((event) => event.to === 'merchant').map(({ answer }) => answer?.status);
  }
}
