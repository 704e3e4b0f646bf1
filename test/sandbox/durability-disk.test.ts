import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { Agent } from 'undici';
import { httpCarrier } from '../../src/gateway/http-carrier.ts';
import { paths, systemEntropy } from '../../src/protocol/index.ts';
import { openCredentials } from '../../src/sandbox/credentials/credentials.ts';
import { newHeader } from '../../src/sandbox/data/data-file-format.ts';
import { DataFile, type Disk } from '../../src/sandbox/data/data-file-writer.ts';
import { waiting } from '../../src/sandbox/data/kept.ts';
import { MerchantDesk } from '../../src/sandbox/merchants/merchant-desk.ts';
import { sandboxServer } from '../../src/sandbox/server.ts';
import { wallClock } from '../../src/time/index.ts';
import { Demo } from './demo.ts';
import { Receiver } from './receiver.ts';
import { refused, temporaryFolder, writePublishedCredentials } from './stage.ts';

const folder = temporaryFolder();

/** A sandbox on a disk that can be told to fail. */
async function startOn(disk: Disk) {
  const place = await mkdtemp(join(folder, 'd-'));
  await writePublishedCredentials(place);
  const credentials = await openCredentials(place, wallClock, systemEntropy);
  const { check, text } = newHeader();
  const file = new DataFile({ path: 'some.data', disk, lock: { release: async () => {} }, check, end: text.length });
  const told: string[] = [];
  const keeper = waiting(file, (failure) => told.push(String(failure)));
  const outbound = new Agent();
  const parts = { wire: wallClock, entropy: systemEntropy };
  const desk = new MerchantDesk({ ...parts, credentials, carry: httpCarrier(outbound), keeper });
  desk.startKeeping();
  keeper.begin();
  const server = sandboxServer({ ...parts, desk, tell: (line) => told.push(line) });
  await server.ready();
  await new Promise<void>((resolve) => server.server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  const stop = async (): Promise<void> => {
    desk.stop();
    await outbound.destroy();
    await server.close();
  };
  return { desk, demo: await Demo.join({ url, credentials: place }, stop, told) };
}

describe('a sandbox whose disk fails', () => {
  const disk = {
    full: false,
    writes: 0,
    write: async (_bytes: Buffer, _offset: number, length: number) => {
      disk.writes += 1;
      if (disk.full) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
      return { bytesWritten: length };
    },
    datasync: async () => {},
    close: async () => {},
  };
  const on: { sandbox?: Awaited<ReturnType<typeof startOn>>; shop?: Receiver } = {};
  beforeEach(async () => {
    disk.full = false;
    on.shop = await Receiver.open();
    on.sandbox = await startOn(disk);
  });
  afterEach(async () => {
    await on.sandbox?.demo.close();
    await on.shop?.close();
  });
  const there = () => {
    assert.ok(on.sandbox && on.shop);
    return { ...on.sandbox, shop: on.shop };
  };

  it('answers no order, close or refund as done, in the words of the wire, and tells its operator', async () => {
    const { demo, shop } = there();
    const paid = await demo.paid({ notify_url: shop.url });
    await shop.nth(1);
    const { number } = await demo.placed();
    disk.full = true;
    const refund = { out_trade_no: paid, out_refund_no: 'r-1', amount: { refund: 1, total: 990, currency: 'CNY' } };
    for (const [path, content] of [
      [paths.order, demo.order()],
      [paths.close(number), { mchid: demo.merchant.mchid }],
      [paths.refund, refund],
    ] as const) {
      const { status, body, headers } = await demo.call('POST', path, content);
      assert.equal(status, 500, path);
      assert.equal(body.code, 'SYSTEM_ERROR');
      assert.equal(headers['wechatpay-signature'], undefined);
    }
    assert.ok(
      demo.told.some((line) => /some\.data cannot be written \(ENOSPC.*Make room/.test(line)),
      demo.told[0],
    );
  });

  it('tells nobody of a payment that it could not keep', async () => {
    const { demo, shop, desk } = there();
    const { params } = await demo.placed({ notify_url: shop.url });
    disk.full = true;
    refused(await demo.control('/cashier', { body: { ...params, action: 'pay' } }), 500, 'internal_error', /sandbox/);
    await desk.demo.merchant.ledger.timeline.advanceBy(200_000_000 as never);
    assert.deepEqual(shop.received, []);
    const [notification] = desk.demo.merchant.ledger.state.notifications.values();
    assert.match(notification?.attempts[0]?.error ?? '', /could not be kept/);
  });

  it('answers no control call that changes something, in the shape of its errors', async () => {
    const { demo } = there();
    disk.full = true;
    for (const [path, body] of [
      ['/clock/advance', { seconds: 60 }],
      ['/faults', { on: 'notification', fault: 'lost' }],
      ['/merchants', {}],
      [`/clock/advance?openid=somebody`, { seconds: 60 }],
    ] as const) {
      refused(await demo.control(path, { body }), 500, 'internal_error', /its output says what/);
    }
    const changed = await demo.control(`/merchants/${demo.merchant.mchid}`, { method: 'PATCH', body: { balance: 1 } });
    refused(changed, 500, 'internal_error', /its output says what/);
    assert.ok(demo.told.some((line) => /ENOSPC/.test(line)));
  });

  it('neither ends nor keeps trying', async () => {
    const { demo, shop } = there();
    const unhandled: unknown[] = [];
    const hear = (failure: unknown): void => void unhandled.push(failure);
    process.on('unhandledRejection', hear).on('uncaughtException', hear);
    const { params } = await demo.placed({ notify_url: shop.url });
    disk.full = true;
    await demo.control('/cashier', { body: { ...params, action: 'pay' } });
    const { writes } = disk;
    for (let round = 0; round < 20; round += 1) {
      assert.ok((await demo.call('POST', paths.order, demo.order())).status >= 500);
    }
    assert.equal(disk.writes, writes, 'what failed once is not tried again');
    process.off('unhandledRejection', hear).off('uncaughtException', hear);
    assert.deepEqual(unhandled, []);
    assert.ok(demo.told.length <= 22, `${demo.told.length} lines for 21 calls`);
  });

  it('tells its operator also where nobody asks, and what failed is the flow of time', async () => {
    const { demo, desk } = there();
    await demo.paid();
    disk.full = true;
    await desk.demo.merchant.ledger.timeline.advanceBy(200_000_000 as never);
    await assert.rejects(async () => desk.settled(), /ENOSPC/);
    assert.equal(demo.told.length, 1);
    assert.match(demo.told[0] ?? '', /some\.data cannot be written \(ENOSPC.*nothing is kept from here on/);
  });
});
