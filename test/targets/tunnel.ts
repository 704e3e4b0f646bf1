import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { after } from 'node:test';
import { type Duration, wakeAfter } from '../../src/time/index.ts';

/** Has a server listen until the file's tests are over. Answers its port. */
export async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  after(() => void server.close());
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** A tunnel whose bytes take that long in each direction. Answers its port. */
export const tunnel = (to: number, delay: Duration): Promise<number> =>
  listening(
    createServer((outside) => {
      const inside = connect(to, '127.0.0.1');
      const slowly = (from: Socket, into: Socket): void => {
        const late = (act: () => void): void => void wakeAfter(delay, act);
        from.on('data', (chunk) => late(() => into.write(chunk)));
        from.on('close', () => late(() => into.destroy()));
        from.on('error', () => {});
      };
      slowly(outside, inside);
      slowly(inside, outside);
    }),
  );
