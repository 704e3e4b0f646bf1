import assert from 'node:assert/strict';
import { afterEach, it } from 'node:test';
import type { Demo } from '../sandbox/demo.ts';
import { Customer, type ShopFace } from './customer.ts';

const PAYMENTS = 'GET /v3/pay/transactions/*';
const ORDERS = /^POST .*\/jsapi$/;
const REFUNDS = /^POST .*\/refunds$/;

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly request: { readonly body?: Readonly<Record<string, unknown>> };
  readonly answer?: { readonly body?: Readonly<Record<string, unknown>> };
}

/** What a right shop does, told of one by its own HTTP API and by what reached WeChat Pay. */
export function tellOfRightShop(on: { readonly demo: Demo }, shop: () => ShopFace): void {
  const ordered = (fen?: number, payWithin?: number) => Customer.ordered(on.demo, shop(), fen, payWithin);
  const fault = (where: string, name: string, times?: number) =>
    on.demo.control('/faults', { body: { on: where, fault: name, ...(times === undefined ? {} : { times }) } });
  /** The shop's requests of a kind to WeChat Pay. */
  async function requests(kind: RegExp): Promise<readonly Seen[]> {
    const { text } = await on.demo.control('/trace');
    const lines = text.trimEnd().split('\n');
    const events = lines.map((line) => JSON.parse(line));
    return events.filter(({ from, method, url }) => from === 'merchant' && kind.test(`${method} ${url}`));
  }
  /** The number under which the shop ordered for a customer. */
  async function numberOf({ prepayId }: Customer): Promise<string> {
    const orders = await requests(ORDERS);
    const order = orders.find(({ answer }) => answer?.body?.['prepay_id'] === prepayId);
    assert.ok(order, `no order was answered with ${prepayId}`);
    return String(order.request.body?.['out_trade_no']);
  }
  /** What the shop sent about a customer's order: its number stands in the path or in the body. */
  async function about(customer: Customer, kind: RegExp): Promise<readonly Seen[]> {
    const number = await numberOf(customer);
    return (await requests(kind)).filter(({ url, request }) => JSON.stringify([url, request.body]).includes(number));
  }

  afterEach(() => on.demo.control('/faults', { method: 'DELETE' }));

  it('is paid by a notification and by the query after the return, and hands out once', async () => {
    const customer = await ordered();
    await customer.paid();
    assert.equal(await customer.sees(), 'paid 1');
    assert.equal(await customer.comeBack('requestPayment:ok'), 'paid');
    assert.equal(await customer.sees(), 'paid 1');
  });

  for (const keyMode of ['public-key', 'platform-certificate']) {
    it(`knows WeChat Pay by its ${keyMode}`, async () => {
      const change = (body: unknown) =>
        on.demo.control(`/merchants/${on.demo.merchant.mchid}`, { method: 'PATCH', body });
      await change({ keyMode });
      const customer = await ordered();
      await customer.paid();
      assert.equal(await customer.sees(), 'paid 1');
      assert.equal(await customer.comeBack('requestPayment:ok'), 'paid');
      const given = await ordered();
      await given.tapPay();
      await given.cancel();
      await change({ keyMode: 'both' });
      assert.equal(await given.sees(), 'closed 0');
    });
  }

  it('is paid by the query alone', async () => {
    await fault('notification', 'lost');
    const customer = await ordered();
    await customer.paid();
    assert.equal(await customer.sees(), 'unpaid 0');
    assert.equal(await customer.comeBack('requestPayment:fail (timeout)'), 'paid');
    assert.equal(await customer.sees(), 'paid 1');
  });

  it('is paid by its own asking where nobody comes back', async () => {
    await fault('notification', 'lost');
    const customer = await ordered();
    await customer.paid();
    await customer.pass(60);
    assert.equal(await customer.sees(), 'paid 1');
  });

  it('does not take the front end’s word', async () => {
    const customer = await ordered();
    await customer.atCashier('cancel');
    assert.equal(await customer.comeBack('requestPayment:ok'), 'unpaid');
  });

  for (const name of ['unsigned', 'wrong-signature', 'tampered-success', 'stale', 'unknown-serial', 'error-500']) {
    it(`believes no answer to a query that is ${name}`, async () => {
      await fault('notification', 'lost');
      await fault(PAYMENTS, name);
      const customer = await ordered();
      if (name !== 'tampered-success') await customer.paid();
      else await customer.tapPay();
      assert.equal(await customer.comeBack('requestPayment:ok'), 'unpaid');
      assert.equal(await customer.sees(), 'unpaid 0');
    });
  }

  const bad = ['unsigned', 'wrong-signature', 'probe', 'probe-not-base64', 'stale', 'unknown-serial', 'wrong-key'];
  const other = ['tampered-ciphertext', 'wrong-amount', 'wrong-mchid', 'wrong-appid', 'unknown-order'];
  for (const name of [...bad, ...other]) {
    it(`refuses a notification that is ${name}, and takes the right one that follows`, async () => {
      await fault('notification', name, 1);
      const customer = await ordered();
      await customer.paid();
      assert.equal(await customer.sees(), 'unpaid 0');
      const [told] = (await on.demo.control(`/notifications?openid=${customer.openid}`)).list;
      assert.ok([401, 500].includes(told?.attempts[0]?.status ?? 0), JSON.stringify(told));
      const { status } = (await on.demo.control(`/notifications/${told?.id}/deliver`, { method: 'POST' })).body;
      assert.equal(status, 204);
      assert.equal(await customer.sees(), 'paid 1');
    });
  }

  for (const name of ['duplicate', 'concurrent']) {
    it(`hands out once where the notification is ${name}`, async () => {
      await fault('notification', name, 1);
      const customer = await ordered();
      await customer.paid();
      assert.equal(await customer.sees(), 'paid 1');
    });
  }

  it('orders again after two hours with the original parameters, and not before', async () => {
    const customer = await ordered(990, 5 * 3_600);
    const first = await customer.tapPay();
    await customer.pass(3_600);
    assert.equal((await customer.tapPay()).package, first.package);
    await customer.pass(3_601);
    const second = await customer.tapPay();
    assert.notEqual(second.package, first.package);
    const [one, two, ...more] = await about(customer, ORDERS);
    assert.deepEqual(one?.request.body, two?.request.body);
    assert.ok(one?.request.body?.['time_expire']);
    assert.equal(more.length, 0);
    assert.equal(await customer.atCashier('pay', second), 'requestPayment:ok');
    assert.equal(await customer.sees(), 'paid 1');
  });

  it('asks and then closes what was not paid in time, and not before', async () => {
    const customer = await ordered(990, 1_800);
    await customer.tapPay();
    await customer.pass(1_795);
    assert.equal(await customer.sees(), 'unpaid 0');
    await customer.pass(65);
    assert.equal(await customer.sees(), 'closed 0');
    const calls = (await about(customer, /out-trade-no/)).slice(-2);
    assert.deepEqual(
      calls.map(({ method }) => method),
      ['GET', 'POST'],
    );
    assert.equal(await on.demo.stateOf(await numberOf(customer)), 'CLOSED');
  });

  it('closes at WeChat Pay what the customer gives up', async () => {
    const customer = await ordered();
    await customer.tapPay();
    await customer.cancel();
    assert.equal(await customer.sees(), 'closed 0');
    assert.equal(await on.demo.stateOf(await numberOf(customer)), 'CLOSED');
    assert.equal(await customer.comeBack('requestPayment:ok'), 'closed');
  });

  it('keeps what was paid before it was given up', async () => {
    await fault('notification', 'lost');
    const customer = await ordered();
    await customer.paid();
    await customer.cancel();
    assert.equal(await customer.sees(), 'paid 1');
  });

  it('gives nothing up while WeChat Pay cannot be asked', async () => {
    const customer = await ordered();
    await customer.tapPay();
    await fault(PAYMENTS, 'error-500');
    await customer.cancel();
    assert.equal(await customer.sees(), 'unpaid 0');
  });

  it('shows a refund as done when it is, and refunds no more than was paid', async () => {
    const customer = await ordered();
    await customer.paid();
    const refund = await customer.refund(300);
    assert.deepEqual([await customer.sees(), await customer.refundState(refund)], ['refunding 1', 'refunding']);
    await customer.pass(3_600);
    assert.deepEqual([await customer.sees(), await customer.refundState(refund)], ['refunded 1', 'refunded']);
    await assert.rejects(customer.refund(990));
    await customer.refund(690);
    const asked = await about(customer, REFUNDS);
    assert.deepEqual(
      asked.map(({ request }) => request.body?.['amount']),
      [
        { refund: 300, total: 990, currency: 'CNY' },
        { refund: 690, total: 990, currency: 'CNY' },
      ],
    );
  });

  it('asks for a refund again under the same number', async () => {
    const customer = await ordered();
    await customer.paid();
    await fault('POST /v3/refund/domestic/refunds', 'reset-after', 1);
    await customer.refund(990);
    const asked = await about(customer, REFUNDS);
    assert.equal(asked.length, 2);
    assert.deepEqual(asked[0]?.request.body, asked[1]?.request.body);
    await customer.pass(3_600);
    assert.equal(await customer.sees(), 'refunded 1');
  });

  for (const fen of [1, 7, 110, 880, 980, 1990]) {
    it(`orders goods for ${fen} fen as ${fen} fen`, async () => {
      const customer = await ordered(fen);
      await customer.tapPay();
      const [order] = await about(customer, ORDERS);
      assert.deepEqual(order?.request.body?.['amount'], { total: fen, currency: 'CNY' });
    });
  }
}
