import type { FastifyReply, FastifyRequest } from 'fastify';
import { toNdjson } from '../../trace/index.ts';
import type { TraceLog } from '../merchants/trace-log.ts';

/**
 * A merchant's trace as NDJSON; or, for who accepts an event stream, what there is and then each event as it happens.
 * A stream that was broken is taken up again after its `Last-Event-ID`.
 */
export function sendTrace(log: TraceLog, { headers, raw }: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (!headers.accept?.includes('text/event-stream')) {
    return reply.type('application/x-ndjson; charset=utf-8').send(toNdjson(log.after(0)));
  }
  reply.hijack();
  const { raw: stream } = reply;
  stream.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
  const tell = (event: { readonly seq: number }): void => {
    stream.write(`id: ${event.seq}\ndata: ${JSON.stringify(event)}\n\n`);
  };
  stream.flushHeaders();
  const last = Number(headers['last-event-id'] ?? 0);
  for (const event of log.after(Number.isSafeInteger(last) ? last : 0)) tell(event);
  const leave = log.follow(tell);
  raw.on('close', leave);
  return reply;
}
