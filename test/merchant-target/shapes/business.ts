import { Agent, request } from 'undici';
import { MerchantFailed, type OrderRef } from '../../../src/actors/index.ts';
import type { ModelMerchant } from '../../../src/merchant/model-merchant.ts';
import { openLetter } from '../../../src/merchant/notification-inbox.ts';
import type { MerchantOrder, MerchantRefund } from '../../../src/merchant/order-book.ts';
import { type Fen, fen, fenFromYuan } from '../../../src/money/fen.ts';
import { systemEntropy } from '../../../src/protocol/entropy.ts';
import type { OrderRequest, RefundRequest } from '../../../src/protocol/payments.ts';
import type { WireRequest } from '../../../src/protocol/wire.ts';
import type { GatewayCredentials } from '../../../src/targets/remote/gateway-credentials.ts';
import {
  between,
  type Duration,
  longest,
  parseRfc3339,
  seconds,
  Timeline,
  wallClock,
} from '../../../src/time/index.ts';

/** What is particular about the calls that a backend makes to WeChat Pay. */
export interface Habits {
  /** Its notify_url for payments, which may name the order. */
  readonly paymentUrl: (order: string) => string;
  /** The one for refunds; without it none is named. */
  readonly refundUrl?: string;
  /** How long its orders may be paid for; without it no time_expire is named. */
  readonly payWithin?: Duration;
}

export interface Customer {
  readonly token: string;
  readonly openid: string;
  readonly merchant: ModelMerchant;
  readonly clock: Timeline;
}

/** An order under the backend's own number. */
export interface Sale {
  readonly no: string;
  readonly ref: OrderRef;
  readonly price: Fen;
  readonly customer: Customer;
}

/** The model merchant, or a flawed one, as what a backend does behind whatever HTTP face it has: one for each customer. */
export class Business {
  readonly #sales = new Map<string, Sale>();
  readonly #customers = new Map<string, Customer>();
  /** The backend's own numbers, by what the merchant inside calls its orders. */
  readonly #names = new Map<OrderRef, string>();
  /** Whose the numbers are that WeChat Pay was told. */
  readonly #owners = new Map<string, Customer>();
  readonly #agent = new Agent();
  readonly #who: GatewayCredentials;
  readonly #gateway: string;
  readonly #habits: Habits;
  readonly #Merchant: typeof ModelMerchant;
  #latest: Customer | undefined;

  constructor(who: GatewayCredentials, gateway: string, habits: Habits, Merchant: typeof ModelMerchant) {
    this.#who = who;
    this.#gateway = gateway;
    this.#habits = habits;
    this.#Merchant = dressed(Merchant, habits, this.#names, (no, openid) =>
      this.#owners.set(no, this.customerOf(openid)),
    );
  }

  // Customers

  /** Brings a code of wx.login to jscode2session. */
  async logIn(code: unknown): Promise<Customer> {
    const query = `appid=${this.#who.appid}&secret=x&js_code=${String(code)}&grant_type=authorization_code`;
    const { body } = await request(`${this.#gateway}/sns/jscode2session?${query}`, { dispatcher: this.#agent });
    const { openid } = (await body.json()) as { openid?: string };
    if (openid === undefined) throw new MerchantFailed('WeChat knows nobody by this code');
    return this.customerOf(openid);
  }

  /** Whoever has that openid: a backend that asks nobody believes it. */
  customerOf(openid: string): Customer {
    const known = [...this.#customers.values()].find((customer) => customer.openid === openid);
    if (known) return known;
    const { identity, keys, platformSerial, appid, apiv3Key } = this.#who;
    const clock = Timeline.flowing(wallClock);
    const merchant = new this.#Merchant({
      baseUrl: this.#gateway,
      identity,
      keys: new Map(keys),
      platformSerial,
      wire: wallClock,
      entropy: systemEntropy,
      dispatcher: this.#agent,
      clock,
      appid,
      openid,
      apiv3Key,
      notifyBase: 'http://127.0.0.1:9',
      paySigner: identity.sign,
    });
    const customer = { token: `token-of-customer-${this.#customers.size}`, openid, merchant, clock };
    this.#customers.set(customer.token, customer);
    this.#latest = customer;
    return customer;
  }

  /** Who holds this token. Throws where nobody does. */
  holder(token: string | undefined): Customer {
    const customer = this.#customers.get(token ?? '');
    if (!customer) throw new MerchantFailed('nobody is logged in with this token');
    return customer;
  }

  // Orders

  async sell(customer: Customer, no: string, price: Fen): Promise<Sale> {
    const { payWithin } = this.#habits;
    const ref = await customer.merchant.placeOrder({ price, ...(payWithin === undefined ? {} : { payWithin }) });
    const sale = { no, ref, price, customer };
    this.#sales.set(no, sale);
    this.#names.set(ref, no);
    return sale;
  }

  sale(no: unknown): Sale {
    const sale = this.#sales.get(String(no));
    if (!sale) throw new MerchantFailed('there is no such order');
    return sale;
  }

  /** How many there are: what a backend numbers its orders by. */
  get count(): number {
    return this.#sales.size;
  }

  sales(): Iterable<Sale> {
    return this.#sales.values();
  }

  // WeChat Pay and time

  /** A notification, to whom it is about; what cannot be opened is refused whoever gets it. */
  async told(letter: WireRequest): Promise<boolean> {
    const { keys, apiv3Key } = this.#who;
    const { resource } = openLetter(letter, keys, apiv3Key, wallClock);
    const about = this.#owners.get(String(resource?.['out_refund_no'] ?? resource?.['out_trade_no']));
    const customer = about ?? this.#latest;
    const status = (await customer?.merchant.receive(letter))?.status ?? 401;
    return status < 300;
  }

  /** Goes on to that time, with all that falls due on the way. Customers of earlier scenarios are left where they are. */
  async turnTo(time: unknown): Promise<void> {
    const now = parseRfc3339(String(time)) ?? wallClock.now();
    const clock = this.#latest?.clock;
    await clock?.advanceBy(longest(between(clock.now(), now), seconds(0)));
  }

  close(): Promise<void> {
    for (const { clock } of this.#customers.values()) clock.stop();
    return this.#agent.destroy();
  }
}

/** The same merchant with the notify_urls of a backend; `owned` hears of each number that WeChat Pay is told. */
const dressed = (
  Merchant: typeof ModelMerchant,
  { paymentUrl, refundUrl }: Habits,
  names: ReadonlyMap<OrderRef, string>,
  owned: (no: string, openid: string) => void,
): typeof ModelMerchant =>
  class extends Merchant {
    protected override orderRequest(order: MerchantOrder): OrderRequest {
      const asked = super.orderRequest(order);
      owned(asked.out_trade_no, this.parts.openid);
      return { ...asked, notify_url: paymentUrl(names.get(order.id) ?? '') };
    }

    protected override refundRequest(order: MerchantOrder, refund: MerchantRefund): RefundRequest {
      const { notify_url: _, ...asked } = super.refundRequest(order, refund);
      owned(asked.out_refund_no, this.parts.openid);
      return { ...asked, ...(refundUrl === undefined ? {} : { notify_url: refundUrl }) };
    }
  };

/** An amount as a customer's request has it: a number or a text, in fen or in yuan. */
export const inFen = (amount: unknown): Fen => fen(Number(amount));
export const inYuan = (amount: unknown): Fen =>
  fenFromYuan(typeof amount === 'number' ? amount.toFixed(2) : String(amount));
