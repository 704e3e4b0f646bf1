import type { KeyMode } from '../protocol/identity.ts';
import { describe, type Expectation, holds, type Obstacle, type Trace } from '../trace/index.ts';
import type { CallerActor } from './caller-actor.ts';
import type { Capability } from './capabilities.ts';
import type { GatewayActor } from './gateway-actor.ts';
import type { ImpostorActor } from './impostor-actor.ts';
import { BackendFailed, type MerchantActor, MerchantFailed, VerbMissing } from './merchant-actor.ts';
import type { Patience } from './patience.ts';
import type { PayerActor } from './payer-actor.ts';

/** What a scenario needs, in words. */
const NEEDS: Readonly<Record<Capability, string>> = {
  clock: 'the clock',
  payer: 'the payer',
  faults: 'faults',
  notifications: 'the log of notifications',
  'refund-settlement': 'refunds to come out one way or the other',
  certificates: "the merchant's certificate to become invalid",
  'platform-keys': "WeChat Pay's keys for the merchant to change",
  coupons: 'the payer to pay with coupons',
  balance: "the merchant's account to hold so much and no more",
  'backend-clock': "the backend's own clock to move",
  'named-payer': 'a customer whom the backend knows by openid',
  impostor: "somebody else to answer in WeChat Pay's place",
};

/** Who plays in a scenario. */
export interface Cast {
  readonly gateway: GatewayActor;
  readonly merchant: MerchantActor;
  readonly payer: PayerActor;
  readonly caller: CallerActor;
  /** Absent where nobody can answer in WeChat Pay's place. */
  readonly impostor?: ImpostorActor;
  readonly capabilities: ReadonlySet<Capability>;
  /** Why a capability is missing, where more can be said than that it is. */
  readonly whyNot?: ReadonlyMap<Capability, string>;
  /** Which of WeChat Pay's keys the merchant is said to hold; undefined where nothing is said of it. */
  readonly holds?: readonly KeyMode[];
  /** Where what the merchant shows may take its time to become true; without one it is true at once or not at all. */
  readonly patience?: Patience;
  /** Ends what the cast holds open. */
  leave(): Promise<void>;
}

/** Something seen was not as a rule expects. It stands in the trace already; throwing it ends the scenario. */
export class ExpectationFailed extends Error {
  override readonly name = 'ExpectationFailed';
}

/** The scenario cannot go on, for a reason that stands in the trace already and is no finding about the rule. */
export class ScenarioStopped extends Error {
  override readonly name = 'ScenarioStopped';
}

/** One scenario's stage: the cast in front of a recorder. */
export class Stage {
  readonly cast: Cast;
  readonly trace: Trace;
  readonly #rule: string;

  constructor(cast: Cast, trace: Trace, rule: string) {
    this.cast = cast;
    this.trace = trace;
    this.#rule = rule;
  }

  /** Writes down what the rule expects and what was seen; throws ExpectationFailed where the two do not agree. */
  expect(expectation: Expectation, evidence: readonly number[] = [this.trace.last()]): void {
    this.trace.record({ kind: 'expectation', rule: this.#rule, evidence, ...expectation });
    if (!holds(expectation)) throw new ExpectationFailed(describe(expectation));
  }

  /** Ends the scenario without a finding about its rule. */
  stop(why: Obstacle['why'], reason: string): never {
    this.trace.record({ kind: 'obstacle', why, reason });
    throw new ScenarioStopped(reason);
  }

  /** Goes on only where the binding can do that. */
  need(capability: Capability): void {
    if (this.cast.capabilities.has(capability)) return;
    const why = this.cast.whyNot?.get(capability);
    this.stop(
      'capability',
      why === undefined
        ? `this target cannot do what the scenario needs: ${capability}`
        : `${why}: the scenario needs ${NEEDS[capability]}`,
    );
  }

  /** Has the merchant do something that the scenario only builds on: where it fails, nothing is found out about the rule. */
  async ask<T>(verb: string, doing: () => Promise<T>): Promise<T> {
    try {
      return await doing();
    } catch (failure) {
      if (failure instanceof MerchantFailed) return this.stop('prerequisite', `${verb}: ${failure.message}`);
      return this.unfit(failure);
    }
  }

  /** Ends the scenario for what says nothing about the merchant: a verb that there is not, a backend that is not there. Else throws on. */
  unfit(failure: unknown): never {
    if (failure instanceof VerbMissing) {
      if (failure.absent !== undefined) return this.stop('absent', failure.message);
      return this.stop('capability', failure.message);
    }
    if (failure instanceof BackendFailed) return this.stop('environment', failure.message);
    throw failure;
  }
}
