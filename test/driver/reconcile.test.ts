import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { type Findings, VerbMissing } from '../../src/actors/index.ts';
import type { Step, Take } from '../../src/merchant/profile/profile.ts';
import { PARAMS, play, type Sketch, type Stage } from './play.ts';

const verbs: Sketch['verbs'] = {
  placeOrder: [{ post: '/orders', take: { order: '$.id' } }],
  paymentParams: [{ post: '/orders/{order}/pay', take: { params: '$' } }],
  readOrder: [{ get: '/orders/{order}', take: { state: '$.state' } }],
};

const DAY = '2026-01-15';

const open = (
  context: TestContext,
  steps: readonly Step[] | undefined,
  answer: unknown,
  sketch: Partial<Sketch> = {},
): Promise<Stage> =>
  play(
    context,
    { 'POST /pay': () => ({ body: PARAMS }), 'POST /reconcile': () => ({ body: answer }) },
    { verbs: { ...verbs, ...(steps ? { reconcile: steps } : {}) }, ...sketch },
  );

/** What the driver makes of an answer. */
async function found(
  context: TestContext,
  answer: unknown,
  differences: Take = '$',
  words?: Sketch['differences'],
): Promise<Findings> {
  const steps = [{ post: '/reconcile', body: { date: '{bill.date}' }, take: { differences } }];
  const { driver, backend } = await open(context, steps, answer, words ? { differences: words } : {});
  const findings = await driver.reconcile(DAY);
  assert.deepEqual(backend.got.at(-1)?.json, { date: DAY });
  return findings;
}

describe('a backend that reconciles', () => {
  it('tells each difference with its order and its kind, by keys or by paths', async (context) => {
    const list = [
      { no: 'A1', type: 'missing' },
      { no: 7, type: 'amount' },
    ];
    const expected = {
      count: 2,
      differences: [
        { order: 'A1', kind: 'missing' },
        { order: '7', kind: 'amount' },
      ],
    };
    assert.deepEqual(await found(context, { list }, { from: '$.list', order: 'no', kind: 'type' }), expected);
    assert.deepEqual(await found(context, { list }, { from: '$.list', order: '$.no', kind: '$.type' }), expected);
    assert.deepEqual(await found(context, []), { count: 0, differences: [] });
  });

  it('may use words of its own, one of which the profile need not know', async (context) => {
    const list = [{ no: 'A1', type: 'SHORT' }, { no: 'A2', type: 3 }, { no: 'A3', type: 'FEE' }, { no: 'A4' }];
    const take = { from: '$', order: 'no', kind: 'type' };
    assert.deepEqual((await found(context, list, take, { missing: ['SHORT'], unknown: [3] })).differences, [
      { order: 'A1', kind: 'missing' },
      { order: 'A2', kind: 'unknown' },
      { order: 'A3', word: 'FEE' },
      { order: 'A4' },
    ]);
  });

  it('may tell numbers alone, lists by their kinds, or no more than how many', async (context) => {
    assert.deepEqual(await found(context, ['A1', 'A2']), { count: 2, differences: [{ order: 'A1' }, { order: 'A2' }] });
    const lists = { onlyInBill: [{ no: 'A1' }], onlyHere: ['A2'], amounts: [] };
    assert.deepEqual(
      await found(context, lists, { from: '$', order: 'no' }, { unknown: ['onlyInBill'], missing: ['onlyHere'] }),
      {
        count: 2,
        differences: [
          { order: 'A1', kind: 'unknown' },
          { order: 'A2', kind: 'missing' },
        ],
      },
    );
    assert.deepEqual(await found(context, {}), { count: 0, differences: [] });
    assert.deepEqual(await found(context, { count: 3 }, '$.count'), { count: 3, differences: [] });
    assert.deepEqual(await found(context, { count: '3' }, '$.count'), { count: 3, differences: [] });
    assert.deepEqual(await found(context, [{ sum: 1 }]), { count: 1, differences: [{}] });
  });

  it('does not reconcile where it answers anything else, or says no', async (context) => {
    for (const answer of [{ list: 'none' }, 'done', -1, 1.5, true])
      await assert.rejects(found(context, answer), { name: 'MerchantFailed', message: /^reconcile: differences are/ });
    const steps = [{ post: '/nowhere', body: '{bill.date}', take: { differences: '$' } }];
    const { driver } = await open(context, steps, []);
    await assert.rejects(driver.reconcile(DAY), { name: 'MerchantFailed' });
  });

  it('can do it by a command', async (context) => {
    const steps = [{ command: `printf '["%s"]' {bill.date}`, take: { differences: '$' } }];
    const { driver } = await open(context, steps, []);
    assert.deepEqual(await driver.reconcile(DAY), { count: 1, differences: [{ order: DAY }] });
  });

  it('takes the day that its own clock says, where no step names it', async (context) => {
    const step = { post: '/reconcile', take: { differences: '$' } };
    const told = await open(context, [{ ...step, body: { day: '{bill.date:text}' } }], []);
    assert.equal(told.driver.choosesDay?.(), false);
    const untold = await open(context, [step], []);
    assert.equal(untold.driver.choosesDay?.(), true);
    const none = await open(context, undefined, []);
    assert.throws(() => none.driver.choosesDay?.(), VerbMissing);
    await assert.rejects(none.driver.reconcile(DAY), VerbMissing);
  });
});
