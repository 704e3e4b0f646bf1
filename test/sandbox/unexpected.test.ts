import assert from 'node:assert/strict';
import { it } from 'node:test';
import { request } from 'undici';
import { Gateway } from '../../src/gateway/gateway.ts';
import { systemEntropy } from '../../src/protocol/index.ts';
import { sandboxServer } from '../../src/sandbox/server.ts';
import { Timeline, wallClock } from '../../src/time/index.ts';

it('an exception nobody expected becomes SYSTEM_ERROR, and is told to the operator, on both faces', async (t) => {
  const key = { id: 'PUB_KEY_ID_0', sign: () => '' };
  const timeline = Timeline.flowing(wallClock);
  const gateway = new Gateway({ wire: wallClock, entropy: systemEntropy, carry: async () => ({ error: 'nobody' }) });
  const merchant = gateway.register({
    mchid: '1900000109',
    appids: [],
    certificates: [],
    keyMode: 'both',
    platformKeys: { publicKey: key, certificate: key },
    timeline,
  });
  const told: string[] = [];
  const server = sandboxServer({ gateway, merchant, openid: 'o' }, (line) => told.push(line));
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  const broken = () => {
    throw new Error('a bug');
  };
  t.mock.method(gateway, 'answer', broken);
  t.mock.method(timeline, 'now', broken);
  try {
    const wire = await request(`${url}/v3/refund/domestic/refunds`, { method: 'POST', body: '{}' });
    assert.equal(wire.statusCode, 500);
    assert.equal(((await wire.body.json()) as { code: string }).code, 'SYSTEM_ERROR');
    const control = await request(`${url}/sandbox/clock`);
    assert.equal(control.statusCode, 500);
    assert.equal(((await control.body.json()) as { error: { code: string } }).error.code, 'internal_error');
    assert.equal(told.length, 2);
    for (const line of told)
      assert.match(line, /^Unexpected: (POST \/v3\/refund|GET \/sandbox\/clock).*: Error: a bug/);
  } finally {
    timeline.stop();
    await server.close();
  }
});
