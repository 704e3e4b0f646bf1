import assert from 'node:assert/strict';
import { mkdtemp, readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { startSandbox } from '../../src/sandbox/index.ts';
import { freePort } from '../free-port.ts';
import { Demo } from './demo.ts';
import { Receiver } from './receiver.ts';
import { temporaryFolder, writePublishedCredentials } from './stage.ts';

const folder = temporaryFolder();
const closing: (() => Promise<unknown>)[] = [];
after(() => Promise.all(closing.map((close) => close())));

const start = async (credentials: string, data: string, more: { port?: number; tlsPort?: number } = {}) => {
  const told: string[] = [];
  const sandbox = await startSandbox({
    host: '127.0.0.1',
    port: 0,
    credentials,
    data,
    tell: (line) => told.push(line),
    ...more,
  });
  const demo = await Demo.join(sandbox, () => sandbox.close(), told);
  return demo;
};
const place = async (): Promise<{ credentials: string; data: string }> => {
  const credentials = await mkdtemp(join(folder, 's-'));
  await writePublishedCredentials(credentials);
  return { credentials, data: join(credentials, 'data') };
};

describe('a start with a data file', () => {
  it('keeps what is answered while the other ports are still being opened', async () => {
    const { credentials, data } = await place();
    const port = await freePort();
    const made: string[] = [];
    const on = { started: false };
    // The port answers before the start is at its end: whoever knocks all the time comes in as soon as it is there.
    const knock = async (): Promise<void> => {
      while (!on.started || made.length === 0) {
        try {
          const answer = await fetch(`http://127.0.0.1:${port}/sandbox/merchants`, { method: 'POST' });
          assert.equal(answer.status, 200);
          made.push(((await answer.json()) as { mchid: string }).mchid);
        } catch (failure) {
          if (!(failure instanceof TypeError)) throw failure;
          await new Promise((resolve) => setImmediate(resolve));
        }
      }
    };
    const knocking = Promise.all([knock(), knock(), knock()]);
    const first = await start(credentials, data, { port, tlsPort: 0 });
    on.started = true;
    await knocking;
    await first.close();
    const second = await start(credentials, data);
    closing.push(() => second.close());
    for (const mchid of made) assert.equal((await second.control(`/clock?mchid=${mchid}`)).status, 200, mchid);
  });

  it('keeps what falls due on the way', async () => {
    const { credentials, data } = await place();
    const shop = await Receiver.open();
    closing.push(() => shop.close());
    const first = await start(credentials, data);
    shop.status = 500;
    await first.control('/clock/advance', { body: { seconds: 3_600 } });
    await first.paid({ notify_url: shop.url });
    await shop.nth(1);
    // The first retry is fifteen seconds away, and is there at once for who comes back so much later.
    await first.control('/clock/advance', { body: { seconds: 13 } });
    await first.close();
    shop.status = 204;
    const { length } = shop.received;
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    const second = await start(credentials, data);
    await shop.nth(length + 1);
    while ((await second.control('/notifications')).list[0]?.nextAttemptAt !== undefined);
    await second.close();
    const third = await start(credentials, data);
    closing.push(() => third.close());
    const [told] = (await third.control('/notifications')).list;
    assert.equal(told?.nextAttemptAt, undefined);
    assert.equal(told?.attempts.at(-1)?.status, 204);
    assert.equal(shop.received.length, length + 1);
  });

  it('that fails has told nobody anything, and kept nothing', async () => {
    const { credentials, data } = await place();
    const shop = await Receiver.open();
    closing.push(() => shop.close());
    const first = await start(credentials, data);
    await first.control('/faults', { body: { on: 'notification', fault: 'late', times: 1 } });
    await first.control('/clock/advance', { body: { seconds: 3_600 } });
    await first.paid({ notify_url: shop.url });
    while (!(await first.control('/notifications')).list[0]?.nextAttemptAt);
    await first.control('/clock/advance', { body: { seconds: 3_598 } });
    await first.close();
    const { port } = createServerOn();
    const before = await readFile(data);
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    await assert.rejects(start(credentials, data, { tlsPort: await port }), /--tls-port/);
    assert.deepEqual(await readFile(data), before);
    assert.deepEqual(shop.received, []);
  });

  it('that fails the first time leaves no data of a merchant that never was', async () => {
    const credentials = join(await mkdtemp(join(folder, 'n-')), 'credentials');
    const data = `${credentials}.data`;
    await assert.rejects(start(credentials, data, { tlsPort: await createServerOn().port }), /--tls-port/);
    await assert.rejects(stat(credentials), { code: 'ENOENT' });
    const demo = await start(credentials, data);
    closing.push(() => demo.close());
    assert.equal((await demo.control('/clock')).status, 200);
  });
});

function createServerOn(): { readonly port: Promise<number> } {
  const server = createServer().listen(0, '127.0.0.1');
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  return {
    port: new Promise((resolve) => server.once('listening', () => resolve((server.address() as AddressInfo).port))),
  };
}
