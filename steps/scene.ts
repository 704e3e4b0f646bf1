import { World } from '@cucumber/cucumber';
import type { Stage } from '../src/actors/index.ts';
import type { GatewayUnderTest, MerchantUnderTest } from '../src/targets/target.ts';
import type { TwoRefusals } from '../src/workflow/other-message.ts';
import type { Purchase } from '../src/workflow/purchase.ts';
import type { Trade } from '../src/workflow/trade.ts';

/** What a run tells every scenario. */
export interface RunParameters {
  readonly target?: string;
  readonly seed?: number;
  /** The ids of rules of the user's own, which scenarios may stand under. */
  readonly own?: readonly string[];
  /** The gateway to judge, where the target is `sandbox`. */
  readonly gateway?: GatewayUnderTest;
  /** The backend to judge, where the target is `merchant`. */
  readonly merchant?: MerchantUnderTest;
}

/** One scenario: its stage, and the order that it is about, as a caller or as a customer has it. */
export class Scene extends World<RunParameters> {
  #stage: Stage | undefined;
  #trade: Trade | undefined;
  #purchase: Purchase | undefined;
  #refusals: TwoRefusals | undefined;

  get stage(): Stage {
    if (!this.#stage) throw new Error('the scenario has no stage: was it opened?');
    return this.#stage;
  }

  set stage(stage: Stage) {
    this.#stage = stage;
  }

  get isOpen(): boolean {
    return this.#stage !== undefined;
  }

  /** The order that the caller deals with the gateway about. */
  get trade(): Trade {
    return this.#trade ?? this.stage.stop('kit', 'the scenario speaks of an order before it has one');
  }

  set trade(trade: Trade) {
    this.#trade = trade;
  }

  /** The purchase that a customer makes at the merchant. */
  get purchase(): Purchase {
    return this.#purchase ?? this.stage.stop('kit', 'the scenario speaks of a purchase before it has one');
  }

  set purchase(purchase: Purchase) {
    this.#purchase = purchase;
  }

  /** What came of two refusals that differ by their message. */
  get refusals(): TwoRefusals {
    return this.#refusals ?? this.stage.stop('kit', 'the scenario speaks of refusals before there were any');
  }

  set refusals(refusals: TwoRefusals) {
    this.#refusals = refusals;
  }
}
