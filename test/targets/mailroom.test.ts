import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { Agent, request } from 'undici';
import type { WireAnswer, WireRequest } from '../../src/protocol/wire.ts';
import type { Crossing, Host } from '../../src/targets/crossing.ts';
import { Mailroom } from '../../src/targets/remote/mailroom.ts';
import { SubjectError } from '../../src/targets/subject-error.ts';
import { milliseconds } from '../../src/time/index.ts';
import { freePort } from '../free-port.ts';

const LOOPBACK = { host: '127.0.0.1', port: 0 };
const ACCEPTED: WireAnswer = { status: 204, headers: {}, body: Buffer.alloc(0) };
const agent = new Agent();
after(() => agent.destroy());

async function mailroom(publicBase?: string): Promise<Mailroom> {
  const room = await Mailroom.open(LOOPBACK, publicBase);
  after(() => room.close());
  return room;
}

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

const post = (url: string, body = '{}') =>
  request(url, { method: 'POST', body, headers: { 'X-Name': 'Value' }, dispatcher: agent });

/** A party that keeps what it gets. */
function party(answer: Host['answer'] = () => ACCEPTED) {
  const got: WireRequest[] = [];
  const crossings: Crossing[] = [];
  const host: Host = {
    party: 'caller',
    answer: (asked) => {
      got.push(asked);
      return answer(asked);
    },
  };
  return { host, got, crossings, tell: (crossing: Crossing) => void crossings.push(crossing) };
}

describe('the mailroom', () => {
  it('brings what is sent below a base to its party alone, byte for byte, and tells of it before the sender knows', async () => {
    const room = await mailroom();
    const [one, two] = [party(), party()];
    const box = room.mailbox(one.host, one.tell);
    const other = room.mailbox(two.host, two.tell);
    assert.notEqual(box.base, other.base);
    const { statusCode } = await post(`${box.base}/notify?a=b`, '{"中":1}');
    assert.equal(statusCode, 204);
    const [{ method, target, headers, body } = assert.fail()] = one.got;
    assert.deepEqual([method, body.toString(), headers['x-name']], ['POST', '{"中":1}', 'Value']);
    assert.ok(target.endsWith('/notify?a=b'));
    const [crossing] = one.crossings;
    assert.deepEqual(
      [crossing?.from, crossing?.to, crossing?.url, crossing?.answer?.status, crossing?.failure],
      ['gateway', 'caller', `${box.base}/notify?a=b`, 204, undefined],
    );
    assert.deepEqual([two.got, two.crossings], [[], []]);
  });

  it('answers 404 where nobody has a box, and where one was closed', async () => {
    const room = await mailroom();
    const { host, got, tell } = party();
    const { base, close } = room.mailbox(host, tell);
    const origin = new URL(base).origin;
    for (const path of ['/', '/notify', '/0123456789abcdef0123456789abcdef/notify', '//x'])
      assert.equal((await post(`${origin}${path}`)).statusCode, 404, path);
    await close();
    assert.equal((await post(`${base}/notify`)).statusCode, 404);
    assert.deepEqual(got, []);
  });

  it('hands out the public URL, and takes what a tunnel makes of its path', async () => {
    const port = await freePort();
    const room = await Mailroom.open({ host: '127.0.0.1', port }, 'https://kit.example/below/');
    after(() => room.close());
    const { host, got, tell } = party();
    const { base } = room.mailbox(host, tell);
    assert.match(base, /^https:\/\/kit\.example\/below\/[0-9a-f]{32}$/);
    const { pathname } = new URL(base);
    for (const path of [pathname, pathname.replace('/below', ''), `/tunnel${pathname}`])
      assert.equal((await post(`http://127.0.0.1:${port}${path}/notify`)).statusCode, 204, path);
    assert.equal(got.length, 3);
  });

  it('tells that the sender waited no longer', async () => {
    const room = await mailroom();
    const arrived = deferred();
    const { host, crossings, tell } = party(() => {
      arrived.resolve();
      return new Promise<WireAnswer>(() => {});
    });
    const { base, close } = room.mailbox(host, tell);
    const abort = new AbortController();
    const sent = request(`${base}/x`, { method: 'POST', dispatcher: agent, signal: abort.signal });
    const rejected = assert.rejects(sent);
    await arrived.promise;
    abort.abort();
    await rejected;
    while (crossings.length === 0) await room.pause(milliseconds(5));
    await close();
    assert.deepEqual(
      crossings.map(({ answer, failure }) => [answer, failure]),
      [[undefined, 'the gateway waited no longer for the answer']],
    );
  });

  it('ends what is still being answered when the box is closed, and tells it before that resolves', async () => {
    const room = await mailroom();
    const arrived = deferred();
    const { host, crossings, tell } = party(() => {
      arrived.resolve();
      return new Promise<WireAnswer>(() => {});
    });
    const { base, close } = room.mailbox(host, tell);
    const sent = post(`${base}/x`);
    const rejected = assert.rejects(sent);
    await arrived.promise;
    await close();
    assert.deepEqual(
      crossings.map(({ failure }) => failure),
      ['the scenario ended before it was answered'],
    );
    await rejected;
  });

  it('takes no body without end', async () => {
    const room = await mailroom();
    const { host, got, tell } = party();
    const { base } = room.mailbox(host, tell);
    assert.equal((await post(`${base}/x`, 'x'.repeat(1_048_577))).statusCode, 413);
    assert.deepEqual(got, []);
  });

  it('says which address cannot be had', async () => {
    const room = await mailroom();
    const { host, tell } = party();
    const port = Number(new URL(room.mailbox(host, tell).base).port);
    await assert.rejects(
      Mailroom.open({ host: '127.0.0.1', port }),
      (failure: unknown) =>
        failure instanceof SubjectError &&
        failure.kind === 'configuration' &&
        failure.message.startsWith(`--listen 127.0.0.1:${port} cannot be listened on (EADDRINUSE)`),
    );
  });
});
