import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { Agent } from 'undici';
import { httpCarrier } from '../gateway/courier.ts';
import { Gateway } from '../gateway/gateway.ts';
import { systemEntropy } from '../protocol/index.ts';
import { Timeline, wallClock } from '../time/index.ts';
import { openCredentials } from './credentials.ts';
import { urlHost } from './loopback.ts';
import { SandboxError } from './sandbox-error.ts';
import { sandboxServer } from './server.ts';

export interface SandboxOptions {
  /** A loopback name or address. */
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  /** The folder of the demo merchant's credentials, absolute. */
  readonly credentials: string;
  /** Hears, line by line, of what should not have happened. */
  readonly tell: (line: string) => void;
}

/** A sandbox that answers. URLs are without a trailing slash. */
export interface Sandbox {
  readonly url: string;
  readonly control: string;
  readonly credentials: string;
  readonly mchid: string;
  /** Stops the clock, lets go of connections in both directions and frees the port. */
  close(): Promise<void>;
}

/**
 * Starts a gateway with one demo merchant on a flowing timeline, served over HTTP, and writes the merchant's credentials.
 * Wire time is wall time. Throws a SandboxError where the port or the folder cannot be had; then nothing is left running.
 */
export async function startSandbox({ host, port, credentials: folder, tell }: SandboxOptions): Promise<Sandbox> {
  const credentials = await openCredentials(folder, wallClock, systemEntropy);
  const { merchant: who, certificate, platformKeys } = credentials;
  // No connection is kept for the next notification: the receiver may be restarted in between, as backends in development are.
  const outbound = new Agent({ pipelining: 0 });
  const timeline = Timeline.flowing(wallClock);
  const gateway = new Gateway({ wire: wallClock, entropy: systemEntropy, carry: httpCarrier(outbound) });
  const merchant = gateway.register({
    mchid: who.mchid,
    appids: [who.appid],
    certificates: [
      { serialNo: certificate.serialNo, publicKey: certificate.publicKey, notAfter: certificate.notAfter },
    ],
    apiv3Key: who.apiv3_key,
    keyMode: 'both',
    platformKeys,
    timeline,
  });
  const server = sandboxServer({ gateway, merchant, openid: who.openid }, tell);
  const close = async (): Promise<void> => {
    timeline.stop();
    await outbound.destroy(); // first: a call that waits for a notification to be answered would hold the server
    await server.close();
  };
  try {
    await listen(server, host, port);
    const url = `http://${urlHost(host)}:${(server.server.address() as AddressInfo).port}`;
    await credentials.save(url);
    return { url, control: `${url}/sandbox`, credentials: folder, mchid: who.mchid, close };
  } catch (failure) {
    await close();
    throw failure;
  }
}

async function listen(server: FastifyInstance, host: string, port: number): Promise<void> {
  try {
    await server.listen({ host, port });
  } catch (failure) {
    const code = failure instanceof Error && 'code' in failure ? String(failure.code) : String(failure);
    switch (code) {
      case 'EADDRINUSE':
        throw new SandboxError(`Port ${port} is in use: choose another with --port, or --port 0 for any free one`);
      case 'EACCES':
        throw new SandboxError(`Port ${port} needs more rights: choose one above 1023 with --port, or --port 0`);
      default:
        throw new SandboxError(`${host}:${port} cannot be listened on (${code}): choose others with --host and --port`);
    }
  }
}
