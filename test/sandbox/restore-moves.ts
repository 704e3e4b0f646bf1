import fc from 'fast-check';
import { ANSWER_FAULTS, NOTIFICATION_FAULTS } from '../../src/gateway/faults.ts';
import type { Policy } from '../../src/gateway/policy.ts';
import { CASHIER_ACTIONS, type Coupon, paths } from '../../src/protocol/index.ts';
import { ControlError } from '../../src/sandbox/control/control-error.ts';
import type { Tenant } from '../../src/sandbox/merchants/tenant.ts';
import { days, hours, milliseconds, minutes, plus, seconds } from '../../src/time/index.ts';
import type { World } from './restore-world.ts';

/** Something that is done to a world, or that happens to it; what comes of it. */
export interface Move {
  readonly what: string;
  readonly make: (world: World) => unknown;
}

const which = fc.nat(30);
const merchant = fc.nat(2);
const number = fc.constantFrom('order-1', 'order-2', 'order-3');
const refundNumber = fc.constantFrom('refund-1', 'refund-2');
const payer = fc.constantFrom('payer-1', 'payer-2');
const waits = fc.constantFrom(0, 1, 15, 60, 300, 3_600, 7_201, 86_400, 700_000);

const of = <T>(list: readonly T[], index: number): T | undefined => list[index % Math.max(list.length, 1)];
const tenantOf = ({ tenants }: World, index: number): Tenant => {
  const tenant = of(tenants, index);
  if (!tenant) throw new Error('a desk without a merchant');
  return tenant;
};

/** Refusals are answers too. */
const orRefused = async (work: () => unknown): Promise<unknown> => {
  try {
    return await work();
  } catch (failure) {
    if (failure instanceof ControlError) return failure.body;
    throw failure;
  }
};

const move = <T extends unknown[]>(
  name: string,
  parts: { [K in keyof T]: fc.Arbitrary<T[K]> },
  make: (world: World, ...drawn: T) => unknown,
): fc.Arbitrary<Move> =>
  fc
    .tuple<T>(...parts)
    .map((drawn) => ({ what: `${name} ${JSON.stringify(drawn)}`, make: (world) => make(world, ...drawn) }));

const someOrder = ({ merchant: { books } }: Tenant, index: number) =>
  of(
    books.pages().flatMap(({ ledger }) => [...ledger.state.orders.values()]),
    index,
  );

const order = move(
  'order',
  [merchant, number, payer, fc.constantFrom(100, 100, 101), fc.constantFrom('none', 'public', 'platform', 'strange')],
  (world, m, out_trade_no, openid, total, asks) => {
    const tenant = tenantOf(world, m);
    const { appid, mchid, public_key_id, platform_serial_no } = tenant.holdings.file;
    const serial = { none: undefined, public: public_key_id, platform: platform_serial_no, strange: 'ABC' }[asks];
    const content = {
      ...{ appid, mchid, description: 'Tea', out_trade_no, notify_url: 'https://shop.example/told' },
      ...{ amount: { total, currency: 'CNY' }, payer: { openid } },
    };
    return world.call(tenant, 'POST', paths.order, content, serial);
  },
);
const close = move('close', [merchant, number], (world, m, out_trade_no) => {
  const tenant = tenantOf(world, m);
  return world.call(tenant, 'POST', paths.close(out_trade_no), { mchid: tenant.merchant.mchid });
});
const query = move('query', [merchant, number], (world, m, out_trade_no) => {
  const tenant = tenantOf(world, m);
  return world.call(tenant, 'GET', paths.orderByNumber(out_trade_no, tenant.merchant.mchid));
});
const coupons = fc.constantFrom<readonly Coupon[]>(
  [],
  [],
  [{ amount: 33, type: 'CASH' }],
  [
    { amount: 1, type: 'NOCASH', name: '满减' },
    { amount: 49, type: 'CASH', scope: 'SINGLE' },
  ],
);
const cashier = move(
  'cashier',
  [merchant, which, which, fc.constantFrom('pay', 'pay', ...CASHIER_ACTIONS), coupons],
  (world, m, index, nth, action, used) => {
    const tenant = tenantOf(world, m);
    const found = someOrder(tenant, index);
    const prepayId = of(found?.prepayIds ?? [], nth);
    if (!found || !prepayId) return undefined;
    const params = world.paymentParams(tenant, prepayId.id);
    return world.desk.gateway.cashier(tenant.merchant, params, found.request.payer.openid, action, used);
  },
);
const refund = move(
  'refund',
  [merchant, which, refundNumber, fc.constantFrom(1, 40, 60, 100)],
  (world, m, index, out_refund_no, amount) => {
    const tenant = tenantOf(world, m);
    const found = someOrder(tenant, index);
    if (!found) return undefined;
    return world.call(tenant, 'POST', paths.refund, {
      ...{ out_trade_no: found.request.out_trade_no, out_refund_no, notify_url: 'https://shop.example/refunded' },
      amount: { refund: amount, total: found.total, currency: 'CNY' },
    });
  },
);
const settle = move(
  'settle',
  [merchant, refundNumber, fc.constantFrom('SUCCESS', 'CLOSED', 'ABNORMAL')],
  (world, m, outRefundNo, status) =>
    tenantOf(world, m)
      .merchant.books.ofRefund(outRefundNo)
      ?.execute((fresh) => ({ type: 'settle-refund', outRefundNo, status, ...fresh })),
);
const deliver = move('deliver', [merchant, which], async (world, m, index) => {
  const { books } = tenantOf(world, m).merchant;
  const id = of(
    books.pages().flatMap(({ ledger }) => [...ledger.state.notifications.keys()]),
    index,
  );
  return id === undefined ? undefined : books.ofNotification(id)?.deliverNow(id);
});
const advance = move('advance', [merchant, waits], (world, m, by) =>
  tenantOf(world, m).merchant.ledger.timeline.advanceBy(seconds(by)),
);
const advancePayer = move('advance of a payer', [merchant, payer, waits], (world, m, openid, by) =>
  orRefused(() => world.desk.payerTimeline(tenantOf(world, m), openid).timeline.advanceBy(seconds(by))),
);
const wait = move('wait', [waits], (world, by) => world.wait(seconds(by)));
const receiver = move('receiver', [fc.constantFrom(200, 204, 500, 500, 0)], (world, status) => {
  world.receiver = status;
});
const setFault = move(
  'fault',
  [merchant, fc.constantFrom(...NOTIFICATION_FAULTS, ...ANSWER_FAULTS), fc.option(fc.integer({ min: 1, max: 3 }))],
  (world, m, fault, times) =>
    tenantOf(world, m).merchant.faults.set({
      on: NOTIFICATION_FAULTS.some((name) => name === fault) ? 'notification' : '* *',
      fault,
      ...(times === null ? {} : { times }),
    }),
);
const heldBack = move(
  'fault that holds back',
  [merchant, fc.constantFrom('late', 'out-of-order'), fc.integer({ min: 1, max: 3 })],
  (world, m, fault, times) => tenantOf(world, m).merchant.faults.set({ on: 'notification', fault, times }),
);
const clearFaults = move('clear', [merchant, fc.option(which)], (world, m, index) => {
  const { faults } = tenantOf(world, m).merchant;
  faults.clear(index === null ? undefined : of(faults.list(), index)?.id);
});

const policies: readonly Partial<Policy>[] = [
  { prepayIdOnReorder: 'same', notificationAccepted: [204] },
  { notificationRetries: [0, 0, 15_000].map(milliseconds) },
  { notificationRetries: [] },
  { refundArrival: seconds(0), refundGap: minutes(1) },
  { unpaidLifetime: hours(1), prepayIdLifetime: minutes(1) },
  { signsBusinessErrors: false, closeOfUnknown: 'ORDER_NOT_EXIST', unpaidLifetime: days(7) },
];
const change = move(
  'change',
  [
    merchant,
    fc.record(
      {
        keyMode: fc.constantFrom('public-key', 'platform-certificate', 'both'),
        policy: fc.constantFrom(...policies),
        delivery: fc.constantFrom('on', 'on', 'lost'),
        balance: fc.constantFrom(0, 50, 1_000),
        certificate: fc.constantFrom('valid', 'valid', 'valid', 'revoked'),
        keyChange: fc.constantFrom({ to: 'public-key' }, { to: 'public-key', percent: 40 }),
      },
      { requiredKeys: [] },
    ),
  ],
  // One change of key excludes another: the mode begins anew.
  (world, m, changes) =>
    world.desk.change(tenantOf(world, m), { ...(changes.keyChange ? { keyMode: 'both' } : {}), ...changes }),
);
const open = move('open', [fc.constantFrom('frozen', 'flowing')], async (world, clock) =>
  world.tenants.length < 3 ? (await world.desk.open(clock, 'both', false)).holdings.file : undefined,
);

export const moves: fc.Arbitrary<Move> = fc.oneof(
  { weight: 5, arbitrary: order },
  { weight: 5, arbitrary: cashier },
  { weight: 3, arbitrary: refund },
  ...[
    close,
    query,
    settle,
    deliver,
    advance,
    advancePayer,
    wait,
    receiver,
    setFault,
    heldBack,
    clearFaults,
    change,
  ].map((arbitrary) => ({ weight: 2, arbitrary })),
  { weight: 1, arbitrary: open },
);

/** Far enough that everything that waits falls due. */
export const theEnd: readonly Move[] = [
  { what: 'a day on the wall', make: (world) => world.wait(days(1)) },
  ...[0, 1, 2].map(
    (m): Move => ({
      what: 'months on every clock',
      make: async (world) => {
        const { merchant: found } = tenantOf(world, m);
        const fired = [];
        for (const { ledger } of found.books.pages()) {
          fired.push(await ledger.timeline.advanceTo(plus(ledger.timeline.now(), days(60))));
        }
        return fired;
      },
    }),
  ),
  { what: 'one more fault', make: (world) => tenantOf(world, 0).merchant.faults.set({ on: '* *', fault: 'slow' }) },
];
