import type { Stage } from '../actors/index.ts';
import { type Duration, type Instant, parseRfc3339, seconds, toRfc3339 } from '../time/index.ts';
import type { Expectation } from '../trace/index.ts';
import type { Span } from './trade.ts';
import { fieldOf } from './trade-checks.ts';

/** What one field of an answer must be, as an expectation of what was seen in it. */
export type Form = (seen: unknown) => Omit<Expectation, 'what'>;

/** Forms by the paths of the fields, with dots. */
export type Forms = Readonly<Record<string, Form>>;

export const exactly =
  (expected: unknown): Form =>
  (seen) => ({ matcher: 'equals', expected, seen });

export const oneOf =
  (expected: readonly unknown[]): Form =>
  (seen) => ({ matcher: 'one-of', expected, seen });

/** Nothing is told. An empty text tells nothing either. */
export const untold: Form = (seen) => ({ matcher: 'absent', seen: seen === '' ? undefined : seen });

/** What the page calls optional: right where it is told. */
export const ifTold =
  (form: Form): Form =>
  (seen) =>
    seen === undefined ? { matcher: 'absent', seen } : form(seen);

const inForm = (words: string, seen: unknown, isRight: boolean): Omit<Expectation, 'what'> => ({
  matcher: 'equals',
  expected: words,
  seen: isRight ? words : seen,
});

/** A text that is so written, in words and as a pattern. */
export const written =
  (words: string, pattern: RegExp): Form =>
  (seen) =>
    inForm(words, seen, typeof seen === 'string' && pattern.test(seen));

/** A text of one to so many characters. */
export const text = (most: number): Form => written(`1 to ${most} characters`, new RegExp(`^.{1,${most}}$`, 'su'));

/** What may not stand in a trace: only whether it is right is written down. */
export const secretly =
  (expected: string, words: string): Form =>
  (seen) =>
    inForm(words, seen === undefined ? seen : 'another', seen === expected);

/** Clocks that go on by themselves are read before and after, and times are told in whole seconds. */
const SLACK: Duration = seconds(2);

export const within = ({ from, to }: Span, at: Instant | undefined): boolean =>
  at !== undefined && at >= from - SLACK && at <= to + SLACK;

const timed = (span: Span, seen: unknown, isWritten: (text: string) => boolean): Omit<Expectation, 'what'> => {
  const isRight = typeof seen === 'string' && isWritten(seen) && within(span, parseRfc3339(seen));
  return inForm(`about ${toRfc3339(span.to)}`, seen, isRight);
};

/** A time as RFC 3339 has it, when that happened. No page says in which zone answers tell it. */
export const momentOf =
  (span: Span): Form =>
  (seen) =>
    timed(span, seen, () => true);

/** The same in Beijing, as the envelopes of notifications tell it (D:4012791902). */
export const beijingMomentOf =
  (span: Span): Form =>
  (seen) =>
    timed(span, seen, (text) => text.endsWith('+08:00'));

/** Every field is as its form has it. */
export function expectContents(stage: Stage, content: unknown, forms: Forms, evidence: readonly number[]): void {
  for (const [path, form] of Object.entries(forms))
    stage.expect({ what: path, ...form(fieldOf(content, path)) }, evidence);
}
