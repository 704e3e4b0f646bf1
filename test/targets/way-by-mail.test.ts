import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { after, describe, it } from 'node:test';
import type { CallerActor } from '../../src/actors/index.ts';
import { CallerByMail } from '../../src/targets/remote/caller-by-mail.ts';
import { Mailroom } from '../../src/targets/remote/mailroom.ts';
import { wayByMail } from '../../src/targets/remote/way-by-mail.ts';
import { milliseconds, seconds, wallClock } from '../../src/time/index.ts';
import { freePort } from '../free-port.ts';
import { listening, tunnel } from './tunnel.ts';

/** A mailroom that the outside reaches by what `path` makes of its port. */
async function behind(path: (port: number) => Promise<string>): Promise<Mailroom> {
  const port = await freePort();
  const room = await Mailroom.open({ host: '127.0.0.1', port }, await path(port));
  after(() => room.close());
  return room;
}

const NEAR = milliseconds(300);

describe('the way by mail', () => {
  it('is as long as what lies between takes, there and back', async () => {
    const room = await behind(async (port) => `http://127.0.0.1:${await tunnel(port, milliseconds(200))}/below`);
    const way = await wayByMail(room, NEAR);
    assert.ok(way !== undefined && way >= 390, `${way} ms`);
  });

  it('is short where nothing lies between', async () => {
    const room = await behind(async (port) => `http://127.0.0.1:${port}`);
    const way = await wayByMail(room, NEAR);
    assert.ok(way !== undefined && way < 5_000, `${way} ms`);
  });

  it('is not known where nobody is there, or somebody else', async () => {
    const nobody = await behind(async () => `http://127.0.0.1:${await freePort()}`);
    assert.equal(await wayByMail(nobody, NEAR), undefined);
    const other = await listening(
      createServer((socket) => void socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n')),
    );
    const elsewhere = await behind(async () => `http://127.0.0.1:${other}`);
    assert.equal(await wayByMail(elsewhere, NEAR), undefined);
  });
});

/** The caller at the end of such a way, whose answers were late by so much. */
function caller(wayInMs: number | undefined, oversleptMs = 0) {
  const manners: unknown[] = [];
  const near = { answerNotifications: (manner: unknown) => manners.push(manner), received: () => [] };
  const far = new CallerByMail(near as unknown as CallerActor, {
    heard: () => {},
    stop: (reason) => {
      throw new Error(`stopped: ${reason}`);
    },
    wire: wallClock,
    spend: async () => {},
    wayByMail: wayInMs === undefined ? undefined : milliseconds(wayInMs),
    overslept: () => milliseconds(oversleptMs),
  });
  return { far, manners };
}

const TIMED = { status: 204, after: seconds(4) };

describe('the caller by mail', () => {
  it('answers after so long where the way is short, or not known', () => {
    for (const [way, overslept] of [
      [undefined, 800],
      [20, 780],
      [300, 500],
    ] as const) {
      const { far, manners } = caller(way, overslept);
      far.answerNotifications(TIMED);
      assert.deepEqual([manners, far.received()], [[TIMED], []]);
    }
  });

  it('finds nothing about the time for an answer where the way is long', () => {
    const { far, manners } = caller(1_400);
    assert.throws(() => far.answerNotifications(TIMED), /stopped: a request takes 1400 ms .*--public-url .*nearer/);
    assert.deepEqual(manners, []);
  });

  it('finds nothing about it where its own answer was late', () => {
    for (const [way, overslept] of [
      [undefined, 900],
      [300, 501],
    ] as const) {
      const { far } = caller(way, overslept);
      far.answerNotifications(TIMED);
      assert.throws(
        () => far.received(),
        new RegExp(`stopped: an answer .*${overslept} ms later than it was meant to`),
      );
    }
  });

  it('knows that what is too late at once is no less so after a long way', () => {
    const { far, manners } = caller(1_400, 900);
    const late = { status: 204, after: seconds(6) };
    far.answerNotifications(late);
    assert.deepEqual([manners, far.received()], [[late], []]);
  });

  it('answers at once whatever the way', () => {
    const { far, manners } = caller(1_400, 900);
    far.answerNotifications({ status: 500 });
    assert.deepEqual([manners, far.received()], [[{ status: 500 }], []]);
  });
});
