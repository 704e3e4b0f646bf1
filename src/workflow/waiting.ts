import type { OrderBelief, RefundBelief, Stage } from '../actors/index.ts';
import { milliseconds, stopwatch } from '../time/index.ts';

/** What a look came to: as it should be, not yet so, or never to be. */
export type Outlook = 'there' | 'not yet' | 'never';

const FIRST_PAUSE = 50;
const LONGEST_PAUSE = 250;

/**
 * Looks until what is seen is as it should be or never will be, within the stage's patience, sooner when something
 * reaches the gateway. Without patience it looks once.
 */
export async function lookUntil<T>(
  stage: Stage,
  look: () => Promise<T> | T,
  outlook: (seen: T) => Outlook,
): Promise<T> {
  const { patience } = stage.cast;
  let seen = await look();
  if (!patience) return seen;
  const elapsed = stopwatch();
  for (let pause = FIRST_PAUSE; outlook(seen) === 'not yet'; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
    const left = patience.within - elapsed();
    if (left <= 0) return seen;
    await patience.stirred(milliseconds(Math.min(pause, left)));
    seen = await look();
  }
  return seen;
}

/** Has what is under way at the merchant come to its end, as far as that can be told from outside. */
export async function quiet(stage: Stage): Promise<void> {
  await stage.cast.patience?.quiet();
}

type Belief = OrderBelief | RefundBelief;

/** What may still become what is wanted by waiting. An order that is taken for paid does not get unpaid, nor a refund undone. */
const BECOMES: Readonly<Record<Belief, readonly Belief[]>> = {
  unpaid: ['paid', 'closed', 'refunding', 'refunded', 'failed'],
  paid: ['refunding', 'refunded'],
  refunding: ['refunded', 'failed', 'paid'],
  closed: [],
  failed: [],
  refunded: [],
};

export const outlookOf = (seen: Belief, expected: Belief): Outlook => {
  if (seen === expected) return 'there';
  return BECOMES[seen].includes(expected) ? 'not yet' : 'never';
};
