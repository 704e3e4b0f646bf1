import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { isRecord } from '../protocol/wire.ts';

/** A request as it stands on its first line. What its query holds may be secret: only what is not is kept. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  /** The query's appid. */
  readonly appid?: string;
  /** Whether its js_code is the one that was handed out. */
  readonly codeFits: boolean;
}

export const FACES = ['plain', 'tls', 'proxy'] as const;
export type Face = (typeof FACES)[number];

/** The ports that the gateway listens at. */
export type Ports = Readonly<Partial<Record<Face, number>>>;

const CONNECTED = 'net.server.socket';
const ASKED = 'http.server.request.start';

/**
 * Sees every connection to the gateway and every request, those too that belong to no scenario: a login, a path that WeChat
 * Pay has not, a TLS handshake that came to nothing. It listens to what Node itself tells of its servers.
 */
export class GatewayWatch {
  readonly requests: SeenRequest[] = [];
  readonly connections: Record<Face, number> = { plain: 0, tls: 0, proxy: 0 };
  readonly #faces: ReadonlyMap<number, Face>;
  #code = '';

  constructor(ports: Ports) {
    this.#faces = new Map(FACES.flatMap((face) => (ports[face] === undefined ? [] : [[ports[face], face]])));
    subscribe(CONNECTED, this.#connected);
    subscribe(ASKED, this.#asked);
  }

  /** The login code that is handed out from now on. */
  expect(code: string): void {
    this.#code = code;
  }

  close(): void {
    unsubscribe(CONNECTED, this.#connected);
    unsubscribe(ASKED, this.#asked);
  }

  readonly #connected = (message: unknown): void => {
    const socket = isRecord(message) ? (message['socket'] as Socket | undefined) : undefined;
    const face = this.#faces.get(socket?.localPort ?? -1);
    if (face !== undefined) this.connections[face] += 1;
  };

  readonly #asked = (message: unknown): void => {
    const request = isRecord(message) ? (message['request'] as IncomingMessage | undefined) : undefined;
    if (!request || !this.#faces.has(request.socket.localPort ?? -1)) return;
    const { method = '', url = '' } = request;
    const [path = '', search = ''] = url.split('?', 2);
    const query = new URLSearchParams(search);
    const appid = query.get('appid');
    const codeFits = query.get('js_code') === this.#code;
    this.requests.push({ method, path, ...(appid === null ? {} : { appid }), codeFits });
  };
}
