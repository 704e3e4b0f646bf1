import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ErrorBody, ErrorCode } from '../../protocol/index.ts';

export const errorBody = (code: ErrorCode, message: string): Buffer =>
  Buffer.from(JSON.stringify({ code, message } satisfies ErrorBody));

const UNREADABLE: Readonly<Record<string, readonly [status: string, message: string]>> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', '请求头过大'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', '请求超时'],
};

/** The answer to the latest request of each connection. */
const latest = new WeakMap<Socket, ServerResponse>();

/** Notes that a request is being answered: for a server's 'request' event. */
export function followRequest({ socket }: IncomingMessage, outgoing: ServerResponse): void {
  latest.set(socket, outgoing);
}

/**
 * Answers what is not HTTP. There is no request to answer then, only a socket. A whole request that came before it is
 * answered first: its sender would take this answer for that one, and think refused what was done.
 */
export function answerUnreadable(failure: Error & { readonly code?: string }, socket: Socket): void {
  const before = latest.get(socket);
  if (before?.req.complete && !before.closed) before.once('close', () => refuse(failure, socket));
  else refuse(failure, socket);
}

function refuse(failure: Error & { readonly code?: string }, socket: Socket): void {
  if (failure.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, message] = UNREADABLE[failure.code ?? ''] ?? ['400 Bad Request', 'HTTP 请求格式错误'];
  const body = errorBody('PARAM_ERROR', message);
  const head = [
    `HTTP/1.1 ${status}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${body.length}`,
    'Connection: close',
  ];
  socket.write(Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]));
  socket.destroySoon();
}
