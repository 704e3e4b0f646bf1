import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Gateway } from '../gateway/gateway.ts';
import { type ErrorBody, type ErrorCode, type WireAnswer, wireHeaders } from '../protocol/index.ts';
import { readBody, SenderWentAway } from './read-body.ts';

/** No request of these payments comes near it: the largest is an order with its goods, of some 10 KiB. */
const BODY_LIMIT = 1_048_576;

/** Answers one request of the wire. Never rejects. */
export type WireFace = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>;

/**
 * The wire over HTTP: every request reaches the gateway as it was sent, whatever its method, path or content type, and the
 * gateway's answer goes out as it is. `tell` hears of what the gateway should not have done.
 */
export const wireFace =
  (gateway: Gateway, tell: (line: string) => void): WireFace =>
  async (incoming, outgoing) => {
    try {
      send(outgoing, await answered(gateway, incoming));
    } catch (failure) {
      if (failure instanceof SenderWentAway) return;
      tell(`Unexpected: ${incoming.method} ${incoming.url}: ${failure instanceof Error ? failure.stack : failure}`);
      send(outgoing, errorAnswer(500, 'SYSTEM_ERROR', '系统异常，请稍后重试'));
    }
  };

async function answered(gateway: Gateway, incoming: IncomingMessage): Promise<WireAnswer> {
  const body = await readBody(incoming, BODY_LIMIT);
  if (body === 'too-large') return errorAnswer(413, 'PARAM_ERROR', `请求体过大，不得超过 ${BODY_LIMIT} 字节`);
  return gateway.answer({
    method: incoming.method ?? '',
    target: incoming.url ?? '',
    headers: wireHeaders(incoming.headersDistinct),
    body,
  });
}

/** Past the framework, which would take the Content-Type from a 204; clients fail without it (SDKs). */
function send(outgoing: ServerResponse, { status, headers, body }: WireAnswer): void {
  const length = status === 204 ? {} : { 'content-length': String(body.length) };
  outgoing.writeHead(status, { ...headers, ...length });
  outgoing.end(body);
}

const bodyOf = (code: ErrorCode, message: string): Buffer =>
  Buffer.from(JSON.stringify({ code, message } satisfies ErrorBody));

/** An answer that the gateway itself had no part in: unsigned, as everything before authentication is. */
const errorAnswer = (status: number, code: ErrorCode, message: string): WireAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: bodyOf(code, message),
});

const UNREADABLE: Readonly<Record<string, readonly [status: string, message: string]>> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', '请求头过大'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', '请求超时'],
};

/** Answers what is not HTTP. There is no request to answer then, only a socket. */
export function answerUnreadable(failure: Error & { readonly code?: string }, socket: Socket): void {
  if (failure.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, message] = UNREADABLE[failure.code ?? ''] ?? ['400 Bad Request', 'HTTP 请求格式错误'];
  const body = bodyOf('PARAM_ERROR', message);
  const head = [
    `HTTP/1.1 ${status}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${body.length}`,
    'Connection: close',
  ];
  socket.write(Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]));
  socket.destroySoon();
}
