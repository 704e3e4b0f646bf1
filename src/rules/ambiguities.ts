import { billAmbiguities } from './ambiguities/bills.ts';
import { notificationAmbiguities } from './ambiguities/notifications.ts';
import { orderAmbiguities } from './ambiguities/orders.ts';
import { paymentAmbiguities } from './ambiguities/payments.ts';
import { refundAmbiguities } from './ambiguities/refunds.ts';
import { wireAmbiguities } from './ambiguities/wire.ts';
import type { Ambiguity } from './ambiguity.ts';

/** Every question that the sources leave open, by its number. */
export const ambiguities: readonly Ambiguity[] = [
  ...orderAmbiguities,
  ...paymentAmbiguities,
  ...refundAmbiguities,
  ...notificationAmbiguities,
  ...wireAmbiguities,
  ...billAmbiguities,
].toSorted((a, b) => (a.id < b.id ? -1 : 1));

const byId = new Map(ambiguities.map((ambiguity) => [ambiguity.id, ambiguity]));

export const ambiguityById = (id: string): Ambiguity | undefined => byId.get(id);

/**
 * Every way in which the readings of an ambiguity refuse, each once, ours first. Empty where no reading refuses. Throws a
 * RangeError for a number that there is not.
 */
export function answersOf(id: string): readonly { readonly status: number; readonly code: string }[] {
  const ambiguity = byId.get(id);
  if (!ambiguity) throw new RangeError(`${id} is no known ambiguity`);
  const answers = ambiguity.readings.flatMap((reading) => reading.answers ?? []);
  return [...new Map(answers.map((answer) => [`${answer.status} ${answer.code}`, answer])).values()];
}
