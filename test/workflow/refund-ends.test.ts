import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fenFromYuan, mockTarget, Purchase, Stage } from '../../src/index.ts';
import { refundEnds } from '../../src/workflow/retries.ts';

async function refunding(place: string): Promise<Purchase> {
  const { cast, trace } = await mockTarget()({ seed: 1, place });
  const purchase = await Purchase.begun(new Stage(cast, trace, 'REFUND-NOT-YET'), fenFromYuan('9.90'));
  await purchase.tapPay();
  await purchase.bought();
  await purchase.refund(purchase.price);
  return purchase;
}

for (const [status, belief] of [
  ['SUCCESS', 'refunded'],
  ['CLOSED', 'failed'],
  ['ABNORMAL', 'refunding'],
] as const) {
  test(`a refund of the merchant's ends in ${status} when it is to`, async () => {
    const purchase = await refunding(status);
    await refundEnds(purchase, status);
    const [order] = (await purchase.stage.cast.gateway.books?.()) ?? [];
    assert.equal(order?.refunds[0]?.status, status);
    assert.equal(await purchase.readRefund(), belief);
    await purchase.stage.cast.leave();
  });
}

test('a refund does not end in PROCESSING, and the scenario says so', async () => {
  const purchase = await refunding('PROCESSING');
  await assert.rejects(refundEnds(purchase, 'PROCESSING'), /a refund that is PROCESSING has not ended/);
  await purchase.stage.cast.leave();
});
