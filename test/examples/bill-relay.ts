import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync, gzipSync } from 'node:zlib';
import { request } from 'undici';

/** Stands between a shop and the sandbox: counts what is asked of bills, and can alter a file on its way. */
export class BillRelay {
  readonly url: string;
  /** What was asked for: `/v3/bill/tradebill`, the file. */
  readonly asked: string[] = [];
  /** Makes of a bill what arrives. */
  alter: (bill: string) => string = (bill) => bill;
  readonly #server;

  private constructor(server: ReturnType<typeof createServer>, sandbox: string) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', async (incoming, outgoing) => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      const path = incoming.url ?? '/';
      const { connection: _, 'transfer-encoding': __, ...headers } = incoming.headers;
      const { method = 'GET' } = incoming;
      const body = chunks.length === 0 ? null : Buffer.concat(chunks);
      const answer = await request(`${sandbox}${path}`, { method, headers, body });
      const bytes = Buffer.from(await answer.body.arrayBuffer());
      if (path.includes('bill')) this.asked.push(path.replace(/\?.*/, ''));
      const isFile = path.includes('bill') && answer.headers['content-type'] === 'application/gzip';
      const { connection: ___, 'transfer-encoding': ____, 'content-length': _____, ...rest } = answer.headers;
      outgoing.writeHead(answer.statusCode, rest);
      outgoing.end(isFile ? gzipSync(this.alter(gunzipSync(bytes).toString('utf8'))) : bytes);
    });
  }

  static async start(sandbox: string): Promise<BillRelay> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new BillRelay(server, sandbox);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
