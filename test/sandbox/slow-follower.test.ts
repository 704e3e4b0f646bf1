import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { Writable } from 'node:stream';
import { describe, it } from 'node:test';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendTrace } from '../../src/sandbox/control/control-trace.ts';
import { TraceLog } from '../../src/sandbox/merchants/trace-log.ts';
import { wallClock } from '../../src/time/index.ts';

/** A connection that takes what is written only when it is told to read. */
class Line extends Writable {
  text = '';
  #next: (() => void) | undefined;

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk;
    this.#next = done;
  }

  /** Takes everything that is written meanwhile, until nothing more comes. */
  async read(): Promise<void> {
    while (this.#next && !this.destroyed) {
      const next = this.#next;
      this.#next = undefined;
      next();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  get ids(): readonly number[] {
    return [...this.text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
  }

  writeHead(): void {}
  flushHeaders(): void {}
}

const LONGEST = 100;
const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);

/** A log that something is written into, and a follower of it. */
function followed(before = 0) {
  const log = new TraceLog(wallClock, LONGEST);
  const happen = (times: number): void => {
    for (let time = 0; time < times; time += 1) {
      log.record(wallClock, { kind: 'fault', on: 'notification', fault: 'x'.repeat(5_000) });
    }
  };
  happen(before);
  const line = new Line();
  const raw = new EventEmitter();
  line.on('close', () => raw.emit('close'));
  const request = { headers: { accept: 'text/event-stream' }, raw } as unknown as FastifyRequest;
  sendTrace(log, request, { hijack: () => {}, raw: line } as unknown as FastifyReply);
  return { happen, line };
}

describe('a follower that does not read', () => {
  it('costs no memory beyond one event', () => {
    const { happen, line } = followed(50);
    happen(1_000);
    assert.ok(line.writableLength < 25_000, `${line.writableLength} bytes wait for it`);
  });

  it('gets everything, in order, where it reads again in time', async () => {
    const { happen, line } = followed(50);
    happen(30);
    await line.read();
    happen(10);
    await line.read();
    assert.deepEqual(line.ids, upTo(90));
    assert.equal(line.destroyed, false);
  });

  it('is cut off where something was forgotten before it read again', async () => {
    const { happen, line } = followed(50);
    happen(1_000);
    await line.read();
    assert.equal(line.destroyed, true);
    assert.deepEqual(line.ids, upTo(line.ids.length), 'a gap was told');
  });
});
