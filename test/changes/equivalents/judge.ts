import type { Equivalent } from '../change.ts';

export const ofJudge: readonly Equivalent[] = [
  {
    file: 'src/judge/once-only.ts',
    was: "event.kind === 'reading' && event.of === 'order'",
    becomes: "event.of === 'order'",
    why: 'of all that stands in a trace, only a reading is of something',
  },
  {
    file: 'src/judge/once-only.ts',
    was: "event.kind === 'verb' && event.verb === verb",
    becomes: 'event.verb === verb',
    why: 'of all that stands in a trace, only what is wished of a merchant has a verb',
  },
];
