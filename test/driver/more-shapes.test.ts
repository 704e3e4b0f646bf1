import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { fen } from '../../src/money/fen.ts';
import { LOGIN_CODE, PARAMS, play } from './play.ts';

/** Shapes of real shops that shapes.test.ts does not have. */

const { appId, timeStamp, package: prepay, paySign, nonceStr, signType } = PARAMS;
const lower = { appid: appId, timestamp: timeStamp, nonceStr, package: prepay, signType, paySign };
const no = { status: 400, body: { message: 'no' } };

describe('a shop of microservices: one method for all, a login of three values, a state read by POST', () => {
  it('is played', async (context) => {
    const yes = (data: unknown) => ({ body: { code: 200, msg: 'OK', data } });
    const { driver } = await play(
      context,
      {
        'POST /user/wxMiniAuth': ({ json }) =>
          json['code'] === LOGIN_CODE && json['iv'] === 'iv' ? yes({ accessToken: 'jwt-of-the-buyer' }) : no,
        'POST /order/createHomestayOrder': ({ headers }) =>
          headers.authorization === 'jwt-of-the-buyer' ? yes({ orderSn: 'HSO-1' }) : no,
        'POST /payment/thirdPaymentWxPay': ({ json }) => (json['orderSn'] === 'HSO-1' ? yes(lower) : no),
        'POST /order/userHomestayOrderDetail': ({ json }) => yes({ sn: json['sn'], tradeState: 1 }),
      },
      {
        success: '$.code == 200',
        actors: {
          buyer: {
            login: [
              {
                post: '/user/wxMiniAuth',
                body: { code: '{login.code}', iv: 'iv', encryptedData: 'data' },
                take: { token: '$.data.accessToken' },
              },
            ],
            headers: { Authorization: '{token}' },
          },
        },
        verbs: {
          placeOrder: [
            { as: 'buyer', post: '/order/createHomestayOrder', body: {}, take: { order: '$.data.orderSn' } },
          ],
          paymentParams: [
            {
              as: 'buyer',
              post: '/payment/thirdPaymentWxPay',
              body: { orderSn: '{order}' },
              take: { params: { from: '$.data', keys: { timeStamp: 'timestamp' } } },
            },
          ],
          readOrder: [
            { post: '/order/userHomestayOrderDetail', body: { sn: '{order}' }, take: { state: '$.data.tradeState' } },
          ],
        },
        states: { unpaid: [0], paid: [1], closed: [-1] },
      },
    );
    const order = await driver.placeOrder({ price: fen(990) });
    assert.deepEqual(await driver.paymentParams(order), PARAMS, 'appid is understood without a word');
    assert.deepEqual(await driver.readOrder(order), { state: 'paid' });
  });
});

describe('a shop with OAuth2 that answers orders as a list', () => {
  it('is played: the order is found in the list by what was taken before', async (context) => {
    const list = [
      { orderSn: 'other', id: 1, status: 'CLOSED' },
      { orderSn: `it's "2"`, id: 2, status: 'PAID' },
    ];
    const { driver } = await play(
      context,
      {
        'POST /auth/oauth/token': ({ text, headers }) =>
          text === `grant_type=wechat&code=${LOGIN_CODE}` && headers.authorization === 'Basic bWFsbDptYWxs'
            ? { body: { access_token: 'oauth-access-token' } }
            : no,
        'POST /app-api/v1/orders/submit': ({ headers }) =>
          headers.authorization === 'Bearer oauth-access-token'
            ? { body: { code: '00000', data: { orderSn: `it's "2"`, orderId: 2 } } }
            : no,
        'POST /app-api/v1/orders/payment': ({ json }) =>
          json['appId'] === appId && json['orderSn'] === `it's "2"`
            ? { body: { code: '00000', data: { ...PARAMS, package: undefined, packageValue: prepay } } }
            : no,
        'GET /app-api/v1/orders': () => ({ body: { code: '00000', data: { list } } }),
      },
      {
        success: '$.code == "00000"',
        actors: {
          buyer: {
            login: [
              {
                post: '/auth/oauth/token',
                headers: { Authorization: 'Basic bWFsbDptYWxs' },
                form: { grant_type: 'wechat', code: '{login.code}' },
                success: '$.access_token',
                take: { token: '$.access_token' },
              },
            ],
            headers: { Authorization: 'Bearer {token}' },
          },
        },
        verbs: {
          placeOrder: [
            {
              as: 'buyer',
              post: '/app-api/v1/orders/submit',
              body: { price: '{price.fen}' },
              take: { order: '$.data.orderSn', id: '$.data.orderId' },
            },
          ],
          paymentParams: [
            {
              as: 'buyer',
              post: '/app-api/v1/orders/payment',
              body: { orderSn: '{order}', appId: '{appid}' },
              take: { params: { from: '$.data', keys: { package: 'packageValue' } } },
            },
          ],
          readOrder: [
            {
              as: 'buyer',
              get: '/app-api/v1/orders',
              take: {
                state: '$.data.list[?@.orderSn == "{order}"].status',
                again: "$.data.list[?@.orderSn == '{order}'].status",
                number: '$.data.list[?@.id == {id}].orderSn',
                fulfilled: { from: '$.data.list[?@.orderSn == {order} && @.sent == true]', optional: true },
              },
            },
            { as: 'buyer', get: '/app-api/v1/orders?a={again}&n={number}' },
          ],
        },
        states: { unpaid: ['NEW'], paid: ['PAID'], closed: ['CLOSED'] },
      },
    );
    const order = await driver.placeOrder({ price: fen(990) });
    assert.deepEqual(await driver.paymentParams(order), PARAMS);
    assert.deepEqual(await driver.readOrder(order), { state: 'paid' });
  });
});

describe('a payment platform whose requests are signed, with commands that sign', () => {
  const sign = (text: string): string => createHash('md5').update(`${text}&key=secret`).digest('hex').toUpperCase();
  const command = (text: string): string => `printf %s ${text}'&key=secret' | md5sum | cut -c1-32 | tr a-f A-F`;
  it('is played', async (context) => {
    const { driver } = await play(
      context,
      {
        'POST /api/pay/unifiedOrder': ({ json }) =>
          json['sign'] === sign(`amount=990&mchOrderNo=${String(json['mchOrderNo'])}`)
            ? { body: { code: 0, data: { payOrderId: 'P1', payDataType: 'wxapp', payData: JSON.stringify(PARAMS) } } }
            : { body: { code: 9999, msg: 'wrong signature' } },
        'POST /api/pay/query': ({ json }) =>
          json['sign'] === sign('payOrderId=P1') ? { body: { code: 0, data: { state: 2 } } } : { body: { code: 9999 } },
      },
      {
        success: '$.code == 0',
        verbs: {
          placeOrder: [
            { command: command('"amount={price.fen}&mchOrderNo={random}"'), take: { sign: '$' } },
            {
              post: '/api/pay/unifiedOrder',
              body: { amount: '{price.fen}', mchOrderNo: '{random}', sign: '{sign}' },
              take: { order: '$.data.payOrderId', params: { from: '$.data.payData', parse: 'json' } },
            },
          ],
          paymentParams: [],
          readOrder: [
            { command: command('payOrderId={order}'), take: { querySign: '$' } },
            {
              post: '/api/pay/query',
              body: { payOrderId: '{order}', sign: '{querySign}' },
              take: { state: '$.data.state' },
            },
          ],
        },
        states: { unpaid: [1], paid: [2], closed: [6], refunded: [5] },
      },
    );
    const order = await driver.placeOrder({ price: fen(990) });
    assert.equal(order, 'P1');
    assert.deepEqual(await driver.paymentParams(order), PARAMS);
    assert.deepEqual(await driver.readOrder(order), { state: 'paid' });
  });
});
