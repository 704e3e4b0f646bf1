import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { paths } from '../../src/protocol/payments.ts';
import { on, Shop } from '../bills/shop.ts';
import { Bench, MCHID, refusalOf } from './bench.ts';

const query = (bench: Bench, fault: string) =>
  bench.call('GET', paths.orderByNumber('order-1', MCHID), { headers: { 'wechatpay-negative-test': fault } });

describe('the header Wechatpay-Negative-Test (F§13.2)', () => {
  it('picks a fault for one call, before any that is set', async () => {
    const bench = await new Bench().paid();
    bench.strike('*', 'rate-limit');
    assert.equal(refusalOf(query(bench, 'error-500')), '500 SYSTEM_ERROR 0');
    const { status, signature } = query(bench, 'unsigned');
    assert.deepEqual([status, signature], [200, 'absent']);
    assert.deepEqual(query(bench, 'truncated').mishap, { kind: 'truncated' });
    assert.equal(refusalOf(bench.call('GET', paths.orderByNumber('order-1', MCHID))), '429 FREQUENCY_LIMITED 0');
  });

  it('names no fault that there is not, nor one of notifications, and nothing is done then', () => {
    const bench = new Bench();
    for (const fault of ['nothing', 'lost', '']) {
      const headers = { 'wechatpay-negative-test': fault };
      const answer = bench.call('POST', paths.order, { body: bench.orderRequest(), headers });
      assert.equal(refusalOf(answer), '400 PARAM_ERROR 0');
      assert.match(String(answer.json['message']), new RegExp(`没有“${fault}”，可选：error-500、`));
      assert.equal(bench.state.orders.size, 0);
    }
  });

  it('breaks the download of a bill off as it does any answer', async () => {
    const shop = await (await Shop.open()).sold('order-1', 100);
    await shop.until(on(16, '10:00:00'));
    const target = shop.targetOf(shop.tradeBill('2026-01-15'));
    const download = (headers = {}) => shop.call('GET', target, { headers });
    assert.deepEqual(download({ 'wechatpay-negative-test': 'truncated' }).mishap, { kind: 'truncated' });
    assert.equal(download().mishap, undefined);
    assert.equal(download().merchant, shop.merchant);
    assert.deepEqual([download().signature, download().headers['content-type']], ['absent', 'text/csv; charset=utf-8']);
  });
});
