import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type OutgoingRequest, roundTrip, type Way } from '../../src/protocol/round-trip.ts';
import type { WireRequest } from '../../src/protocol/wire.ts';
import type { Crossing, Host } from '../../src/targets/crossing.ts';
import { InProcessNetwork } from '../../src/targets/mock/in-process-network.ts';
import { type Instant, parseRfc3339, seconds, Timeline } from '../../src/time/index.ts';

const BEGIN = parseRfc3339('2026-01-15T10:00:00+08:00') as Instant;
const ORIGIN = 'https://a.example';
const LIMIT = seconds(5);

/** A network with one host, which spends some time on each answer. */
function network(busy = 0, answer?: Host['answer']) {
  const timeline = Timeline.frozen(BEGIN);
  const seen: WireRequest[] = [];
  const crossings: Crossing[] = [];
  const wires = new InProcessNetwork(
    () => timeline.now(),
    (crossing) => crossings.push(crossing),
  );
  wires.host(ORIGIN, {
    party: 'gateway',
    answer: (asked) => {
      seen.push(asked);
      timeline.spend(seconds(busy));
      return answer?.(asked) ?? { status: 200, headers: { 'x-a': 'b' }, body: Buffer.from('中') };
    },
  });
  return { wires, dispatcher: wires.dispatcherOf('merchant'), seen, crossings };
}

const get = (way: Way, url: string, answerTime: OutgoingRequest['answerTime'] = LIMIT) =>
  roundTrip(way, { method: 'GET', url, headers: {}, answerTime });

describe('the in-process network', () => {
  it('brings a request to its host as it was sent, and the answer back', async () => {
    const { dispatcher, seen } = network();
    const target = '/a%2Fb/c?d=%20e&d=2';
    const headers = { 'X-Two': 'Words', authorization: 'a="b"' };
    const answer = await roundTrip(dispatcher, {
      method: 'POST',
      url: `${ORIGIN}${target}`,
      headers,
      body: Buffer.from('{"a":"中"}'),
      answerTime: LIMIT,
    });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['x-a'], 'b');
    assert.equal(answer.body.toString(), '中');
    const [asked] = seen;
    assert.deepEqual([asked?.method, asked?.target], ['POST', target]);
    assert.equal(asked?.body.toString(), '{"a":"中"}');
    assert.equal(asked?.headers['x-two'], 'Words');
    assert.equal(asked?.headers['authorization'], 'a="b"');
  });

  it('tells the onlooker of each exchange, once', async () => {
    const { dispatcher, crossings } = network(2);
    await get(dispatcher, `${ORIGIN}/a?b`);
    const [crossing, ...more] = crossings;
    assert.deepEqual(more, []);
    assert.deepEqual(
      [crossing?.from, crossing?.to, crossing?.url, crossing?.took, crossing?.answer?.status, crossing?.failure],
      ['merchant', 'gateway', `${ORIGIN}/a?b`, 2_000, 200, undefined],
    );
  });

  for (const [busy, inTime] of [
    [4, true],
    [6, false],
  ] as const) {
    it(`${inTime ? 'waits' : 'waits no longer'} where the host spends ${busy} of five seconds`, async () => {
      const { dispatcher, crossings } = network(busy);
      const asked = get(dispatcher, `${ORIGIN}/`);
      if (inTime) assert.equal((await asked).status, 200);
      else await assert.rejects(asked, { code: 'UND_ERR_HEADERS_TIMEOUT' });
      assert.equal(crossings[0]?.failure, inTime ? undefined : 'no answer in time');
      assert.equal(crossings[0]?.answer === undefined, !inTime);
    });
  }

  it('waits for ever where no limit is set', async () => {
    const { dispatcher } = network(3_600);
    assert.equal((await get(dispatcher, `${ORIGIN}/`, seconds(0))).status, 200);
  });

  for (const url of ['https://nobody.example/', 'http://a.example/', 'https://a.example:8443/']) {
    it(`rejects what is sent to ${url}, where nobody is`, async () => {
      const { dispatcher, seen } = network();
      await assert.rejects(get(dispatcher, url), /nobody answers at/);
      assert.deepEqual(seen, []);
    });
  }

  it('rejects where the host breaks', async () => {
    const { dispatcher } = network(0, () => {
      throw new Error('broken');
    });
    await assert.rejects(get(dispatcher, `${ORIGIN}/`), /broken/);
  });

  it('brings an answer without a body', async () => {
    const { dispatcher } = network(0, () => ({ status: 204, headers: {}, body: Buffer.alloc(0) }));
    const { status, body } = await get(dispatcher, `${ORIGIN}/`);
    assert.deepEqual([status, body.toString()], [204, '']);
  });

  for (const kind of ['reset', 'truncated'] as const) {
    it(`breaks the connection of an answer that is ${kind}, and says so to the onlooker`, async () => {
      const body = Buffer.from('{"a":1}');
      const { dispatcher, seen, crossings } = network(0, () => ({ status: 200, headers: {}, body, mishap: { kind } }));
      await assert.rejects(get(dispatcher, `${ORIGIN}/a`), { code: 'UND_ERR_SOCKET', message: /the connection broke/ });
      assert.equal(seen.length, 1);
      assert.equal(crossings[0]?.answer, undefined);
      assert.match(crossings[0]?.failure ?? '', new RegExp(kind));
    });
  }

  for (const [busy, attempt] of [
    [4, { status: 200 }],
    [6, { error: 'no answer in time' }],
  ] as const) {
    it(`carries a letter to a host that spends ${busy} of five seconds`, async () => {
      const { wires, seen } = network(busy);
      const letter = { headers: { 'wechatpay-nonce': 'n' }, body: Buffer.from('{}') };
      assert.deepEqual(await wires.carrierOf('gateway')(`${ORIGIN}/notify`, letter, LIMIT), attempt);
      assert.deepEqual([seen[0]?.method, seen[0]?.target, seen[0]?.headers], ['POST', '/notify', letter.headers]);
    });
  }

  it('tells of a letter that nobody takes, and never rejects', async () => {
    const { wires } = network();
    for (const url of ['https://nobody.example/', 'no url'])
      assert.match(
        (await wires.carrierOf('gateway')(url, { headers: {}, body: Buffer.alloc(0) }, LIMIT)).error ?? '',
        /./,
      );
  });
});
