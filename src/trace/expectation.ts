import { isDeepStrictEqual } from 'node:util';

/** How what was seen is held against what was expected. */
export const MATCHERS = ['equals', 'one-of', 'at-most', 'at-least', 'includes', 'absent', 'present'] as const;
export type Matcher = (typeof MATCHERS)[number];

/** One thing that a rule expects and what was seen of it: enough for anyone to judge it again. */
export interface Expectation {
  /** The thing, in words: `trade_state of the order`. */
  readonly what: string;
  readonly matcher: Matcher;
  readonly expected?: unknown;
  readonly seen?: unknown;
}

/** Whether what was seen is as expected. Pure, so that a recorded expectation is judged the same years later. */
export function holds({ matcher, expected, seen }: Expectation): boolean {
  switch (matcher) {
    case 'equals':
      return isDeepStrictEqual(seen, expected);
    case 'one-of':
      return Array.isArray(expected) && expected.some((candidate) => isDeepStrictEqual(seen, candidate));
    case 'at-most':
      return typeof seen === 'number' && typeof expected === 'number' && seen <= expected;
    case 'at-least':
      return typeof seen === 'number' && typeof expected === 'number' && seen >= expected;
    case 'includes':
      return includes(seen, expected);
    case 'absent':
      return seen === undefined || seen === null;
    case 'present':
      return seen !== undefined && seen !== null && seen !== '';
  }
}

function includes(seen: unknown, expected: unknown): boolean {
  if (typeof seen === 'string') return typeof expected === 'string' && seen.includes(expected);
  return Array.isArray(seen) && seen.some((item) => isDeepStrictEqual(item, expected));
}

/** How an expectation is put into words: by its matcher, and where nothing was seen. */
export interface ExpectationWords {
  readonly matchers: Readonly<Record<Matcher, string>>;
  readonly nothing: string;
}

export const ENGLISH: ExpectationWords = {
  matchers: {
    equals: '',
    'one-of': 'one of ',
    'at-most': 'at most ',
    'at-least': 'at least ',
    includes: 'something with ',
    absent: 'nothing',
    present: 'something',
  },
  nothing: 'nothing',
};

/** `trade_state of the order: expected NOTPAY, seen CLOSED`. */
export function describe(expectation: Expectation): string {
  const { expected, seen } = inWords(expectation, ENGLISH);
  return `${expectation.what}: expected ${expected}, seen ${seen}`;
}

/** The two halves of an expectation: `one of A, B`, and what was seen instead. */
export function inWords(
  { matcher, expected, seen }: Expectation,
  { matchers, nothing }: ExpectationWords,
): { readonly expected: string; readonly seen: string } {
  return {
    expected: `${matchers[matcher]}${expected === undefined ? '' : asText(expected)}`,
    seen: seen === undefined ? nothing : asText(seen),
  };
}

/** A text as it stands; an empty one in its quotes, since it is not nothing. */
const asText = (value: unknown): string => (typeof value === 'string' && value !== '' ? value : JSON.stringify(value));
