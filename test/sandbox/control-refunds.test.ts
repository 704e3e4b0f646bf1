import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { paths } from '../../src/protocol/index.ts';
import { refused, stage } from './stage.ts';

const on = stage();
const post = (path: string, body: unknown) => on.demo.control(path, { body });

describe('a refund', () => {
  const refunded = async (notify_url?: string): Promise<string> => {
    const out_trade_no = await on.demo.paid();
    const out_refund_no = `${out_trade_no}-r`;
    const amount = { refund: 990, total: 990, currency: 'CNY' };
    await on.demo.call('POST', paths.refund, {
      out_trade_no,
      out_refund_no,
      amount,
      ...(notify_url ? { notify_url } : {}),
    });
    return out_refund_no;
  };

  it('is settled as the bank would', async () => {
    const number = await refunded(`${on.shop.url}/refunded`);
    const answer = await post(`/refunds/${number}/settle`, { status: 'SUCCESS' });
    assert.deepEqual([answer.status, answer.body.out_refund_no, answer.body.status], [200, number, 'SUCCESS']);
    assert.equal((await on.demo.call('GET', paths.refundByNumber(number))).body.status, 'SUCCESS');
    assert.equal(JSON.parse((await on.shop.nth(1)).body).event_type, 'REFUND.SUCCESS');
  });

  it('that is abnormal stays so, whatever time passes, until it succeeds', async () => {
    const number = await refunded();
    await post(`/refunds/${number}/settle`, { status: 'ABNORMAL' });
    await post('/clock/advance', { seconds: 86_400 });
    assert.equal((await on.demo.call('GET', paths.refundByNumber(number))).body.status, 'ABNORMAL');
    assert.equal((await post(`/refunds/${number}/settle`, { status: 'SUCCESS' })).body.status, 'SUCCESS');
  });

  it('that is over is over', async () => {
    const number = await refunded();
    await post(`/refunds/${number}/settle`, { status: 'CLOSED' });
    assert.equal((await post(`/refunds/${number}/settle`, { status: 'CLOSED' })).status, 200);
    refused(
      await post(`/refunds/${number}/settle`, { status: 'SUCCESS' }),
      409,
      'conflict',
      /is CLOSED, and cannot become SUCCESS/,
    );
    assert.equal((await on.demo.call('GET', paths.refundByNumber(number))).body.status, 'CLOSED');
  });

  it('cannot be settled as anything else, or where there is none', async () => {
    const number = await refunded();
    refused(
      await post(`/refunds/${number}/settle`, { status: 'PROCESSING' }),
      400,
      'invalid_request',
      /SUCCESS, CLOSED, ABNORMAL/,
    );
    refused(await post(`/refunds/${number}/settle`, {}), 400, 'invalid_request', /"status" is missing/);
    refused(await post('/refunds/none/settle', { status: 'SUCCESS' }), 404, 'not_found', /no refund "none"/);
    assert.equal((await on.demo.call('GET', paths.refundByNumber(number))).body.status, 'PROCESSING');
  });
});
