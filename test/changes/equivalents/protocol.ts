import type { Equivalent } from '../change.ts';

export const ofProtocol: readonly Equivalent[] = [
  {
    file: 'src/protocol/certificates.ts',
    was: '2048',
    becomes: '2049',
    why: 'OpenSSL makes a key of an even number of bits: 2,048',
  },
  {
    file: 'src/protocol/sensitive-field.ts',
    was: 'length / HASH_BYTES',
    becomes: '(length) * (HASH_BYTES)',
    why: 'more blocks of the mask are made, and cut off behind its length',
  },
  {
    file: 'src/protocol/entropy.ts',
    was: 'left.length < bytes',
    becomes: '(left.length) <= (bytes)',
    why: 'a block is made before it is needed: the same bytes come in the same order',
  },
  {
    file: 'src/protocol/answer-signing.ts',
    was: '/^\\d{1,12}$/',
    becomes: '/^\\d{0,12}$/',
    why: 'an empty timestamp is absent before it is read',
  },
];
