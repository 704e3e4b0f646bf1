import { between, type Duration, type Instant, instant, milliseconds, plus } from '../../time/index.ts';

/** A move takes no more strides than this, two and a half hours of 30 seconds: each costs a request, and all that falls due. */
const MOST = 300;
/** In a longer move so many at the beginning and at the end are no longer than asked for: polling for half an hour, and time_expire then. */
const FINE = 100;

/**
 * The moments at which a clock stops on its way, the last of them `to`: no further apart than `step`. Where that would
 * be too many, those in the middle are further apart: what a backend does soon after something happened, and what it does
 * last, is done in time, and what lies between is done a little late.
 */
export function stopsBetween(from: Instant, to: Instant, step: Duration): readonly Instant[] {
  const way = between(from, to);
  if (way <= 0) return [to];
  const count = Math.ceil(way / step);
  if (count <= MOST) return evenly(from, to, count);
  const ends = milliseconds(FINE * step);
  const [early, late] = [plus(from, ends), plus(to, milliseconds(-ends))];
  return [...evenly(from, early, FINE), ...evenly(early, late, MOST - 2 * FINE), ...evenly(late, to, FINE)];
}

const evenly = (from: Instant, to: Instant, count: number): readonly Instant[] =>
  Array.from({ length: count }, (_, index) => instant(Math.round(from + ((to - from) * (index + 1)) / count)));
