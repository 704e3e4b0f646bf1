import { ANSWER_FAULTS, type Fault, type FaultPlan, NOTIFICATION_FAULTS } from '../../gateway/faults.ts';
import type { Tenant } from '../merchants/tenant.ts';
import { ControlError } from './control-error.ts';
import { faultInput, readInput } from './control-input.ts';

/** Sets the fault that a body asks for and answers its id. A name that `on` has no fault of is refused with those that it has. */
export function setFault({ merchant, log }: Tenant, body: unknown): { readonly id: string } {
  const { on, fault, times } = readInput(faultInput, body);
  const names: readonly Fault['fault'][] = on === 'notification' ? NOTIFICATION_FAULTS : ANSWER_FAULTS;
  const known = names.find((name) => name === fault);
  if (!known) {
    const what = on === 'notification' ? 'a notification' : 'an answer';
    throw new ControlError(
      'invalid_request',
      `There is no fault "${fault}" of ${what}: choose one of ${names.join(', ')}`,
    );
  }
  const set = { on, fault: known, ...(times === undefined ? {} : { times }) };
  log.record(merchant.ledger.timeline, { kind: 'fault', ...set });
  return { id: merchant.faults.set(set) };
}

/** Takes back one fault, or all where no id is given, and answers how many that were. */
export function removeFaults(faults: FaultPlan, id?: string): { readonly removed: number } {
  const before = faults.list().length;
  if (id !== undefined && !faults.list().some((fault) => fault.id === id)) {
    throw new ControlError('not_found', `There is no fault "${id}": GET /sandbox/faults lists those that are set`);
  }
  faults.clear(id);
  return { removed: before - faults.list().length };
}
