import { type Duration, hours, milliseconds, minutes, parseDuration, seconds } from '../../time/index.ts';

const UNITS: Readonly<Record<string, (n: number) => Duration>> = {
  ms: milliseconds,
  s: seconds,
  m: minutes,
  min: minutes,
  h: hours,
};

/** Reads a profile's duration: `5s`, `500ms`, `2m`, `1h`, or in words as `30 seconds`. Throws a RangeError that says how to write it. */
export function readDuration(text: string): Duration {
  const [, count = '', unit = ''] = /^(\d{1,9}(?:\.\d{1,3})?) ?(ms|s|min|m|h)$/.exec(text.trim()) ?? [];
  const of = UNITS[unit];
  if (of) return of(Number(count));
  try {
    return parseDuration(text);
  } catch {
    throw new RangeError(`"${text}" is no duration: write it like 5s, 500ms, 2m or 1h`);
  }
}

/** Reads a pace, `2/s`, `0.5/s`, `10/m`, as requests a second; 0 is without a limit. Throws a RangeError that says how to write it. */
export function readPace(text: string): number {
  const [, count, unit] = /^(\d{1,6}(?:\.\d{1,4})?) ?\/ ?(s|m|h)$/.exec(text.trim()) ?? [];
  if (count === undefined) throw new RangeError(`"${text}" is no pace: write it like 2/s, 10/m or 0/s`);
  return (Number(count) * 1_000) / (UNITS[unit ?? 's'] ?? seconds)(1);
}
