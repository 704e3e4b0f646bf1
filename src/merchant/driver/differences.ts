import {
  DIFFERENCE_KINDS,
  type Difference,
  type DifferenceKind,
  type Findings,
  MerchantFailed,
} from '../../actors/index.ts';
import { isRecord } from '../../protocol/wire.ts';
import { compilePath } from '../profile/json-path.ts';
import type { MerchantProfile, Take } from '../profile/profile.ts';
import { asText } from './fill.ts';

type Words = MerchantProfile['differences'];

/**
 * What a backend says that it found: how many differences, a list of them, or lists by the words for their kinds. Throws a
 * MerchantFailed for anything else.
 */
export function findings(value: unknown, take: Take | undefined, words: Words): Findings {
  const count = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  if (typeof count === 'number' && Number.isSafeInteger(count) && count >= 0) return { count, differences: [] };
  const { order, kind }: Partial<Exclude<Take, string>> = typeof take === 'object' ? take : {};
  const read = (item: unknown, under?: string): Difference => {
    const name = isRecord(item) ? (order === undefined ? undefined : found(item, order)) : item;
    const word = under ?? (kind === undefined ? undefined : found(item, kind));
    return { ...(isName(name) ? { order: asText(name) } : {}), ...(isName(word) ? meaning(asText(word), words) : {}) };
  };
  const differences = listsIn(value)?.flatMap(([under, list]) => list.map((item) => read(item, under)));
  if (differences) return { count: differences.length, differences };
  throw new MerchantFailed(
    'differences are neither a number, nor a list, nor lists by their kinds: take something else in the profile',
  );
}

type Lists = readonly (readonly [under: string | undefined, list: readonly unknown[]])[];

function listsIn(value: unknown): Lists | undefined {
  if (Array.isArray(value)) return [[undefined, value]];
  if (!isRecord(value)) return undefined;
  // Kinds of which there are none may be left out.
  const lists = Object.entries(value).flatMap(([key, list]): Lists => (Array.isArray(list) ? [[key, list]] : []));
  return lists.length > 0 || Object.keys(value).length === 0 ? lists : undefined;
}

const isName = (value: unknown): boolean =>
  (typeof value === 'string' && value !== '') || typeof value === 'number' || typeof value === 'boolean';

/** A key of the item, or a JSONPath into it. */
function found(item: unknown, name: string): unknown {
  if (name.startsWith('$')) return compilePath(name)(item);
  return isRecord(item) && Object.hasOwn(item, name) ? item[name] : undefined;
}

/** The kind that a backend's word stands for. Without a table, the words are the kit's own; a backend may know other kinds too. */
function meaning(word: string, words: Words): { readonly kind: DifferenceKind } | { readonly word: string } {
  const kind = DIFFERENCE_KINDS.find((one) => (words ? words[one]?.some((its) => String(its) === word) : one === word));
  return kind === undefined ? { word: word.slice(0, 40) } : { kind };
}
