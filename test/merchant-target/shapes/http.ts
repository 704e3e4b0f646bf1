import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseJson, type WireRequest, wireHeaders } from '../../../src/protocol/wire.ts';

/** What a backend was asked. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** The fields of its JSON or its form. */
  readonly said: Readonly<Record<string, unknown>>;
  /** What stands for each `:part` of the route. */
  readonly parts: readonly string[];
  /** The same, as WeChat Pay would have sent it. */
  readonly letter: WireRequest;
}

/** A body that is a text is sent as one, anything else as JSON. */
export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: unknown;
}

export type Route = (asked: Asked) => Reply | Promise<Reply>;

/** `POST /orders/:part/pay`, or `ANY …` for every method. */
export type Routes = Readonly<Record<string, Route>>;

/** A backend's routes, served on loopback until it is closed; `failed` is how it says that something cannot be. */
export async function serve(
  routes: Routes,
  failed: (failure: Error) => Reply,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((incoming, outgoing) => void answer(routes, failed, incoming, outgoing));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => close(server) };
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

async function answer(
  routes: Routes,
  failed: (failure: Error) => Reply,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const asked = await readAll(incoming);
  const found = routeOf(routes, asked);
  const reply = !found
    ? { status: 404, body: `there is no ${asked.method} ${asked.path}` }
    : await Promise.resolve()
        .then(() => found.route({ ...asked, parts: found.parts }))
        .catch((failure: unknown) => failed(failure instanceof Error ? failure : new Error(String(failure))));
  const { status = 200, headers = {}, body } = reply;
  const isText = typeof body === 'string' || body === undefined;
  const type = isText ? 'text/html; charset=utf-8' : 'application/json';
  outgoing.writeHead(status, { 'content-type': type, ...headers } as Record<string, string | string[]>);
  outgoing.end(isText ? body : JSON.stringify(body));
}

async function readAll(incoming: IncomingMessage): Promise<Omit<Asked, 'parts'>> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const { method = '', url: target = '/' } = incoming;
  const { pathname: path, searchParams: query } = new URL(target, 'http://backend');
  const headers = wireHeaders(incoming.headersDistinct);
  const json = parseJson(body);
  const said = (json ?? Object.fromEntries(new URLSearchParams(body.toString()))) as Asked['said'];
  return { method, path, query, headers, said, letter: { method, target, headers, body } };
}

function routeOf(routes: Routes, { method, path }: Pick<Asked, 'method' | 'path'>) {
  for (const [name, route] of Object.entries(routes)) {
    const [its = '', pattern = ''] = name.split(' ');
    const match = new RegExp(`^${pattern.replaceAll(/:\w+/g, '([^/]+)')}$`).exec(path);
    if (match && (its === method || its === 'ANY'))
      return { route, parts: match.slice(1).map((part) => decodeURIComponent(part)) };
  }
  return undefined;
}
