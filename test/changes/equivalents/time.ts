import type { Equivalent } from '../change.ts';

export const ofTime: readonly Equivalent[] = [
  {
    file: 'src/time/instant.ts',
    was: 'second !== lastSecond',
    becomes: 'true',
    why: 'the text of a second is made anew, and is the same',
  },
  {
    file: 'src/time/instant.ts',
    was: "''",
    becomes: "'other'",
    code: 'lastText',
    why: 'replaced before it is ever told: no second is NaN',
  },
  {
    file: 'src/time/timeline.ts',
    was: 'at !== undefined && at <= this.now()',
    becomes: 'at <= this.now()',
    why: 'nothing is no earlier than now: only the compiler wants the question',
  },
];
