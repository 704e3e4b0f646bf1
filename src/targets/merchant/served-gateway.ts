import { createServer } from 'node:http';
import type { Agent } from 'undici';
import { httpCarrier } from '../../gateway/http-carrier.ts';
import { type KeyMode, systemEntropy } from '../../protocol/index.ts';
import { openCredentials } from '../../sandbox/credentials/credentials.ts';
import { forgetful } from '../../sandbox/data/kept.ts';
import { isLoopback, urlHost } from '../../sandbox/loopback.ts';
import { MerchantDesk } from '../../sandbox/merchants/merchant-desk.ts';
import { closer, listen } from '../../sandbox/transport/listening.ts';
import { type TlsFace, tlsFace } from '../../sandbox/transport/tls-face.ts';
import { tunnel } from '../../sandbox/transport/tunnel.ts';
import { answerUnreadable } from '../../sandbox/wire/unreadable.ts';
import { seconds, wallClock } from '../../time/index.ts';
import { type DeliveryMap, outbound } from './deliveries.ts';
import { gatewayFace } from './gateway-face.ts';
import type { Address } from './listen-address.ts';
import type { MerchantClock } from './merchant-clock.ts';
import type { House } from './room.ts';
import { Rooms } from './rooms.ts';
import { Traffic } from './traffic.ts';

export interface ServedGatewayOptions {
  readonly at: Address;
  /** Serves TLS under WeChat Pay's names too. */
  readonly tls?: Address;
  /** Serves a CONNECT proxy to the TLS port too, on loopback. */
  readonly proxy?: Address;
  /** The folder of the merchant's credentials, absolute; filled where it has none. */
  readonly credentials: string;
  readonly keyMode: KeyMode;
  readonly deliveries: DeliveryMap;
  /** The time by which the backend signs. */
  readonly wire: MerchantClock;
  readonly tell: (line: string) => void;
}

/** The kit's gateway, served to one backend for one run. URLs are without a trailing slash. */
export interface ServedGateway {
  readonly url: string;
  readonly tlsUrl?: string;
  readonly proxy?: string;
  readonly rooms: Rooms;
  readonly traffic: Traffic;
  readonly house: House;
  /** The TLS port, where there is one. */
  readonly tls?: TlsFace;
  /** Lets go of connections in both directions and frees the ports. */
  close(): Promise<void>;
}

/** Longer than clients keep connections that they mean to use again. */
const KEEP_ALIVE = seconds(72);

/**
 * Serves the gateway over HTTP, and over TLS and a proxy where asked. Throws a SandboxError where a port or the folder
 * cannot be had; then nothing is left open.
 */
export async function openServedGateway(options: ServedGatewayOptions): Promise<ServedGateway> {
  const { at, credentials: folder, keyMode, deliveries, wire, tell } = options;
  const open: (() => unknown)[] = [];
  const close = async (): Promise<void> => {
    for (let undo = open.pop(); undo; undo = open.pop()) await undo();
  };
  try {
    const entropy = systemEntropy;
    const credentials = await openCredentials(folder, wallClock, entropy);
    const agent: Agent = outbound();
    open.push(() => agent.destroy());
    // Between scenarios nobody is told of anything: no notification of then is brought.
    const desk = new MerchantDesk({
      credentials,
      wire,
      entropy,
      carry: httpCarrier(agent),
      keeper: forgetful,
    });
    desk.startKeeping();
    desk.demo.merchant.keyMode = keyMode;
    desk.demo.merchant.delivery = 'lost';
    open.push(() => desk.stop());
    const rooms = new Rooms();
    open.push(() => rooms.stop());
    const traffic = new Traffic();
    let url = '';
    const face = gatewayFace({ desk, rooms, wire, traffic, entropy, origin: () => url, tell });
    const server = createServer({ requireHostHeader: false, keepAliveTimeout: KEEP_ALIVE }, (incoming, outgoing) => {
      void face(incoming, outgoing);
    });
    server.on('clientError', answerUnreadable);
    server.on('connection', () => traffic.connected());
    open.push(closer(server));
    url = `http://${urlHost(at.host)}:${await listen(server, at.host, at.port, '--port')}`;
    const secure: { tlsUrl?: string; proxy?: string; tls?: TlsFace } = {};
    const tlsAt = options.tls ?? (options.proxy ? { host: options.proxy.host, port: 0 } : undefined);
    if (tlsAt) {
      const ca = { certificatePem: credentials.pems['ca.pem'], privateKey: credentials.authorityKey };
      const { tlsKey: key } = credentials;
      const serve = (...exchange: Parameters<typeof face>): void => void face(...exchange);
      const tls = await tlsFace({
        ca,
        key,
        clock: wallClock,
        entropy,
        serve,
        connected: () => traffic.connected(),
        ...tlsAt,
      });
      open.push(() => tls.close());
      secure.tls = tls;
      secure.tlsUrl = `https://${urlHost(tlsAt.host)}:${tls.port}`;
      if (options.proxy) {
        const nearby = isLoopback(tlsAt.host) ? tlsAt.host : '127.0.0.1';
        const proxy = await tunnel({ ...options.proxy, tlsHost: nearby, tlsPort: tls.port });
        open.push(() => proxy.close());
        secure.proxy = `http://${urlHost(options.proxy.host)}:${proxy.port}`;
      }
    }
    await credentials.save(url);
    const house = { holdings: desk.demo.holdings, keyMode, entropy, wire, deliveries, outbound: agent };
    return { url, ...secure, rooms, traffic, house, close };
  } catch (failure) {
    await close();
    throw failure;
  }
}
