import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { paths } from '../../src/protocol/index.ts';
import { instant, parseRfc3339, toRfc3339 } from '../../src/time/index.ts';
import { RFC3339, refused, stage } from './stage.ts';

const on = stage();
const now = async (): Promise<string> => (await on.demo.control('/clock')).body.now;
const moment = (text: string): number => parseRfc3339(text) ?? Number.NaN;

describe('an order', () => {
  it('is told with its prepay_ids and its history', async () => {
    const { number, params } = await on.demo.placed();
    const { status, body } = await on.demo.control(`/orders/${number}`);
    assert.equal(status, 200);
    assert.deepEqual(Object.keys(body), [
      'out_trade_no',
      'trade_state',
      'prepay_ids',
      'notify_url',
      'createdAt',
      'expiresAt',
      'refunds',
      'history',
    ]);
    assert.deepEqual([body.out_trade_no, body.trade_state, body.refunds], [number, 'NOTPAY', []]);
    assert.deepEqual(body.history, [{ at: body.createdAt, event: 'NOTPAY' }]);
    const [prepay] = body.prepay_ids;
    assert.ok(prepay);
    assert.equal(`prepay_id=${prepay.id}`, params.package);
    assert.equal(prepay.issuedAt, body.createdAt);
    assert.equal(moment(prepay.expiresAt) - moment(prepay.issuedAt), 7_200_000);
    assert.equal(moment(body.expiresAt) - moment(body.createdAt), 7 * 86_400_000);
  });

  it('expires when its time_expire says', async () => {
    const expires = moment(await now()) + 1_800_000;
    const time_expire = toRfc3339(instant(expires));
    const { number } = await on.demo.placed({ time_expire });
    assert.equal((await on.demo.control(`/orders/${number}`)).body.expiresAt, time_expire);
  });

  it('is told with its payment and its refunds', async () => {
    const number = await on.demo.paid();
    const refund = {
      out_trade_no: number,
      out_refund_no: `${number}-r`,
      amount: { refund: 90, total: 990, currency: 'CNY' },
    };
    await on.demo.call('POST', paths.refund, refund);
    const { body } = await on.demo.control(`/orders/${number}`);
    assert.equal(body.trade_state, 'REFUND');
    assert.match(body.paidAt, RFC3339);
    assert.deepEqual(
      body.history.map((line) => line.event),
      ['NOTPAY', 'SUCCESS', 'REFUND'],
    );
    assert.deepEqual(
      body.refunds.map((refund) => [refund.out_refund_no, refund.status, refund.amount]),
      [[`${number}-r`, 'PROCESSING', 90]],
    );
  });

  it('that nobody placed is not found', async () => {
    refused(await on.demo.control('/orders/no-such-order'), 404, 'not_found', /There is no order "no-such-order"/);
    refused(await on.demo.control('/orders/%ZZ'), 400, 'invalid_request', /%ZZ/);
  });
});
