import type { CashierAnswer } from '../protocol/cashier.ts';
import type { Command, Effect, GatewayEvent } from './events.ts';
import type { Policy } from './policy.ts';
import type { Refusal } from './refusal.ts';
import type { State } from './state.ts';

/** What comes of a command: what happened, what is to be done in the world, and what the asker is told. */
export interface Decision {
  readonly events: readonly GatewayEvent[];
  readonly effects: readonly Effect[];
  readonly reply: Reply;
}

export type Reply =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'prepay-id'; readonly id: string }
  | { readonly kind: 'refund'; readonly outRefundNo: string }
  | { readonly kind: 'cashier'; readonly answer: CashierAnswer };

/** The gateway's whole mind: no clock, no chance, no I/O, and the state is not touched. */
export type Decide = (state: State, command: Command, policy: Policy) => Decision;

export const refused = (refusal: Refusal): Decision => ({
  events: [],
  effects: [],
  reply: { kind: 'refused', refusal },
});

export const happened = (events: readonly GatewayEvent[], reply: Reply = { kind: 'done' }): Decision => ({
  events,
  effects: [],
  reply,
});
