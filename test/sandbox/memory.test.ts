import assert from 'node:assert/strict';
import { channel } from 'node:diagnostics_channel';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { paths } from '../../src/protocol/index.ts';
import { stage } from './stage.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What is held once all garbage is gone: on the heap, and in buffers beside it. */
function held(): number {
  for (let turn = 0; turn < 3; turn += 1) collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Of a paid and refunded order the books keep what was asked, what came of it, and both notifications: some 4 KiB. */
const BOOKS_OF_ONE = 7 * 1_024;
/** The log of a merchant's traffic is cut to so many events whenever it has twice as many: after so many more it is as long again. */
const LOG = 2_000;
const CUSTOMERS = 40;
/** What compiled code and connections take, more or less. A leak of 1 KiB a call is twice as much. */
const GIVE = 1_024 * 1_024;
const MAY_BE_HELD = CUSTOMERS * BOOKS_OF_ONE + GIVE;

describe('a sandbox under the business of an hour', () => {
  const on = stage();
  const shop = createServer((request, answer) => request.resume().on('end', () => answer.writeHead(204).end()));
  let url = '';
  before(async () => {
    await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(shop.address() as AddressInfo).port}/paid`;
  });
  after(() => shop.close());

  /** A customer orders and pays, the shop asks and gives a part back; forty of them make an hour. */
  async function oneCustomer(): Promise<void> {
    const number = await on.demo.paid({ notify_url: url });
    await on.demo.call('GET', paths.orderByNumber(number, on.demo.merchant.mchid));
    const amount = { refund: 90, total: 990, currency: 'CNY' };
    const refund = { out_trade_no: number, out_refund_no: `back-${number}`, notify_url: url, amount };
    assert.equal((await on.demo.call('POST', paths.refund, refund)).status, 200);
    await on.demo.control(`/refunds/back-${number}/settle`, { body: { status: 'SUCCESS' } });
    await on.demo.control('/clock/advance', { body: { seconds: 90 } });
  }

  /** The number of the latest event in the log. */
  async function events(): Promise<number> {
    const { text } = await on.demo.control('/trace');
    return (JSON.parse(text.trim().split('\n').at(-1) || '{"seq":0}') as { seq: number }).seq;
  }

  /** An hour, after which the log is as long as before: in between nothing happens often enough to fill it. */
  async function anHour(): Promise<void> {
    const begun = await events();
    for (let customer = 0; customer < CUSTOMERS; customer += 1) await oneCustomer();
    for (let left = LOG - ((await events()) - begun); left > 0; left -= 1) await on.demo.settled();
  }

  async function grown(): Promise<number> {
    const already = held();
    await anHour();
    return held() - already;
  }

  it('holds its books and nothing else, and what would be held else is seen', async () => {
    for (let filling = 0; filling < 2; filling += 1) await anHour();
    const more = await grown();
    assert.ok(more < MAY_BE_HELD, `${more} bytes more are held, and ${MAY_BE_HELD} may be`);

    const kept: unknown[] = [];
    const keep = (message: unknown): unknown => kept.push(message);
    const requests = channel('http.server.request.start');
    requests.subscribe(keep);
    const leaked = await grown();
    requests.unsubscribe(keep);
    assert.ok(leaked > MAY_BE_HELD, `a leak of ${kept.length} requests is not seen in ${leaked} bytes`);
  });
});
