import {
  type Instant,
  instant,
  milliseconds,
  parseRfc3339,
  plus,
  type Timeline,
  toRfc3339,
  toUnixSeconds,
} from '../../time/index.ts';
import type { Tenant } from '../merchants/tenant.ts';
import { ControlError } from './control-error.ts';
import { advanceInput, readInput } from './control-input.ts';

/** Years of four digits are all that a date on this wire can be written with. */
const END_OF_TIME = parseRfc3339('9000-01-01T00:00:00+08:00') as Instant;

/** Moves a timeline as `{seconds}` or `{to}` says, and answers where it stands and how many pieces of work fell due on the way. */
export async function advanceClock(
  shown: Timeline,
  moved: () => Timeline,
  body: unknown,
  { log, holdings }: Tenant,
): Promise<{ now: string; fired: number }> {
  const { seconds, to } = readInput(advanceInput, body);
  const by = milliseconds(Math.round((seconds ?? 0) * 1_000));
  const goal = to === undefined ? plus(shown.now(), by) : momentOf(to);
  if (goal > END_OF_TIME) {
    throw new ControlError(
      'invalid_request',
      `The clock does not go beyond ${toRfc3339(END_OF_TIME)}: advance it by less`,
    );
  }
  if (to !== undefined) refusePast(shown, goal);
  await holdings.nextCertificate.readyBy(goal);
  const timeline = moved();
  const from = toRfc3339(timeline.now());
  const fired = to === undefined ? await timeline.advanceBy(by) : await advanceTo(timeline, goal);
  const now = toRfc3339(timeline.now());
  log.record(timeline, { kind: 'clock', from, to: now, fired });
  return { now, fired };
}

function momentOf(text: string): Instant {
  const moment = parseRfc3339(text);
  if (moment !== undefined) return moment;
  throw new ControlError('invalid_request', `"to" is "${text}", which is no date: send ${advanceInput.example}`);
}

function refusePast(timeline: Timeline, goal: Instant): void {
  const now = timeline.now();
  // The clock is told in whole seconds: its own words are not before it.
  if (goal >= now || toUnixSeconds(goal) === toUnixSeconds(now)) return;
  throw new ControlError(
    'invalid_request',
    `"to" is ${toRfc3339(instant(goal))}, and the clock already stands at ${toRfc3339(now)}: it cannot go back`,
  );
}

const advanceTo = (timeline: Timeline, goal: Instant): Promise<number> =>
  goal >= timeline.now() ? timeline.advanceTo(goal) : timeline.advanceBy(milliseconds(0));
