import type { IncomingMessage } from 'node:http';
import type { Server } from 'node:https';
import type { Socket } from 'node:net';
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

/** A connection, and who is to hear what becomes of it, until that was said. */
interface Connection {
  readonly socket: Socket;
  hear: ((visit: Visit) => void) | undefined;
  gone?: true;
}

const HANDSHAKES_WITHIN = seconds(1);
const LOOK_AGAIN_AFTER = milliseconds(5);

/**
 * Gives a server a false face. A client that checks certificates ends the handshake with an alert, or the connection right
 * after it, without a word: some look at the certificate only when the handshake is over.
 */
export function falseFace(server: Server, keyPem: string, rightPem: string): FalseFace {
  const open = new Map<string, Connection>();
  let hear: ((visit: Visit) => void) | undefined;
  server.on('connection', (socket: Socket) => {
    const connection: Connection = { socket, hear };
    const name = nameOf(socket);
    open.set(name, connection);
    socket.once('close', () => {
      if (open.get(name) === connection) open.delete(name);
      // One that said nothing has not seen the certificate.
      if (socket.bytesRead > 0) connection.hear?.({ end: 'refused' });
      connection.hear = undefined;
    });
  });
  server.on('tlsClientError', ({ code = '' }: Error & { readonly code?: string }, socket) => {
    // Whoever has seen the certificate says so in an alert, or goes without a word; what is no TLS has not seen it.
    const connection = open.get(nameOf(socket));
    if (connection && !/_ALERT_|^ECONNRESET$/.test(code)) connection.hear = undefined;
  });
  const change = (cert: string): void => {
    // A context of its own has tickets of its own: no session is resumed past the certificate.
    server.setSecureContext({ key: keyPem, cert, minVersion: 'TLSv1.2' });
    for (const connection of open.values()) {
      connection.hear = undefined;
      connection.gone = true;
      connection.socket.destroy();
    }
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
      const connection = open.get(nameOf(incoming.socket));
      if (hear === undefined && !connection?.gone) return false;
      connection?.hear?.({ end: 'asked', request: incoming });
      if (connection) connection.hear = undefined;
      incoming.socket.destroy();
      return true;
    },
  };
}

const nameOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;
