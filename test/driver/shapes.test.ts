import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fen } from '../../src/money/fen.ts';
import { LOGIN_CODE, PARAMS, play } from './play.ts';

describe('a shop whose answers are envelopes, and its payment params a text', () => {
  it('is played from order to refund', async (context) => {
    const seen: Record<string, string> = {};
    const yes = (data: unknown) => ({ body: { code: 0, data } });
    const { appId, package: value, ...rest } = PARAMS;
    const { driver, backend } = await play(
      context,
      {
        'POST /app-api/login': ({ json, headers }) =>
          json['code'] === LOGIN_CODE && headers['tenant-id'] === '1'
            ? yes({ accessToken: 'token-of-the-buyer' })
            : { body: { code: 401, msg: 'who?' } },
        'POST /app-api/order/create': ({ headers, json, text }) => {
          seen['create'] = text;
          return headers.authorization === 'Bearer token-of-the-buyer' && json['price'] === 990
            ? yes({ id: 1024, payOrderId: 77 })
            : { body: { code: 1, msg: 'no' } };
        },
        'POST /app-api/pay/order/submit': ({ text }) => {
          seen['submit'] = text;
          return yes({ displayContent: JSON.stringify({ appId, packageValue: value, ...rest }) });
        },
        'GET /app-api/pay/order/get': ({ query }) =>
          yes({ id: query.get('id'), sync: query.get('sync'), status: 10, paidTimes: [1] }),
        'DELETE /app-api/order/cancel': ({ query }) => yes(query.get('id') === '1024'),
        'POST /admin-api/apply': ({ json, headers }) =>
          headers['x-admin'] === 'me' ? yes({ afterSale: `r-${String(json['order'])}` }) : yes(null),
        'PUT /admin-api/approve/r-1024': ({ text }) => {
          seen['approve'] = text;
          return yes(true);
        },
        'GET /admin-api/after-sale': ({ query }) => yes({ status: query.get('id') === 'r-1024' ? 'DONE' : '?' }),
      },
      {
        success: '$.code == 0',
        actors: {
          buyer: {
            login: [{ post: '/app-api/login', body: { code: '{login.code}' }, take: { token: '$.data.accessToken' } }],
            headers: { Authorization: 'Bearer {token}', 'tenant-id': '1' },
          },
          admin: { headers: { 'X-Admin': 'me' } },
        },
        verbs: {
          placeOrder: [
            {
              as: 'buyer',
              post: '/app-api/order/create',
              body: {
                price: '{price.fen}',
                text: '{price.fen:text}',
                yuan: '{price.yuan:number}',
                note: 'costs {price.yuan}',
              },
              take: { order: '$.data.id', payOrder: '$.data.payOrderId' },
            },
          ],
          paymentParams: [
            {
              as: 'buyer',
              post: '/app-api/pay/order/submit',
              body: { id: '{payOrder}', channelCode: 'wx_lite' },
              take: { params: { from: '$.data.displayContent', parse: 'json', keys: { package: 'packageValue' } } },
            },
          ],
          readOrder: [
            {
              as: 'buyer',
              get: '/app-api/pay/order/get?id={payOrder}&sync=true',
              take: { state: '$.data.status', fulfilled: '$.data.paidTimes' },
            },
          ],
          returnFromCashier: [{ as: 'buyer', get: '/app-api/pay/order/get?id={payOrder}&result={result}' }],
          cancelOrder: [{ as: 'buyer', delete: '/app-api/order/cancel?id={order}' }],
          refund: [
            { as: 'admin', post: '/admin-api/apply', body: { order: '{order}' }, take: { refund: '$.data.afterSale' } },
            { as: 'admin', put: '/admin-api/approve/{refund}', body: { fen: '{refund.fen}', yuan: '{refund.yuan}' } },
          ],
          readRefund: [{ as: 'admin', get: '/admin-api/after-sale?id={refund}', take: { state: '$.data.status' } }],
        },
        states: { unpaid: [0], paid: [10], closed: [20] },
        refundStates: { refunding: ['WAIT'], refunded: ['DONE'] },
      },
    );

    const order = await driver.placeOrder({ price: fen(990) });
    assert.equal(order, '1024');
    assert.equal(seen['create'], '{"price":990,"text":"990","yuan":9.9,"note":"costs 9.90"}');
    assert.deepEqual(await driver.paymentParams(order), PARAMS);
    assert.equal(seen['submit'], '{"id":77,"channelCode":"wx_lite"}', 'a captured number stays one');
    assert.deepEqual(await driver.readOrder(order), { state: 'paid', fulfilled: 1 });
    assert.equal(await driver.returnFromCashier(order, 'requestPayment:ok'), 'paid');
    await driver.cancelOrder(order);
    const refund = await driver.refund(order, fen(90));
    assert.equal(refund, 'r-1024');
    assert.equal(seen['approve'], '{"fen":90,"yuan":"0.90"}');
    assert.equal(await driver.readRefund(refund), 'refunded');
    assert.equal(backend.got.filter(({ path }) => path === '/app-api/login').length, 1, 'one login');
    assert.ok(backend.got.every(({ headers }) => /^\d+\.\d+\.\d+$/.test(String(headers['x-wechatpay-conformance']))));
  });
});

describe('a shop that is paid by GET, in yuan, with its token in a header of its own', () => {
  it('is played', async (context) => {
    const { driver, backend } = await play(
      context,
      {
        'POST /buyer/login': ({ text }) =>
          text === `code=${LOGIN_CODE}&type=WECHAT+MP`
            ? { headers: { 'Access-Token': 'secret-access-token' }, body: { success: true } }
            : { body: { success: false } },
        'POST /buyer/trade/carts/create/trade': ({ headers, json }) =>
          headers['accesstoken'] === 'secret-access-token' && json['amount'] === '9.90'
            ? { body: { success: true, result: { sn: 'T/1 &2' } } }
            : { body: { success: false, message: 'no' } },
        'GET /buyer/payment/cashier/pay/WECHAT/WECHAT_MP': ({ query }) => {
          const { timeStamp: timestamp, paySign: sign, appId: appid, ...rest } = PARAMS;
          return { body: { success: query.get('sn') === 'T/1 &2', result: { timestamp, sign, appid, ...rest } } };
        },
        'GET /buyer/payment/cashier/result': ({ query }) => ({
          body: { success: true, result: query.get('sn') === 'T/1 &2' },
        }),
      },
      {
        success: '$.success == true',
        actors: {
          buyer: {
            login: [
              {
                post: '/buyer/login',
                form: { code: '{login.code}', type: 'WECHAT MP' },
                take: { token: 'header:access-token' },
              },
            ],
            headers: { accessToken: '{token}' },
          },
        },
        verbs: {
          placeOrder: [
            {
              as: 'buyer',
              post: '/buyer/trade/carts/create/trade',
              body: { amount: '{price.yuan}' },
              take: { order: '$.result.sn' },
            },
          ],
          paymentParams: [
            {
              as: 'buyer',
              get: '/buyer/payment/cashier/pay/WECHAT/WECHAT_MP?sn={order}',
              take: { params: { from: '$.result', keys: { timeStamp: 'timestamp', paySign: '$.sign' } } },
            },
          ],
          readOrder: [
            {
              as: 'buyer',
              get: '/buyer/payment/cashier/result?sn={order}',
              take: { state: '$.result', fulfilled: '$.result' },
            },
          ],
        },
        states: { unpaid: [false], paid: [true] },
      },
    );
    const order = await driver.placeOrder({ price: fen(990) });
    assert.deepEqual(await driver.paymentParams(order), PARAMS);
    assert.deepEqual(await driver.readOrder(order), { state: 'paid', fulfilled: 1 });
    assert.ok(backend.got.length > 3);
  });
});

describe('a shop that answers texts, orders and pays in one call, and wants a CSRF token first', () => {
  it('is played', async (context) => {
    const { driver, happenings } = await play(
      context,
      {
        'GET /csrf': () => ({
          headers: { 'Set-Cookie': ['other=1; Path=/', 'csrf=abc-def-ghi; Path=/; HttpOnly'] },
          body: 'ok',
        }),
        'POST /goodsordercommit/': ({ headers, text }) =>
          headers['x-csrf'] === 'abc-def-ghi' && headers.cookie === 'csrf=abc-def-ghi'
            ? { status: 201, body: { wechatpaydata: { ...PARAMS, appId: undefined, timeStamp: 1735689600 }, no: text } }
            : { status: 403, body: 'csrf' },
        'GET /state': () => ({ body: 'success' }),
        'GET /goodsordercancel/': () => ({ status: 302, headers: { Location: 'http://127.0.0.1:9/' }, body: '' }),
      },
      {
        actors: {
          buyer: {
            login: [{ get: '/csrf', success: '$ == "ok"', take: { csrf: 'cookie:csrf' } }],
            headers: { 'X-CSRF': '{csrf}', Cookie: 'csrf={csrf}' },
          },
        },
        verbs: {
          placeOrder: [
            {
              as: 'buyer',
              post: '/goodsordercommit/',
              headers: { 'Content-Type': 'text/x-order' },
              body: 'order for {price.fen} {{price.fen}',
              take: { order: '$.no', params: '$.wechatpaydata' },
            },
          ],
          paymentParams: [],
          readOrder: [{ get: '/state?no={order}', take: { state: '$' } }],
          cancelOrder: [{ get: '/goodsordercancel/?id={order}', success: 'status == 302' }],
        },
        states: { paid: ['success'] },
      },
    );
    const order = await driver.placeOrder({ price: fen(1) });
    assert.equal(order, 'order for 1 {price.fen}');
    assert.deepEqual(await driver.paymentParams(order), PARAMS, 'the appid is the known one');
    assert.deepEqual(await driver.readOrder(order), { state: 'paid' });
    await driver.cancelOrder(order);
    const notes = happenings.flatMap((one) =>
      one.kind === 'verb' && JSON.stringify(one.detail).includes('notes') ? [one.detail] : [],
    );
    assert.deepEqual(notes, [
      {
        notes: [
          'appId is not handed over; the known one is taken',
          'timeStamp is a number, and wx.requestPayment takes a text',
        ],
      },
    ]);
  });
});
