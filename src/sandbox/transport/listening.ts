import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';
import { SandboxError } from '../sandbox-error.ts';

/** A server that listens. */
export interface Listening {
  readonly port: number;
  /** Ends every connection at once and frees the port. */
  close(): Promise<void>;
}

/**
 * Has a server listen and answers its port; 0 picks a free one. Throws a SandboxError where the port cannot be had, which
 * names the option of the command that chooses it, such as `--port`.
 */
export async function listen(server: Server, host: string, port: number, option: string): Promise<number> {
  try {
    const listening = once(server, 'listening');
    server.listen({ host, port });
    await listening;
  } catch (failure) {
    throw listenFailure(failure, host, port, option);
  }
  return (server.address() as AddressInfo).port;
}

/** Why a port cannot be listened on, for the person who chose it. */
function listenFailure(failure: unknown, host: string, port: number, option: string): SandboxError {
  const code = failure instanceof Error && 'code' in failure ? String(failure.code) : String(failure);
  switch (code) {
    case 'EADDRINUSE':
      return new SandboxError(`Port ${port} is in use: choose another with ${option}, or ${option} 0 for any free one`);
    case 'EACCES':
      return new SandboxError(`Port ${port} needs more rights: choose one above 1023 with ${option}, or ${option} 0`);
    default:
      return new SandboxError(
        `${host}:${port} cannot be listened on (${code}): choose others with --host and ${option}`,
      );
  }
}

/** Keeps account of a server's connections. What it answers ends them all at once, frees the port, and may be called again. */
export function closer(server: Server): () => Promise<void> {
  const open = new Set<Socket>();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  return async () => {
    const closed = new Promise<void>((done) => {
      server.close(() => done()); // its error says that it was not open: then it is closed already
    });
    for (const socket of open) socket.destroy();
    await closed;
  };
}
