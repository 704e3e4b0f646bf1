import type { IncomingMessage } from 'node:http';

/** Whoever sent the request did not wait for the answer. */
export class SenderWentAway extends Error {}

const NOTHING = Buffer.alloc(0);

/** A request's body, byte for byte; 'too-large' as soon as that is known, and what is still to come is thrown away. Rejects with SenderWentAway. */
export function readBody(incoming: IncomingMessage, limit: number): Promise<Buffer | 'too-large'> {
  const { headers } = incoming;
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) {
    incoming.resume();
    return Promise.resolve(NOTHING);
  }
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const tooLarge = (): void => {
      // The connection stays open: a sender that is cut off while it writes might never see the answer.
      incoming.removeAllListeners('data').resume();
      resolve('too-large');
    };
    incoming.on('error', () => reject(new SenderWentAway()));
    incoming.on('end', () => resolve(Buffer.concat(chunks)));
    incoming.on('close', () => {
      if (!incoming.readableEnded) reject(new SenderWentAway());
    });
    if (Number(incoming.headers['content-length'] ?? 0) > limit) return tooLarge();
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) tooLarge();
      else chunks.push(chunk);
    });
  });
}
