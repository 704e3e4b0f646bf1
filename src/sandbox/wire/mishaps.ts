import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Mishap } from '../../gateway/answer-faults.ts';
import type { WireAnswer } from '../../protocol/index.ts';
import { wakeAfter } from '../../time/index.ts';

/** Lets happen to an answer what was asked for. */
export async function playMishap(
  mishap: Mishap,
  { socket }: IncomingMessage,
  outgoing: ServerResponse,
  { status, headers, body }: WireAnswer,
): Promise<void> {
  const head = { ...headers, ...(status === 204 ? {} : { 'content-length': String(body.length) }) };
  switch (mishap.kind) {
    case 'slow':
      await new Promise<void>((resolve) => {
        const gone = (): void => {
          alarm.cancel();
          resolve();
        };
        const alarm = wakeAfter(mishap.by, () => {
          socket.removeListener('close', gone);
          resolve();
        });
        socket.once('close', gone);
      });
      if (!socket.destroyed) outgoing.writeHead(status, head).end(body);
      return;
    case 'reset':
      // A TLS connection has none of its own to reset: it is cut.
      if (outgoing.socket && 'encrypted' in outgoing.socket) socket.destroy();
      else socket.resetAndDestroy();
      return;
    case 'truncated':
      outgoing.writeHead(status, head);
      outgoing.write(body.subarray(0, body.length >> 1), () => socket.destroySoon());
      outgoing.flushHeaders();
      return;
  }
}
