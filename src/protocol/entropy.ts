import { hash, randomBytes } from 'node:crypto';

/** A source of random bytes. Everything random in the kit is drawn from one, so that a seed repeats a run. */
export type Entropy = (bytes: number) => Buffer;

/** Each draw from the operating system costs more than what is done with it: many small ones are taken from one large one. */
const BLOCK = 8_192;
let block = Buffer.of();

/** The operating system's randomness, for a gateway that lives on its own. */
export const systemEntropy: Entropy = (bytes) => {
  if (block.length < bytes) block = randomBytes(Math.max(bytes, BLOCK));
  const drawn = block.subarray(0, bytes);
  block = block.subarray(bytes);
  return drawn;
};

/** Bytes that look random and are the same for the same seed: SHA-512 over the seed and a counter. Protects nothing. */
export function seededEntropy(seed: string): Entropy {
  let counter = 0;
  let left = Buffer.of();
  return (bytes) => {
    while (left.length < bytes) {
      left = Buffer.concat([left, hash('sha512', `${seed}/${counter}`, 'buffer')]);
      counter += 1;
    }
    const drawn = left.subarray(0, bytes);
    left = left.subarray(bytes);
    return drawn;
  };
}

const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** `length` letters and digits. */
export function alphanumeric(entropy: Entropy, length: number): string {
  let text = '';
  for (const byte of entropy(length)) text += ALPHANUMERIC.charAt(byte % ALPHANUMERIC.length);
  return text;
}

/** 32 upper-case hex characters, as the official documents make a request's nonce (D:4012365336). */
export const requestNonce = (entropy: Entropy): string => entropy(16).toString('hex').toUpperCase();

/** A UUID's form filled with the source's bytes, marked version 5 as the ids of real notifications are. */
export function uuid(entropy: Entropy): string {
  const bytes = Buffer.from(entropy(16));
  bytes[6] = (bytes.readUInt8(6) & 0x0f) | 0x50; // the version
  bytes[8] = (bytes.readUInt8(8) & 0x3f) | 0x80; // the variant of RFC 9562
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
