import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Backend, type Env, type Outcome } from './backend.ts';
import { changeMerchant, ordered, paid, redeliver, type Shop } from './shop.ts';
import type { KeyMode, Stage } from './stage.ts';

export interface Telling {
  readonly on: Stage;
  readonly script: string;
  readonly keyMode: KeyMode;
  /** What the environment has beyond what every backend's has. */
  readonly env?: () => Env;
  /** Whether it has the preload. */
  readonly redirect?: boolean;
}

let orders = 0;

/** The life of a shop, told of a backend in one key mode: what its SDK hands it, and what the sandbox knows. `more` is told after it. */
export function tell({ on, script, keyMode, env, redirect }: Telling, more: (shop: Shop) => void = () => {}): void {
  describe(`${script} with ${keyMode}`, () => {
    let backend: Backend | undefined;
    before(async () => {
      // Notifications come again when a test says so, however slow the machine is.
      await changeMerchant(on, { keyMode, policy: { notificationRetries: [86_400] } });
      await on.demo.control('/faults', { method: 'DELETE' });
      backend = new Backend(script, { ...on.env(keyMode), ...env?.() }, redirect);
      await backend.open();
    });
    after(() => backend?.endWell());
    const shop: Shop = {
      on,
      keyMode,
      get backend() {
        assert.ok(backend, 'the backend is there only while a test runs');
        return backend;
      },
      newNumber: () => `sdk-order-${++orders}`,
    };
    tellOfOrders(shop);
    tellOfPayments(shop);
    more(shop);
    it('took the sandbox for WeChat Pay all the time', async () => {
      const { text } = await on.demo.control('/trace');
      const calls = text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
        .filter(({ kind, from }) => kind === 'exchange' && from === 'merchant');
      assert.ok(calls.length > 15);
      for (const { request } of calls) assert.equal(request.headers.host, 'api.mch.weixin.qq.com');
    });
  });
}

const states = async ({ on, backend }: Shop, number: string): Promise<readonly unknown[]> => {
  const { status, body } = await backend.call('query', number);
  return [status, body['trade_state'], await on.demo.stateOf(number)];
};

const errorOf = ({ status, body }: Outcome): readonly unknown[] => [status, body['code']];

function tellOfOrders(shop: Shop): void {
  const { on, newNumber } = shop;
  const call: Backend['call'] = (...args) => shop.backend.call(...args);

  it('logs its customers in', async () => {
    assert.equal((await call('login', 'any-code')).openid, on.demo.merchant.openid);
    assert.equal((await call('login', 'openid:oSomebodyElse')).openid, 'oSomebodyElse');
  });

  it('orders, finds the order unpaid, closes it, and finds it closed', async () => {
    const { number, params } = await ordered(shop);
    const { body: known } = await on.demo.control(`/orders/${number}`);
    assert.equal(params.package, `prepay_id=${known.prepay_ids[0]?.id}`);
    assert.deepEqual(await states(shop, number), [200, 'NOTPAY', 'NOTPAY']);
    assert.equal((await call('close', number)).status, 204);
    assert.deepEqual(await states(shop, number), [200, 'CLOSED', 'CLOSED']);
  });

  it('is told of errors', async () => {
    const { openid } = on.demo.merchant;
    assert.deepEqual(errorOf(await call('query', 'no-such-order')), [404, 'ORDER_NOT_EXIST']);
    const number = newNumber();
    assert.deepEqual(errorOf(await call('order', number, openid, 0)), [400, 'PARAM_ERROR']);
    assert.equal((await on.demo.control(`/orders/${number}`)).status, 404);
    assert.deepEqual(errorOf(await call('queryAsStranger', number)), [401, 'SIGN_ERROR']);
    assert.deepEqual(errorOf(await call('queryRefund', 'no-such-refund')), [404, 'RESOURCE_NOT_EXISTS']);
  });
}

/** The statuses with which the backend answered the notifications of an order, in turn. */
async function answersTo({ on }: Shop, number: string): Promise<readonly (readonly unknown[])[]> {
  const { list } = await on.demo.control('/notifications');
  return list
    .filter(({ out_trade_no }) => out_trade_no === number)
    .map(({ event_type, attempts }) => [event_type, ...attempts.map(({ status }) => status)]);
}

function tellOfPayments(shop: Shop): void {
  const { on } = shop;

  it('is paid, notified, refunded, and notified of that', async () => {
    const { backend } = shop;
    const number = await paid(shop);
    const { event_type, resource } = await backend.heard();
    assert.equal(event_type, 'TRANSACTION.SUCCESS');
    assert.deepEqual((await backend.call('query', number)).body, resource);
    assert.deepEqual([resource?.['out_trade_no'], resource?.['trade_state']], [number, 'SUCCESS']);
    assert.equal(await on.demo.stateOf(number), 'SUCCESS');

    const refundNumber = `${number}-r`;
    const accepted = await backend.call('refund', number, refundNumber);
    assert.deepEqual([accepted.status, accepted.body['status']], [200, 'PROCESSING']);
    assert.equal((await backend.call('queryRefund', refundNumber)).body['status'], 'PROCESSING');
    await on.demo.control(`/refunds/${refundNumber}/settle`, { body: { status: 'SUCCESS' } });
    const refunded = await backend.heard();
    assert.equal(refunded.event_type, 'REFUND.SUCCESS');
    assert.deepEqual(
      [refunded.resource?.['out_refund_no'], refunded.resource?.['refund_status']],
      [refundNumber, 'SUCCESS'],
    );
    assert.equal((await backend.call('queryRefund', refundNumber)).body['status'], 'SUCCESS');
    assert.deepEqual(await states(shop, number), [200, 'REFUND', 'REFUND']);
    const { refunds } = (await on.demo.control(`/orders/${number}`)).body;
    assert.deepEqual(
      refunds.map(({ out_refund_no, status, amount }) => [out_refund_no, status, amount]),
      [[refundNumber, 'SUCCESS', 330]],
    );
    await on.demo.control('/clock/advance', { body: { seconds: 0 } }); // returns when what is under way was answered
    assert.deepEqual(await answersTo(shop, number), [
      ['TRANSACTION.SUCCESS', 200],
      ['REFUND.SUCCESS', 200],
    ]);
  });

  it('does not believe a notification that is wrongly signed, and takes it when it comes again', async () => {
    const { backend } = shop;
    await on.demo.control('/faults', { body: { on: 'notification', fault: 'wrong-signature', times: 1 } });
    const number = await paid(shop);
    assert.match((await backend.heard()).refused ?? '', /signature/i);
    await redeliver(shop, number);
    assert.equal((await backend.heard()).resource?.['out_trade_no'], number);
    assert.deepEqual(await answersTo(shop, number), [['TRANSACTION.SUCCESS', 401, 200]]);
  });
}
