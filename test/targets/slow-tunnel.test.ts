import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { judge } from '../../src/judge/judge.ts';
import { packageRoot } from '../../src/package-root.ts';
import { collectTraces } from '../../src/run/collect.ts';
import { play } from '../../src/run/play.ts';
import { rulesOfTarget } from '../../src/run/scope.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { endSession } from '../../src/targets/remote/gateway-session.ts';
import { milliseconds } from '../../src/time/index.ts';
import { freePort } from '../free-port.ts';
import { temporaryFolder, writePublishedCredentials } from '../sandbox/stage.ts';
import { tunnel } from './tunnel.ts';

const credentials = temporaryFolder();
let sandbox: Sandbox;
before(async () => {
  await writePublishedCredentials(credentials);
  sandbox = await startSandbox({ host: '127.0.0.1', port: 0, credentials, tell: () => {} });
});
after(() => sandbox.close());

const FEATURE = join(packageRoot, 'features/3.3-payment/notification-sent.feature');
const SCENARIO = 'Scenario: An answer within five seconds is in time';

describe('a gateway that is right, behind a slow tunnel', () => {
  it('is not told that it does not wait five seconds', async () => {
    const port = await freePort();
    const publicUrl = `http://127.0.0.1:${await tunnel(port, milliseconds(600))}`;
    const gateway = { url: sandbox.url, credentials, listen: `127.0.0.1:${port}`, publicUrl };
    const line = readFileSync(FEATURE, 'utf8')
      .split('\n')
      .findIndex((text) => text.includes(SCENARIO));
    assert.ok(line > 0);
    const envelopes = await play({
      features: [`${FEATURE}:${line + 1}`],
      tagExpression: '',
      target: 'sandbox',
      seed: 1,
      parallel: 0,
      gateway,
    }).finally(() => endSession(gateway));
    const { rules } = judge(collectTraces(envelopes), rulesOfTarget('sandbox'));
    const { verdict, reason } = rules.find(({ rule }) => rule.id === 'NOTIFY-ACCEPTED') ?? assert.fail();
    assert.equal(verdict, 'inconclusive', reason);
    assert.match(reason ?? '', /^a request takes \d{4} ms to come here by --public-url/);
  });
});
