import type { IncomingMessage } from 'node:http';

/**
 * Reads a target in absolute form (`GET http://host/path`) as the path and query alone, from that host: servers have to
 * take both forms, and to go by the target where the Host header says something else (RFC 9112 §3.2.2).
 */
export function toOriginForm(incoming: IncomingMessage): void {
  const [, host, rest = ''] = /^https?:\/\/([^/?#]*)(.*)$/is.exec(incoming.url ?? '') ?? [];
  if (host === undefined) return;
  incoming.url = rest.startsWith('/') ? rest : `/${rest}`;
  incoming.headers.host = host;
}
