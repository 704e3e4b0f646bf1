import assert from 'node:assert/strict';
import { it } from 'node:test';
import { request } from 'undici';
import { systemEntropy } from '../../src/protocol/index.ts';
import { openCredentials } from '../../src/sandbox/credentials/credentials.ts';
import { forgetful } from '../../src/sandbox/data/kept.ts';
import { MerchantDesk } from '../../src/sandbox/merchants/merchant-desk.ts';
import { sandboxServer } from '../../src/sandbox/server.ts';
import { wallClock } from '../../src/time/index.ts';
import { temporaryFolder, writePublishedCredentials } from './stage.ts';

it('an exception nobody expected becomes SYSTEM_ERROR, and is told to the operator, on both faces', async (t) => {
  const folder = temporaryFolder();
  await writePublishedCredentials(folder);
  const credentials = await openCredentials(folder, wallClock, systemEntropy);
  const told: string[] = [];
  const parts = { wire: wallClock, entropy: systemEntropy, tell: (line: string) => told.push(line) };
  const desk = new MerchantDesk({ ...parts, credentials, carry: async () => ({ error: 'nobody' }), keeper: forgetful });
  desk.startKeeping();
  const { timeline } = desk.demo.merchant.ledger;
  const server = sandboxServer({ ...parts, desk });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  const broken = () => {
    throw new Error('a bug');
  };
  t.mock.method(desk.gateway, 'answer', broken);
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
