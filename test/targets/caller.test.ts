import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Call, CallAnswer, CallerActor } from '../../src/actors/index.ts';
import { Caller } from '../../src/merchant/caller.ts';
import { seededEntropy } from '../../src/protocol/entropy.ts';
import { examineRequest } from '../../src/protocol/request-signing.ts';
import type { WireRequest } from '../../src/protocol/wire.ts';
import { InProcessNetwork } from '../../src/targets/mock/in-process-network.ts';
import { mockIdentities } from '../../src/targets/mock/mock-identities.ts';
import { CallerAtDistance } from '../../src/targets/remote/caller-at-distance.ts';
import {
  type Duration,
  days,
  type Instant,
  milliseconds,
  minutes,
  parseRfc3339,
  plus,
  seconds,
  Timeline,
  toUnixSeconds,
  wallClock,
} from '../../src/time/index.ts';

const BUSINESS = parseRfc3339('2026-01-15T10:00:00+08:00') as Instant;
const WIRE = plus(BUSINESS, days(30));
const GATEWAY = 'https://gateway.example';
const who = mockIdentities((signer) => signer);

/** A caller whose wire time is not the time that orders run by. */
function scene(fraction = 0) {
  const wire = Timeline.frozen(plus(WIRE, milliseconds(fraction)));
  const network = new InProcessNetwork(
    () => wire.now(),
    () => {},
  );
  const sent: { readonly request: WireRequest; readonly at: Instant }[] = [];
  network.host(GATEWAY, {
    party: 'gateway',
    answer: (request) => {
      sent.push({ request, at: wire.now() });
      return { status: 404, headers: {}, body: Buffer.alloc(0) };
    },
  });
  const spent: Duration[] = [];
  const caller = new Caller({
    baseUrl: GATEWAY,
    identity: who.merchant,
    keys: who.platformKeyRing,
    platformSerial: who.platformKeys.publicKey.id,
    wire,
    clock: Timeline.frozen(BUSINESS),
    spend: async (by) => {
      spent.push(by);
      wire.spend(by);
    },
    entropy: seededEntropy('caller'),
    dispatcher: network.dispatcherOf('caller'),
    appid: who.appid,
    openid: 'o1',
    apiv3Key: who.apiv3Key,
    notifyUrl: 'https://caller.example/notify',
    stranger: who.stranger,
    lastSeq: () => 0,
  });
  return { caller, sent, spent };
}

describe('the caller', () => {
  it('signs by wire time, and numbers orders by the time that they run by', async () => {
    const { caller, sent } = scene();
    assert.match(caller.newOrder(1).out_trade_no, /^20260115100000/);
    assert.equal(caller.paymentParams('wx1').timeStamp, String(toUnixSeconds(WIRE)));
    await caller.send({ method: 'GET', target: '/v3' });
    const [{ request } = assert.fail()] = sent;
    const found = examineRequest(request, () => who.merchantPublicKey, { now: () => WIRE }, minutes(5));
    assert.equal(found.finding, 'valid');
  });

  for (const [fraction, waits] of [
    [0, []],
    [300, []],
    [301, [699]],
    [999, [1]],
  ] as const) {
    it(`makes a timestamp near the edge ${waits.length ? 'in the next second' : 'at once'} at ${fraction} ms of a second`, async () => {
      const { caller, sent, spent } = scene(fraction);
      await caller.send({ method: 'GET', target: '/v3', sabotage: { kind: 'clock-off', by: seconds(299) } });
      assert.deepEqual(spent, waits);
      const [{ request, at } = assert.fail()] = sent;
      const [, timestamp] = /timestamp="(\d+)"/.exec(request.headers['authorization'] ?? '') ?? [];
      assert.ok(at - Number(timestamp) * 1_000 <= 299_300);
    });
  }

  it('takes its time over a notification where it is told to', async () => {
    const { caller, spent } = scene();
    caller.answerNotifications({ status: 204, after: seconds(6) });
    const letter = { method: 'POST', target: '/notify', headers: {}, body: Buffer.from('{}') };
    assert.equal((await caller.receive(letter)).status, 204);
    assert.deepEqual(spent, [seconds(6)]);
  });
});

describe('the caller before a distant gateway', () => {
  const LATE: Call = { method: 'GET', target: '/v3', sabotage: { kind: 'clock-off', by: seconds(299) } };

  function distant(answer: () => Promise<Partial<CallAnswer>>, took = 20) {
    const heard: boolean[] = [];
    const near = { send: answer } as unknown as CallerActor;
    const stop = (reason: string): never => {
      throw new Error(`stopped: ${reason}`);
    };
    const heardOf = (silent: boolean): void => void heard.push(silent);
    return { caller: new CallerAtDistance(near, { heard: heardOf, stop, took: () => took }), heard };
  }
  const answeredAt = (off: number) => async (): Promise<Partial<CallAnswer>> => ({
    headers: { 'wechatpay-timestamp': String(toUnixSeconds(wallClock.now()) + off) },
  });

  it('stops where there is no answer, and tells silence from a refused connection', async () => {
    const failing = (code: string) =>
      distant(async () => {
        throw Object.assign(new Error('failed'), { code });
      });
    for (const [code, silent] of [
      ['UND_ERR_HEADERS_TIMEOUT', true],
      ['ECONNREFUSED', false],
    ] as const) {
      const { caller, heard } = failing(code);
      await assert.rejects(caller.send({ method: 'GET', target: '/v3' }), /stopped: GET \/v3 was not answered: /);
      assert.deepEqual(heard, [silent]);
    }
  });

  it('tries the edges of a timestamp where both clocks agree', async () => {
    const { caller } = distant(answeredAt(0));
    await caller.send({ method: 'GET', target: '/v3' });
    await caller.send(LATE);
  });

  it('finds nothing at the edges of a timestamp that was long on its way', async () => {
    const { caller } = distant(answeredAt(0), 1_200);
    await caller.send({ method: 'GET', target: '/v3' });
    await assert.rejects(caller.send(LATE), /stopped: the answer took 1200 ms/);
  });

  for (const off of [-30, -3, 2, 30]) {
    it(`does not where the gateway's clock is ${off} seconds off`, async () => {
      const { caller } = distant(answeredAt(off));
      await caller.send({ method: 'GET', target: '/v3' });
      await assert.rejects(caller.send(LATE), /stopped: the gateway's clock is about -?\d+ seconds off/);
    });
  }
});
