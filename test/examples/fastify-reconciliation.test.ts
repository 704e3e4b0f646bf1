import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import Database from 'libsql';
import { instant, toRfc3339, wallClock } from '../../src/time/index.ts';
import { stage } from '../sdk/stage.ts';
import { BillRelay } from './bill-relay.ts';
import { Customer } from './customer.ts';
import { faceOf, STAFF, startLanternShop } from './lantern-shop.ts';
import type { ShopAnswer, ShopProcess } from './shop-process.ts';

const on = stage();
const DAY = 86_400_000;
const dateIn = (days: number): string => toRfc3339(instant(wallClock.now() + days * DAY)).slice(0, 10);
const today = dateIn(0);
const tomorrowAt = (time: string): string => `${dateIn(1)}T${time}+08:00`;

/** The shop whose books are altered by hand, while it is shut, so that they differ from WeChat Pay's. */
describe('the reconciliation of the shop with wechatpay-axios-plugin', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fastify-reconciliation-'));
  const DATABASE = join(folder, 'shop.db');
  let running: ShopProcess | undefined;
  let relay: BillRelay | undefined;
  const shop = (): ShopProcess => {
    assert.ok(running, 'the shop is shut');
    return running;
  };
  const bills = (): BillRelay => {
    assert.ok(relay, 'the relay is there only while a test runs');
    return relay;
  };
  const customers = new Map<string, Customer>();
  const numbers = new Map<string, string>();
  const customer = (name: string): Customer => {
    const found = customers.get(name);
    assert.ok(found, name);
    return found;
  };
  const openShop = (): Promise<ShopProcess> => startLanternShop(on, { DATABASE, WECHATPAY_URL: bills().url });
  const reconcile = (date = today): Promise<ShopAnswer> => shop().ask('POST', '/jobs/reconcile', { date }, STAFF);
  /** What was found, by the customers that it is about. */
  async function found(): Promise<readonly string[]> {
    const { status, body } = await reconcile();
    assert.equal(status, 200, JSON.stringify(body));
    const names = new Map([...numbers].map(([name, number]) => [number, name]));
    const list = body as unknown as readonly { readonly out_trade_no: string; readonly kind: string }[];
    return list.map(({ out_trade_no, kind }) => `${names.get(out_trade_no)} ${kind}`).sort();
  }
  const policy = (change: unknown) =>
    on.demo.control(`/merchants/${on.demo.merchant.mchid}`, { method: 'PATCH', body: { policy: change } });

  before(async () => {
    relay = await BillRelay.start(on.sandbox.url);
    running = await openShop();
    const face = faceOf(shop);
    for (const name of ['right', 'lost', 'silent', 'closed', 'dearer', 'invented', 'refunded', 'unpaid'])
      customers.set(name, await Customer.ordered(on.demo, face));
    for (const name of ['right', 'lost', 'silent', 'closed', 'dearer', 'refunded']) await customer(name).paid();
    await customer('refunded').refund(300);
    await running.end();
    const books = new Database(DATABASE);
    for (const [name, { openid }] of customers) {
      const row = books.prepare('SELECT number FROM orders WHERE openid = ?').get(openid) as { number: string };
      numbers.set(name, row.number);
    }
    const change = (name: string, what: string): void =>
      void books.prepare(`UPDATE orders SET ${what} WHERE number = ?`).run(numbers.get(name));
    const never = `next_look = ${wallClock.now() + 30 * DAY}`;
    const unshipped = 'DELETE FROM shipments WHERE number = ?';
    for (const name of ['silent', 'closed', 'lost']) books.prepare(unshipped).run(numbers.get(name));
    change('silent', `state = 'unpaid', paid_on = NULL, ${never}, expires_at = ${wallClock.now() + 30 * DAY}`);
    change('closed', "state = 'closed', paid_on = NULL");
    change('dearer', 'price = 1000');
    change('invented', `state = 'paid', paid_on = '${today}'`);
    books.prepare('DELETE FROM orders WHERE number = ?').run(numbers.get('lost'));
    books.close();
    running = await openShop();
  });
  after(async () => {
    await running?.end();
    await relay?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => bills().asked.splice(0));

  it('says so where the bill is not made yet', async () => {
    const { status, body } = await reconcile();
    assert.deepEqual([status, body], [503, { error: `there is no bill of ${today} yet: INVALID_REQUEST` }]);
    await on.demo.control('/clock/advance', { body: { to: tomorrowAt('09:59:00') } });
    assert.match(String((await reconcile()).body['error']), /STATEMENT_CREATING/);
    await on.demo.control('/clock/advance', { body: { to: tomorrowAt('10:00:30') } });
  });

  it('takes no bill whose promise is not signed', async () => {
    await on.demo.control('/faults', { body: { on: 'GET /v3/bill/tradebill', fault: 'wrong-signature' } });
    assert.equal((await reconcile()).status, 503);
    await on.demo.control('/faults', { method: 'DELETE' });
  });

  it('takes no bill that is not the one that was promised', async () => {
    bills().alter = (bill) => bill.replace('`9.90', '`9.91');
    assert.equal((await reconcile()).status, 500);
    bills().alter = (bill) => bill;
    assert.equal(await customer('silent').sees(), 'unpaid 0');
  });

  it('finds each kind of difference, ships what was paid and gives back what was paid too late', async () => {
    const all = [
      'closed unpaid-here',
      'dearer amount',
      'invented not-in-bill',
      'lost missing-here',
      'silent unpaid-here',
    ];
    assert.deepEqual(await found(), all);
    assert.equal(await customer('silent').sees(), 'paid 1');
    assert.equal(await customer('closed').sees(), 'refunding 0');
    await customer('closed').pass(60);
    await customer('closed').pass(3_600);
    assert.equal(await customer('closed').sees(), 'refunded 0');
    const left = ['dearer amount', 'invented not-in-bill', 'lost missing-here'];
    assert.deepEqual(
      (await found()).filter((one) => !one.startsWith('closed')),
      left,
    );
  });

  it('reads a bill without a byte order mark, from either documented path', async () => {
    await policy({ billByteOrderMark: false, billDownloadPath: '/v3/bill/downloadurl' });
    assert.ok((await found()).includes('lost missing-here'));
    assert.deepEqual(bills().asked, ['/v3/bill/tradebill', '/v3/bill/downloadurl']);
  });

  it('is done by itself after ten, once a day', async () => {
    const another = await startLanternShop(on, { DATABASE: join(folder, 'another.db'), WECHATPAY_URL: bills().url });
    const { setClock } = faceOf(() => another);
    const counts: number[] = [];
    try {
      for (const time of ['09:59:59', '10:00:01', '23:00:00']) {
        bills().asked.splice(0); // at first of the day before, where it is past ten
        await setClock(tomorrowAt(time));
        counts.push(bills().asked.length);
      }
    } finally {
      await another.end();
    }
    assert.deepEqual(counts, [0, 2, 0]);
    assert.match(another.complaints, new RegExp(`${numbers.get('right')} missing-here`));
  });

  it('has nothing to say of a day without trades', async () => {
    const { status, body } = await reconcile(dateIn(-1));
    assert.deepEqual([status, body], [200, []]);
  });
});
