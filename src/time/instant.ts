declare const instantBrand: unique symbol;
declare const durationBrand: unique symbol;

/** A moment, in milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number & { readonly [instantBrand]: true };
/** A length of time, in milliseconds. */
export type Duration = number & { readonly [durationBrand]: true };

export const instant = (milliseconds: number): Instant => milliseconds as Instant;
export const milliseconds = (n: number): Duration => n as Duration;
export const seconds = (n: number): Duration => milliseconds(n * 1_000);
export const minutes = (n: number): Duration => seconds(n * 60);
export const hours = (n: number): Duration => minutes(n * 60);
export const days = (n: number): Duration => hours(n * 24);

export const plus = (from: Instant, by: Duration): Instant => instant(from + by);
export const minus = (from: Instant, by: Duration): Instant => instant(from - by);
/** How long after `earlier` the moment `later` is; negative when it is not later. */
export const between = (earlier: Instant, later: Instant): Duration => milliseconds(later - earlier);
export const earliest = (a: Instant, b: Instant): Instant => instant(Math.min(a, b));
export const latest = (a: Instant, b: Instant): Instant => instant(Math.max(a, b));

export const longest = (a: Duration, b: Duration): Duration => milliseconds(Math.max(a, b));

/** The moment as a `Date`, for a library that asks for one. The kit itself calculates with {@link Instant}s. */
export const toDate = (at: Instant): Date => new Date(at);

/** Whole seconds since the epoch, as the wire's timestamps count them. */
export const toUnixSeconds = (at: Instant): number => Math.floor(at / 1_000);
export const fromUnixSeconds = (s: number): Instant => instant(s * 1_000);

const BEIJING_OFFSET = hours(8);
const beijing = (at: Instant): string => new Date(at + BEIJING_OFFSET).toISOString();

let lastSecond = Number.NaN;
let lastText = '';

/** RFC 3339 in whole seconds at +08:00, the only form in which dates go out. */
export function toRfc3339(at: Instant): string {
  const second = toUnixSeconds(at);
  // Most moments that are told lie in the same second as the one before.
  if (second !== lastSecond) [lastSecond, lastText] = [second, `${beijing(at).slice(0, 19)}+08:00`];
  return lastText;
}
/** `yyyyMMddHHmmss` in Beijing time, as it stands inside a prepay_id. */
export const toCompact = (at: Instant): string => toRfc3339(at).replace(/\D/g, '').slice(0, 14);

const RFC3339 = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/** The moment that an RFC 3339 text names, or undefined where it is none (a 30th of February, a missing zone). */
export function parseRfc3339(text: string): Instant | undefined {
  const parts = RFC3339.exec(text);
  if (!parts) return undefined;
  const at = Date.parse(text);
  if (Number.isNaN(at)) return undefined;
  // Date.parse rolls a 30th of February over to March: a real date comes back as it went in.
  const local = `${text.slice(0, 19)}Z`;
  const readBack = new Date(Date.parse(local)).toISOString().slice(0, 19);
  return readBack === text.slice(0, 19) ? instant(at) : undefined;
}

const GMT_TEXT = /^[A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4} GMT$/;

/** Reads `Jan  1 00:00:00 2024 GMT`, as OpenSSL and Node write the dates of a certificate. Throws a RangeError for another text. */
export function fromGmtText(text: string): Instant {
  const at = GMT_TEXT.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) {
    throw new RangeError(`"${text}" is no date of a certificate: it is written like "Jan  1 00:00:00 2024 GMT"`);
  }
  return instant(at);
}

const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** The moment that a Date header names, such as `Tue, 24 Nov 2026 03:08:34 GMT`; undefined where it is none. */
export function parseHttpDate(text: string): Instant | undefined {
  const at = HTTP_DATE.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : instant(at);
}
