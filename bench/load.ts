import { connect, type Socket } from 'node:net';
import { stopwatch } from '../src/time/index.ts';

/** Requests in bytes that one connection sends one after the other, each once the one before it was answered. */
export type Turn = readonly Buffer[];

/** How long a load took, and how many answers had which status. */
export interface Carried {
  readonly seconds: number;
  readonly statuses: ReadonlyMap<number, number>;
}

/** Sends every turn over `connections` keep-alive connections and resolves when all are answered. Rejects where a connection ends early. */
export async function carry(port: number, turns: readonly Turn[], connections: number): Promise<Carried> {
  const statuses = new Map<number, number>();
  const waiting = [...turns].reverse();
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)));
  const elapsed = stopwatch();
  await Promise.all(sockets.map((socket) => work(socket, waiting, statuses)));
  const seconds = elapsed() / 1_000;
  for (const socket of sockets) socket.destroy();
  return { seconds, statuses };
}

const open = (port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket));
    socket.on('error', reject);
  });

function work(socket: Socket, waiting: Turn[], statuses: Map<number, number>): Promise<void> {
  return new Promise((resolve, reject) => {
    let turn: Turn = [];
    let sent = 0;
    let received: Buffer = Buffer.alloc(0);
    const next = (): void => {
      if (sent === turn.length) {
        turn = waiting.pop() ?? [];
        sent = 0;
      }
      const request = turn[sent];
      if (!request) {
        resolve();
        return;
      }
      sent += 1;
      socket.write(request);
    };
    socket.on('close', () => reject(new Error('a connection was closed before its requests were answered')));
    socket.on('data', (chunk: Buffer) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      const status = wholeAnswer(received);
      if (status === undefined) return;
      received = Buffer.alloc(0);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      next();
    });
    next();
  });
}

/** The status of an answer that is there to its last byte. Every answer under load says its length. */
function wholeAnswer(received: Buffer): number | undefined {
  const headEnd = received.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const head = received.toString('latin1', 0, headEnd);
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
  return received.length >= headEnd + 4 + length ? Number(head.slice(9, 12)) : undefined;
}
