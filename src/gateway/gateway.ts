import type { CashierAction, CashierAnswer } from '../protocol/cashier.ts';
import type { Coupon } from '../protocol/coupons.ts';
import type { Entropy } from '../protocol/entropy.ts';
import type { KeyMode, PlatformKeys } from '../protocol/identity.ts';
import { type PaymentParams, paySignVerifies, prepayIdOf } from '../protocol/pay-sign.ts';
import type { Clock, Timeline } from '../time/index.ts';
import { Books } from './books.ts';
import { CallRates } from './call-rates.ts';
import { type Carrier, type OnSent, sendNotification } from './courier.ts';
import type { Decide } from './decision.ts';
import type { GatewayEvent } from './events.ts';
import { FaultPlan } from './faults.ts';
import { Ledger, type Terms } from './ledger.ts';
import { faultOf, type RegisteredCertificate, type RegisteredMerchant } from './merchants.ts';
import { answer, type GatewayAnswer, type GatewayRequest, type Stages, type Surroundings } from './pipeline.ts';
import { documentedPolicy, type Policy } from './policy.ts';
import type { Account } from './state.ts';

export interface Registration {
  readonly mchid: string;
  readonly appids: readonly string[];
  readonly certificates: readonly RegisteredCertificate[];
  readonly apiv3Key?: string;
  readonly keyMode: KeyMode;
  readonly platformKeys: PlatformKeys;
  readonly timeline: Timeline;
  readonly policy?: Policy;
  readonly delivery?: 'on' | 'lost';
  readonly faults?: FaultPlan;
}

export interface GatewayParts {
  /** The time that signatures are judged by. */
  readonly wire: Clock;
  readonly entropy: Entropy;
  /** Brings notifications to their notify_url. */
  readonly carry: Carrier;
  readonly decide?: Decide;
  readonly stages?: Stages;
  /**
   * Hears of everything that happens in a merchant's books, all events of one decision together: whoever keeps them keeps
   * all or none. The openid tells whose timeline it was on.
   */
  readonly happened?: (mchid: string, openid: string | undefined, events: readonly GatewayEvent[]) => void;
  /** Resolves when what has happened is kept for good: no notification is sent before. */
  readonly kept?: () => Promise<void>;
  /** Hears of each notification that went out. */
  readonly sent?: OnSent;
}

/** A gateway in this process: merchants with their books, the wire's pipeline, the cashier. No socket and no clock of its own. */
export class Gateway {
  readonly #merchants = new Map<string, RegisteredMerchant>();
  readonly #parts: GatewayParts;
  readonly #around: Surroundings;

  constructor(parts: GatewayParts) {
    this.#parts = parts;
    this.#around = {
      merchantOf: (mchid) => this.#merchants.get(mchid),
      wire: parts.wire,
      entropy: parts.entropy,
    };
  }

  register(registration: Registration): RegisteredMerchant {
    const { entropy, decide, happened } = this.#parts;
    const { timeline, policy, appids, delivery = 'on', faults = new FaultPlan(), ...rest } = registration;
    const { mchid } = rest;
    const terms: Terms = { policy: policy ?? documentedPolicy };
    const account: Account = {};
    const open = (on: Timeline, openid?: string): Ledger =>
      new Ledger({
        mchid,
        timeline: on,
        entropy,
        terms,
        account,
        deliver: (notification, byHand) => sendNotification(merchant, on, notification, byHand, this.#parts),
        decide,
        ...(happened ? { happened: (events: readonly GatewayEvent[]) => happened(mchid, openid, events) } : {}),
      });
    const ledger = open(timeline);
    const books = new Books(ledger, open);
    const merchant: RegisteredMerchant = {
      ...rest,
      appids: new Set(appids),
      delivery,
      faults,
      books,
      ledger,
      rates: new CallRates(),
    };
    this.#merchants.set(mchid, merchant);
    return merchant;
  }

  merchant(mchid: string): RegisteredMerchant | undefined {
    return this.#merchants.get(mchid);
  }

  merchants(): Iterable<RegisteredMerchant> {
    return this.#merchants.values();
  }

  /** Answers one request of the wire. Never throws: whatever comes in, an answer goes out. */
  answer(request: GatewayRequest): GatewayAnswer {
    return answer(request, this.#around, this.#parts.stages);
  }

  /** The payer opens the cashier (收银台) of a merchant with what its backend handed over, and pays a part of it with coupons. */
  cashier(
    merchant: RegisteredMerchant,
    params: PaymentParams,
    openid: string,
    action: CashierAction,
    coupons: readonly Coupon[] = [],
  ): CashierAnswer {
    const verifies = merchant.certificates.some(
      (certificate) =>
        faultOf(merchant, certificate, this.#parts.wire.now()) !== 'revoked' &&
        paySignVerifies(params, certificate.publicKey),
    );
    const ledger = merchant.books.ofPrepayId(prepayIdOf(params) ?? '') ?? merchant.books.ofPayer(openid);
    const reply = ledger.execute((fresh) => ({
      type: 'open-cashier',
      params,
      openid,
      action,
      coupons,
      paySignVerifies: verifies,
      ...fresh,
    }));
    return reply.kind === 'cashier' ? reply.answer : { errMsg: 'requestPayment:fail' };
  }
}
