import {
  MerchantFailed,
  ORDER_BELIEFS,
  type OrderBelief,
  REFUND_BELIEFS,
  type RefundBelief,
} from '../../actors/index.ts';
import type { MerchantProfile, StateWord } from '../profile/profile.ts';
import { asText } from './fill.ts';

type Words = Readonly<Record<string, readonly StateWord[] | undefined>>;

/** The belief that a backend's word stands for. Without a table, the words are the kit's own. */
function belief<B extends string>(word: unknown, key: string, words: Words | undefined, all: readonly B[]): B {
  const text = asText(word);
  const found = all.find((one) => (words ? words[one]?.some((its) => String(its) === text) : one === text));
  if (found !== undefined) return found;
  const other = Object.entries(words ?? {}).find(([, its]) => its?.some((one) => String(one) === text))?.[0];
  throw new MerchantFailed(
    other === undefined
      ? `the backend answers the state "${text.slice(0, 40)}", which ${key} in the profile does not name`
      : `the backend answers the state "${text.slice(0, 40)}", which is ${other}: that is no state of a refund`,
  );
}

/** Throws a MerchantFailed that names the word and the key of the profile that lacks it. */
export const orderBelief = (word: unknown, { states }: MerchantProfile): OrderBelief =>
  belief(word, 'states', states, ORDER_BELIEFS);

export const refundBelief = (word: unknown, { states, refundStates }: MerchantProfile): RefundBelief =>
  belief(word, refundStates ? 'refundStates' : 'states', refundStates ?? states, REFUND_BELIEFS);

/** How often the goods were handed out: a number, yes or no, or the list of times; null is not yet. Throws a MerchantFailed. */
export function timesFulfilled(value: unknown): number {
  if (value === null) return 0;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (Array.isArray(value)) return value.length;
  const count = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  if (typeof count === 'number' && Number.isSafeInteger(count) && count >= 0) return count;
  throw new MerchantFailed(
    'fulfilled is neither a number, nor true or false, nor a list: take something else in the profile',
  );
}
