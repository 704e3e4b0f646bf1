import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRecord, paths, unseal } from '../../src/protocol/index.ts';
import { parseRfc3339 } from '../../src/time/index.ts';
import { Command } from './command-process.ts';
import { Demo } from './demo.ts';
import { Receiver } from './receiver.ts';
import { temporaryFolder, writePublishedCredentials } from './stage.ts';

const KILLS = 6;
const folder = temporaryFolder();
const closing: (() => Promise<unknown>)[] = [];
after(() => Promise.all(closing.map((close) => close())));

/** What was answered as done: it must be there for ever. */
class Promised {
  readonly prepayIds = new Map<string, string>();
  readonly closed = new Set<string>();
  readonly paid = new Set<string>();
  readonly refunded = new Set<string>();
  readonly merchants = new Set<string>();
  readonly faults = new Set<string>();
  /** What the clocks said last, by the query that names them. */
  readonly clocks = new Map<string, string>();
}

const moment = (text: string | undefined): number => parseRfc3339(text ?? '') ?? Number.NaN;

/** Works with the sandbox until it does not answer any more, and says so after each turn. */
async function load(work: (turn: number) => Promise<void>, done: () => void): Promise<void> {
  try {
    for (let turn = 0; ; turn += 1) {
      await work(turn);
      done();
    }
  } catch {
    // It was killed: what was asked last has no answer.
  }
}

/** What three clients do, each on and on. */
function loads(
  demo: Demo,
  promised: Promised,
  round: number,
  notify_url: string,
  done: () => void,
): readonly Promise<void>[] {
  const place = async (number: string) => {
    const { params } = await demo.placed({ out_trade_no: number, notify_url });
    promised.prepayIds.set(number, params.package.slice('prepay_id='.length));
    return params;
  };
  const sell = async (turn: number): Promise<void> => {
    const number = `sold-${round}-${turn}`;
    const body = { ...(await place(number)), action: 'pay' };
    if ((await demo.control('/cashier', { body })).body.errMsg === 'requestPayment:ok') promised.paid.add(number);
    const amount = { refund: 990, total: 990, currency: 'CNY' };
    const refund = { out_trade_no: number, out_refund_no: number, amount };
    if ((await demo.call('POST', paths.refund, refund)).status === 200) promised.refunded.add(number);
  };
  const close = async (turn: number): Promise<void> => {
    const number = `closed-${round}-${turn}`;
    await place(number);
    const { status } = await demo.call('POST', paths.close(number), { mchid: demo.merchant.mchid });
    if (status === 204) promised.closed.add(number);
  };
  const turnClock = async (query: string, by: number): Promise<void> => {
    const { status, body } = await demo.control(`/clock/advance${query}`, { body: { seconds: by } });
    if (status === 200) promised.clocks.set(query, body.now);
  };
  const control = async (turn: number): Promise<void> => {
    const made = await demo.control('/merchants', { body: { clock: 'frozen' } });
    const { mchid } = made.body as unknown as { mchid: string };
    if (made.status === 200) promised.merchants.add(mchid);
    for (const query of [`?mchid=${mchid}`, '', `?openid=another-${round}`]) await turnClock(query, 60 + turn);
    const on = `GET /nowhere/${round}/${turn}`;
    const set = await demo.control('/faults', { body: { on, fault: 'error-500' } });
    if (set.status === 200) promised.faults.add(`${set.body.id} ${on}`);
  };
  return [sell, close, control].map((work) => load(work, done));
}

async function examine(demo: Demo, promised: Promised): Promise<void> {
  for (const [number, prepayId] of promised.prepayIds) {
    const { status, body } = await demo.control(`/orders/${number}`);
    assert.equal(status, 200, number);
    assert.ok(
      body.prepay_ids.some(({ id }) => id === prepayId),
      `the prepay_id of ${number}`,
    );
    if (promised.closed.has(number)) assert.equal(body.trade_state, 'CLOSED', number);
    if (promised.paid.has(number)) assert.match(body.trade_state, /^(?:SUCCESS|REFUND)$/, number);
    if (promised.refunded.has(number)) assert.equal(body.refunds[0]?.out_refund_no, number);
  }
  for (const mchid of promised.merchants) assert.equal((await demo.control(`/clock?mchid=${mchid}`)).status, 200);
  for (const [query, now] of promised.clocks) {
    const { body } = await demo.control(`/clock${query}`);
    assert.ok(moment(body.now) >= moment(now), `the clock ${query} stands at ${body.now} and was told to be at ${now}`);
  }
  const set = new Set(
    (await demo.control('/faults')).list.map((each) => `${each.id} ${(each as unknown as { on: string }).on}`),
  );
  for (const fault of promised.faults) assert.ok(set.has(fault), fault);
}

/** The transaction_ids that notifications told, by order. */
function transactions(shop: Receiver, apiv3Key: string): Map<string, Set<string>> {
  const told = new Map<string, Set<string>>();
  for (const { body } of shop.received) {
    const { event_type, resource } = JSON.parse(body);
    if (event_type !== 'TRANSACTION.SUCCESS') continue;
    const content: unknown = JSON.parse(unseal(apiv3Key, resource)?.toString() ?? 'null');
    assert.ok(isRecord(content));
    const number = String(content['out_trade_no']);
    told.set(number, (told.get(number) ?? new Set()).add(String(content['transaction_id'])));
  }
  return told;
}

describe('kill -9', () => {
  it('at any moment loses nothing that was answered, and a payment is told until it is heard', async (t) => {
    const credentials = await mkdtemp(join(folder, 'k-'));
    await writePublishedCredentials(credentials);
    const data = join(credentials, 'sandbox.data');
    const shop = await Receiver.open();
    closing.push(() => shop.close());
    const promised = new Promised();
    const args = ['--port', '0', '--credentials', credentials, '--data', data];
    for (let round = 0; round < KILLS; round += 1) {
      const { command, ready } = await Command.ready(...args);
      const demo = await Demo.join(ready);
      await examine(demo, promised);
      // Some rounds nobody accepts notifications: what is pending then has to come later.
      shop.status = round % 2 === 0 ? 500 : 204;
      // However slow the machine is, much was answered, and the blow falls into whatever is under way.
      let working: readonly Promise<void>[] = [];
      let turns = 5 + Math.floor(Math.random() * 20);
      const enough = new Promise<void>((resolve) => {
        working = loads(demo, promised, round, shop.url, () => {
          turns -= 1;
          if (turns === 0) resolve();
        });
      });
      await Promise.race([enough, ...working]);
      await sleep(Math.random() * 15);
      await command.kill();
      await Promise.all(working);
      await demo.close();
    }
    for (const [what, { size }] of Object.entries(promised)) {
      t.diagnostic(`${size} ${what}`);
      assert.ok(size > 0, what);
    }

    shop.status = 204;
    const { command, ready } = await Command.ready(...args);
    const demo = await Demo.join(ready);
    closing.push(() => demo.close());
    await examine(demo, promised);
    await demo.control('/clock/advance', { body: { seconds: 86_400 } });
    const told = transactions(shop, demo.merchant.apiv3_key);
    for (const number of promised.paid) assert.ok(told.has(number), `nobody was told that ${number} is paid`);
    for (const [number, ids] of told) {
      assert.equal(ids.size, 1, `${number} was told with ${[...ids].join(' and ')}`);
      const asked = await demo.call('GET', paths.orderByNumber(number, demo.merchant.mchid));
      assert.deepEqual([...ids], [(asked.body as unknown as { transaction_id: string }).transaction_id], number);
    }
    const { list } = await demo.control('/notifications');
    assert.ok(list.length >= promised.paid.size);
    for (const { attempts, out_trade_no, nextAttemptAt } of list) {
      assert.equal(attempts.at(-1)?.status, 204, out_trade_no);
      assert.equal(nextAttemptAt, undefined, out_trade_no);
    }
    assert.equal(await command.stop('SIGTERM'), 0);
  });
});
