import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { Step } from '../../src/merchant/profile/profile.ts';
import { fen } from '../../src/money/fen.ts';
import { PARAMS, play, type Sketch, type Stage } from './play.ts';

const open = (context: TestContext, place: Partial<Step>, pay: Partial<Step> = {}): Promise<Stage> => {
  const verbs: Sketch['verbs'] = {
    placeOrder: [{ post: '/orders', take: { order: '$.id' }, ...place } as Step],
    paymentParams: [{ post: '/orders/{order}/pay', take: { params: '$' }, ...pay } as Step],
    readOrder: [{ get: '/orders/{order}', take: { state: '$.state' } }],
  };
  const routes = { 'POST /orders': () => ({ body: { id: 'o-1' } }), 'POST /orders/o-1/pay': () => ({ body: PARAMS }) };
  return play(context, routes, { verbs });
};

const texts = ({ backend }: Stage): readonly string[] => backend.got.map(({ text }) => text);

describe('a price that the customer puts in', () => {
  it('goes into the body where the customer lies, and nowhere else', async (context) => {
    const stage = await open(context, {
      body: { goods: { id: 7, price: '{price.yuan}' }, n: 1 },
      tamper: { goods: { price: '{lower.yuan}' }, total: '{lower.fen}' },
    });
    await stage.driver.placeOrder({ price: fen(990), pretended: fen(1) });
    await stage.driver.placeOrder({ price: fen(990) });
    assert.deepEqual(texts(stage), [
      '{"goods":{"id":7,"price":"0.01"},"n":1,"total":1}',
      '{"goods":{"id":7,"price":"9.90"},"n":1}',
    ]);
  });

  it('goes into a form, and makes a body where there is none', async (context) => {
    const form = await open(context, { form: { sku: 'tea', price: '9.90' }, tamper: { price: '{lower.yuan}' } });
    await form.driver.placeOrder({ price: fen(990), pretended: fen(1) });
    assert.deepEqual(texts(form), ['sku=tea&price=0.01']);
    const bare = await open(context, { tamper: { price: '{lower.fen}' } });
    await bare.driver.placeOrder({ price: fen(990), pretended: fen(1) });
    assert.deepEqual(texts(bare), ['{"price":1}']);
  });

  it('goes along when the customer pays', async (context) => {
    const stage = await open(context, { body: { sku: 'tea' } }, { body: {}, tamper: { amount: '{lower.fen}' } });
    const { driver } = stage;
    await driver.paymentParams(await driver.placeOrder({ price: fen(990), pretended: fen(1) }));
    await driver.paymentParams(await driver.placeOrder({ price: fen(990) }));
    assert.deepEqual(
      texts(stage).filter((text) => !text.includes('tea')),
      ['{"amount":1}', '{}'],
    );
  });

  it('cannot be told where the profile does not say how', async (context) => {
    const stage = await open(context, { body: { sku: 'tea' } });
    await assert.rejects(stage.driver.placeOrder({ price: fen(990), pretended: fen(1) }), {
      name: 'VerbMissing',
      message: /does not say where a customer could put in a price/,
    });
    assert.deepEqual(texts(stage), []);
  });
});
