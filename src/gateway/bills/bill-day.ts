import { days, type Instant, parseRfc3339, plus, toRfc3339 } from '../../time/index.ts';
import type { Policy } from '../policy.ts';

/** One day in Beijing, from 00:00:00 to 23:59:59 (D:4013071215). */
export interface BillDay {
  /** `yyyy-MM-dd`. */
  readonly date: string;
  readonly from: Instant;
  /** The first moment that is no longer part of it. */
  readonly until: Instant;
}

/** The day that a `bill_date` names, or undefined where the calendar has no such day. */
export function billDay(date: string): BillDay | undefined {
  const from = parseRfc3339(`${date}T00:00:00+08:00`);
  return from === undefined ? undefined : { date, from, until: plus(from, days(1)) };
}

/** The date in Beijing: `yyyy-MM-dd`. */
export const dateOf = (at: Instant): string => toRfc3339(at).slice(0, 10);

/** As bills write moments: `yyyy-MM-dd HH:mm:ss` in Beijing. */
export function momentText(at: Instant): string {
  const text = toRfc3339(at);
  return `${text.slice(0, 10)} ${text.slice(11, 19)}`;
}

export const isWithin = (at: Instant, { from, until }: BillDay): boolean => at >= from && at < until;

/** The moment on the next day as of which the bill says how refunds stand; what happens later never gets into it (D:4013071215). */
export const snapshotOf = ({ until }: BillDay, { billSnapshot }: Policy): Instant => plus(until, billSnapshot);

/** Whether the bill of a day can be had, as far as the calendar decides that. */
export type Availability = 'to be had' | 'being made' | 'unfinished' | 'too old';

export function availabilityOf(day: BillDay, now: Instant, policy: Policy): Availability {
  if (now < day.until) return 'unfinished';
  if (day.date < earliestDate(now, policy.billMonths)) return 'too old';
  return now < plus(day.until, policy.billReady) ? 'being made' : 'to be had';
}

/** The same date so many months before; the last one of that month where it has fewer days. */
function earliestDate(now: Instant, months: number): string {
  const [year, month, day] = dateOf(now).split('-').map(Number) as [number, number, number];
  const index = year * 12 + month - 1 - months;
  const named = (date: number): string => `${Math.floor(index / 12)}-${twoDigits((index % 12) + 1)}-${twoDigits(date)}`;
  return [day, 30, 29, 28].map(named).find(billDay) as string;
}

const twoDigits = (number: number): string => String(number).padStart(2, '0');
