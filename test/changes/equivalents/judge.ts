import type { Equivalent } from '../change.ts';

/** What is compared with a moment that nobody can read is neither earlier nor later, asked or not. */
const UNREADABLE = 'a comparison with nothing is false: only the compiler wants the question';
const BOTH = 'now !== undefined && expires !== undefined';
const ENDED = `${BOTH} && now >= expires`;
const file = 'src/judge/once-only.ts';

export const ofJudge: readonly Equivalent[] = [
  { file, was: 'made && plus(made, UNPAID_LIVES)', becomes: 'plus(made, UNPAID_LIVES)', why: UNREADABLE },
  { file, was: ENDED, becomes: 'now >= expires', why: UNREADABLE },
  { file, was: BOTH, becomes: 'now !== undefined', why: UNREADABLE },
  { file, was: BOTH, becomes: 'expires !== undefined', why: UNREADABLE },
  {
    file: 'src/judge/once-only.ts',
    was: "event.kind === 'reading' && event.of === 'order'",
    becomes: "event.of === 'order'",
    why: 'of all that stands in a trace, only a reading is of something',
  },
  {
    file: 'src/judge/scenario.ts',
    was: "event.kind === 'expectation' && event.rule === rule",
    becomes: 'event.rule === rule',
    why: 'of all that stands in a trace, only an expectation is of one rule',
  },
  {
    file: 'src/judge/once-only.ts',
    was: "event.kind === 'verb' && event.verb === verb",
    becomes: 'event.verb === verb',
    why: 'of all that stands in a trace, only what is wished of a merchant has a verb',
  },
];
