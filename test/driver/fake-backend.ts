import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as a backend got it. */
export interface Got {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly json: Readonly<Record<string, unknown>>;
}

export interface Said {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** JSON, or a text as it is. */
  readonly body?: unknown;
}

/** `GET /path` → what it answers, or what it does with the connection. */
export type Routes = Readonly<Record<string, (got: Got, response: ServerResponse) => Said | undefined>>;

export interface FakeBackend {
  readonly url: string;
  readonly got: readonly Got[];
  close(): Promise<void>;
}

const json = (text: string): Readonly<Record<string, unknown>> => {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
};

/** A shop's backend on a free loopback port. A route that answers undefined has seen to the response itself. */
export async function fakeBackend(routes: Routes): Promise<FakeBackend> {
  const got: Got[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://backend');
      const text = Buffer.concat(chunks).toString();
      const method = request.method ?? '';
      const one: Got = {
        method,
        path: pathname,
        query: searchParams,
        headers: request.headers,
        text,
        json: json(text),
      };
      got.push(one);
      const route = routes[`${method} ${pathname}`] ?? routes['*'];
      const said = route ? route(one, response) : { status: 404, body: { message: 'no such path' } };
      if (!said) return;
      const body = typeof said.body === 'string' ? said.body : JSON.stringify(said.body ?? {});
      for (const [name, value] of Object.entries(said.headers ?? {}))
        response.setHeader(name, typeof value === 'string' ? value : [...value]);
      response.writeHead(said.status ?? 200).end(body);
    });
  });
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    got,
    close: async () => {
      const closed = new Promise<void>((done) => server.close(() => done()));
      server.closeAllConnections();
      await closed;
    },
  };
}
