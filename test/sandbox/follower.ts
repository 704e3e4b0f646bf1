import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { seconds, wakeAfter } from '../../src/time/index.ts';
import type { TraceEvent } from '../../src/trace/index.ts';

/** Somebody who follows a merchant's trace as a stream of events. */
export class Follower {
  readonly headers: IncomingMessage['headers'];
  /** What came, each with the id that it came under. */
  readonly came: { readonly id: string; readonly event: TraceEvent }[] = [];
  /** Resolves when the stream is at its end, whoever ended it. */
  readonly ended: Promise<unknown>;
  readonly #stream: IncomingMessage;
  #rest = '';

  private constructor(stream: IncomingMessage) {
    this.#stream = stream;
    this.headers = stream.headers;
    stream.setEncoding('utf8');
    stream.on('error', () => {}); // an end like any other
    stream.on('data', (text: string) => this.#read(text));
    this.ended = new Promise<void>((resolve) => stream.once('close', () => resolve()));
  }

  static async open(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Follower> {
    const request = get(url, { headers: { accept: 'text/event-stream', ...headers }, agent: false });
    request.on('error', () => {}); // the sandbox ends while it is followed
    const [stream] = (await once(request, 'response')) as [IncomingMessage];
    return new Follower(stream);
  }

  /** The first `n` events, once they are there; an error where they do not come. */
  async first(n: number): Promise<readonly TraceEvent[]> {
    const late = wakeAfter(seconds(30), () => this.#stream.destroy(new Error('late')));
    while (this.came.length < n) {
      if (this.#stream.destroyed) throw new Error(`${this.came.length} events came, and no ${n}th within 30 s`);
      await Promise.race([once(this.#stream, 'data'), this.ended]);
    }
    late.cancel();
    return this.came.slice(0, n).map(({ event }) => event);
  }

  leave(): void {
    this.#stream.destroy();
  }

  #read(text: string): void {
    const blocks = (this.#rest + text).split('\n\n');
    this.#rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const [, id = '', data = ''] = /^id: (\d+)\ndata: (.*)$/.exec(block) ?? [];
      this.came.push({ id, event: JSON.parse(data) as TraceEvent });
    }
  }
}
