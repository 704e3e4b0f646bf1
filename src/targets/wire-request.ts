import type { Dispatcher } from 'undici';
import { type WireHeaders, type WireRequest, wireHeaders } from '../protocol/wire.ts';

/** The request that undici is about to send, as it will stand on the wire. Bodies are bytes or text: the kit streams none. */
export function wireRequestOf(options: Dispatcher.DispatchOptions): WireRequest {
  const body = options.body;
  return {
    method: options.method,
    target: options.path,
    headers: headersOf(options.headers),
    body: typeof body === 'string' || body instanceof Uint8Array ? Buffer.from(body) : Buffer.alloc(0),
  };
}

function headersOf(headers: Dispatcher.DispatchOptions['headers']): WireHeaders {
  if (!headers) return {};
  if (Array.isArray(headers)) {
    const pairs: [string, string][] = [];
    for (let index = 0; index + 1 < headers.length; index += 2)
      pairs.push([String(headers[index]), String(headers[index + 1])]);
    return wireHeaders(Object.fromEntries(pairs));
  }
  if (Symbol.iterator in headers) return wireHeaders(Object.fromEntries(headers));
  return wireHeaders(headers);
}
