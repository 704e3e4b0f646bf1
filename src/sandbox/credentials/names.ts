import { alphanumeric, type Entropy } from '../../protocol/index.ts';
import { type Clock, toCompact } from '../../time/index.ts';

/** `length` decimal digits, the first of which is not 0. */
const digits = (entropy: Entropy, length: number): string =>
  Array.from(entropy(length), (byte, index) => (index === 0 ? 1 + (byte % 9) : byte % 10)).join('');

/** Ten digits, as the numbers that are given out today. */
export const newMchid = (entropy: Entropy): string => `16${digits(entropy, 8)}`;

export const newAppid = (entropy: Entropy): string => `wx${entropy(8).toString('hex')}`;

/** 28 characters, as real ones. */
export const newOpenid = (entropy: Entropy): string => `oSandbox${alphanumeric(entropy, 20)}`;

/** As real ids are made up: 01, the merchant's number, the day, and 14 digits (D:4012153196). */
export const newPublicKeyId = (entropy: Entropy, mchid: string, clock: Clock): string =>
  `PUB_KEY_ID_01${mchid}${toCompact(clock.now()).slice(0, 8)}${digits(entropy, 14)}`;
