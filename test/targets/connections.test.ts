import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { type Agent, request } from 'undici';
import type { Crossing } from '../../src/targets/crossing.ts';
import { connectionsTo } from '../../src/targets/remote/connections.ts';
import { recordingDispatcher } from '../../src/targets/remote/recording-dispatcher.ts';
import { milliseconds } from '../../src/time/index.ts';
import { type FakeGateway, fakeGateway, json } from './fake-gateway.ts';

/** Connections to a gateway under a name that nobody could resolve, and what an onlooker sees of them. */
function senders(url: string) {
  const { port } = new URL(url);
  const host = 'gateway.invalid';
  const connections: Agent = connectionsTo({
    url: `http://${host}:${port}`,
    host,
    addresses: [{ address: '127.0.0.1', family: 4 }],
  });
  after(() => connections.destroy());
  const crossings: Crossing[] = [];
  const dispatcher = recordingDispatcher(connections, 'caller', (crossing) => crossings.push(crossing));
  return { url: `http://${host}:${port}`, dispatcher, crossings, connections };
}

const open = async (answer: Parameters<typeof fakeGateway>[0]): Promise<FakeGateway> => fakeGateway(answer);

describe('connections to a gateway', () => {
  it('go to the address that was looked at, whatever the name resolves to', async () => {
    const gateway = await open((_incoming, outgoing) => json(outgoing, 200, { a: 1 }));
    const { url, dispatcher } = senders(gateway.url);
    const { statusCode, body } = await request(`${url}/v3/x`, { dispatcher });
    assert.deepEqual([statusCode, await body.json()], [200, { a: 1 }]);
  });

  it('go nowhere else', async () => {
    const gateway = await open((_incoming, outgoing) => json(outgoing, 200, {}));
    const { dispatcher } = senders(gateway.url);
    const { port } = new URL(gateway.url);
    await assert.rejects(request(`http://other.invalid:${port}/`, { dispatcher }), /not the gateway's host/);
    assert.deepEqual(gateway.asked, []);
  });

  it('follow no redirect: it is the answer', async () => {
    const elsewhere = await open((_incoming, outgoing) => json(outgoing, 200, {}));
    const gateway = await open((_incoming, outgoing) =>
      outgoing.writeHead(307, { location: `${elsewhere.url}/taken` }).end(),
    );
    const { url, dispatcher, crossings } = senders(gateway.url);
    const { statusCode, body } = await request(`${url}/v3/x`, { method: 'POST', body: '{}', dispatcher });
    await body.dump();
    assert.equal(statusCode, 307);
    assert.equal(crossings[0]?.answer?.status, 307);
    assert.deepEqual(elsewhere.asked, []);
  });
});

describe('what crosses', () => {
  it('is told before the sender has it: the request as sent, the answer as it came', async () => {
    const gateway = await open((_incoming, outgoing) => {
      outgoing.writeHead(400, { 'X-A': 'b' });
      outgoing.write('{"中":');
      outgoing.end('1}');
    });
    const { url, dispatcher, crossings } = senders(gateway.url);
    const headers = { Authorization: 'WECHATPAY2', 'content-type': 'application/json' };
    const sent = { method: 'POST', headers, body: Buffer.from('{"总":1}'), dispatcher } as const;
    const { body } = await request(`${url}/v3/a%2Fb?c=%20`, sent);
    await body.text();
    const [{ request: asked, answer, ...rest } = assert.fail(), ...more] = crossings;
    assert.deepEqual(more, []);
    assert.deepEqual(
      [asked.method, asked.target, asked.headers['authorization'], asked.body.toString()],
      ['POST', '/v3/a%2Fb?c=%20', 'WECHATPAY2', '{"总":1}'],
    );
    assert.deepEqual([answer?.status, answer?.headers['x-a'], answer?.body.toString()], [400, 'b', '{"中":1}']);
    assert.deepEqual([rest.from, rest.to, rest.url], ['caller', 'gateway', `${url}/v3/a%2Fb?c=%20`]);
    assert.ok(rest.took >= 0);
  });

  const failing: Readonly<Record<string, readonly [Parameters<typeof fakeGateway>[0], string, number]>> = {
    'a closed connection': [
      (incoming) => incoming.socket.destroy(),
      'the connection was closed without an answer',
      30_000,
    ],
    silence: [() => {}, 'no answer in time', 200],
    'half an answer': [
      (_incoming, outgoing) => {
        outgoing.writeHead(200, { 'content-length': '100' });
        outgoing.write('{');
      },
      'no answer in time',
      1_000,
    ],
  };
  for (const [what, [answer, words, waits]] of Object.entries(failing)) {
    it(`is told once where there is ${what}`, async () => {
      const gateway = await open(answer);
      const { url, dispatcher, crossings } = senders(gateway.url);
      const patience = milliseconds(waits);
      const sent = { dispatcher, headersTimeout: patience, bodyTimeout: patience };
      await assert.rejects(request(`${url}/`, sent).then(({ body }) => body.text()));
      assert.deepEqual(
        crossings.map(({ answer, failure }) => [answer, failure]),
        [[undefined, words]],
      );
    });
  }

  it('is told once where nobody is there', async () => {
    const gateway = await open(() => {});
    await gateway.close();
    const { url, dispatcher, crossings } = senders(gateway.url);
    await assert.rejects(request(`${url}/`, { dispatcher }));
    assert.deepEqual(
      crossings.map(({ failure }) => failure),
      ['the connection was refused'],
    );
  });
});
