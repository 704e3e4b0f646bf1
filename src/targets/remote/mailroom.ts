import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, isIPv6 } from 'node:net';
import { systemEntropy } from '../../protocol/entropy.ts';
import { type WireAnswer, type WireRequest, wireHeaders } from '../../protocol/wire.ts';
import { readBody } from '../../sandbox/wire/read-body.ts';
import { type Duration, stopwatch, wakeAfter } from '../../time/index.ts';
import type { Host, Onlooker } from '../crossing.ts';
import { SubjectError } from '../subject-error.ts';

/** Where notifications can be brought to one party of one scenario. */
export interface Mailbox {
  /** What a notify_url begins with, without a trailing slash. */
  readonly base: string;
  /** Takes no more mail. What is still being answered ends here, and is told as such before this resolves. */
  close(): Promise<void>;
}

export interface ListenAt {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
}

/** No notification comes near it. */
const BODY_LIMIT = 1_048_576;
const ENDED = 'the scenario ended before it was answered';
const GONE = 'the gateway waited no longer for the answer';

interface Open {
  readonly host: Host;
  readonly tell: Onlooker;
  readonly ended: Promise<typeof ENDED>;
  readonly busy: Set<Promise<void>>;
}

/**
 * One HTTP server for the notifications of every scenario in this process. Each party of each has a path that nobody can
 * guess; anything else is answered 404. The server never keeps the process alive.
 */
export class Mailroom {
  readonly #server: Server;
  #pausing = 0;
  readonly #boxes = new Map<string, Open>();
  readonly #own: string;
  /** As the outside reaches it. */
  readonly #base: string;

  private constructor(server: Server, own: string, base: string) {
    this.#server = server;
    this.#own = own;
    this.#base = base;
    server.on('request', (incoming, outgoing) => void this.#serve(incoming, outgoing));
  }

  /** Listens. `publicBase` is where the outside reaches it, where that differs. Throws a SubjectError where the address cannot be had. */
  static async open({ host, port }: ListenAt, publicBase?: string): Promise<Mailroom> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', (failure: Error & { readonly code?: string }) =>
        reject(
          new SubjectError(
            'configuration',
            `--listen ${host}:${port} cannot be listened on (${failure.code ?? failure.message}): choose another, or port 0 for any free one`,
          ),
        ),
      );
      server.listen(port, host, resolve);
    });
    server.unref().on('connection', (socket) => socket.unref());
    const bound = (server.address() as AddressInfo).port;
    const own = `http://${isIPv6(host) ? `[${host}]` : host}:${bound}`;
    return new Mailroom(server, own, (publicBase ?? own).replace(/\/+$/, ''));
  }

  mailbox(host: Host, tell: Onlooker): Mailbox {
    const name = systemEntropy(16).toString('hex');
    let end = (_why: typeof ENDED): void => {};
    const ended = new Promise<typeof ENDED>((resolve) => {
      end = resolve;
    });
    const busy = new Set<Promise<void>>();
    this.#boxes.set(name, { host, tell, ended, busy });
    return {
      base: `${this.#base}/${name}`,
      close: async () => {
        this.#boxes.delete(name);
        end(ENDED);
        await Promise.all(busy);
      },
    };
  }

  /** Lets wall time pass. A timer does not keep the process, so the server does for so long. */
  async pause(by: Duration): Promise<void> {
    this.#pausing += 1;
    this.#server.ref();
    await new Promise<void>((resolve) => {
      wakeAfter(by, resolve);
    });
    this.#pausing -= 1;
    if (this.#pausing === 0) this.#server.unref();
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const box = this.#boxOf(incoming.url ?? '');
    if (!box) return answerWith(outgoing, { status: 404, headers: {}, body: Buffer.alloc(0) });
    const work = this.#take(box, incoming, outgoing);
    box.busy.add(work);
    await work;
    box.busy.delete(work);
  }

  async #take({ host, tell, ended }: Open, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const elapsed = stopwatch();
    const body = await Promise.race([readBody(incoming, BODY_LIMIT).catch(() => undefined), ended]);
    if (body === 'too-large') return answerWith(outgoing, { status: 413, headers: {}, body: Buffer.alloc(0) });
    if (!Buffer.isBuffer(body)) return void outgoing.destroy(); // what did not arrive as a whole is no notification
    const target = incoming.url ?? '';
    const headers = wireHeaders(incoming.headersDistinct);
    const request: WireRequest = { method: incoming.method ?? '', target, headers, body };
    const gone = new Promise<string>((resolve) => outgoing.once('close', () => resolve(GONE)));
    const answered = Promise.resolve(host.answer(request)).catch((failure: unknown) => String(failure));
    const end = await Promise.race([answered, gone, ended]);
    const seen = { from: 'gateway', to: host.party, url: `${this.#own}${target}`, request } as const;
    const took = Math.round(elapsed());
    if (typeof end === 'string') {
      tell({ ...seen, took, answer: undefined, failure: end });
      outgoing.destroy();
    } else {
      tell({ ...seen, took, answer: end });
      answerWith(outgoing, end);
    }
  }

  /** A tunnel may add to the path or take from it: the name that nobody can guess is looked for, wherever it stands. */
  #boxOf(target: string): Open | undefined {
    const [path = ''] = target.split('?', 1);
    const name = path.split('/').find((segment) => this.#boxes.has(segment));
    return name === undefined ? undefined : this.#boxes.get(name);
  }
}

function answerWith(outgoing: ServerResponse, { status, headers, body }: WireAnswer): void {
  outgoing.writeHead(status, { ...headers, ...(status === 204 ? {} : { 'content-length': String(body.length) }) });
  outgoing.end(body);
}
