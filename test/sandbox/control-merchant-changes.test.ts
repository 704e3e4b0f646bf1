import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { documentedPolicy } from '../../src/gateway/policy.ts';
import { paths } from '../../src/protocol/index.ts';
import type { Answer } from './answer.ts';
import type { Demo } from './demo.ts';
import { refused, stage } from './stage.ts';

const on = stage();
const post = (path: string, body: unknown) => on.demo.control(path, { body });
const change = (body: unknown, shop = on.demo): Promise<Answer> =>
  on.demo.control(`/merchants/${shop.merchant.mchid}`, { method: 'PATCH', body });
const refund = (shop: Demo, number: string, amount: number): Promise<Answer> =>
  shop.call('POST', paths.refund, {
    out_trade_no: number,
    out_refund_no: `refund-${amount}`,
    amount: { refund: amount, total: 990, currency: 'CNY' },
  });

/** What holds of a merchant: a change that changes nothing tells it. */
const terms = async (): Promise<Answer['json']> => (await change({ policy: {} })).json;

describe('a change of a merchant', () => {
  it('answers what holds now, durations in seconds', async () => {
    const { status, json } = await change({ notify: { delivery: 'on' } });
    assert.deepEqual([status, Object.keys(json)], [200, ['mchid', 'keyMode', 'notify', 'certificate', 'policy']]);
    assert.deepEqual([json['mchid'], json['keyMode']], [on.demo.merchant.mchid, 'both']);
    assert.deepEqual(json['notify'], { delivery: 'on' });
    const policy = json['policy'] as Readonly<Record<string, unknown>>;
    assert.deepEqual(Object.keys(policy), Object.keys(documentedPolicy));
    assert.equal(policy['prepayIdLifetime'], 7_200);
    assert.equal(policy['notificationAnswerTime'], 5);
    assert.deepEqual((policy['notificationRetries'] as number[]).slice(0, 5), [15, 15, 30, 180, 600]);
    assert.equal(policy['refundsPerOrder'], 50);
    const changed = await change({ balance: 7, keyMode: 'public-key', policy: { refundsPerOrder: 2 } });
    assert.deepEqual(changed.json, {
      ...json,
      balance: 7,
      keyMode: 'public-key',
      policy: { ...policy, refundsPerOrder: 2 },
    });
  });

  it('is about the merchant in its path, and no other one', async () => {
    const { mchid } = on.demo.merchant;
    const other = await on.demo.another();
    const path = `/merchants/${mchid}?mchid=`;
    const body = { balance: 7 };
    for (const named of [other.merchant.mchid, '1900000109', `${mchid}&mchid=${mchid}`]) {
      refused(
        await on.demo.control(`${path}${named}`, { method: 'PATCH', body }),
        400,
        'invalid_request',
        /another one/,
      );
    }
    assert.equal((await terms())['balance'], undefined);
    assert.equal((await on.demo.control(`${path}${mchid}`, { method: 'PATCH', body })).status, 200);
  });

  it('does all that it asks for, or nothing', async () => {
    const before = await terms();
    for (const bad of [
      { policy: { prepayIdLifetime: 60, prepayIdLifetimes: 60 } },
      { policy: { prepayIdLifetime: -60 } },
      { policy: { refundsPerOrder: 1.5 } },
      { notify: { delivery: 'maybe' } },
      { notify: {} },
      { balance: -1 },
      { keyMode: 'neither' },
      { colour: 'red' },
    ]) {
      const good = { keyMode: 'public-key', balance: 1, notify: { delivery: 'lost' }, policy: { refundsPerOrder: 1 } };
      const answer = await change({ ...good, ...bad });
      assert.equal(answer.status, 400, JSON.stringify(bad));
      assert.equal(answer.body.error.code, 'invalid_request');
      assert.deepEqual(await terms(), before, JSON.stringify(bad));
    }
  });

  it('says what it does not know, and what an entry of the policy takes', async () => {
    for (const [body, message] of [
      [{}, /At least one field is expected: send \{"keyMode"/],
      [[], /must be object/],
      [{ name: 'x' }, /no field "name"/],
      [{ keyMode: 'both', ownKeys: true }, /no field "ownKeys"/],
      [{ policy: { colour: 1 } }, /no policy "colour": choose from prepayIdLifetime, prepayIdOnReorder/],
      [{ policy: { constructor: 1 } }, /no policy "constructor"/],
      [{ policy: { prepayIdLifetime: '60' } }, /"prepayIdLifetime" must be a number of seconds/],
      [{ policy: { prepayIdLifetime: 1e300 } }, /"prepayIdLifetime" must be a number of seconds/],
      [{ policy: { notificationRetries: 15 } }, /"notificationRetries" must be a list of seconds/],
      [{ policy: { largestTotal: '1' } }, /"largestTotal" must be a whole number/],
      [{ policy: { notificationAccepted: [200.5] } }, /"notificationAccepted" must be a list of whole numbers/],
      [{ policy: { signsBusinessErrors: 'no' } }, /"signsBusinessErrors" must be true or false/],
      [{ policy: { prepayIdOnReorder: 'any' } }, /"prepayIdOnReorder" must be one of new, same/],
    ] as const) {
      refused(await change(body), 400, 'invalid_request', message);
    }
    const nobody = await on.demo.control('/merchants/1900000109', { method: 'PATCH', body: { balance: 1 } });
    refused(nobody, 404, 'not_found', /no merchant "1900000109"/);
  });

  it('is one of that merchant alone', async () => {
    const [a, b] = [await on.demo.another(), await on.demo.another()];
    await change({ keyMode: 'public-key', policy: { largestTotal: 1 } }, a);
    assert.equal((await a.call('POST', paths.order, a.order())).body.code, 'INVALID_REQUEST');
    const answer = await b.call('POST', paths.order, b.order());
    assert.deepEqual([answer.status, answer.headers['wechatpay-serial']], [200, b.merchant.platform_serial_no]);
  });
});

describe('the balance', () => {
  it('is what refunds are paid from, until it is set again', async () => {
    const number = await on.demo.paid();
    await change({ balance: 100 });
    assert.deepEqual((await refund(on.demo, number, 60)).status, 200);
    const poor = await refund(on.demo, number, 61);
    assert.deepEqual([poor.status, poor.body.code], [403, 'NOT_ENOUGH']);
    assert.equal((await change({ policy: {} })).json['balance'], 40);
    await change({ balance: 61 });
    assert.equal((await refund(on.demo, number, 61)).status, 200);
  });

  it('holds for a payer with a clock of its own too', async () => {
    await post('/clock/advance?openid=payer-1', { seconds: 1 });
    const { number, params } = await on.demo.placed({ payer: { openid: 'payer-1' } });
    await post('/cashier?openid=payer-1', { ...params, action: 'pay' });
    await change({ balance: 9 });
    assert.equal((await refund(on.demo, number, 10)).body.code, 'NOT_ENOUGH');
    assert.equal((await refund(on.demo, number, 9)).status, 200);
  });

  it('is one for all payers, however many clocks they have', async () => {
    const paidBy = async (payer: string): Promise<string> => {
      await post(`/clock/advance?openid=${payer}`, { seconds: 1 });
      const { number, params } = await on.demo.placed({ payer: { openid: payer } });
      await post(`/cashier?openid=${payer}`, { ...params, action: 'pay' });
      return number;
    };
    const [first, second] = [await paidBy('payer-2'), await paidBy('payer-3')];
    await change({ balance: 60 });
    assert.equal((await refund(on.demo, first, 50)).status, 200);
    assert.equal((await refund(on.demo, second, 51)).body.code, 'NOT_ENOUGH');
  });
});

describe('delivery', () => {
  it('that is lost lets nothing arrive, on the ladder or by hand, until it is on', async () => {
    await change({ notify: { delivery: 'lost' } });
    await on.demo.paid({ notify_url: `${on.shop.url}/paid` });
    await post('/clock/advance', { seconds: 15 });
    const [told] = (await on.demo.control('/notifications')).list;
    assert.deepEqual(
      told?.attempts.map(({ error }) => error),
      ['lost on the way', 'lost on the way'],
    );
    const byHand = await on.demo.control(`/notifications/${told?.id}/deliver`, { method: 'POST' });
    assert.equal(byHand.json['error'], 'lost on the way');
    assert.deepEqual(on.shop.received, []);
    await change({ notify: { delivery: 'on' } });
    await post('/clock/advance', { seconds: 180 });
    assert.equal(on.shop.received.length, 1);
  });
});

describe('the policy', () => {
  it('holds from now on, in seconds of the business clock', async () => {
    await change({ policy: { prepayIdLifetime: 60 } });
    const pay = async (after: number) => {
      const { params } = await on.demo.placed();
      await post('/clock/advance', { seconds: after });
      return (await post('/cashier', { ...params, action: 'pay' })).body.errMsg;
    };
    assert.equal(await pay(50), 'requestPayment:ok');
    assert.match(await pay(70), /^requestPayment:fail \(/);
    await change({ policy: { prepayIdLifetime: 7_200 } });
    assert.equal(await pay(70), 'requestPayment:ok');
  });

  it('takes parts of a second, and every kind of entry', async () => {
    const { json } = await change({
      policy: {
        notificationAnswerTime: 0.25,
        notificationRetries: [1, 2.5],
        notificationAccepted: [200],
        signsBusinessErrors: false,
        prepayIdOnReorder: 'same',
        largestTotal: 5,
      },
    });
    const policy = json['policy'] as Readonly<Record<string, unknown>>;
    assert.equal(policy['notificationAnswerTime'], 0.25);
    assert.deepEqual(policy['notificationRetries'], [1, 2.5]);
    const unsigned = await on.demo.call('GET', paths.orderByNumber('no-such-order', on.demo.merchant.mchid));
    assert.deepEqual([unsigned.status, on.demo.signatureOf(unsigned)], [404, 'absent']);
  });
});

describe('the certificate', () => {
  it('is taken for what it is said to be, from now on, and has a message for each', async () => {
    const target = paths.orderByNumber('no-such-order', on.demo.merchant.mchid);
    for (const [certificate, message] of [
      ['expired', '商户证书已过期。'],
      ['revoked', '商户证书已作废。'],
      ['replaced', '已更换证书，请使用新证书'],
    ]) {
      assert.equal((await change({ certificate })).json['certificate'], certificate);
      const { status, body } = await on.demo.call('GET', target);
      assert.deepEqual([status, body.code, body.message], [401, 'SIGN_ERROR', message]);
    }
    assert.equal((await terms())['certificate'], 'replaced', 'and stays so');
    await change({ certificate: 'valid' });
    assert.equal((await on.demo.call('GET', target)).body.code, 'ORDER_NOT_EXIST');
    assert.equal((await change({ certificate: 'lost' })).status, 400);
  });
});

describe('the form of errors and the limits of calls', () => {
  it('are switched by the policy', async () => {
    await change({ policy: { errorDetail: 'documented', rateLimits: 'documented' } });
    const { json } = await on.demo.call('POST', paths.order, on.demo.order({ amount: { total: 0 } }));
    assert.deepEqual(json['detail'], { field: '/amount/total', value: 0, issue: 'less than 1', location: 'body' });
    const body = { out_trade_no: 'none', out_refund_no: 'r', amount: { refund: 1, total: 1, currency: 'CNY' } };
    const answers = await Promise.all(Array.from({ length: 20 }, () => on.demo.call('POST', paths.refund, body)));
    assert.ok(
      answers.some(({ status }) => status === 429),
      'not one of twenty refunds that fail was too many',
    );
    await change({ policy: { errorDetail: 'observed', rateLimits: 'off' } });
    assert.equal((await on.demo.call('POST', paths.refund, body)).status, 404);
  });
});
