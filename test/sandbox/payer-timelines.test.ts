import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { paths } from '../../src/protocol/index.ts';
import { parseRfc3339 } from '../../src/time/index.ts';
import { refused, stage } from './stage.ts';

const on = stage();
const PAYER = 'o-traveller';
const OTHER = 'o-at-home';
const DAY = 86_400;

const advance = (seconds: number, openid?: string) =>
  on.demo.control(`/clock/advance${openid === undefined ? '' : `?openid=${openid}`}`, { body: { seconds } });
const now = async (openid?: string): Promise<number> => {
  const { body } = await on.demo.control(`/clock${openid === undefined ? '' : `?openid=${openid}`}`);
  return parseRfc3339(body.now) ?? Number.NaN;
};
/** Seconds by which a payer's clock is ahead of the merchant's; the calls themselves may take a second or two. */
const ahead = async (openid: string): Promise<number> => ((await now(openid)) - (await now())) / 1_000;
const near = (found: number, expected: number): void => assert.ok(Math.abs(found - expected) <= 20, `${found} s`);
const placedBy = (openid: string, more: Readonly<Record<string, unknown>> = {}) =>
  on.demo.placed({ payer: { openid }, ...more });
const query = (number: string) => on.demo.call('GET', paths.orderByNumber(number, on.demo.merchant.mchid));
const refund = (number: string) =>
  on.demo.call('POST', paths.refund, {
    out_trade_no: number,
    out_refund_no: `refund-of-${number}`,
    amount: { refund: 10, total: 990, currency: 'CNY' },
  });

describe("a payer's own timeline", () => {
  it("begins with the first advance, where the merchant's stands, and moves alone", async () => {
    await advance(DAY);
    near(await ahead(PAYER), 0);
    const { status, body } = await advance(3_600, PAYER);
    assert.deepEqual([status, body.fired], [200, 0]);
    near(await ahead(PAYER), 3_600);
    near(await ahead(OTHER), 0);
    await advance(60, PAYER);
    near(await ahead(PAYER), 3_660);
    await advance(DAY);
    near(await ahead(PAYER), 3_660 - DAY);
  });

  it("is frozen where the merchant's is", async () => {
    const shop = await on.demo.another({ clock: 'frozen' });
    const begin = (await shop.control('/clock')).body.now;
    assert.equal((await shop.control(`/clock/advance?openid=${PAYER}`, { body: { seconds: 0 } })).body.now, begin);
    assert.deepEqual((await shop.control(`/clock?openid=${PAYER}`)).body, { now: begin, mode: 'frozen' });
  });

  it('is what all that the payer orders from then on lives by', async () => {
    await advance(0, PAYER);
    const [travels, stays] = [await placedBy(PAYER), await placedBy(OTHER)];
    await advance(8 * DAY, PAYER);
    assert.equal(await on.demo.stateOf(travels.number), 'CLOSED');
    assert.equal(await on.demo.stateOf(stays.number), 'NOTPAY');
    const pay = (openid: string, params: object) =>
      on.demo.control('/cashier', { body: { ...params, openid, action: 'pay' } });
    assert.match((await pay(PAYER, travels.params)).body.errMsg, /^requestPayment:fail/);
    assert.equal((await pay(OTHER, stays.params)).body.errMsg, 'requestPayment:ok');
  });

  it('is another for another merchant, though the payer be the same', async () => {
    const shop = await on.demo.another();
    await advance(DAY, PAYER);
    const { body } = await shop.control(`/clock?openid=${PAYER}`);
    assert.ok((parseRfc3339(body.now) ?? 0) < (await now(PAYER)) - DAY * 900);
  });

  it('cannot begin once the payer has ordered, and then nothing has moved', async () => {
    const { number } = await placedBy(PAYER);
    refused(await advance(DAY, PAYER), 409, 'conflict', /"o-traveller" has ordered.*before its first order/);
    near(await ahead(PAYER), 0);
    await advance(DAY, OTHER);
    near(await ahead(OTHER), DAY);
    assert.equal(await on.demo.stateOf(number), 'NOTPAY');
  });

  it('goes on after the payer has ordered on it', async () => {
    await advance(0, PAYER);
    await placedBy(PAYER);
    assert.equal((await advance(DAY, PAYER)).status, 200);
    near(await ahead(PAYER), DAY);
  });
});

describe('what lives on the timeline of a payer', () => {
  it('is found by its numbers: queried, closed, refunded, settled', async () => {
    await advance(DAY, PAYER);
    const { number, params } = await placedBy(PAYER);
    assert.equal((await query(number)).body.trade_state, 'NOTPAY');
    const again = await on.demo.call(
      'POST',
      paths.order,
      on.demo.order({ out_trade_no: number, description: 'Other' }),
    );
    assert.equal(again.body.code, 'OUT_TRADE_NO_USED');
    await on.demo.control('/cashier', { body: { ...params, openid: PAYER, action: 'pay' } });
    const paid = await query(number);
    assert.equal(paid.body.trade_state, 'SUCCESS');
    const byId = paths.orderById(String(paid.json['transaction_id']), on.demo.merchant.mchid);
    assert.equal((await on.demo.call('GET', byId)).body.out_trade_no, number);
    assert.ok((parseRfc3339(String(paid.json['success_time'])) ?? 0) > (await now()) + DAY * 990);

    assert.equal((await refund(number)).body.status, 'PROCESSING');
    const settled = await on.demo.control(`/refunds/refund-of-${number}/settle`, { body: { status: 'SUCCESS' } });
    assert.equal(settled.body.status, 'SUCCESS');
    assert.equal((await on.demo.call('GET', paths.refundByNumber(`refund-of-${number}`))).body.status, 'SUCCESS');

    const unpaid = await placedBy(PAYER);
    const { mchid } = on.demo.merchant;
    assert.equal((await on.demo.call('POST', paths.close(unpaid.number), { mchid })).status, 204);
    assert.equal((await query(unpaid.number)).body.trade_state, 'CLOSED');
  });

  it('is told with openid= alone, and among all that there is without', async () => {
    await advance(0, PAYER);
    const notify_url = `${on.shop.url}/paid`;
    const { number, params } = await placedBy(PAYER, { notify_url });
    await on.demo.control(`/cashier?openid=${PAYER}`, { body: { ...params, action: 'pay' } });
    const other = await on.demo.paid({ notify_url });
    await on.shop.nth(2);
    await Promise.all([advance(0, PAYER), advance(0)]);

    assert.equal((await on.demo.control(`/orders/${number}`)).status, 200);
    assert.equal((await on.demo.control(`/orders/${number}?openid=${PAYER}`)).status, 200);
    refused(await on.demo.control(`/orders/${other}?openid=${PAYER}`), 404, 'not_found', new RegExp(other));
    const told = async (query: string) =>
      (await on.demo.control(`/notifications${query}`)).list.map(({ out_trade_no }) => out_trade_no);
    assert.deepEqual(await told(`?openid=${PAYER}`), [number]);
    assert.deepEqual((await told('')).toSorted(), [number, other].toSorted());
    const [mine] = (await on.demo.control(`/notifications?openid=${PAYER}`)).list;
    const deliver = (query: string) =>
      on.demo.control(`/notifications/${mine?.id}/deliver${query}`, { method: 'POST' });
    assert.equal((await deliver('')).body.status, 204);
    assert.equal((await deliver(`?openid=${PAYER}`)).body.status, 204);
  });

  it('is sent again by its own clock', async () => {
    on.shop.status = 500;
    await advance(0, PAYER);
    const { params } = await placedBy(PAYER, { notify_url: `${on.shop.url}/paid` });
    await on.demo.control(`/cashier?openid=${PAYER}`, { body: { ...params, action: 'pay' } });
    await on.shop.nth(1);
    assert.equal((await advance(DAY)).body.fired, 0);
    assert.equal(on.shop.received.length, 1);
    assert.equal((await advance(15, PAYER)).body.fired, 1);
    assert.equal(on.shop.received.length, 2);
  });

  it('is paid by nobody else', async () => {
    await advance(0, PAYER);
    const { number, params } = await placedBy(PAYER);
    const { body } = await on.demo.control(`/cashier?openid=${OTHER}`, { body: { ...params, action: 'pay' } });
    assert.match(body.errMsg, /下单账号与支付账号不一致/);
    assert.equal(await on.demo.stateOf(number), 'NOTPAY');
  });
});
