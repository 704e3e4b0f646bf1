import { type Duration, days, hours, milliseconds, minutes, seconds } from './instant.ts';

const UNITS: readonly { readonly pattern: string; readonly of: (n: number) => Duration }[] = [
  { pattern: 'days?|天', of: days },
  { pattern: 'hours?|小时', of: hours },
  { pattern: 'minutes?|分钟', of: minutes },
  { pattern: 'seconds?|秒', of: seconds },
];

const ONE = `(\\d+) ?(${UNITS.map((unit) => unit.pattern).join('|')})`;
/** `2 hours`, `1 hour 59 minutes 59 seconds`, `2小时`: what {@link parseDuration} reads. */
export const DURATION_PATTERN = new RegExp(
  `\\d+ ?(?:${UNITS.map((unit) => unit.pattern).join('|')})(?: ?${ONE.replaceAll('(', '(?:')})*`,
);

/** Reads a duration in English or Chinese words. Throws a RangeError that shows the text where it is none. */
export function parseDuration(text: string): Duration {
  let total = 0;
  const rest = text.trim().replaceAll(new RegExp(`${ONE} ?`, 'g'), (_, count: string, word: string) => {
    for (const { pattern, of } of UNITS) if (new RegExp(`^(?:${pattern})$`).test(word)) total += of(Number(count));
    return '';
  });
  if (rest !== '' || text.trim() === '') {
    throw new RangeError(`"${text}" is no duration: write it like "2 hours", "1 minute 30 seconds" or "2小时"`);
  }
  return milliseconds(total);
}

/** The duration in English words, in whole seconds, largest unit first: `1 hour 59 minutes 59 seconds`, `minus 1 second`. */
export function formatDuration(duration: Duration): string {
  if (duration <= -500) return `minus ${formatDuration(milliseconds(-duration))}`;
  const words: string[] = [];
  let left = Math.round(duration / 1_000);
  for (const [size, name] of [
    [86_400, 'day'],
    [3_600, 'hour'],
    [60, 'minute'],
    [1, 'second'],
  ] as const) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) words.push(`${count} ${name}${count === 1 ? '' : 's'}`);
  }
  return words.join(' ') || '0 seconds';
}
