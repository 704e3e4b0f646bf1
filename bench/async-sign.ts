/** How many RSA-2048 signatures a second `crypto.sign` with a callback makes, 16 under way at a time. Prints the figure. */
import { createPrivateKey, sign } from 'node:crypto';
import { publishedKeys } from '../src/targets/mock/published-keys.ts';
import { stopwatch } from '../src/time/index.ts';

const key = createPrivateKey({ key: { ...publishedKeys.platformCertificate }, format: 'jwk' });
const message = Buffer.alloc(300, 'x');
let left = 4_000;
const signOne = (): Promise<void> =>
  new Promise((resolve, reject) => sign('sha256', message, key, (failure) => (failure ? reject(failure) : resolve())));
const elapsed = stopwatch();
const count = left;
await Promise.all(
  Array.from({ length: 16 }, async () => {
    while (left > 0) {
      left -= 1;
      await signOne();
    }
  }),
);
process.stdout.write(`${((count / elapsed()) * 1_000).toFixed(0)}\n`);
