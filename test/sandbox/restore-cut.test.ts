import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { paths, systemEntropy } from '../../src/protocol/index.ts';
import { type Credentials, openCredentials } from '../../src/sandbox/credentials/credentials.ts';
import { days, seconds, wallClock } from '../../src/time/index.ts';
import { World } from './restore-world.ts';
import { temporaryFolder, writePublishedCredentials } from './stage.ts';

const folder = temporaryFolder();
const on: { credentials?: Credentials } = {};
before(async () => {
  await writePublishedCredentials(folder);
  on.credentials = await openCredentials(folder, wallClock, systemEntropy);
});
const newWorld = (...more: readonly [lines?: readonly string[]]): World => {
  assert.ok(on.credentials);
  return new World(on.credentials, ...more);
};

const orderOf = (world: World, out_trade_no: string) => {
  const [tenant] = world.tenants;
  assert.ok(tenant);
  const { appid, mchid, openid } = tenant.holdings.file;
  const notify_url = 'https://shop.example/told';
  const amount = { total: 100, currency: 'CNY' };
  const content = { appid, mchid, description: 'Tea', out_trade_no, notify_url, amount, payer: { openid } };
  world.call(tenant, 'POST', paths.order, content);
  const { state, timeline } = tenant.merchant.ledger;
  const pay = (): void => {
    const [prepayId] = state.orders.get(out_trade_no)?.prepayIds ?? [];
    const params = world.paymentParams(tenant, prepayId?.id ?? '');
    assert.equal(world.desk.gateway.cashier(tenant.merchant, params, openid, 'pay').errMsg, 'requestPayment:ok');
  };
  const refund = (out_refund_no: string): void =>
    void world.call(tenant, 'POST', paths.refund, {
      ...{ out_trade_no, out_refund_no, notify_url },
      amount: { refund: 100, total: 100, currency: 'CNY' },
    });
  return { tenant, state, timeline, pay, refund };
};

describe('what was kept, cut off behind any of its records', () => {
  it('is where a gateway can have stood: what is paid or refunded is told', async () => {
    const world = newWorld();
    world.receiver = 500;
    const { timeline, pay, refund, tenant } = orderOf(world, 'order-1');
    tenant.merchant.faults.set({ on: 'notification', fault: 'out-of-order', times: 1 });
    pay();
    await world.idle();
    const other = orderOf(world, 'order-2');
    other.pay();
    await world.idle();
    refund('refund-1');
    await timeline.advanceBy(days(1));
    world.stop();
    assert.ok(world.lines.length > 20);
    for (let kept = 1; kept <= world.lines.length; kept += 1) {
      const again = newWorld(world.lines.slice(0, kept));
      await again.idle();
      const { state } = again.tenants[0]?.merchant.ledger ?? {};
      const told = [...(state?.notifications.values() ?? [])];
      for (const [number, { status }] of state?.orders ?? []) {
        if (status.tradeState === 'NOTPAY') continue;
        const notification = told.find(({ outTradeNo }) => outTradeNo === number);
        assert.ok(
          notification,
          `behind record ${kept}, ${world.lines[kept - 1]}: nobody is told that ${number} is paid`,
        );
      }
      for (const { status } of state?.refunds.values() ?? []) {
        if (status === 'PROCESSING') continue;
        assert.ok(
          told.some(({ eventType }) => eventType === 'REFUND.SUCCESS'),
          `behind record ${kept}: nobody is told of the refund`,
        );
      }
      again.stop();
    }
  });
});

describe('a notification that was on its way when it ended', () => {
  it('is sent again, and only once where it is accepted', async () => {
    const world = newWorld();
    const { tenant, pay, timeline } = orderOf(world, 'order-1');
    // Held back and then due at once: it has stood three times on the agenda, twice for the same moment.
    tenant.merchant.faults.set({ on: 'notification', fault: 'out-of-order', times: 1 });
    pay();
    await world.idle();
    orderOf(world, 'order-2').pay();
    await timeline.idle();
    const sent = [...world.sent];
    const [held, other] = [...tenant.merchant.ledger.state.notifications.keys()];
    assert.deepEqual(sent, [other, held]);
    const cut = world.lines.findLastIndex((line) => line.includes('notification-attempted'));
    const again = newWorld(world.lines.slice(0, cut));
    await again.idle();
    assert.deepEqual(again.sent, [held]);
    world.stop();
    again.stop();
  });

  it('keeps its place in the ladder on a clock that was turned', async () => {
    const world = newWorld();
    world.receiver = 0;
    const { pay, timeline, tenant } = orderOf(world, 'order-1');
    pay();
    await world.idle();
    await timeline.advanceBy(seconds(15));
    const { lines } = world;
    const cut = lines.findLastIndex((line) => line.includes('notification-attempted'));
    const again = newWorld(lines.slice(0, cut));
    again.receiver = 204;
    await again.idle();
    const [before] = tenant.merchant.ledger.state.notifications.values();
    const [after] = again.tenants[0]?.merchant.ledger.state.notifications.values() ?? [];
    assert.deepEqual(after?.attempts.slice(0, -1), before?.attempts.slice(0, -1));
    assert.equal(after?.attempts.at(-1)?.status, 204);
    assert.equal(after?.nextAttemptAt, undefined);
    world.stop();
    again.stop();
  });
});
