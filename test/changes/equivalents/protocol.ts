import type { Equivalent } from '../change.ts';

export const ofProtocol: readonly Equivalent[] = [
  {
    file: 'src/protocol/answer-signing.ts',
    was: '/^\\d{1,12}$/',
    becomes: '/^\\d{0,12}$/',
    why: 'an empty timestamp is absent before it is read',
  },
];
