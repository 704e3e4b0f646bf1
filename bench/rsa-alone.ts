import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { publishedKeys } from '../src/targets/mock/published-keys.ts';
import { stopwatch } from '../src/time/index.ts';
import type { Took } from './running.ts';

/** What so many RSA operations take that do nothing else. */
export function rsaAlone(signatures: number, verifications: number): Took {
  const key = createPrivateKey({ key: { ...publishedKeys.merchant }, format: 'jwk' });
  const publicKey = createPublicKey(key);
  const [elapsed, before] = [stopwatch(), process.cpuUsage()];
  let signature = Buffer.alloc(0);
  for (let index = 0; index < signatures; index += 1) signature = sign('sha256', Buffer.from(`message ${index}`), key);
  const last = Buffer.from(`message ${signatures - 1}`);
  for (let index = 0; index < verifications; index += 1)
    if (!verify('sha256', last, publicKey, signature)) throw new Error('a signature does not verify');
  const { user, system } = process.cpuUsage(before);
  return { wall: elapsed(), core: (user + system) / 1_000 };
}
