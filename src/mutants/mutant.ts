import { decide as documentedDecide } from '../gateway/decide.ts';
import type { Decide, Decision } from '../gateway/decision.ts';
import type { Command, GatewayEvent } from '../gateway/events.ts';
import { documentedStages, type Stages } from '../gateway/pipeline.ts';
import { documentedPolicy, type Policy } from '../gateway/policy.ts';
import type { State } from '../gateway/state.ts';
import type { ModelMerchant } from '../merchant/model-merchant.ts';
import type { MockParts } from '../targets/mock/mock.ts';

/** Between two parts of a reason: what changes from run to run, or is too long to be told. */
export const ANYTHING = ' … ';

/** A subject with one duty broken, and what must notice it. */
export interface Mutant {
  /** The duty that it breaks, in a few words. */
  readonly name: string;
  /**
   * The rules that must catch it, each with words that its message must hold: caught for the right reason. They say what
   * was looked at and what was seen there; ` … ` stands for anything between.
   */
  readonly killedBy: Readonly<Record<string, string>>;
  /** Rules of which it leaves nothing to be seen: they neither catch it nor pass. */
  readonly hides?: readonly string[];
  /** Words of the obstacle that it puts in the way of scenarios which are about something else: rules that met it saw nothing. */
  readonly obstructs?: string;
  /** The kind of command that alone is decided otherwise. */
  readonly decides?: Command['type'];
  readonly parts: MockParts;
}

/** One constant of the policy is another. */
export const policyMutant = (
  name: string,
  killedBy: Mutant['killedBy'],
  change: Partial<Policy>,
  hides: readonly string[] = [],
): Mutant => ({
  name,
  killedBy,
  hides,
  parts: { policy: { ...documentedPolicy, ...change } },
});

type CommandOf<T extends Command['type']> = Extract<Command, { type: T }>;

/** `decide` does something else for one kind of command. `right` is what it would have decided. */
export function decideMutant<T extends Command['type']>(
  name: string,
  killedBy: Mutant['killedBy'],
  type: T,
  change: (command: CommandOf<T>, state: State, right: (command: CommandOf<T>, state?: State) => Decision) => Decision,
): Mutant {
  const decide: Decide = (state, command, policy) => {
    if (command.type !== type) return documentedDecide(state, command, policy);
    return change(command as CommandOf<T>, state, (other, seen = state) => documentedDecide(seen, other, policy));
  };
  return { name, killedBy, decides: type, parts: { decide } };
}

/** One stage of the pipeline does something else. */
export const stageMutant = (name: string, killedBy: Mutant['killedBy'], change: Partial<Stages>): Mutant => ({
  name,
  killedBy,
  parts: { stages: { ...documentedStages, ...change } },
});

/** The model merchant with one thing forgotten. */
export const merchantMutant = (
  name: string,
  killedBy: Mutant['killedBy'],
  merchant: typeof ModelMerchant,
  hides: readonly string[] = [],
): Mutant => ({ name, killedBy, hides, parts: { merchant } });

/** The same of a merchant with which hardly a scenario gets far: what stops the others is named. */
export const obstructingMerchant = (
  name: string,
  killedBy: Mutant['killedBy'],
  merchant: typeof ModelMerchant,
  obstructs: string,
): Mutant => ({ name, killedBy, obstructs, parts: { merchant } });

/** The decision with its events replaced. */
export const withEvents = (
  decision: Decision,
  change: (events: readonly GatewayEvent[]) => readonly GatewayEvent[],
): Decision => ({
  ...decision,
  events: change(decision.events),
});

/** The state with one order seen differently; the true state is left alone. */
export function withOrder(state: State, outTradeNo: string, change: (order: Order) => Order): State {
  const order = state.orders.get(outTradeNo);
  return order ? { ...state, orders: new Map(state.orders).set(outTradeNo, change(order)) } : state;
}

type Order = State['orders'] extends Map<string, infer O> ? O : never;
