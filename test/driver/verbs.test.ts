import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { VerbMissing } from '../../src/actors/index.ts';
import { fen } from '../../src/money/fen.ts';
import { minutes } from '../../src/time/index.ts';
import type { Routes } from './fake-backend.ts';
import { PARAMS, play, type Sketch, type Stage } from './play.ts';

const routes: Routes = {
  'POST /orders': ({ json }) => ({ body: { id: 'o-1', ...json } }),
  'POST /orders/o-1/pay': () => ({ body: { params: PARAMS, pay: 'p-1' } }),
};

const verbs: Sketch['verbs'] = {
  placeOrder: [{ post: '/orders', body: { sku: '{sku}' }, take: { order: '$.id' } }],
  paymentParams: [{ post: '/orders/{order}/pay', take: { params: '$.params', pay: '$.pay' } }],
  readOrder: [{ get: '/orders/{order}', take: { state: '$.state', fulfilled: { from: '$.sent', optional: true } } }],
  cancelOrder: { absent: 'orders cannot be cancelled by customers' },
  returnFromCashier: [
    { post: '/back/{pay}', body: { said: '{errMsg}', result: '{result}' }, take: { state: '$.state' } },
  ],
};

const open = (context: TestContext, more: Routes = {}, sketch: Partial<Sketch> = {}): Promise<Stage> =>
  play(context, { ...routes, ...more }, { verbs, prices: { skus: { '9.9': 'sku-1', '0.01': 'sku-2' } }, ...sketch });

describe('a verb that the profile does not have', () => {
  it('is absent with its reason', async (context) => {
    const { driver } = await open(context);
    assert.equal(driver.absent('cancelOrder'), 'orders cannot be cancelled by customers');
    assert.equal(driver.describes('cancelOrder'), false);
    assert.equal(driver.describes('placeOrder'), true);
    assert.equal(driver.describes('refund'), false);
    assert.equal(driver.absent('refund'), undefined);
    const order = await driver.placeOrder({ price: fen(990) });
    await assert.rejects(driver.cancelOrder(order), (failure) => {
      assert.ok(failure instanceof VerbMissing);
      assert.equal(failure.verb, 'cancelOrder');
      assert.equal(failure.absent, 'orders cannot be cancelled by customers');
      return true;
    });
    await assert.rejects(driver.refund(order, fen(1)), (failure) => {
      assert.ok(failure instanceof VerbMissing);
      assert.equal(failure.absent, undefined);
      assert.match(failure.message, /does not describe refund/);
      return true;
    });
  });

  it('is a price that nothing has, a time that nobody can choose, and what needs something not taken yet', async (context) => {
    const { driver, backend } = await open(context);
    await assert.rejects(driver.placeOrder({ price: fen(123) }), {
      name: 'VerbMissing',
      message: /nothing can be ordered at 1\.23 yuan: prices\.skus in the profile has 9\.9, 0\.01/,
    });
    await assert.rejects(driver.placeOrder({ price: fen(1), payWithin: minutes(5) }), { name: 'VerbMissing' });
    const order = await driver.placeOrder({ price: fen(1) });
    await assert.rejects(driver.returnFromCashier(order, 'requestPayment:ok'), {
      name: 'VerbMissing',
      message: /returnFromCashier needs \{pay\}/,
    });
    assert.deepEqual(
      backend.got.map(({ text }) => text),
      ['{"sku":"sku-2"}'],
    );
  });
});

describe('how long there is to pay', () => {
  it('is passed on where the profile can say it, and left out where nobody wishes anything', async (context) => {
    const placeOrder = [{ post: '/orders', body: { mins: '{payWithin.minutes}', x: 1 }, take: { order: '$.id' } }];
    const { driver, backend } = await open(context, {}, { verbs: { ...verbs, placeOrder } });
    await driver.placeOrder({ price: fen(1), payWithin: minutes(5) });
    await driver.placeOrder({ price: fen(1) });
    assert.deepEqual(
      backend.got.map(({ text }) => text),
      ['{"mins":5,"x":1}', '{"x":1}'],
    );
  });
});

describe('what the backend believes', () => {
  const read = async (context: TestContext, body: unknown, states?: Sketch['states']): Promise<unknown> => {
    const { driver } = await open(context, { 'GET /orders/o-1': () => ({ body }) }, states ? { states } : {});
    return driver.readOrder(await driver.placeOrder({ price: fen(990) }));
  };
  for (const [sent, fulfilled] of [
    [3, 3],
    ['2', 2],
    [true, 1],
    [false, 0],
    [[{}, {}], 2],
    [[], 0],
    [null, 0],
  ] as const) {
    it(`counts ${JSON.stringify(sent)} as ${fulfilled}`, async (context) => {
      assert.deepEqual(await read(context, { state: 'paid', sent }), { state: 'paid', fulfilled });
    });
  }
  it('may say nothing of goods', async (context) => {
    assert.deepEqual(await read(context, { state: 'x' }, { closed: ['x'] }), { state: 'closed' });
  });
  for (const sent of [-1, 1.5, 'yesterday', {}]) {
    it(`cannot count ${JSON.stringify(sent)}`, async (context) => {
      await assert.rejects(read(context, { state: 'paid', sent }), {
        name: 'MerchantFailed',
        message: /readOrder: fulfilled is neither/,
      });
    });
  }
  it('is a word that the profile does not know', async (context) => {
    await assert.rejects(read(context, { state: 'WEIRD' }, { paid: ['PAID'] }), {
      name: 'MerchantFailed',
      message: 'readOrder: the backend answers the state "WEIRD", which states in the profile does not name',
    });
  });
});

describe('coming back from the cashier', () => {
  for (const [errMsg, result] of [
    ['requestPayment:ok', 'ok'],
    ['requestPayment:fail cancel', 'cancel'],
    ['requestPayment:fail (no network)', 'fail'],
  ] as const) {
    it(`tells ${result}`, async (context) => {
      const { driver, backend } = await open(context, { 'POST /back/p-1': () => ({ body: { state: 'unpaid' } }) });
      const order = await driver.placeOrder({ price: fen(990) });
      await driver.paymentParams(order);
      assert.equal(await driver.returnFromCashier(order, errMsg), 'unpaid');
      assert.deepEqual(backend.got.at(-1)?.json, { said: errMsg, result });
    });
  }
});

describe('payment params', () => {
  const params = async (context: TestContext, handed: unknown): Promise<unknown> => {
    const { driver } = await open(context, { 'POST /orders/o-1/pay': () => ({ body: { params: handed, pay: 1 } }) });
    return driver.paymentParams(await driver.placeOrder({ price: fen(990) }));
  };
  it('that lack one are refused, with what may be it', async (context) => {
    const { package: packageValue, ...rest } = PARAMS;
    await assert.rejects(params(context, { ...rest, packageValue }), {
      name: 'MerchantFailed',
      message:
        /^paymentParams: the backend handed over no package, but packageValue: say keys: \{ package: packageValue \}/,
    });
    await assert.rejects(params(context, { ...PARAMS, paySign: undefined }), { message: /handed over no paySign$/ });
    await assert.rejects(params(context, 'text'), { message: /no object/ });
    await assert.rejects(params(context, JSON.parse('{"__proto__": {"paySign": "x"}}')), { name: 'MerchantFailed' });
  });
});

describe('a refund that the backend gives no name', () => {
  it('is read by its order', async (context) => {
    const { driver } = await open(
      context,
      { 'POST /refund/o-1': () => ({}), 'GET /refund/o-1': () => ({ body: { state: 'paid' } }) },
      {
        verbs: {
          ...verbs,
          refund: [{ post: '/refund/{order}', body: { fen: '{refund.fen}' } }],
          readRefund: [{ get: '/refund/{order}', take: { state: '$.state' } }],
        },
        states: { paid: ['paid'], refunding: ['REFUNDING'] },
      },
    );
    const order = await driver.placeOrder({ price: fen(990) });
    const [one, two] = [await driver.refund(order, fen(1)), await driver.refund(order, fen(2))];
    assert.notEqual(one, two);
    await assert.rejects(driver.readRefund(one), {
      name: 'MerchantFailed',
      message: /"paid", which is paid: that is no state of a refund/,
    });
  });
});
