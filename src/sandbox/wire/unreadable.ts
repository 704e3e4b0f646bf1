import type { Socket } from 'node:net';
import type { ErrorBody, ErrorCode } from '../../protocol/index.ts';

export const errorBody = (code: ErrorCode, message: string): Buffer =>
  Buffer.from(JSON.stringify({ code, message } satisfies ErrorBody));

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
