import { createHash } from 'node:crypto';
import type { WireHeaders } from '../protocol/wire.ts';
import { type Recorded, recorded } from '../trace/index.ts';

/** A whole answer as it may be kept: what is cut from a file can still be held to a hash that was told of it. */
export function recordedWhole(headers: WireHeaders, body: Buffer): Recorded {
  const kept = recorded(headers, body);
  return typeof kept.body === 'string' ? { ...kept, sha1: createHash('sha1').update(body).digest('hex') } : kept;
}
