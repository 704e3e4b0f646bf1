import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { fen } from '../../src/money/fen.ts';
import { OPENID, PARAMS, play } from './play.ts';

/** Shapes of real shops that shapes.test.ts does not have. */

const { appId, timeStamp, package: prepay, paySign, nonceStr, signType } = PARAMS;
const lower = { appid: appId, timestamp: timeStamp, nonceStr, package: prepay, signType, paySign };
const no = { status: 400, body: { message: 'no' } };

describe('a shop with a token in a header of its own name, an order by a key, an error of WeChat Pay called a success', () => {
  it('is played, and what is no success is none', async (context) => {
    let refused = false;
    const yes = (data: unknown) => ({ body: { status: 200, msg: 'ok', data } });
    const { driver } = await play(
      context,
      {
        'POST /api/wechat/mp_auth': () => yes({ token: 'token-of-php' }),
        'POST /api/order/confirm': ({ headers }) =>
          headers['authori-zation'] === 'Bearer token-of-php' ? yes({ orderKey: 'k 1' }) : no,
        'POST /api/order/create/k%201': () => yes({ status: 'SUCCESS', result: { orderId: 'wx1' } }),
        'POST /api/order/pay': () =>
          refused
            ? yes({ result: { code: 'ORDERPAID', message: 'already paid' } })
            : yes({ status: 'WECHAT_PAY', result: { jsConfig: lower } }),
        'GET /api/order/detail/wx1': () => yes({ paid: 1, refund_status: 0, _status: { _type: '1' } }),
      },
      {
        success: '$.status == 200',
        actors: {
          buyer: {
            login: [{ post: '/api/wechat/mp_auth', body: { code: '{login.code}' }, take: { token: '$.data.token' } }],
            headers: { 'Authori-zation': 'Bearer {token}', 'Form-type': 'routine' },
          },
        },
        verbs: {
          placeOrder: [
            { as: 'buyer', post: '/api/order/confirm', take: { key: '$.data.orderKey' } },
            { as: 'buyer', post: '/api/order/create/{key}', take: { order: '$.data.result.orderId' } },
          ],
          paymentParams: [
            {
              as: 'buyer',
              post: '/api/order/pay',
              body: { uni: '{order}', paytype: 'weixin' },
              success: '$.status == 200 && !($.data.result.code)',
              take: { params: { from: '$.data.result.jsConfig', keys: { appId: 'appid', timeStamp: 'timestamp' } } },
            },
          ],
          readOrder: [{ as: 'buyer', get: '/api/order/detail/{order}', take: { state: '$.data._status._type' } }],
        },
        states: { unpaid: [0], paid: [1, 2, 3], closed: [-2] },
      },
    );
    const order = await driver.placeOrder({ price: fen(990) });
    assert.deepEqual(await driver.paymentParams(order), PARAMS);
    assert.deepEqual(await driver.readOrder(order), { state: 'paid' });
    refused = true;
    await assert.rejects(driver.paymentParams(order), {
      name: 'MerchantFailed',
      message: /ORDERPAID.*; success is \$\.status == 200 && !\(\$\.data\.result\.code\)$/,
    });
  });
});

describe('a shop that mints its tokens with a secret, and refunds in three steps by two people', () => {
  const mint = (id: string): string => createHmac('sha256', 'known').update(id).digest('hex');
  it('is played', async (context) => {
    const done: string[] = [];
    const { driver } = await play(
      context,
      {
        'POST /orders': ({ json, headers }) =>
          headers.authorization === `Bearer ${mint(OPENID)}` && json['openId'] === OPENID ? { body: { id: 5 } } : no,
        'POST /payments/prepay': ({ json }) => (json['orderId'] === 5 ? { status: 201, body: PARAMS } : no),
        'GET /payments/5/status': () => ({ body: { paid: true } }),
        'POST /payments/5/sync': () => ({ body: { synced: true } }),
        'POST /refunds': ({ headers, json }) => {
          done.push(`${headers.authorization?.slice(0, 6)} ${json['yuan']}`);
          return { body: { id: 'r5' } };
        },
        'PUT /refunds/r5/approve': ({ headers }) => {
          done.push(String(headers['x-staff']));
          return { body: { ticket: 't-9' } };
        },
        'POST /refunds/r5/complete': ({ json, headers }) => {
          done.push(`${headers['x-staff']} ${json['ticket']}`);
          return { status: 204, body: '' };
        },
      },
      {
        actors: {
          buyer: {
            login: [
              {
                command: `printf '{"token":"%s"}' "$(printf %s {openid} | openssl dgst -sha256 -hmac "$KEY" -r | cut -d' ' -f1)"`,
                env: { KEY: 'known' },
                take: { token: '$.token' },
              },
            ],
            headers: { Authorization: 'Bearer {token}' },
          },
          staff: { headers: { 'X-Staff': 'manager' } },
        },
        verbs: {
          placeOrder: [{ as: 'buyer', post: '/orders', body: { openId: '{openid}' }, take: { order: '$.id' } }],
          paymentParams: [
            { as: 'buyer', post: '/payments/prepay', body: { orderId: '{order}' }, take: { params: '$' } },
          ],
          readOrder: [{ as: 'buyer', get: '/payments/{order}/status', take: { state: '$.paid' } }],
          returnFromCashier: [{ as: 'buyer', post: '/payments/{order}/sync' }],
          refund: [
            { as: 'buyer', post: '/refunds', body: { yuan: '{refund.yuan:number}' }, take: { refund: '$.id' } },
            { as: 'staff', put: '/refunds/{refund}/approve', take: { ticket: '$.ticket' } },
            { as: 'staff', post: '/refunds/{refund}/complete', body: { ticket: '{ticket}' } },
          ],
        },
        states: { paid: [true], unpaid: [false] },
      },
    );
    const order = await driver.placeOrder({ price: fen(990) });
    assert.deepEqual(await driver.paymentParams(order), PARAMS);
    assert.equal(await driver.returnFromCashier(order, 'requestPayment:ok'), 'paid');
    assert.equal(await driver.refund(order, fen(990)), 'r5');
    assert.deepEqual(done, ['Bearer 9.9', 'manager', 'manager t-9']);
  });
});

describe('a shop that believes an openid in a header, and has not every feature', () => {
  it('is played, and says by name what it has not', async (context) => {
    const { driver, backend } = await play(
      context,
      {
        'POST /orders': ({ headers }) => (headers['x-wx-openid'] === OPENID ? { body: { order: 'o1' } } : no),
        'POST /pay/o1': () => ({ body: { ...PARAMS, appId: undefined } }),
        'POST /refund/o1': () => ({ body: {} }),
        'POST /jobs/close-expired': () => ({ body: {} }),
      },
      {
        actors: { buyer: { headers: { 'X-WX-OPENID': '{openid}' } } },
        // A job that is triggered: it learns from the kit what time it is.
        clock: { set: { post: '/jobs/close-expired?now={now}' } },
        absent: { secondAttempt: 'each attempt is an order of its own', partialRefund: 'orders are refunded whole' },
        verbs: {
          placeOrder: [{ as: 'buyer', post: '/orders', take: { order: '$.order' } }],
          paymentParams: [{ as: 'buyer', post: '/pay/{order}', take: { params: '$' } }],
          readOrder: [{ command: 'echo unpaid', take: { state: '$' } }],
          cancelOrder: { absent: 'nobody can cancel' },
          refund: [{ as: 'buyer', post: '/refund/{order}' }],
        },
      },
    );
    const order = await driver.placeOrder({ price: fen(990) });
    assert.deepEqual(await driver.paymentParams(order), PARAMS);
    await assert.rejects(driver.paymentParams(order), {
      name: 'VerbMissing',
      absent: 'each attempt is an order of its own',
      message: 'the merchant has no secondAttempt: each attempt is an order of its own',
    });
    await assert.rejects(driver.refund(order, fen(989)), { absent: 'orders are refunded whole' });
    await driver.refund(order, fen(990));
    const set = [{ post: '/jobs/close-expired?now={now}' }];
    await driver.perform('clock', set, new Map([['now', '2026-01-15T10:00:00+08:00']]));
    assert.equal(backend.got.at(-1)?.query.get('now'), '2026-01-15T10:00:00+08:00');
    assert.equal(backend.got.filter(({ path }) => path === '/pay/o1').length, 1);
  });
});
