import type { OrderRef } from '../../src/actors/index.ts';
import type { ModelMerchant } from '../../src/merchant/model-merchant.ts';
import { fen } from '../../src/money/fen.ts';
import { mockTarget } from '../../src/targets/mock.ts';
import { type Duration, seconds } from '../../src/time/index.ts';
import type { Exchange } from '../../src/trace/index.ts';

export const PRICE = fen(990);

/** A model merchant on the mock, with one order. */
export class Shop {
  readonly #opened: Awaited<ReturnType<ReturnType<typeof mockTarget>>>;
  readonly #order: OrderRef;

  private constructor(opened: Shop['opened'], order: OrderRef) {
    this.#opened = opened;
    this.#order = order;
  }

  private get opened() {
    return this.#opened;
  }

  static async open(payWithin?: Duration, merchant?: typeof ModelMerchant): Promise<Shop> {
    const opened = await mockTarget(merchant ? { merchant } : {})({ seed: 1, place: 'a.feature:1' });
    const order = await opened.cast.merchant.placeOrder({ price: PRICE, ...(payWithin ? { payWithin } : {}) });
    return new Shop(opened, order);
  }

  get cast() {
    return this.opened.cast;
  }

  get order(): OrderRef {
    return this.#order;
  }

  /** The customer taps Pay, and pays. */
  async pay(action: 'pay' | 'cancel' | 'fail' = 'pay'): Promise<void> {
    const { merchant, payer, gateway } = this.cast;
    await payer.requestPayment(await merchant.paymentParams(this.#order), action);
    await gateway.settled();
  }

  /** The customer taps Pay and does nothing more. */
  async tapPay(): Promise<void> {
    await this.cast.merchant.paymentParams(this.#order);
    await this.cast.gateway.settled();
  }

  read() {
    return this.cast.merchant.readOrder(this.#order);
  }

  pass(by: Duration | number): Promise<void> {
    return this.cast.gateway.advance(seconds(by / 1_000));
  }

  /** What crossed between merchant and gateway, in words: `GET … → 200`. */
  get exchanges(): readonly Exchange[] {
    return this.opened.trace.events.filter((event) => event.kind === 'exchange');
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
