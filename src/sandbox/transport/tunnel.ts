import { createServer, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { isWechatHost, WECHAT_HOSTS } from '../../redirect/wechat-hosts.ts';
import { seconds } from '../../time/index.ts';
import { closer, type Listening, listen } from './listening.ts';

export interface TunnelOptions {
  /** A loopback name or address. */
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  /** Where the sandbox's TLS is. */
  readonly tlsHost: string;
  readonly tlsPort: number;
}

const HTTPS_PORT = 443;
const ALLOWED = `This proxy leads to a sandbox that stands in for WeChat Pay, and nowhere else. It takes CONNECT to port ${HTTPS_PORT} of ${WECHAT_HOSTS.join(', ')}. Send other hosts past it (NO_PROXY, or the proxy setting of the payment client alone).`;

/**
 * A proxy that tunnels connections for WeChat Pay's names to the sandbox's TLS, and refuses everything else: a backend
 * that uses it cannot reach the real WeChat Pay by mistake. Throws a SandboxError where the port cannot be had.
 */
export async function tunnel({ host, port, tlsHost, tlsPort }: TunnelOptions): Promise<Listening> {
  const server = createServer({ headersTimeout: seconds(10), requireHostHeader: false }, ({ method }, answer) => {
    const body = `${method} is not tunnelled. ${ALLOWED}\n`;
    answer.writeHead(405, { ...PLAIN, allow: 'CONNECT', 'content-length': Buffer.byteLength(body) }).end(body);
  });
  server.on('connect', ({ url = '' }: IncomingMessage, client: Socket, head: Buffer) => {
    client.on('error', () => client.destroy());
    if (!isAllowed(url)) return refuse(client, '403 Forbidden', `${JSON.stringify(url)} is not tunnelled. ${ALLOWED}`);
    const sandbox = connect({ host: tlsHost, port: tlsPort });
    client.once('close', () => sandbox.destroy());
    sandbox.once('connect', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      sandbox.write(head);
      client.pipe(sandbox).pipe(client);
      sandbox.once('close', () => client.destroySoon()); // after what is still on its way
    });
    sandbox.on('error', () => {
      if (client.bytesWritten > 0) return client.destroy(); // the tunnel stood
      return refuse(client, '502 Bad Gateway', 'The TLS port of the sandbox does not answer');
    });
  });
  const close = closer(server);
  return { port: await listen(server, host, port, '--proxy-port'), close };
}

const PLAIN = { 'content-type': 'text/plain; charset=utf-8', connection: 'close' } as const;

function isAllowed(authority: string): boolean {
  const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(authority) ?? [];
  return Number(port) === HTTPS_PORT && isWechatHost(host);
}

function refuse(client: Socket, status: string, text: string): void {
  const body = Buffer.from(`${text}\n`);
  const head = Object.entries({ ...PLAIN, 'content-length': body.length }).map(([name, value]) => `${name}: ${value}`);
  client.write(`HTTP/1.1 ${status}\r\n${head.join('\r\n')}\r\n\r\n`);
  client.write(body);
  client.destroySoon();
}
