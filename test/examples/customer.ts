import assert from 'node:assert/strict';
import type { PaymentParams } from '../../src/protocol/index.ts';
import { instant, plus, seconds, toRfc3339, wallClock } from '../../src/time/index.ts';
import type { Demo } from '../sandbox/demo.ts';

/** A shop's own HTTP API, in the words of these tests. */
export interface ShopFace {
  login(code: string): Promise<string>;
  place(token: string, fen: number, payWithin?: number): Promise<string>;
  pay(token: string, order: string): Promise<PaymentParams>;
  read(token: string, order: string): Promise<{ readonly state: string; readonly fulfilled: number }>;
  comeBack(token: string, order: string, errMsg: string): Promise<string>;
  cancel(token: string, order: string): Promise<void>;
  refund(token: string, order: string, fen: number): Promise<string>;
  readRefund(token: string, refund: string): Promise<string>;
  setClock(now: string): Promise<void>;
}

let customers = 0;

/** One customer of a shop, with an openid and a timeline of their own at the sandbox, and one order. */
export class Customer {
  readonly openid = `o-customer-${++customers}`;
  /** The first that the shop handed over. */
  prepayId = '';
  readonly #demo: Demo;
  readonly #shop: ShopFace;
  #token = '';
  #order = '';
  #ahead = 0;

  private constructor(demo: Demo, shop: ShopFace) {
    this.#demo = demo;
    this.#shop = shop;
  }

  /** Somebody who has ordered. */
  static async ordered(demo: Demo, shop: ShopFace, fen = 990, payWithin?: number): Promise<Customer> {
    const customer = new Customer(demo, shop);
    await customer.#advanceGateway(0);
    await shop.setClock(toRfc3339(wallClock.now()));
    customer.#token = await shop.login(`openid:${customer.openid}`);
    customer.#order = await shop.place(customer.#token, fen, payWithin);
    return customer;
  }

  async tapPay(): Promise<PaymentParams> {
    const params = await this.#shop.pay(this.#token, this.#order);
    this.prepayId ||= params.package.replace('prepay_id=', '');
    return params;
  }

  /** Acts at the cashier; what follows has arrived when this resolves. */
  async atCashier(action: 'pay' | 'cancel', params?: PaymentParams): Promise<string> {
    const body = { ...(params ?? (await this.tapPay())), openid: this.openid, action };
    const answer = await this.#demo.control('/cashier', { body });
    await this.#advanceGateway(0);
    return String(answer.body.errMsg);
  }

  async paid(): Promise<void> {
    assert.equal(await this.atCashier('pay'), 'requestPayment:ok');
  }

  comeBack(errMsg: string): Promise<string> {
    return this.#shop.comeBack(this.#token, this.#order, errMsg);
  }

  cancel(): Promise<void> {
    return this.#shop.cancel(this.#token, this.#order);
  }

  refund(fen: number): Promise<string> {
    return this.#shop.refund(this.#token, this.#order, fen);
  }

  refundState(refund: string): Promise<string> {
    return this.#shop.readRefund(this.#token, refund);
  }

  /** What the shop believes: `paid 1`. */
  async sees(): Promise<string> {
    const { state, fulfilled } = await this.#shop.read(this.#token, this.#order);
    return `${state} ${fulfilled}`;
  }

  /** Time passes at WeChat Pay, and then in the shop. */
  async pass(by: number): Promise<void> {
    await this.#advanceGateway(by);
    this.#ahead += by;
    await this.#shop.setClock(toRfc3339(plus(instant(wallClock.now()), seconds(this.#ahead))));
  }

  /** Time passes at WeChat Pay alone. */
  async #advanceGateway(by: number): Promise<void> {
    await this.#demo.control(`/clock/advance?openid=${this.openid}`, { body: { seconds: by } });
  }
}
