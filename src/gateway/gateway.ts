import type { CashierAction, CashierAnswer } from '../protocol/cashier.ts';
import type { Entropy } from '../protocol/entropy.ts';
import type { KeyMode, PlatformKeys } from '../protocol/identity.ts';
import { type PaymentParams, paySignVerifies } from '../protocol/pay-sign.ts';
import type { WireAnswer, WireRequest } from '../protocol/wire.ts';
import type { Clock, Timeline } from '../time/index.ts';
import { type Carrier, sendNotification } from './courier.ts';
import type { Decide } from './decision.ts';
import { FaultPlan } from './faults.ts';
import { Ledger } from './ledger.ts';
import type { RegisteredCertificate, RegisteredMerchant } from './merchants.ts';
import { answer, type Stages, type Surroundings } from './pipeline.ts';
import type { Policy } from './policy.ts';

export interface Registration {
  readonly mchid: string;
  readonly appids: readonly string[];
  readonly certificates: readonly RegisteredCertificate[];
  readonly apiv3Key?: string;
  readonly keyMode: KeyMode;
  readonly platformKeys: PlatformKeys;
  readonly timeline: Timeline;
  readonly policy?: Policy;
}

export interface GatewayParts {
  /** The time that signatures are judged by. */
  readonly wire: Clock;
  readonly entropy: Entropy;
  /** Brings notifications to their notify_url. */
  readonly carry: Carrier;
  readonly decide?: Decide;
  readonly stages?: Stages;
}

/** A gateway in this process: merchants with their ledgers, the wire's pipeline, the cashier. No socket and no clock of its own. */
export class Gateway {
  readonly faults = new FaultPlan();
  readonly #merchants = new Map<string, RegisteredMerchant>();
  readonly #parts: GatewayParts;
  readonly #around: Surroundings;

  constructor(parts: GatewayParts) {
    this.#parts = parts;
    this.#around = {
      merchantOf: (mchid) => this.#merchants.get(mchid),
      wire: parts.wire,
      entropy: parts.entropy,
      faults: this.faults,
    };
  }

  register(registration: Registration): RegisteredMerchant {
    const { wire, entropy, carry, decide } = this.#parts;
    const { timeline, policy, appids, ...rest } = registration;
    const ledger = new Ledger({
      mchid: rest.mchid,
      timeline,
      entropy,
      deliver: (notification) =>
        sendNotification(merchant, notification, { wire, entropy, faults: this.faults, carry }),
      ...(policy ? { policy } : {}),
      ...(decide ? { decide } : {}),
    });
    const merchant: RegisteredMerchant = { ...rest, appids: new Set(appids), ledger };
    this.#merchants.set(merchant.mchid, merchant);
    return merchant;
  }

  merchant(mchid: string): RegisteredMerchant | undefined {
    return this.#merchants.get(mchid);
  }

  /** Answers one request of the wire. Never throws: whatever comes in, an answer goes out. */
  answer(request: WireRequest): WireAnswer {
    return answer(request, this.#around, this.#parts.stages);
  }

  /** The payer opens the cashier (收银台) of a merchant with what its backend handed over. */
  cashier(merchant: RegisteredMerchant, params: PaymentParams, openid: string, action: CashierAction): CashierAnswer {
    const verifies = merchant.certificates.some(
      (certificate) => !certificate.revoked && paySignVerifies(params, certificate.publicKey),
    );
    const reply = merchant.ledger.execute((fresh) => ({
      type: 'open-cashier',
      params,
      openid,
      action,
      paySignVerifies: verifies,
      ...fresh,
    }));
    return reply.kind === 'cashier' ? reply.answer : { errMsg: 'requestPayment:fail' };
  }
}
