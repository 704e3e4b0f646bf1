import { connect, type Socket } from 'node:net';
import { milliseconds, seconds, wakeAfter } from '../../src/time/index.ts';
import { type Answer, takeAnswers } from './answers.ts';
import type { Probe } from './draft.ts';

/** How an exchange went. `silent`: what had to come did not come in time. */
export interface Exchanged {
  readonly answers: readonly Answer[];
  readonly ended: 'open' | 'closed' | 'silent';
  /** Something came that is no HTTP. */
  readonly garbage?: string;
}

const PATIENCE = seconds(30);
/** How long bytes that may be no request are given to be answered, before their end is sent. */
const GRACE = milliseconds(25);

/** One caller's connections to a sandbox: one that is kept, and one each for requests that spoil theirs. */
export class Line {
  readonly #port: number;
  #kept: Socket | undefined;

  constructor(port: number) {
    this.#port = port;
  }

  async send(probe: Probe): Promise<Exchanged> {
    if (!probe.shares) {
      const socket = await this.#open();
      const exchanged = await converse(socket, probe);
      socket.destroy();
      return exchanged;
    }
    this.#kept = this.#kept?.writable && !this.#kept.readableEnded ? this.#kept : await this.#open();
    const exchanged = await converse(this.#kept, probe);
    if (
      exchanged.ended !== 'open' ||
      exchanged.answers.some((answer) => answer.headers.get('connection') === 'close')
    ) {
      this.hangUp();
    }
    return exchanged;
  }

  hangUp(): void {
    this.#kept?.destroy();
    this.#kept = undefined;
  }

  #open(): Promise<Socket> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port: this.#port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true });
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject).on('error', () => {});
        resolve(socket);
      });
    });
  }
}

function converse(socket: Socket, probe: Probe): Promise<Exchanged> {
  return new Promise((resolve) => {
    const methods = probe.parts.map(({ method }) => method);
    let received = Buffer.alloc(0);
    const alarms: { cancel(): void }[] = [];
    const settle = (ended: Exchanged['ended']): void => {
      for (const alarm of alarms) alarm.cancel();
      socket.off('data', onData).off('end', onEnd).off('close', onEnd);
      try {
        resolve({ answers: takeAnswers(received, methods).answers, ended });
      } catch (failure) {
        resolve({ answers: [], ended, garbage: String(failure) });
      }
    };
    const onData = (chunk: Buffer): void => {
      received = Buffer.concat([received, chunk]);
      if (!probe.exact) return;
      try {
        if (takeAnswers(received, methods).answers.length >= methods.length) settle('open');
      } catch {
        settle('open');
      }
    };
    const onEnd = (): void => settle('closed');
    socket.on('data', onData).on('end', onEnd).on('close', onEnd);
    alarms.push(wakeAfter(PATIENCE, () => settle('silent')));
    socket.write(probe.bytes, () => {
      if (probe.ending === 'abort') {
        socket.resetAndDestroy();
      } else if (probe.ending === 'hold') {
        alarms.push(wakeAfter(GRACE, () => settle('open')));
      } else if (probe.ending === 'end') {
        socket.end();
      } else if (!probe.exact) {
        alarms.push(wakeAfter(GRACE, () => socket.end()));
      }
    });
  });
}
