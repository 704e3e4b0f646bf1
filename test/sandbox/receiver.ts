import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { seconds, wakeAfter } from '../../src/time/index.ts';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A merchant's notify_url on a port of its own: keeps what comes, answers as it is told to. */
export class Receiver {
  readonly url: string;
  readonly received: Received[] = [];
  /** The status that it answers with, */
  status = 204;
  /** and the headers. */
  headers: Readonly<Record<string, string>> = {};
  /** How many requests waited for their answers at the same time, at the most. */
  mostAtOnce = 0;
  #atOnce = 0;
  #held: Promise<void> | undefined;
  readonly #waiting: (() => void)[] = [];
  readonly #server;

  private constructor(server: ReturnType<typeof createServer>) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (incoming, outgoing) => {
      this.#atOnce += 1;
      this.mostAtOnce = Math.max(this.mostAtOnce, this.#atOnce);
      let waits = true;
      const over = (): void => {
        if (waits) this.#atOnce -= 1;
        waits = false;
      };
      outgoing.once('close', over); // whoever sent it did not wait
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', async () => {
        const body = Buffer.concat(chunks).toString('utf8');
        const held = this.#held;
        this.received.push({ path: incoming.url ?? '', headers: incoming.headers, body });
        for (const wake of this.#waiting.splice(0)) wake();
        if (held) await held;
        over();
        outgoing.writeHead(this.status, this.headers).end();
      });
    });
  }

  static async open(): Promise<Receiver> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Receiver(server);
  }

  /** Answers nothing from now on, until what it answers is called. */
  hold(): () => void {
    const { promise, resolve } = withResolvers();
    this.#held = promise;
    return () => {
      this.#held = undefined;
      resolve();
    };
  }

  /** The nth that was received, once it is there; an error where it does not come. */
  async nth(n: number): Promise<Received> {
    for (;;) {
      const found = this.received[n - 1];
      if (found) return found;
      await new Promise<void>((resolve, reject) => {
        const late = () => reject(new Error(`${this.received.length} notifications came, and no ${n}th within 30 s`));
        const alarm = wakeAfter(seconds(30), late);
        this.#waiting.push(() => {
          alarm.cancel();
          resolve();
        });
      });
    }
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}

function withResolvers(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  const made: { resolve: () => void } = { resolve: () => {} };
  const promise = new Promise<void>((resolve) => {
    made.resolve = resolve;
  });
  return { promise, resolve: () => made.resolve() };
}
