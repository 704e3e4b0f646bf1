import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type OrderView, paths } from '../../src/protocol/index.ts';
import { refused, stage } from './stage.ts';

const on = stage();
const post = (path: string, body: unknown) => on.demo.control(path, { body });

describe('the cashier', () => {
  it('takes the demo payer’s money, moves the order, and lets the notification follow', async () => {
    const { number, params } = await on.demo.placed({ notify_url: `${on.shop.url}/paid` });
    const answer = await post('/cashier', { ...params, action: 'pay' });
    assert.deepEqual([answer.status, answer.body], [200, { errMsg: 'requestPayment:ok' }]);
    assert.equal(await on.demo.stateOf(number), 'SUCCESS');
    const letter = await on.shop.nth(1);
    assert.equal(letter.path, '/paid');
    assert.equal(JSON.parse(letter.body).event_type, 'TRANSACTION.SUCCESS');
  });

  it('lets the payer cancel and fail', async () => {
    const { number, params } = await on.demo.placed();
    const cancelled = await post('/cashier', { ...params, action: 'cancel' });
    assert.deepEqual(cancelled.body, { errMsg: 'requestPayment:fail cancel' });
    const failed = await post('/cashier', { ...params, action: 'fail' });
    assert.match(failed.body.errMsg, /^requestPayment:fail \(.+\)$/);
    assert.equal(await on.demo.stateOf(number), 'NOTPAY');
  });

  it('tells the payer why it refuses', async () => {
    const { number, params } = await on.demo.placed();
    const other = await post('/cashier', { ...params, openid: 'oSomebodyElse', action: 'pay' });
    assert.deepEqual(other.body, {
      errMsg: 'requestPayment:fail (下单账号与支付账号不一致，请核实后再支付)',
      message: '下单账号与支付账号不一致，请核实后再支付',
    });
    const forged = await post('/cashier', { ...params, nonceStr: 'another', action: 'pay' });
    assert.equal(forged.body.message, '支付验证签名失败');
    assert.equal(await on.demo.stateOf(number), 'NOTPAY');
  });

  it('takes an openid that is given', async () => {
    const payer = { openid: 'oAnotherPayer' };
    const { number, params } = await on.demo.placed({ payer });
    assert.match((await post('/cashier', { ...params, action: 'pay' })).body.errMsg, /fail/);
    assert.equal((await post('/cashier', { ...params, ...payer, action: 'pay' })).body.errMsg, 'requestPayment:ok');
    assert.equal(await on.demo.stateOf(number), 'SUCCESS');
  });

  it('takes coupons and says so, and the query tells them', async () => {
    const { number, params } = await on.demo.placed();
    const coupons = [
      { amount: 200, type: 'CASH' },
      { amount: 90, type: 'NOCASH', name: '满减' },
    ];
    const answer = await post('/cashier', { ...params, action: 'pay', coupons });
    assert.deepEqual([answer.status, answer.body], [200, { errMsg: 'requestPayment:ok', coupons }]);
    const { text } = await on.demo.call('GET', paths.orderByNumber(number, on.demo.merchant.mchid));
    const order = JSON.parse(text) as OrderView;
    assert.deepEqual([order.amount?.total, order.amount?.payer_total], [990, 700]);
    assert.deepEqual(
      order.promotion_detail?.map(({ amount, type, name }) => [amount, type, name]),
      [
        [200, 'CASH', '代金券'],
        [90, 'NOCASH', '满减'],
      ],
    );
  });

  it('refuses coupons that are none, and takes no money where they are more than the order', async () => {
    const { number, params } = await on.demo.placed();
    const withCoupons = (...coupons: readonly unknown[]) => post('/cashier', { ...params, action: 'pay', coupons });
    refused(await withCoupons({ amount: 1.5, type: 'CASH' }), 400, 'invalid_request', /must be integer/);
    refused(await withCoupons({ amount: 0, type: 'CASH' }), 400, 'invalid_request', /must be >= 1/);
    refused(await withCoupons({ amount: 1, type: 'COUPON' }), 400, 'invalid_request', /one of CASH, NOCASH/);
    refused(await withCoupons({ amount: 1 }), 400, 'invalid_request', /"type" is missing/);
    refused(await withCoupons({ amount: 1, type: 'CASH', tip: 1 }), 400, 'invalid_request', /no field "tip"/);
    refused(await withCoupons({ amount: 1, type: 'CASH', name: 'x'.repeat(33) }), 400, 'invalid_request', /name/);
    const { status, body } = await withCoupons({ amount: 900, type: 'CASH' }, { amount: 91, type: 'NOCASH' });
    assert.deepEqual([status, body.message], [200, '优惠金额不能超过订单金额']);
    assert.equal(await on.demo.stateOf(number), 'NOTPAY');
  });

  it('refuses what is no call of the cashier, and the order stands', async () => {
    const { number, params } = await on.demo.placed();
    const { paySign: _, ...without } = params;
    refused(await post('/cashier', { ...without, action: 'pay' }), 400, 'invalid_request', /"paySign" is missing/);
    refused(await post('/cashier', params), 400, 'invalid_request', /"action" is missing/);
    refused(await post('/cashier', { ...params, action: 'steal' }), 400, 'invalid_request', /one of pay, cancel, fail/);
    refused(await post('/cashier', { ...params, action: 'pay', tip: 1 }), 400, 'invalid_request', /no field "tip"/);
    refused(await post('/cashier', { ...params, timeStamp: 1, action: 'pay' }), 400, 'invalid_request', /timeStamp/);
    assert.equal(await on.demo.stateOf(number), 'NOTPAY');
  });
});
