import { type LookupFunction, Socket } from 'node:net';
import type { Address } from './sandbox-address.ts';
import { isWechatHost } from './wechat-hosts.ts';

const HTTPS_PORT = 443;

/** What is read of a connection's options. They come from anybody's code: nothing is known of their types. */
interface Target {
  readonly host?: unknown;
  readonly port?: unknown;
  readonly servername?: unknown;
}

type Connect = (this: Socket, ...args: readonly unknown[]) => Socket;

/**
 * From now on every TCP connection that this thread opens to port 443 of one of WeChat Pay's names goes to the sandbox,
 * without a look-up of the name. The names that TLS sends and checks stay as they are. Another port of those names is
 * refused; every other connection is left alone.
 *
 * All of Node's clients, `tls` and `fetch` included, open their connections with this one method.
 */
export function redirectConnections(sandbox: Address): void {
  const connect = Socket.prototype.connect as unknown as Connect;
  const redirected: Connect = function (...args) {
    const target = targetOf(args);
    switch (wayOf(target)) {
      case 'as-it-is':
        return connect.call(this, ...args);
      case 'refused':
        return connect.call(this, { ...target, lookup: refuse(target) }, callbackOf(args));
      case 'to-the-sandbox':
        // A copy: TLS reads the name that it checks from the original. What was chosen to suit the real address goes.
        return connect.call(
          this,
          { ...target, ...sandbox, lookup: undefined, localAddress: undefined },
          callbackOf(args),
        );
    }
  };
  Socket.prototype.connect = redirected as unknown as Socket['connect'];
}

/** The forms of net.connect: `[options, callback]` as Node itself hands on, `options`, and `port, host`. */
function targetOf([first, second]: readonly unknown[]): Target {
  const options: unknown = Array.isArray(first) ? first[0] : first;
  return typeof options === 'object' && options !== null ? options : { port: options, host: second };
}

function callbackOf(args: readonly unknown[]): unknown {
  const [first] = args;
  return Array.isArray(first) ? first[1] : args.at(-1);
}

const isNamed = (name: unknown): boolean => typeof name === 'string' && isWechatHost(name);

function wayOf({ host, port, servername }: Target): 'as-it-is' | 'refused' | 'to-the-sandbox' {
  const https = Number(port) === HTTPS_PORT;
  // An address that the program looked up by itself is told by the name that it sends.
  if (https && (isNamed(host) || isNamed(servername))) return 'to-the-sandbox';
  return isNamed(host) ? 'refused' : 'as-it-is';
}

/** A look-up that fails: the error reaches the program on the way on which it expects one. */
function refuse({ host, port }: Target): LookupFunction {
  const message = `${host}:${port} was not connected to: wechatpay-conformance/redirect is loaded, and the sandbox stands in for WeChat Pay on https, port ${HTTPS_PORT}, only`;
  return (_host, _options, answer) => answer(Object.assign(new Error(message), { code: 'ECONNREFUSED' }), '');
}
