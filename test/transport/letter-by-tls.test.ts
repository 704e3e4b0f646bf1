import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Agent, buildConnector } from 'undici';
import { httpCarrier } from '../../src/gateway/http-carrier.ts';
import { seconds } from '../../src/time/index.ts';
import { ca, face } from './stage.ts';

it('a letter that says it is for another host goes to the server that its address names', async () => {
  const { port } = await face();
  const names: unknown[] = [];
  const build = buildConnector({ ca: ca.certificatePem });
  const agent = new Agent({
    connect: (options, connected) => {
      names.push(options.servername);
      build({ ...options, hostname: '127.0.0.1' }, connected);
    },
  });
  const letter = { headers: { host: 'localhost' }, body: Buffer.from('{}') };
  const answer = await httpCarrier(agent)(`https://api.mch.weixin.qq.com:${port}/notify`, letter, seconds(5));
  await agent.close();
  assert.deepEqual([answer, names], [{ status: 200 }, ['api.mch.weixin.qq.com']]);
});
