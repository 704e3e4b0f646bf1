import { REFUND_TRANSITIONS, TRANSITIONS } from '../rules/state-machines.ts';
import { gatewayGround } from './gateway-ground.ts';
import { purchaseGround } from './purchase-ground.ts';
import { orderStep, refundStep } from './standing.ts';
import type { Territory } from './territory.ts';

/** A territory by the name of its subject, and every step of the state machines that can be walked on it. */
export interface NamedGround {
  readonly name: 'gateway' | 'merchant';
  readonly territory: Territory;
  readonly steps: readonly string[];
}

const gateway: NamedGround = {
  name: 'gateway',
  territory: gatewayGround,
  steps: [...TRANSITIONS.map(orderStep), ...REFUND_TRANSITIONS.map(refundStep)],
};
const merchant: NamedGround = { name: 'merchant', territory: purchaseGround, steps: [] };

/** What each target lets be explored: the mock both of its halves, the others what is foreign. */
export const GROUNDS = {
  mock: [gateway, merchant],
  sandbox: [gateway],
  merchant: [merchant],
} as const satisfies Record<string, readonly NamedGround[]>;
