import assert from 'node:assert/strict';
import net from 'node:net';
import { describe, it, mock } from 'node:test';
import { CAPABILITIES } from '../../src/actors/index.ts';
import { fen } from '../../src/money/fen.ts';
import { paths } from '../../src/protocol/payments.ts';
import { type MockParts, mockTarget } from '../../src/targets/mock/mock.ts';
import { signatureMemory } from '../../src/targets/mock/signature-memory.ts';
import { targetNamed } from '../../src/targets/registry.ts';
import { days, minutes } from '../../src/time/index.ts';
import { type TraceEvent, toNdjson } from '../../src/trace/index.ts';

const PLACE = 'features/a.feature:7';

/** A scenario with everything in it: an order, a fault, a payment, a refund, a caller, and a week. */
async function play(seed = 1, place = PLACE, parts: MockParts = {}): Promise<readonly TraceEvent[]> {
  const { cast, trace } = await mockTarget(parts)({ seed, place });
  const { merchant, gateway, payer, caller } = cast;
  const order = await merchant.placeOrder({ price: fen(990), payWithin: minutes(30) });
  await gateway.setFault('notification', 'wrong-signature', 1);
  await payer.requestPayment(await merchant.paymentParams(order), 'pay');
  await gateway.settled();
  await gateway.advance(minutes(1));
  await merchant.refund(order, fen(100));
  const request = caller.newOrder(5);
  await caller.send({ method: 'POST', target: paths.order, body: request });
  await caller.send({ method: 'POST', target: paths.order, body: request, sabotage: { kind: 'other-key' } });
  await gateway.advance(days(8));
  await caller.send({ method: 'GET', target: paths.orderByNumber(request.out_trade_no, caller.mchid) });
  await cast.leave();
  return trace.events;
}

describe('the mock', () => {
  it('plays the same scenario to the letter for one seed and one place', async () => {
    assert.equal(toNdjson(await play()), toNdjson(await play()));
  });

  it('plays it the same beside others', async () => {
    const alone = toNdjson(await play());
    const together = await Promise.all([play(), play(2), play(1, 'features/b.feature:1'), play()]);
    assert.equal(toNdjson(together[0] ?? []), alone);
    assert.equal(toNdjson(together[3] ?? []), alone);
  });

  it('plays it differently for another seed and for another place', async () => {
    const traces = await Promise.all([play(1), play(2), play(1, 'features/a.feature:8')]);
    assert.equal(new Set(traces.map(toNdjson)).size, 3);
    const kinds = traces.map((events) => events.map(({ kind }) => kind).join());
    assert.equal(new Set(kinds).size, 1, 'only what is random differs');
  });

  it('begins each scenario with books of its own', async () => {
    const target = mockTarget();
    const first = await target({ seed: 1, place: PLACE });
    const request = first.cast.caller.newOrder(5);
    await first.cast.caller.send({ method: 'POST', target: paths.order, body: request });
    await first.cast.gateway.advance(days(1));
    const second = await target({ seed: 1, place: PLACE });
    const path = paths.orderByNumber(request.out_trade_no, request.mchid);
    assert.equal((await first.cast.caller.send({ method: 'GET', target: path })).status, 200);
    assert.equal((await second.cast.caller.send({ method: 'GET', target: path })).status, 404);
    assert.equal(first.cast.gateway.now() - second.cast.gateway.now(), days(1));
  });

  it('opens no socket', async () => {
    const forbidden = (): never => {
      throw new Error('a socket was opened');
    };
    const connects = mock.method(net.Socket.prototype, 'connect', forbidden);
    const creates = mock.method(net, 'connect', forbidden);
    try {
      const events = await play();
      assert.ok(events.filter(({ kind }) => kind === 'exchange').length >= 10);
    } finally {
      mock.restoreAll();
    }
    assert.equal(connects.mock.callCount() + creates.mock.callCount(), 0);
  });

  it('examines both sides of every exchange by itself', async () => {
    const exchanges = (await play()).flatMap((event) => (event.kind === 'exchange' ? [event] : []));
    const ofMerchant = exchanges.filter(({ from }) => from === 'merchant');
    assert.ok(ofMerchant.length > 3);
    for (const { requestSignature, answerSignature } of ofMerchant)
      assert.deepEqual([requestSignature, answerSignature], ['valid', 'valid']);
    const [spoilt, ...right] = exchanges.filter(({ to }) => to === 'merchant');
    assert.equal(spoilt?.requestSignature, 'wrong');
    assert.ok(right.length > 0);
    for (const { requestSignature, opened } of right)
      assert.deepEqual([requestSignature, typeof opened], ['valid', 'object']);
    const stranger = exchanges.filter(
      ({ from, requestSignature }) => from === 'caller' && requestSignature === 'wrong',
    );
    assert.deepEqual(
      stranger.map(({ answer, answerSignature }) => [answer?.status, answerSignature]),
      [[401, 'absent']],
    );
  });

  it('keeps no secret in its trace', async () => {
    const text = toNdjson(await play());
    for (const secret of ['oUpF8uMuAJO_M2pxb1Q9zNjWeS6o', 'PublishedKeyThatProtectsNothing0'])
      assert.ok(!text.includes(secret), secret);
    for (const [, value = ''] of text.matchAll(/"(?:paySign|ciphertext|openid)":"([^"]*)"/g))
      assert.ok(value.length <= 7);
    for (const [, value = ''] of text.matchAll(/signature=\\"([^"\\]*)/g)) assert.ok(value.length <= 7);
  });

  it('can do everything that a scenario may need', async () => {
    const { cast } = await mockTarget()({ seed: 1, place: PLACE });
    assert.deepEqual([...cast.capabilities].sort(), [...CAPABILITIES].sort());
  });

  it('refuses a fault that does not exist', async () => {
    const { cast } = await mockTarget()({ seed: 1, place: PLACE });
    await assert.rejects(cast.gateway.setFault('*', 'nonsense'), RangeError);
  });

  it('gives the same trace where signatures are remembered', async () => {
    const remember = signatureMemory();
    const once = toNdjson(await play(1, PLACE, { remember }));
    assert.deepEqual([once, toNdjson(await play(1, PLACE, { remember }))], [toNdjson(await play()), once]);
  });
});

describe('the registry', () => {
  it('knows the mock, and names what it knows where asked for another', () => {
    assert.equal(typeof targetNamed('mock'), 'function');
    assert.throws(() => targetNamed('nowhere'), /There is no target "nowhere": choose one of .*mock/);
  });
});
