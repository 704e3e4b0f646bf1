import type { FastifyReply, FastifyRequest } from 'fastify';
import { type TraceEvent, toNdjson } from '../../trace/index.ts';
import type { TraceLog } from '../merchants/trace-log.ts';

/**
 * A merchant's trace as NDJSON; or, for who accepts an event stream, what there is and then each event as it happens.
 * A stream that was broken is taken up again after its `Last-Event-ID`. A follower that reads slower than things happen
 * lags behind, and is cut off once it missed something: nothing is held for it but what the log holds anyway.
 */
export function sendTrace(log: TraceLog, { headers, raw }: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (!headers.accept?.includes('text/event-stream')) {
    return reply.type('application/x-ndjson; charset=utf-8').send(toNdjson(log.after(0)));
  }
  reply.hijack();
  const { raw: stream } = reply;
  stream.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
  stream.flushHeaders();
  const last = Number(headers['last-event-id'] ?? 0);
  let told = Number.isSafeInteger(last) ? last : 0;
  let isFull = false;
  const tell = (event: TraceEvent): void => {
    if (isFull) return;
    told = event.seq;
    isFull = !stream.write(`id: ${event.seq}\ndata: ${JSON.stringify(event)}\n\n`);
  };
  for (const event of log.after(told)) tell(event);
  const leave = log.follow(tell);
  stream.on('drain', () => {
    isFull = false;
    const missing = log.after(told);
    if (missing[0] && missing[0].seq > told + 1) stream.destroy();
    else for (const event of missing) tell(event);
  });
  raw.on('close', leave);
  return reply;
}
