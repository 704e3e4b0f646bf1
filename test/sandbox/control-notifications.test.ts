import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { paths } from '../../src/protocol/index.ts';
import { stopwatch } from '../../src/time/index.ts';
import type { Body } from './answer.ts';
import { RFC3339, refused, stage } from './stage.ts';

const on = stage();
const post = (path: string, body: unknown) => on.demo.control(path, { body });

describe('notifications', () => {
  const of = async (number: string): Promise<Body> => {
    const { list } = await on.demo.control('/notifications');
    const found = list.find((one) => one.out_trade_no === number);
    assert.ok(found, `no notification of ${number} is listed`);
    return found;
  };

  it('are listed with their attempts, and go on by the ladder as the clock is advanced', async () => {
    on.shop.status = 500;
    const number = await on.demo.paid({ notify_url: `${on.shop.url}/paid` });
    await on.shop.nth(1);
    const { body } = await post('/clock/advance', { seconds: 15 });
    assert.equal(body.fired, 1);
    const told = await of(number);
    assert.deepEqual(Object.keys(told), ['id', 'event_type', 'out_trade_no', 'url', 'nextAttemptAt', 'attempts']);
    assert.deepEqual([told.event_type, told.url], ['TRANSACTION.SUCCESS', `${on.shop.url}/paid`]);
    assert.deepEqual(
      told.attempts.map(({ status }) => status),
      [500, 500],
    );
    assert.match(told.attempts[0]?.at ?? '', RFC3339);
    assert.equal(on.shop.received.length, 2);
    on.shop.status = 200;
    await post('/clock/advance', { seconds: 15 });
    assert.equal((await of(number)).nextAttemptAt, undefined);
    assert.equal((await post('/clock/advance', { seconds: 86_400 })).body.fired, 0);
  });

  it('each come on a connection of their own, since a backend may be restarted in between', async () => {
    await on.demo.paid({ notify_url: `${on.shop.url}/paid` });
    assert.equal((await on.shop.nth(1)).headers.connection, 'close');
  });

  it('that are not answered do not hold up the end of the sandbox', async (t) => {
    const silent = createServer().listen(0, '127.0.0.1');
    t.after(() => silent.close());
    await once(silent, 'listening');
    const policy = { notificationAnswerTime: 60 };
    await on.demo.control(`/merchants/${on.demo.merchant.mchid}`, { method: 'PATCH', body: { policy } });
    await on.demo.paid({ notify_url: `http://127.0.0.1:${(silent.address() as AddressInfo).port}/never` });
    const [incoming] = (await once(silent, 'request')) as [IncomingMessage];
    const took = stopwatch();
    const cutOff = once(incoming.socket, 'close');
    await on.demo.close();
    await cutOff;
    assert.ok(took() < 30_000, 'it waited for the time that a receiver has');
  });

  it('that nobody takes have an error for an attempt', async () => {
    const number = await on.demo.paid();
    await post('/clock/advance', { seconds: 0 });
    const [attempt] = (await of(number)).attempts;
    assert.ok(attempt);
    assert.deepEqual(Object.keys(attempt), ['at', 'error']);
    assert.match(attempt.error, /ECONNREFUSED|bad port/i);
  });

  it('are sent now when they are told to, again with a signature of their own', async () => {
    const number = await on.demo.paid({ notify_url: `${on.shop.url}/paid` });
    const first = await on.shop.nth(1);
    await post('/clock/advance', { seconds: 0 });
    const { id } = await of(number);
    const { status, body } = await on.demo.control(`/notifications/${id}/deliver`, { method: 'POST' });
    assert.deepEqual([status, Object.keys(body), body.status], [200, ['at', 'status'], 204]);
    const second = await on.shop.nth(2);
    assert.equal(JSON.parse(second.body).id, JSON.parse(first.body).id);
    assert.notEqual(second.headers['wechatpay-signature'], first.headers['wechatpay-signature']);
    assert.equal((await of(number)).attempts.length, 2);
  });

  it('are signed with the key that the merchant asked for last', async () => {
    const query = (number: string, headers = {}) =>
      on.demo.call('GET', paths.orderByNumber(number, on.demo.merchant.mchid), undefined, headers);
    const number = await on.demo.paid({ notify_url: `${on.shop.url}/paid` });
    assert.equal((await on.shop.nth(1)).headers['wechatpay-serial'], on.demo.merchant.platform_serial_no);
    await query(number, { 'Wechatpay-Serial': on.demo.merchant.public_key_id });
    await on.demo.control(`/notifications/${(await of(number)).id}/deliver`, { method: 'POST' });
    assert.equal((await on.shop.nth(2)).headers['wechatpay-serial'], on.demo.merchant.public_key_id);
  });

  it('that there are none of cannot be sent', async () => {
    refused(await on.demo.control('/notifications/none/deliver', { method: 'POST' }), 404, 'not_found', /"none"/);
    const number = await on.demo.paid();
    const { id } = await of(number);
    refused(await post(`/notifications/${id}/deliver`, { to: 'me' }), 400, 'invalid_request', /no field "to"/);
  });
});
