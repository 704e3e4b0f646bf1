import { type Duration, type Instant, instant } from './instant.ts';

/** Something that tells the time. */
export interface Clock {
  now(): Instant;
}

/** The system's clock. This module alone reads it, and it alone sets system timers. */
export const wallClock: Clock = { now: () => instant(Date.now()) };

/** Milliseconds of a clock that never jumps, for measuring how long something took. */
export const stopwatch = (): (() => Duration) => {
  const start = performance.now();
  return () => (performance.now() - start) as Duration;
};

/** The longest delay that a system timer keeps; a longer one would fire at once. */
const LONGEST_DELAY = 2 ** 31 - 1;

/** Calls `wake` after `delay` of wall time, or earlier where the delay is longer than a timer can be. Never keeps the process alive. */
export function wakeAfter(delay: Duration, wake: () => void): { cancel(): void } {
  const timer = setTimeout(wake, Math.min(Math.max(delay, 0), LONGEST_DELAY));
  timer.unref();
  return { cancel: () => clearTimeout(timer) };
}

/** Resolves when everything that had come in from outside by now was heard. */
export const turnOfEvents = async (): Promise<void> => {
  await turn();
  await turn(); // what is found in the first, such as a connection, may bring more in the second
};

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
