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
} from '../../src/time/index.ts';

const BUSINESS = parseRfc3339('2026-01-15T10:00:00+08:00') as Instant;
const WIRE = plus(BUSINESS, days(30));
const GATEWAY = 'https://gateway.example';
const who = mockIdentities((signer) => signer);

/** A caller whose wire time is not the time that orders run by. */
function scene() {
  const wire = Timeline.frozen(WIRE);
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
    keys: new Map(who.platformKeyRing),
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
    privateKey: who.merchantPrivateKey,
    strangersKey: who.strangersKey,
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

  /** Before a gateway that takes so long over each answer; `late` is how long the machine oversleeps. */
  function distant({
    fraction = 0,
    takes = [20],
    off = 0,
    late = [0],
    fails,
  }: {
    fraction?: number;
    takes?: number[];
    off?: number;
    late?: number[];
    fails?: string;
  } = {}) {
    const wire = Timeline.frozen(plus(WIRE, milliseconds(fraction)));
    const heard: boolean[] = [];
    const spent: Duration[] = [];
    const sent: Instant[] = [];
    const near = {
      send: async (): Promise<Partial<CallAnswer>> => {
        if (fails !== undefined) throw Object.assign(new Error('failed'), { code: fails });
        sent.push(wire.now());
        wire.spend(milliseconds(takes[Math.min(sent.length, takes.length) - 1] ?? 0));
        return { headers: { 'wechatpay-timestamp': String(toUnixSeconds(wire.now()) + off) } };
      },
    } as unknown as CallerActor;
    const caller = new CallerAtDistance(near, {
      heard: (silent) => void heard.push(silent),
      stop: (reason: string): never => {
        throw new Error(`stopped: ${reason}`);
      },
      wire,
      spend: async (by) => {
        spent.push(by);
        wire.spend(plus(by as unknown as Instant, milliseconds(late.shift() ?? 0)) as unknown as Duration);
      },
    });
    return { caller, heard, spent, sent };
  }

  for (const [fraction, waits] of [
    [0, []],
    [300, []],
    [301, [699]],
    [999, [1]],
  ] as const) {
    it(`makes a timestamp near the edge ${waits.length ? 'in the next second' : 'at once'} at ${fraction} ms of a second`, async () => {
      const { caller, spent } = distant({ fraction });
      await caller.send(LATE);
      assert.deepEqual(spent, waits);
    });
  }

  it('waits again where the machine overslept into the late part of a second', async () => {
    const { caller, spent, sent } = distant({ fraction: 900, late: [450] });
    await caller.send(LATE);
    assert.deepEqual(spent, [100, 550]);
    assert.equal((sent[0] ?? 0) % 1_000, 0);
  });

  it('asks again where the answer came too late to tell, and no more than five times', async () => {
    const busy = distant({ takes: [801, 20] });
    await busy.caller.send(LATE);
    assert.equal(busy.sent.length, 2);
    const far = distant({ takes: [1_200] });
    await assert.rejects(far.caller.send(LATE), /stopped: the answer came 1200 ms after the timestamp/);
    assert.equal(far.sent.length, 5);
  });

  it('does not close twice', async () => {
    const { caller, sent } = distant({ takes: [801] });
    await assert.rejects(caller.send({ ...LATE, method: 'POST' }), /stopped: the answer came 801 ms/);
    assert.equal(sent.length, 1);
  });

  it('believes the refusal of what was too old before it was sent, however late', async () => {
    const { caller, sent } = distant({ takes: [5_000] });
    await caller.send({ ...LATE, sabotage: { kind: 'clock-off', by: seconds(301) } });
    assert.equal(sent.length, 1);
  });

  it('stops where there is no answer, and tells silence from a refused connection', async () => {
    for (const [fails, silent] of [
      ['UND_ERR_HEADERS_TIMEOUT', true],
      ['ECONNREFUSED', false],
    ] as const) {
      const { caller, heard } = distant({ fails });
      await assert.rejects(caller.send({ method: 'GET', target: '/v3' }), /stopped: GET \/v3 was not answered: /);
      assert.deepEqual(heard, [silent]);
    }
  });

  it('tries the edges of a timestamp where both clocks agree', async () => {
    const { caller } = distant();
    await caller.send({ method: 'GET', target: '/v3' });
    await caller.send(LATE);
  });

  for (const off of [-30, -3, 2, 30]) {
    it(`does not where the gateway's clock is ${off} seconds off`, async () => {
      const { caller } = distant({ off });
      await caller.send({ method: 'GET', target: '/v3' });
      await assert.rejects(caller.send(LATE), /stopped: the gateway's clock is about -?\d+ seconds off/);
    });
  }
});
