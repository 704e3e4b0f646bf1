import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { request } from 'undici';
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
  return { dispatcher: wires.dispatcherOf('merchant'), seen, crossings };
}

describe('the in-process network', () => {
  it('brings a request to its host as it was sent, and the answer back', async () => {
    const { dispatcher, seen } = network();
    const target = '/a%2Fb/c?d=%20e&d=2';
    const headers = { 'X-Two': 'Words', authorization: 'a="b"' };
    const {
      statusCode,
      headers: answered,
      body,
    } = await request(`${ORIGIN}${target}`, {
      dispatcher,
      method: 'POST',
      headers,
      body: Buffer.from('{"a":"中"}'),
    });
    assert.equal(statusCode, 200);
    assert.equal(answered['x-a'], 'b');
    assert.equal(await body.text(), '中');
    const [asked] = seen;
    assert.deepEqual([asked?.method, asked?.target], ['POST', target]);
    assert.equal(asked?.body.toString(), '{"a":"中"}');
    assert.equal(asked?.headers['x-two'], 'Words');
    assert.equal(asked?.headers['authorization'], 'a="b"');
  });

  it('tells the onlooker of each exchange, once', async () => {
    const { dispatcher, crossings } = network(2);
    await request(`${ORIGIN}/a?b`, { dispatcher, headersTimeout: LIMIT });
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
      const asked = request(`${ORIGIN}/`, { dispatcher, headersTimeout: LIMIT });
      if (inTime) assert.equal((await asked).statusCode, 200);
      else await assert.rejects(asked, { code: 'UND_ERR_HEADERS_TIMEOUT' });
      assert.equal(crossings[0]?.failure, inTime ? undefined : 'no answer in time');
      assert.equal(crossings[0]?.answer === undefined, !inTime);
    });
  }

  it('waits for ever where no limit is set', async () => {
    const { dispatcher } = network(3_600);
    assert.equal((await request(`${ORIGIN}/`, { dispatcher, headersTimeout: 0 })).statusCode, 200);
  });

  for (const url of ['https://nobody.example/', 'http://a.example/', 'https://a.example:8443/']) {
    it(`rejects what is sent to ${url}, where nobody is`, async () => {
      const { dispatcher, seen } = network();
      await assert.rejects(request(url, { dispatcher }), /nobody answers at/);
      assert.deepEqual(seen, []);
    });
  }

  it('rejects where the host breaks', async () => {
    const { dispatcher } = network(0, () => {
      throw new Error('broken');
    });
    await assert.rejects(request(`${ORIGIN}/`, { dispatcher }), /broken/);
  });

  it('brings an answer without a body', async () => {
    const { dispatcher } = network(0, () => ({ status: 204, headers: {}, body: Buffer.alloc(0) }));
    const { statusCode, body } = await request(`${ORIGIN}/`, { dispatcher });
    assert.deepEqual([statusCode, await body.text()], [204, '']);
  });

  for (const kind of ['reset', 'truncated'] as const) {
    it(`breaks the connection of an answer that is ${kind}, and says so to the onlooker`, async () => {
      const body = Buffer.from('{"a":1}');
      const { dispatcher, seen, crossings } = network(0, () => ({ status: 200, headers: {}, body, mishap: { kind } }));
      const answered = request(`${ORIGIN}/a`, { dispatcher });
      if (kind === 'reset') await assert.rejects(answered, /the connection broke/);
      else await assert.rejects((await answered).body.text(), /the connection broke/);
      assert.equal(seen.length, 1);
      assert.equal(crossings[0]?.answer, undefined);
      assert.match(crossings[0]?.failure ?? '', new RegExp(kind));
    });
  }
});
