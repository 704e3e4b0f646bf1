import type { Dispatcher } from 'undici';
import {
  type Findings,
  type MerchantActor,
  MerchantFailed,
  type OrderBelief,
  type OrderReading,
  type OrderRef,
  type RefundBelief,
  type RefundRef,
  VerbMissing,
} from '../../actors/index.ts';
import { type Fen, fenFromYuan, toYuan } from '../../money/fen.ts';
import { CANCELLED_ERR_MSG, PAID_ERR_MSG } from '../../protocol/cashier.ts';
import type { PaymentParams } from '../../protocol/pay-sign.ts';
import { type Duration, seconds } from '../../time/index.ts';
import type { Happening } from '../../trace/index.ts';
import { secretsOf } from '../kept-secret.ts';
import {
  type Feature,
  isAbsent,
  type MerchantProfile,
  type Step,
  type Take,
  type VerbName,
} from '../profile/profile.ts';
import { orderBelief, refundBelief, timesFulfilled } from './beliefs.ts';
import { Company } from './company.ts';
import { findings } from './differences.ts';
import { Discretion } from './discretion.ts';
import { asText, type Values } from './fill.ts';
import { handedOver } from './handed-over.ts';
import { Pace } from './pace.ts';

export interface DriverParts {
  readonly profile: MerchantProfile;
  /** Absolute: commands run here. */
  readonly folder: string;
  readonly baseUrl: string;
  /** Who buys in this scenario. */
  readonly buyer: { readonly openid: string; readonly loginCode: string };
  /** What the target knows: `gateway.url`, `mchid`, `credentials`, … */
  readonly fill: Readonly<Record<string, string>>;
  /** Everything that goes to the backend goes through this. */
  readonly dispatcher: Dispatcher;
  readonly record: (happening: Happening) => void;
  /** The environment of commands. */
  readonly env: NodeJS.ProcessEnv;
  /** What must not be shown, besides what the driver knows itself. */
  readonly secrets?: readonly string[];
  /** What an earlier set-up took. */
  readonly known?: Values;
  /** Counts the drivers of a backend: customers that have several accounts take turns. */
  readonly turn?: number;
  /** One for all drivers of a backend; else this driver keeps the profile's pace alone. */
  readonly pace?: Pace;
  /** How long an answer or a command may take; ten seconds where nothing is said. */
  readonly answerWithin?: Duration;
}

/** A merchant's backend, played by its profile. Made for one scenario and its buyer. */
export interface MerchantDriver extends MerchantActor {
  /** Why the merchant has no such feature, where its profile declares that. */
  absent(verb: VerbName): string | undefined;
  describes(verb: VerbName): boolean;
  /** Answers what was taken, for drivers to come; `taken` has it step by step. */
  setUp(taken?: Map<string, unknown>): Promise<Values>;
  /** Plays every step, whatever became of those before it; throws what failed then. */
  tearDown(): Promise<void>;
  /** Plays steps that belong to no verb, such as the request that sets the backend's clock. */
  perform(what: string, steps: readonly Step[], known: Values): Promise<void>;
}

const LARGEST_ANSWER = 1024 * 1024;

export function openDriver(parts: DriverParts): MerchantDriver {
  return new ProfileDriver(parts);
}

type Asked = Parameters<MerchantActor['placeOrder']>[0];

interface Order {
  readonly price: Fen;
  readonly values: Map<string, unknown>;
  attempts: number;
  refunds: number;
}

class ProfileDriver implements MerchantDriver {
  readonly #parts: DriverParts;
  readonly #company: Company;
  readonly #orders = new Map<OrderRef, Order>();
  readonly #refunds = new Map<RefundRef, { readonly order: OrderRef; readonly values: Map<string, unknown> }>();

  constructor(parts: DriverParts) {
    this.#parts = parts;
    const discretion = new Discretion();
    for (const secret of [...(parts.secrets ?? []), parts.buyer.loginCode, parts.buyer.openid]) discretion.hide(secret);
    for (const secret of [...secretsOf(parts.fill), parts.fill['appsecret']]) discretion.hide(secret);
    this.#company = new Company({
      ...parts,
      discretion,
      pace: parts.pace ?? Pace.of(parts.profile.pace),
      limits: { within: parts.answerWithin ?? seconds(10), bytes: LARGEST_ANSWER },
    });
  }

  absent(verb: VerbName): string | undefined {
    const described = this.#parts.profile.verbs[verb];
    return described !== undefined && isAbsent(described) ? described.absent : undefined;
  }

  describes(verb: VerbName): boolean {
    const described = this.#parts.profile.verbs[verb];
    return described !== undefined && !isAbsent(described);
  }

  async placeOrder({ price, payWithin, pretended }: Asked): Promise<OrderRef> {
    const steps = this.#steps('placeOrder');
    if (pretended !== undefined) this.#mustHearPrices();
    if (payWithin !== undefined && !JSON.stringify(steps).includes('{payWithin.'))
      throw new VerbMissing('placeOrder', {
        because: 'how long an order may be paid is not for customers of this merchant to choose',
      });
    const asked = new Map<string, unknown>([
      ['price.fen', price],
      ['price.yuan', toYuan(price)],
      ['payWithin.seconds', payWithin === undefined ? undefined : payWithin / 1_000],
      ['payWithin.minutes', payWithin === undefined ? undefined : payWithin / 60_000],
      ['lower.fen', pretended],
      ['lower.yuan', pretended === undefined ? undefined : toYuan(pretended)],
      ...this.#sku(price),
    ]);
    const taken = await this.#company.play('placeOrder', steps, [asked]);
    const order = taken.get('order');
    const ref: OrderRef = asText(order);
    if (ref === '') throw new MerchantFailed('placeOrder: the backend answers an order without a name');
    this.#orders.set(ref, { price, values: new Map([...asked, ...taken]), attempts: 0, refunds: 0 });
    return ref;
  }

  async paymentParams(ref: OrderRef): Promise<PaymentParams> {
    const order = this.#order(ref);
    const { values } = order;
    const steps = this.#steps('paymentParams');
    if (order.attempts > 0) this.#mustHave('secondAttempt');
    const taken = await this.#company.play('paymentParams', steps, [values], { order: ref });
    for (const [name, value] of taken) values.set(name, value);
    const take = takeOf([...steps, ...this.#steps('placeOrder')], 'params');
    const { params, notes } = within('paymentParams', () =>
      handedOver(values.get('params'), take, this.#parts.fill['appid']),
    );
    order.attempts += 1;
    if (notes.length > 0) this.#parts.record({ kind: 'verb', verb: 'paymentParams', order: ref, detail: { notes } });
    return params;
  }

  async readOrder(ref: OrderRef): Promise<OrderReading> {
    const taken = await this.#company.play('readOrder', this.#steps('readOrder'), [this.#order(ref).values], {
      order: ref,
      reading: true,
    });
    return within('readOrder', () => ({
      state: orderBelief(taken.get('state'), this.#parts.profile),
      ...(taken.has('fulfilled') ? { fulfilled: timesFulfilled(taken.get('fulfilled')) } : {}),
    }));
  }

  async returnFromCashier(ref: OrderRef, errMsg: string): Promise<OrderBelief> {
    const told = new Map([
      ['errMsg', errMsg],
      ['result', errMsg === PAID_ERR_MSG ? 'ok' : errMsg === CANCELLED_ERR_MSG ? 'cancel' : 'fail'],
    ]);
    const steps = this.#steps('returnFromCashier');
    const taken = await this.#company.play('returnFromCashier', steps, [told, this.#order(ref).values], { order: ref });
    // A mini program whose return says nothing shows what the order page says.
    if (!taken.has('state')) return (await this.readOrder(ref)).state;
    return within('returnFromCashier', () => orderBelief(taken.get('state'), this.#parts.profile));
  }

  async cancelOrder(ref: OrderRef): Promise<void> {
    await this.#company.play('cancelOrder', this.#steps('cancelOrder'), [this.#order(ref).values], { order: ref });
  }

  async refund(ref: OrderRef, amount: Fen): Promise<RefundRef> {
    const order = this.#order(ref);
    if (amount < order.price && this.describes('refund')) this.#mustHave('partialRefund');
    const asked = new Map<string, unknown>([
      ['refund.fen', amount],
      ['refund.yuan', toYuan(amount)],
    ]);
    const taken = await this.#company.play('refund', this.#steps('refund'), [asked, order.values], { order: ref });
    order.refunds += 1;
    // A backend that names no refunds has them read by their order.
    const refund: RefundRef = asText(taken.get('refund')) || `${ref}/refund-${order.refunds}`;
    this.#refunds.set(refund, { order: ref, values: new Map([...asked, ...taken]) });
    return refund;
  }

  async readRefund(ref: RefundRef): Promise<RefundBelief> {
    const refund = this.#refunds.get(ref);
    if (!refund) throw new Error(`The driver knows no refund ${ref}`);
    const known = [refund.values, this.#order(refund.order).values];
    const taken = await this.#company.play('readRefund', this.#steps('readRefund'), known, {
      order: refund.order,
      reading: true,
    });
    return within('readRefund', () => refundBelief(taken.get('state'), this.#parts.profile));
  }

  async reconcile(day: string): Promise<Findings> {
    const steps = this.#steps('reconcile');
    const taken = await this.#company.play('reconcile', steps, [new Map([['bill.date', day]])]);
    const { differences } = this.#parts.profile;
    return within('reconcile', () => findings(taken.get('differences'), takeOf(steps, 'differences'), differences));
  }

  /** A backend that is not told the day finds it out by itself. */
  choosesDay(): boolean {
    return !/\{bill\.date[:}]/.test(JSON.stringify(this.#steps('reconcile')));
  }

  async setUp(taken = new Map<string, unknown>()): Promise<Values> {
    try {
      await this.#company.play('setUp', this.#parts.profile.setUp ?? [], [], { into: taken });
    } finally {
      this.#company.learn(taken); // what is done by half is undone too
    }
    return taken;
  }

  async tearDown(): Promise<void> {
    const taken = new Map<string, unknown>();
    const failures: unknown[] = [];
    for (const step of this.#parts.profile.tearDown ?? [])
      await this.#company
        .play('tearDown', [step], [], { into: taken })
        .catch((failure: unknown) => failures.push(failure));
    const [first, ...more] = failures;
    if (more.length > 0) throw new MerchantFailed(failures.map(messageOf).join('; '));
    if (failures.length > 0) throw first;
  }

  async perform(what: string, steps: readonly Step[], known: Values): Promise<void> {
    await this.#company.play(what, steps, [known]);
  }

  #steps(verb: VerbName): readonly Step[] {
    const described = this.#parts.profile.verbs[verb];
    if (described === undefined) throw new VerbMissing(verb);
    if (isAbsent(described)) throw new VerbMissing(verb, { absent: described.absent });
    return described;
  }

  #mustHave(feature: Feature): void {
    const absent = this.#parts.profile.absent?.[feature];
    if (absent !== undefined) throw new VerbMissing(feature, { absent });
  }

  /** Throws a VerbMissing where the profile does not say how a customer could put in a price. */
  #mustHearPrices(): void {
    const steps = [...this.#steps('placeOrder'), ...this.#steps('paymentParams')];
    if (steps.some((step) => 'tamper' in step)) return;
    throw new VerbMissing('placeOrder', {
      because: `the profile does not say where a customer could put in a price of its own: add tamper: { price: "{lower.fen}" }, by the name that your shop has for it, to the step of placeOrder`,
    });
  }

  #order(ref: OrderRef): Order {
    const order = this.#orders.get(ref);
    if (!order) throw new Error(`The driver knows no order ${ref}`);
    return order;
  }

  /** What is bought at a price, where the profile says what costs what. Throws a VerbMissing where nothing costs that. */
  #sku(price: Fen): readonly (readonly [string, unknown])[] {
    const skus = this.#parts.profile.prices?.skus;
    if (skus === undefined) return [];
    const found = Object.entries(skus).find(([yuan]) => fenFromYuan(yuan) === price);
    if (found) return [['sku', found[1]]];
    const known = Object.keys(skus).join(', ');
    throw new VerbMissing('placeOrder', {
      because: `nothing can be ordered at ${toYuan(price)} yuan: prices.skus in the profile has ${known}`,
    });
  }
}

const takeOf = (steps: readonly Step[], name: string): Take | undefined =>
  steps.map(({ take }) => take?.[name]).find((take) => take !== undefined);

const messageOf = (failure: unknown): string => (failure instanceof Error ? failure.message : String(failure));

/** Says of which verb a failure is. */
function within<T>(verb: VerbName, read: () => T): T {
  try {
    return read();
  } catch (failure) {
    throw failure instanceof MerchantFailed ? new MerchantFailed(`${verb}: ${failure.message}`) : failure;
  }
}
