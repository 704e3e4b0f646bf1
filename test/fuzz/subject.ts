/** Sandboxes in a process of their own, one for each lane, so that what one request changed can be told. node --expose-gc … subject.ts FOLDER LANES */
import { startSandbox } from '../../src/sandbox/index.ts';
import { followGateways, look } from './books.ts';
import type { FromSubject, ToSubject } from './subject-messages.ts';

const send = (message: FromSubject): void => {
  process.send?.(message);
};

const followed = followGateways();
const [folder = '', lanes = '1'] = process.argv.slice(2);
const ports: number[] = [];
for (let lane = 0; lane < Number(lanes); lane += 1) {
  const tell = (line: string): void => send({ kind: 'told', lane, line });
  const { url } = await startSandbox({ host: '127.0.0.1', port: 0, credentials: folder, tell });
  ports.push(Number(new URL(url).port));
}

process.on('message', async ({ id, lane }: ToSubject) => {
  if (lane === 'memory') {
    for (let round = 0; round < 3; round += 1) {
      globalThis.gc?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
    const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
    send({ kind: 'memory', id, rss, heapUsed, arrayBuffers });
    return;
  }
  send({ kind: 'look', id, look: await look(followed[lane] ?? []) });
});
// Whoever started it is gone.
process.on('disconnect', () => process.exit(0));
send({ kind: 'ready', ports });
