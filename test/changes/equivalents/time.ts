import type { Equivalent } from '../change.ts';

const RFC3339 = String.raw`/^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/`;
const rfc3339 = (becomes: string): Equivalent => ({
  file: 'src/time/instant.ts',
  was: RFC3339,
  becomes,
  why: 'Date.parse refuses it as well: the pattern does not leave that to what another engine reads',
});

export const ofTime: readonly Equivalent[] = [
  rfc3339(RFC3339.replace('^', '')),
  rfc3339(RFC3339.replace('$', '')),
  rfc3339(RFC3339.replace('{1,9}', '{0,9}')),
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
