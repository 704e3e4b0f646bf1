import type { IncomingMessage } from 'node:http';
import type { Server } from 'node:https';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { milliseconds, seconds, stopwatch, wakeAfter } from '../../time/index.ts';

/** What became of one connection to the false face. */
export type Visit = { readonly end: 'refused' } | { readonly end: 'asked'; readonly request: IncomingMessage };

/** A server's way to show another certificate for a while. Whoever connects then is answered nothing. */
export interface FalseFace {
  /** Ends every connection, and shows this certificate from now on. */
  show(certificatePem: string, heard: (visit: Visit) => void): void;
  /** Waits a little for handshakes under way, ends every connection, and shows the right certificate again. */
  drop(): Promise<void>;
  /** Takes a request that came over a connection to the false face; whether it did. */
  takes(incoming: IncomingMessage): boolean;
}

const HANDSHAKES_WITHIN = seconds(1);
const LOOK_AGAIN_AFTER = milliseconds(5);

/**
 * Gives a server a false face. A client that checks certificates ends the handshake with an alert, or the connection right
 * after it, without a word: some look at the certificate only when the handshake is over.
 */
export function falseFace(server: Server, keyPem: string, rightPem: string): FalseFace {
  const open = new Set<Socket>();
  /** Connections whose handshake is done, with whom to tell what becomes of them. */
  const visits = new Map<Socket, (visit: Visit) => void>();
  const falseOnes = new WeakSet<Socket>();
  let hear: ((visit: Visit) => void) | undefined;
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  server.on('secureConnection', (socket: TLSSocket) => {
    if (!hear) return;
    visits.set(socket, hear);
    falseOnes.add(socket);
    socket.once('close', () => {
      const tell = visits.get(socket);
      visits.delete(socket);
      tell?.({ end: 'refused' });
    });
  });
  server.on('tlsClientError', (failure: Error & { readonly code?: string }, socket) => {
    if (isRefusal(failure, socket)) hear?.({ end: 'refused' });
  });
  const change = (cert: string): void => {
    // A context of its own has tickets of its own: no session is resumed past the certificate.
    server.setSecureContext({ key: keyPem, cert, minVersion: 'TLSv1.2' });
    visits.clear();
    for (const socket of open) socket.destroy();
  };
  return {
    show: (certificatePem, heard) => {
      hear = heard;
      change(certificatePem);
    },
    drop: async () => {
      if (!hear) return;
      const elapsed = stopwatch();
      while (open.size > 0 && elapsed() < HANDSHAKES_WITHIN)
        await new Promise<void>((resolve) => wakeAfter(LOOK_AGAIN_AFTER, resolve));
      hear = undefined;
      change(rightPem);
    },
    takes: (incoming) => {
      const { socket } = incoming;
      if (!falseOnes.has(socket)) return false;
      visits.get(socket)?.({ end: 'asked', request: incoming });
      visits.delete(socket);
      socket.destroy();
      return true;
    },
  };
}

/** Whoever has seen the certificate says so in an alert, or goes without a word; what is no TLS has not seen it. */
const isRefusal = ({ code = '' }: { readonly code?: string }, socket: TLSSocket): boolean =>
  /_ALERT_/.test(code) || (code === 'ECONNRESET' && socket.bytesRead > 0);
