import { type Policy, type PolicyForm, type PolicyName, policyTable } from '../../gateway/policy.ts';
import { milliseconds } from '../../time/index.ts';
import { ControlError } from './control-error.ts';

const isName = (name: string): name is PolicyName => Object.hasOwn(policyTable, name);
const forms = policyTable as Readonly<Record<PolicyName, { readonly form: PolicyForm }>>;

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const isSeconds = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value <= 1e10;
const isList = <T>(value: unknown, of: (item: unknown) => item is T): value is readonly T[] =>
  Array.isArray(value) && value.length <= 1_000 && value.every(of);
const inMilliseconds = (value: number) => milliseconds(Math.round(value * 1_000));

/** The value of an entry as the gateway has it, or what it must be, in words. */
function read(form: PolicyForm, value: unknown): { readonly value: unknown } | { readonly must: string } {
  switch (form.kind) {
    case 'duration':
      return isSeconds(value) ? { value: inMilliseconds(value) } : { must: 'a number of seconds' };
    case 'durations':
      return isList(value, isSeconds) ? { value: value.map(inMilliseconds) } : { must: 'a list of seconds' };
    case 'count':
      return isCount(value) ? { value } : { must: 'a whole number' };
    case 'counts':
      return isList(value, isCount) ? { value } : { must: 'a list of whole numbers' };
    case 'flag':
      return typeof value === 'boolean' ? { value } : { must: 'true or false' };
    case 'choice':
      return form.of.some((each) => each === value) ? { value } : { must: `one of ${form.of.join(', ')}` };
  }
}

/** Policy entries as a control call sets them, durations in seconds. Throws a ControlError that says what an entry takes. */
export function readPolicy(given: Readonly<Record<string, unknown>>): Partial<Policy> {
  const entries = Object.entries(given).map(([name, value]) => {
    if (!isName(name)) {
      const names = Object.keys(policyTable).join(', ');
      throw new ControlError('invalid_request', `There is no policy "${name}": choose from ${names}`);
    }
    const entry = read(forms[name].form, value);
    if ('value' in entry) return [name, entry.value];
    throw new ControlError('invalid_request', `The policy "${name}" must be ${entry.must}`);
  });
  return Object.fromEntries(entries) as Partial<Policy>;
}

/** A policy as the control API tells it, durations in seconds. */
export const policyView = (policy: Policy): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(policy).map(([name, value]) => {
      const { kind } = isName(name) ? forms[name].form : { kind: 'count' };
      if (kind === 'duration') return [name, Number(value) / 1_000];
      return [name, kind === 'durations' && Array.isArray(value) ? value.map((each) => each / 1_000) : value];
    }),
  );
