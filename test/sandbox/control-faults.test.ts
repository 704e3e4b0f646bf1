import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { paths } from '../../src/protocol/index.ts';
import { refused, stage } from './stage.ts';

const on = stage();
const post = (path: string, body: unknown) => on.demo.control(path, { body });

describe('faults', () => {
  it('are set, listed, strike as often as they should, and are taken back', async () => {
    const { number } = await on.demo.placed();
    const query = () => on.demo.call('GET', paths.orderByNumber(number, on.demo.merchant.mchid));
    const subject = `GET ${paths.orderByNumber(number, 'x').split('?')[0]}`;
    const { status, body } = await post('/faults', { on: subject, fault: 'error-500', times: 1 });
    assert.deepEqual([status, Object.keys(body)], [200, ['id']]);
    assert.deepEqual((await on.demo.control('/faults')).body, [
      { id: body.id, on: subject, fault: 'error-500', times: 1 },
    ]);
    assert.equal((await query()).body.code, 'SYSTEM_ERROR');
    assert.equal((await query()).status, 200);
    assert.deepEqual((await on.demo.control('/faults')).body, []);

    const unsigned = (await post('/faults', { on: 'GET *', fault: 'unsigned' })).body.id;
    await post('/faults', { on: 'notification', fault: 'lost' });
    assert.equal((await query()).headers['wechatpay-signature'], undefined);
    const removed = await on.demo.control(`/faults/${unsigned}`, { method: 'DELETE' });
    assert.deepEqual([removed.status, removed.body], [200, { removed: 1 }]);
    assert.notEqual((await query()).headers['wechatpay-signature'], undefined);
    assert.equal((await on.demo.control('/faults')).list.length, 1);
    await on.demo.control('/faults', { method: 'DELETE' });
    assert.deepEqual((await on.demo.control('/faults')).body, []);
  });

  it('that there are none of are refused with those that there are', async () => {
    const orders = 'POST /v3/pay/transactions/jsapi';
    refused(
      await post('/faults', { on: orders, fault: 'lost' }),
      400,
      'invalid_request',
      /no fault "lost" of an answer: .*error-500, rate-limit/,
    );
    refused(
      await post('/faults', { on: 'notification', fault: 'x' }),
      400,
      'invalid_request',
      /of a notification: .*lost, late, duplicate/,
    );
    refused(await post('/faults', { on: 'jsapi', fault: 'unsigned' }), 400, 'invalid_request', /"on" is "jsapi"/);
    refused(await post('/faults', { on: orders, fault: 'unsigned', times: 0 }), 400, 'invalid_request', /"times" is 0/);
    refused(
      await post('/faults', { on: orders, fault: 'unsigned', when: 1 }),
      400,
      'invalid_request',
      /no field "when"/,
    );
    refused(await on.demo.control('/faults/none', { method: 'DELETE' }), 404, 'not_found', /no fault "none"/);
    assert.deepEqual((await on.demo.control('/faults')).body, []);
  });
});
