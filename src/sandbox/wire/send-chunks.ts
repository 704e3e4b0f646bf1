import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { WireHeaders } from '../../protocol/index.ts';
import { SenderWentAway } from './read-body.ts';

/** Sends an answer piece by piece, no faster than it is read. Rejects with SenderWentAway where the reader leaves. */
export async function sendChunks(
  outgoing: ServerResponse,
  status: number,
  headers: WireHeaders,
  chunks: Iterable<Buffer>,
): Promise<void> {
  outgoing.writeHead(status, headers);
  try {
    await pipeline(Readable.from(chunks, { objectMode: false }), outgoing);
  } catch (failure) {
    if (outgoing.destroyed && isBrokenOff(failure)) throw new SenderWentAway();
    throw failure;
  }
}

const isBrokenOff = (failure: unknown): boolean =>
  failure instanceof Error &&
  'code' in failure &&
  ['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE', 'ERR_STREAM_DESTROYED'].includes(String(failure.code));
