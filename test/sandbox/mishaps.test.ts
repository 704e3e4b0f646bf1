import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { Mishap } from '../../src/gateway/answer-faults.ts';
import { playMishap } from '../../src/sandbox/wire/mishaps.ts';
import { milliseconds, stopwatch } from '../../src/time/index.ts';

const answer = { status: 200, headers: { 'content-type': 'text/plain' }, body: Buffer.from('0123456789') };
const next: { mishap: Mishap; played: Promise<void> } = { mishap: { kind: 'reset' }, played: Promise.resolve() };
const server = createServer((incoming, outgoing) => {
  next.played = playMishap(next.mishap, incoming, outgoing, answer);
});

/** The server's ends of its connections. */
const ends: Socket[] = [];

before(async () => {
  server.on('connection', (end) => ends.push(end));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
after(() => {
  server.close();
  server.closeAllConnections();
});

/** Asks, once the server has the request, and keeps what comes. */
async function asking(mishap: Mishap): Promise<{ readonly socket: Socket; readonly came: () => string }> {
  next.mishap = mishap;
  const arrived = once(server, 'request');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.on('error', () => {}); // a reset is one
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await arrived;
  return { socket, came: () => Buffer.concat(chunks).toString() };
}

const closed = (socket: Socket): Promise<unknown> => new Promise((resolve) => socket.once('close', resolve));

describe('the mishap', () => {
  it('slow lets the whole answer come, after so long', async () => {
    const took = stopwatch();
    const { socket, came } = await asking({ kind: 'slow', by: milliseconds(60) });
    await once(socket, 'data');
    assert.ok(took() >= 59, `it came after ${took()} ms`);
    assert.match(came(), /^HTTP\/1.1 200 OK\r\n(?:.|\r\n)*content-length: 10\r\n(?:.|\r\n)*\r\n\r\n0123456789$/i);
    await next.played;
    socket.destroy();
  });

  it('slow is over at once where the caller goes away', async () => {
    const took = stopwatch();
    const { socket, came } = await asking({ kind: 'slow', by: milliseconds(60_000) });
    socket.destroy();
    await next.played;
    assert.ok(took() < 5_000, 'it waited for a caller that had gone');
    assert.equal(came(), '');
  });

  it('slow leaves nothing behind on a connection that is used again', async () => {
    const { socket, came } = await asking({ kind: 'slow', by: milliseconds(1) });
    await once(socket, 'data');
    const end = ends.at(-1);
    assert.ok(end);
    const listeners = end.listenerCount('close');
    for (let round = 2; round < 14; round += 1) {
      const arrived = once(server, 'request');
      socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
      await arrived;
      while (came().split('HTTP/1.1 200').length <= round) await once(socket, 'data');
    }
    assert.equal(end.listenerCount('close'), listeners);
    socket.destroy();
  });

  it('reset breaks the connection, and nothing of the answer comes', async () => {
    const { socket, came } = await asking({ kind: 'reset' });
    await closed(socket);
    assert.equal(came(), '');
    assert.match(String(socket.errored), /ECONNRESET/);
  });

  it('truncated lets the head come and half of the body', async () => {
    const { socket, came } = await asking({ kind: 'truncated' });
    await closed(socket);
    assert.match(came(), /^HTTP\/1.1 200 OK\r\n/);
    assert.match(came(), /content-length: 10\r\n/i);
    assert.match(came(), /\r\n\r\n01234$/);
    assert.equal(socket.errored, null);
  });
});
